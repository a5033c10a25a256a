"""The list of enrollments: what comes next, found by anything, several states, views by name."""

from datetime import timedelta

import pytest

from enrollment import actions
from enrollment.models import SavedView
from enrollment.people.party import Person
from tests.factories import (
    NOW,
    CityFactory,
    CourseFactory,
    EnrollmentFactory,
    SessionFactory,
    enrolled,
)
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db

LIST = "/admin/enrollment/enrollment/"
KEEP = f"{LIST}views/"


def codes(answer) -> list[str]:
    return [party.code for party in answer.context["cl"].result_list]


@pytest.fixture
def two():
    """Two parties that share no word; the first is the one that is looked for."""
    course = CourseFactory(title="柜面业务差错防范")
    session = SessionFactory(course=course, city=CityFactory(name="昆明"))
    sought = enrolled(
        session,
        2,
        people=(Person("欧阳一凡", phone="13700000222", email="ou@yang.cn"),),
        contact_name="陈小宁",
        contact_phone="087160000000转801",
        contact_email="Ning@Example.com",
        company="海岸示例银行ABC分行",
    )
    enrolled(SessionFactory(), 1)
    return sought


@pytest.mark.parametrize(
    "words",
    [
        "陈小宁",
        "欧阳",
        "陳小寧",
        "137 0000 0222",
        "+86 137-0000-0222",
        "１３７００００ ０２２２",
        "0222",
        "0871-6000 0000转801",
        "087160000000",
        "ning@example.com",
        "ou@yang",
        "海岸",
        "abc分行",
        "柜面业务",
        "昆明",
        "昆明 柜面 陈",
        "欧阳 137 0222 海岸 昆明",
        "+8613700000222 昆明",
        "0871-60000000 abc",
    ],
)
def test_a_party_is_found_by_anything(two, words):
    assert codes(client_of("sales").get(LIST, {"q": words})) == [two.code]


def test_a_party_is_found_by_its_code_in_any_case(two):
    assert codes(client_of("sales").get(LIST, {"q": two.code.lower()})) == [two.code]


@pytest.mark.parametrize("words", ["没有这个人", "昆明 没有", "13712345678", "%", "_", "'"])
def test_what_is_nowhere_finds_nothing_and_breaks_nothing(two, words):
    answer = client_of("sales").get(LIST, {"q": words})

    assert (answer.status_code, codes(answer)) == (200, [])


def test_a_word_that_many_have_finds_all_of_them(two, monkeypatch):
    monkeypatch.setattr("enrollment.queries.party_search.COMMON", 1)

    assert len(codes(client_of("sales").get(LIST, {"q": "示例银行"}))) == 2


def test_parties_with_several_people_of_a_name_hide_no_other_party(monkeypatch):
    monkeypatch.setattr("enrollment.queries.party_search.COMMON", 2)
    family = (Person("赵一凡"), Person("赵二凡"))
    for phone in ("13900000011", "13900000012", "13900000013"):
        enrolled(SessionFactory(), 2, people=family, contact_phone=phone)

    assert len(codes(client_of("sales").get(LIST, {"q": "赵"}))) == 3


def test_words_that_many_have_find_who_has_all_of_them(two, monkeypatch):
    monkeypatch.setattr("enrollment.queries.party_search.COMMON", 0)

    assert codes(client_of("sales").get(LIST, {"q": "示例银行 昆明"})) == [two.code]


@pytest.mark.parametrize("words", ["陈小宁", "昆明 柜面 陈 海岸 abc"])
def test_a_search_takes_at_most_twelve_queries(two, words, django_assert_max_num_queries):
    client = client_of("sales")
    client.get(LIST)

    with django_assert_max_num_queries(12):
        client.get(LIST, {"q": words})


def test_several_states_are_asked_for_at_once():
    session = SessionFactory(capacity=2)
    confirmed, held, waiting = enrolled(session, 1), enrolled(session, 1, hold_days=3), None
    waiting = enrolled(session, 1)

    answer = client_of("sales").get(f"{LIST}?state__exact=held&state__exact=waiting")

    assert set(codes(answer)) == {held.code, waiting.code}
    assert confirmed.code not in codes(answer)


def test_empty_fields_of_the_filters_are_no_filters():
    answer = client_of("sales").get(f"{LIST}?picked=1&month=&q=&state__exact=held&names=")

    assert (answer.status_code, answer.url) == (302, "?state__exact=held")


@pytest.mark.parametrize("query", ["created_at__date__gte=yesterday", "by=nobody", "names=x"])
def test_a_made_up_filter_breaks_nothing(two, query):
    assert client_of("sales").get(f"{LIST}?{query}").status_code in {200, 302}


def test_parties_without_all_names_are_a_filter():
    session = SessionFactory()
    enrolled(session, 1, people=(Person("安小宁"),))
    unnamed = enrolled(session, 2, people=(Person("白一凡"),), contact_phone="13900000002")

    assert codes(client_of("sales").get(f"{LIST}?names=missing")) == [unnamed.code]


def test_a_search_is_counted_to_a_bound_and_says_so(monkeypatch):
    monkeypatch.setattr("enrollment.admin.first_ids.MOST_FOUND", 2)
    session = SessionFactory(capacity=None)
    parties = [enrolled(session, 1, contact_phone=f"1390000000{n}") for n in range(3)]
    client = client_of("sales")

    answer = client.post(LIST, {"q": session.course.title}, follow=True)

    assert codes(answer) == [party.code for party in parties[:0:-1]]
    assert "找到的多于 2 条" in answer.content.decode()
    answer = client.post(LIST, {"q": parties[0].code}, follow=True)
    assert codes(answer) == [parties[0].code]
    assert "找到的多于" not in answer.content.decode()


def test_each_page_has_its_rows_in_the_order_of_the_list(monkeypatch):
    monkeypatch.setattr("enrollment.admin.enrollments.EnrollmentAdmin.list_per_page", 2)
    session = SessionFactory(capacity=None)
    for n, company in enumerate("丙甲乙"):
        enrolled(session, 1, contact_phone=f"1390000000{n}", company=company)
    client = client_of("sales")
    column = client.get(LIST).context["cl"].list_display.index("company")

    pages = [client.get(f"{LIST}?o={column}&p={page}") for page in (1, 2)]

    rows = [party.company for page in pages for party in page.context["cl"].result_list]
    assert rows == sorted(rows)
    assert len(rows) == 3
    assert client.get(f"{LIST}?p=9").status_code == 302


def test_what_comes_next_stands_on_each_party():
    session = SessionFactory(capacity=4)
    enrolled(session, 1, people=(Person("安小宁"),))
    enrolled(session, 2, people=(Person("白一凡"),), contact_phone="13900000002")
    enrolled(session, 1, hold_days=3, contact_phone="13900000003")
    EnrollmentFactory(
        session=session, number=9, state="offered", offered_until=NOW + timedelta(days=2)
    )
    EnrollmentFactory(session=session, number=10, state="waiting")
    EnrollmentFactory(session=session, number=11, state="waiting", preregistered=True)
    EnrollmentFactory(session=session, number=12, state="confirmed", contact_proof="confirm")

    page = client_of("sales").get(f"{LIST}?o=1").content.decode()

    assert page.count("缺 1 个名字") == 1
    assert page.count("占位到 12-04") == 1
    assert page.count("等答复到 12-03") == 1
    assert page.count("等空位") == 1
    assert page.count("等定日期") == 1
    assert page.count("待核实联系方式") == 1


def test_who_moved_reads_as_moved_and_not_as_gone():
    party = enrolled(SessionFactory())
    there = actions.move(party, to=SessionFactory(), now=NOW, actor="staff:lin")

    page = client_of("sales").get(LIST).content.decode()

    assert page.count(f"已改到 {there.code}") == 1


def test_who_asked_for_longer_waits_for_an_answer():
    party = enrolled(SessionFactory(), 1, hold_days=3)
    actions.ask_longer_hold(party, now=NOW)

    assert "答复延期" in client_of("sales").get(LIST).content.decode()


def test_filters_are_kept_by_name_without_what_was_searched():
    client = client_of("sales")

    client.post(
        KEEP, {"name": "快到期", "query": "state__exact=held&state__exact=offered&q=安小宁"}
    )

    view = SavedView.objects.get()
    assert view.query == "state__exact=held&state__exact=offered"
    assert f'href="?{view.query.replace("&", "&amp;")}"' in client.get(LIST).content.decode()


@pytest.mark.parametrize("fields", [{"name": "", "query": "names=missing"}, {"name": "空"}])
def test_filters_without_a_name_and_names_without_filters_are_refused(fields):
    answer = client_of("sales").post(KEEP, fields, follow=True)

    assert "没有存" in answer.content.decode()
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("shared", [True, False])
def test_a_view_is_seen_by_colleagues_where_it_is_shared_and_forgotten_by_its_owner_only(shared):
    owner = staff("manager")
    view = SavedView.objects.create(
        owner=owner, name="本月缺名单", query="names=missing", shared=shared
    )
    client = client_of("sales")

    assert ("本月缺名单" in client.get(LIST).content.decode()) is shared
    client.post(KEEP, {"drop": view.pk})
    assert SavedView.objects.count() == 1


def test_ones_own_view_can_be_forgotten():
    client = client_of("sales")
    client.post(KEEP, {"name": "缺名单", "query": "names=missing"})

    client.post(KEEP, {"drop": SavedView.objects.get().pk})

    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("role", ["editor"])
def test_views_are_for_who_sees_the_list(role):
    client = client_of(role)

    assert client.post(KEEP, {"name": "缺", "query": "names=missing"}).status_code == 404
    assert client_of("sales").get(KEEP).status_code == 404
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize(("role", "there"), [("sales", True), ("editor", False)])
def test_the_field_to_find_a_party_stands_on_every_page_of_who_may(role, there):
    page = client_of(role).get("/admin/").content.decode()

    assert ('class="find"' in page) is there


def test_filters_that_are_in_force_are_said_also_where_no_field_shows_them(two):
    narrowed = {"session__id__exact": two.session_id, "created_at__date__gte": "2026-11-01"}

    page = client_of("sales").get(LIST, narrowed).content.decode()
    gone = client_of("finance").get(LIST, {"session__city__id__exact": 99999}).content.decode()

    said = [part.split("</span>")[0] for part in page.split('<span class="picks__said">')[1:]]
    assert [one.split(" ")[0] for one in said] == ["班次", "报名从"]
    assert "柜面业务差错防范 · 昆明" in page
    assert f'<input type="hidden" name="session__id__exact" value="{two.session_id}">' in page
    assert "城市 已不存在" in gone  # the city was deleted after the filters had been kept
    assert "没有这样的报名。" in gone
    assert "没有这样的报名。" not in page


@pytest.mark.parametrize(
    ("number", "is_said"), [("99999", True), ("abc", False), ("９", True), ("1" * 30, True)]
)
def test_a_session_that_is_not_there_is_said_or_ignored(number, is_said):
    answer = client_of("sales").get(LIST, {"session__id__exact": number}, follow=True)

    assert answer.status_code == 200
    assert ("班次 已不存在" in answer.text) is is_said
    assert ("picks__said" in answer.text) is is_said
    assert ("session__id__exact" in answer.request["QUERY_STRING"]) is is_said


def test_one_missing_name_is_said_in_english_as_many_are():
    enrolled(SessionFactory(), 1)

    assert "Names missing: 1" in client_of("sales").get(f"/en{LIST}").content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "云岭银行（总行）",
        "云岭银行(总行)",
        "（总行）",
        "T&D",
        "Example (China) Co., Ltd",
        "[Kunming",
        "O'Connor",
        "O’Connor",
        "𠮷",
        "𠮷川雪",
        "𡃁仔",
    ],
)
def test_a_company_is_found_whatever_its_brackets_are_and_a_name_in_rare_characters(words):
    people = (Person("𡃁仔"),)
    company = "云岭银行（总行）T＆D Example (China) Co., Ltd. [Kunming]"
    sought = enrolled(
        SessionFactory(), 1, company=company, contact_name="𠮷川雪 O’Connor", people=people
    )
    enrolled(SessionFactory(), 1, company="云岭银行")

    assert codes(client_of("sales").get(LIST, {"q": words})) == [sought.code]
