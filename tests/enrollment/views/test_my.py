"""The enrollment's own page: state at a glance, details for who knows the number, every verb."""

import re
import shutil
import subprocess
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from catalog.documents.fonts import NoFont, find_font
from catalog.models import Course, RefundRule, Venue
from enrollment import actions
from enrollment.domain.links import token_for
from enrollment.messaging.delivery import send_due
from enrollment.models import AuditEvent, Enrollment
from enrollment.people.party import Person
from tests.enrollment.own import text, unlocked, url
from tests.factories import NOW, CityFactory, SessionFactory, TermsFactory, enrolled, released

pytestmark = pytest.mark.usefixtures("sound")
DAY = timedelta(days=1)
OWN_PAGES = [
    "my",
    "my_unlock",
    "my_participants",
    "my_hold",
    "my_offer",
    "my_reduce",
    "my_move",
    "my_cancel",
    "my_outline",
    "my_calendar",
    "my_confirmation",
]


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def waiting_party(seats=2, **values):
    session = SessionFactory(capacity=3)
    enrolled(session, 3)
    return enrolled(session, seats, **values)


def offered_party(seats=2, **values):
    session = TermsFactory(session__capacity=3, offers_first=True).session
    first = enrolled(session, 3)
    party = enrolled(session, seats, **values)
    actions.cancel(first, now=NOW)
    party.refresh_from_db()
    return party


@pytest.mark.parametrize(
    ("make", "headline", "doing"),
    [
        (lambda: enrolled(SessionFactory(), 3), "报名已确认 3 个座位已为您留好。", "取消报名"),
        (
            lambda: enrolled(SessionFactory(), 2, hold_days=7),
            "座位已占，等您确认 2 个座位保留到 2026年12月8日 09:00",
            "单位已批准，确认报名",
        ),
        (waiting_party, "候补第 1 位", "减少人数"),
        (offered_party, "有 2 个座位给您 为您保留到 2026年12月3日 09:00", "接受这些座位"),
        (lambda: actions.cancel(enrolled(SessionFactory()), now=NOW), "报名已取消", "看看这门课"),
    ],
    ids=["confirmed", "held", "waiting", "offered", "cancelled"],
)
def test_the_page_says_first_how_things_stand(client, make, headline, doing):
    party = make()

    page = text(client.get(url(party)))

    assert headline in page
    assert doing in page
    assert party.code in page


def test_only_who_comes_is_told_how_to_join(client):
    party = enrolled(SessionFactory(joining_note="带身份证"))

    before = text(client.get(url(party)))
    actions.cancel(party, now=NOW)
    after = text(client.get(url(party)))

    assert ("带身份证" in before, "带身份证" in after) == (True, False)


def test_a_hold_that_is_over_counts_as_over_before_anybody_wrote_it_down(client):
    party = enrolled(SessionFactory(), hold_days=7)

    with time_machine.travel(NOW + 8 * DAY, tick=False):
        page = text(client.get(url(party)))

    assert "期限已过" in page
    assert "确认报名" not in page


def test_a_party_of_a_cancelled_session_is_offered_others(client):
    party = enrolled(SessionFactory())
    actions.cancel_session(party.session, now=NOW, actor="staff:test")

    assert "这个班次不开了" in text(client.get(url(party)))


def test_where_when_and_how_much_stand_on_the_page(client):
    city = CityFactory(name="昆明")
    venue = Venue.objects.create(city=city, name="翠湖教室", address="翠湖东路 1 号")
    session = SessionFactory(
        city=city, venue=venue, course__title="逾期沟通实务", course__price=29000
    )

    page = text(client.get(url(enrolled(session, 3))))

    for fact in ("逾期沟通实务", "昆明", "2027年1月12–13日", "翠湖教室", "¥87,000", "¥29,000 × 3"):
        assert fact in page


@pytest.mark.parametrize("least", [None, 1])
@pytest.mark.parametrize("asks", [False, True])
def test_page_and_letter_of_who_waits_agree_with_the_least_accepted(client, least, asks):
    session = TermsFactory(session__capacity=3, offers_first=asks).session
    enrolled(session, 3)
    party = enrolled(session, 2, min_seats=least, contact_email="an@example.com")

    send_due(now=NOW)
    texts = [client.get(url(party)).content.decode(), mail.outbox[-1].body]

    assert ["不会拆开" in text for text in texts] == [least is None] * 2
    assert ["先请您答复" in text for text in texts] == [least is not None] * 2
    assert ("自动为您确认" in texts[0]) == (not asks)


@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize("token", ["x", "0" * 40, "班次", "../my"])
def test_an_unknown_link_is_not_found_whatever_is_asked(client, name, token):
    enrolled(SessionFactory())
    path = url(Enrollment.objects.get(), name).replace(token_for(Enrollment.objects.get()), token)

    assert client.get(path).status_code in {404, 405}
    assert client.post(path).status_code in {404, 405}


def test_nothing_of_the_page_is_kept_or_listed(client):
    response = client.get(url(enrolled(SessionFactory())))

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"
    assert 'name="robots" content="noindex"' in response.content.decode()


def test_details_are_masked_until_the_last_four_digits_are_given(client):
    party = enrolled(SessionFactory(), 2, people=(Person("白一凡", phone="13900000002"),))

    locked = text(client.get(url(party)))
    unlocked(client, party)
    shown = text(client.get(url(party)))

    secrets = ("13900000001", "an@example.com", "13900000002", "白一凡", "安小宁")
    assert [secret for secret in secrets if secret in locked] == []
    assert "139****0001" in locked
    assert [secret for secret in secrets if secret not in shown] == []


def test_the_key_to_the_details_is_short_lived_and_fits_this_page_alone(client):
    party, other = (
        enrolled(SessionFactory()),
        enrolled(SessionFactory(), contact_phone="13900000001"),
    )

    response = client.post(url(party, "my_unlock"), {"digits": "0001"})

    cookie = response.cookies["own-zh-hans"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (url(party), True, "Lax")
    assert cookie["max-age"] == 3600
    assert response.cookies["own-en"]["path"] == f"/en{url(party)}"
    assert "139****0001" in text(client.get(url(other)))
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        assert "139****0001" in text(client.get(url(party)))


def test_a_key_moved_to_another_page_does_not_fit(client):
    party, other = enrolled(SessionFactory()), enrolled(SessionFactory())
    unlocked(client, party)
    value = client.cookies["own-zh-hans"].value
    client.cookies["own-zh-hans"] = value  # no path: sent everywhere

    assert "139****0001" in text(client.get(url(other)))


@pytest.mark.parametrize("digits", ["", "0002", "安安安安", "0" * 5000, "\x00"])
def test_wrong_digits_show_nothing(client, digits):
    party = enrolled(SessionFactory())

    response = client.post(url(party, "my_unlock"), {"digits": digits})

    assert response.status_code == 422
    assert "后四位不对，请核对报名时填写的手机。" in text(response)
    assert "13900000001" not in response.content.decode()


def test_digits_cannot_be_tried_out(client):
    party = enrolled(SessionFactory())
    for _try in range(5):
        client.post(url(party, "my_unlock"), {"digits": "9999"})

    sixth = client.post(url(party, "my_unlock"), {"digits": "0001"})
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        later = client.post(url(party, "my_unlock"), {"digits": "0001"})

    assert (sixth.status_code, later.status_code) == (429, 303)


def test_who_knows_the_digits_may_give_them_as_often_as_they_like():
    party = enrolled(SessionFactory())

    answers = [Client().post(url(party, "my_unlock"), {"digits": "0001"}) for _n in range(7)]

    assert {answer.status_code for answer in answers} == {303}


def test_full_width_digits_and_the_whole_number_unlock_too(client):
    party = enrolled(SessionFactory())

    assert client.post(url(party, "my_unlock"), {"digits": "139 0000 0001"}).status_code == 303


def test_cancelling_asks_first_and_frees_the_seats(client):
    party = enrolled(SessionFactory(), 2)

    asked = client.get(url(party, "my_cancel"))
    party.refresh_from_db()
    before = party.state
    done = unlocked(client, party).post(url(party, "my_cancel"))

    party.refresh_from_db()
    assert "取消后，2 个座位立即让给候补的人" in text(asked)
    assert (before, done.status_code, party.state) == ("confirmed", 303, "cancelled")


def test_the_policy_stands_where_one_cancels_and_its_deadline_holds(client):
    terms = TermsFactory(cancel_days=50, cancel_fee="收取费用的 20%。")
    party = enrolled(terms.session)

    page = client.get(url(party, "my_cancel"))
    response = unlocked(client, party).post(url(party, "my_cancel"))

    party.refresh_from_db()
    assert "收取费用的 20%。" in text(page)
    assert "自行取消到 2026年11月23日 23:59 为止，已经过了。请打电话：" in text(page)
    assert (response.status_code, party.state) == (409, "confirmed")


def refund_rules():
    RefundRule.objects.create(days_before=15, percent=100)
    RefundRule.objects.create(days_before=7, percent=80, note="也可以免费换班")


@pytest.mark.parametrize("task", ["my_cancel", "my_reduce"])
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (27, "已付的费用，今天退 100%（2026年12月28日或之前）。"),
        (14, "已付的费用，今天退 80%（2027年1月5日或之前）。 也可以免费换班"),
        (3, "已付的费用退多少，请与课程顾问商量。"),
    ],
)
def test_what_comes_back_of_the_fee_stands_where_seats_are_given_up(client, task, days, said):
    refund_rules()
    party = enrolled(SessionFactory(), 2)

    with time_machine.travel(NOW + (42 - days) * DAY, tick=False):
        assert said in text(client.get(url(party, task)))


def test_no_refund_is_spoken_of_where_nothing_was_to_pay(client):
    refund_rules()
    session = SessionFactory(capacity=1)
    enrolled(session)
    waiting = enrolled(session)

    assert waiting.state == "waiting"
    assert "已付的费用" not in text(client.get(url(waiting, "my_cancel")))


def test_who_cancelled_is_told_how_a_fee_comes_back_and_what_it_was(client):
    party = enrolled(SessionFactory())
    unlocked(client, party).post(url(party, "my_cancel"))

    said = text(client.get(url(party)))

    assert "付过款的，请打页面底部的电话办理退款。" in said
    assert "原来的费用" in said


def test_fewer_seats_are_kept_by_those_who_come(client):
    party = enrolled(SessionFactory(), 3, people=[Person(n) for n in ("安小宁", "白一凡", "陈可")])

    leaving = party.participants.get(name="白一凡").pk
    response = unlocked(client, party).post(
        url(party, "my_reduce"), {"seats": "2", "leaving": [leaving]}
    )

    party.refresh_from_db()
    assert (response.status_code, party.seats) == (303, 2)
    assert [one.name for one in party.participants.all()] == ["安小宁", "陈可"]


@pytest.mark.parametrize("seats,ticked", [("2", 2), ("1", 3)])
def test_more_people_than_seats_given_up_are_not_taken_off(client, seats, ticked):
    party = enrolled(SessionFactory(), 3, people=[Person(n) for n in ("安小宁", "白一凡", "陈可")])
    leaving = [one.pk for one in party.participants.all()][:ticked]

    response = unlocked(client, party).post(
        url(party, "my_reduce"), {"seats": seats, "leaving": leaving}
    )

    party.refresh_from_db()
    assert (response.status_code, party.seats, party.participants.count()) == (409, 3, 3)
    assert f"勾选了 {ticked} 位不来的学员，座位只少 {3 - int(seats)} 个" in text(response)
    assert response.content.decode().count(" checked") == ticked


@pytest.mark.parametrize("ticked", ["9" * 5_000, "9" * 20, "9" * 18, "-1", "٣", "x", "", "\0"])
def test_who_is_nobody_takes_nobody_off(client, ticked):
    party = enrolled(SessionFactory(), 3, people=[Person("安小宁"), Person("白一凡")])

    response = unlocked(client, party).post(
        url(party, "my_reduce"), {"seats": "2", "leaving": [ticked]}
    )

    party.refresh_from_db()
    assert (response.status_code, party.seats, party.participants.count()) == (303, 2, 2)


def test_who_was_renamed_meanwhile_is_not_taken_off_in_anothers_place(client):
    party = enrolled(SessionFactory(), 3, people=[Person(n) for n in ("安小宁", "白一凡", "陈可")])
    first = party.participants.get(name="安小宁").pk
    people = [Person(n) for n in ("白一凡", "陈可", "戴安")]
    actions.name_participants(party, people=people, now=NOW)

    response = unlocked(client, party).post(
        url(party, "my_reduce"), {"seats": "2", "leaving": [first]}
    )

    assert response.status_code == 409
    assert [one.name for one in party.participants.all()] == ["白一凡", "陈可", "戴安"]


@pytest.mark.parametrize("seats", ["", "0", "3", "9", "x", "-1", "1" * 500])
def test_a_count_that_is_not_fewer_is_refused_and_kept(client, seats):
    party = enrolled(SessionFactory(), 3)

    typed = {"seats": seats}
    response = unlocked(client, party).post(url(party, "my_reduce"), typed)

    party.refresh_from_db()
    assert response.status_code == 409
    assert "现在是 3 人，请填写 1 至 2" in text(response)
    assert not seats or f'value="{seats}"' in response.content.decode()
    assert party.seats == 3


def test_a_party_moves_to_another_session_under_the_same_link(client):
    party = enrolled(SessionFactory(), 2)
    other = SessionFactory(course=party.session.course, city__name="成都")

    page = client.get(url(party, "my_move"))
    response = unlocked(client, party).post(url(party, "my_move"), {"to": other.public_id})

    assert "成都 · 2027年1月12–13日" in text(page)
    assert response["Location"] == url(party) + "?done=moved"
    assert "已改到下面这个班次。" in text(client.get(response["Location"]))
    assert "成都" in text(client.get(url(party)))


@pytest.mark.parametrize("status", ["published", "archived"])
def test_who_finds_no_other_session_is_led_to_a_page_that_answers(client, status):
    party = enrolled(SessionFactory(), 2)
    Course.objects.update(status=status)

    page = client.get(url(party, "my_move")).text
    onward = re.search(r"这门课暂时没有别的班次。\s*<a href=\"([^\"]+)", page)[1]

    assert client.get(onward).status_code == 200


def test_a_party_never_loses_its_seats_to_a_full_session(client):
    party = enrolled(SessionFactory(), 2)
    other = SessionFactory(course=party.session.course, capacity=1)

    response = unlocked(client, party).post(url(party, "my_move"), {"to": other.public_id})

    party.refresh_from_db()
    assert response.status_code == 409
    assert party.state == "confirmed"
    assert f'value="{other.public_id}" checked' in response.content.decode()


@pytest.mark.parametrize("name", ["my_move", "my_reduce", "my_cancel", "my_participants"])
def test_a_party_that_has_ended_is_offered_no_form(client, name):
    party = enrolled(SessionFactory(), 2)
    SessionFactory(course=party.session.course)
    actions.cancel(party, now=NOW)

    page = client.get(url(party, name))

    assert "这份报名已经结束" in text(page)
    assert 'type="radio"' not in page.content.decode()
    assert "可以修改" not in text(page)


def test_a_reminder_of_a_hold_that_has_ended_is_not_kept():
    party = enrolled(SessionFactory(), 2, hold_days=7)

    actions.cancel(party, now=NOW)

    assert party.messages.get(kind="hold_ending").state == "dropped"


@pytest.mark.parametrize("to", ["", "NOSUCHID", "\x00", "x" * 500])
def test_a_session_nobody_offered_is_refused(client, to):
    party = enrolled(SessionFactory())

    response = unlocked(client, party).post(url(party, "my_move"), {"to": to})

    assert response.status_code == 409
    assert "请选择一个班次。" in text(response)


def test_a_hold_is_confirmed_with_one_button(client):
    party = enrolled(SessionFactory(), 2, hold_days=7)

    response = client.post(url(party, "my_hold"))

    party.refresh_from_db()
    assert (response.status_code, party.state) == (303, "confirmed")


def test_a_hold_that_is_over_is_not_confirmed(client):
    party = enrolled(SessionFactory(), 2, hold_days=7)

    with time_machine.travel(NOW + 8 * DAY, tick=False):
        response = client.post(url(party, "my_hold"))

    assert response.status_code == 409
    assert "占位已经到期，座位已让给后面的人。请重新报名。" in text(response)


@pytest.mark.parametrize(
    ("answer", "state", "seats"),
    [
        ({"accept": "1", "seats": "2"}, "confirmed", 2),
        ({"accept": "1"}, "confirmed", 2),
        ({"accept": "1", "seats": "1"}, "confirmed", 1),
        ({"decline": "1", "seats": "2"}, "cancelled", 2),
    ],
)
def test_an_offer_is_accepted_in_part_or_declined(client, answer, state, seats):
    party = offered_party(2)

    response = unlocked(client, party).post(url(party, "my_offer"), answer)

    party.refresh_from_db()
    assert (response.status_code, party.state, party.seats) == (303, state, seats)


def test_more_seats_than_offered_are_refused(client):
    party = offered_party(2)

    response = client.post(url(party, "my_offer"), {"accept": "1", "seats": "3"})

    party.refresh_from_db()
    assert (response.status_code, party.state) == (409, "offered")
    assert "现在可以确认 1 至 2 个座位。" in text(response)


@pytest.mark.parametrize("name", ["my_hold", "my_offer", "my_unlock"])
def test_no_link_that_a_program_follows_changes_anything(client, name):
    party = enrolled(SessionFactory(), hold_days=7)
    before = AuditEvent.objects.count()

    assert client.get(url(party, name)).url == url(party)  # back to the page, nothing done
    assert AuditEvent.objects.count() == before


def test_the_calendar_file_has_the_days(client):
    session = SessionFactory(starts_on=date(2027, 1, 12), ends_on=date(2027, 1, 13))
    party = enrolled(session)

    response = client.get(url(party, "my_calendar"))

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 1, 12), date(2027, 1, 14))
    assert session.course.title in event["SUMMARY"]
    assert str(event["URL"]).endswith(url(party))


def test_there_is_no_calendar_while_the_dates_are_open(client):
    party = enrolled(SessionFactory(starts_on=None, ends_on=None))

    assert client.get(url(party, "my_calendar")).status_code == 404
    assert "加入日历" not in text(client.get(url(party)))


def has_font() -> bool:
    try:
        find_font()
    except NoFont:
        return False
    return True


needs_font = pytest.mark.skipif(not has_font(), reason="no Chinese font: see manage.py check")
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler-utils here")


@needs_font
@pytest.mark.parametrize("name", ["安小宁", '#panic("x")', "$ * _ \\ ] [ #sys", "བཀྲ་ཤིས", "=1+1"])
def test_the_confirmation_prints_any_name_and_runs_none(client, name):
    party = enrolled(SessionFactory(), 2, company=name, people=(Person(name),))
    unlocked(client, party)

    response = client.get(url(party, "my_confirmation"))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


@needs_font
@needs_poppler
def test_the_confirmation_says_what_was_agreed(client):
    session = SessionFactory(course__title="逾期沟通实务", course__price=29000)
    party = enrolled(session, 3, company="#set 银行", people=(Person("白一凡"),))
    unlocked(client, party)

    pdf = client.get(url(party, "my_confirmation")).content

    printed = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    facts = [
        party.code,
        "逾期沟通实务",
        "¥29,000 × 3 = ¥87,000",
        "#set",
        "银行",
        "白一凡",
        "已确认",
    ]
    squeezed = "".join(printed.split())
    assert [fact for fact in facts if "".join(fact.split()) not in squeezed] == []


def test_the_confirmation_opens_to_who_knows_the_number(client):
    party = enrolled(SessionFactory())

    response = client.get(url(party, "my_confirmation"))

    assert (response.status_code, response["Location"]) == (303, f"{url(party)}#unlock")


def test_without_a_chinese_font_the_page_says_what_to_do(client, settings):
    settings.CJK_FONT_FILE = "/nowhere.ttf"
    party = enrolled(SessionFactory())
    unlocked(client, party)

    response = client.get(url(party, "my_confirmation"))

    assert response.status_code == 503
    assert "服务器上没有中文字体" in text(response)


def test_what_changed_in_the_outline_since_is_shown(client):
    session = SessionFactory()
    released(session.course, "第一模块 开场\n一、认识彼此\n二、课程目标")
    session.course.refresh_from_db()
    party = enrolled(session)
    released(session.course, "第一模块 开场\n一、认识彼此\n二、课程目标")  # only its facts changed
    before = text(client.get(url(party)))
    released(session.course, "第一模块 开场\n一、认识彼此\n二、分组演练")

    page = text(client.get(url(party, "my_outline")))

    assert "报名以后大纲有更新" not in before
    assert "报名以后大纲有更新" in text(client.get(url(party)))
    assert "您报名时是第 1 版，现在是第 3 版。" in page
    assert "删去 二、 课程目标" in page
    assert "新增 二、 分组演练" in page
    assert "认识彼此" not in page


def test_the_same_page_is_there_in_english(client):
    party = enrolled(SessionFactory())

    assert client.get(f"/en{url(party)}").status_code == 200


def test_the_page_costs_the_same_for_one_and_for_fifty(client, django_assert_max_num_queries):
    one = enrolled(SessionFactory(capacity=None))
    fifty = enrolled(
        SessionFactory(capacity=None), 50, people=[Person(f"学员{n}") for n in range(50)]
    )

    for party in (one, fifty):
        with django_assert_max_num_queries(5):
            client.get(url(party))


def test_who_enrolls_sees_the_details_at_once(client):
    session = SessionFactory()
    page = client.get(reverse("enrollment:enroll", args=[session.public_id])).content.decode()
    key = page.partition('name="key" value="')[2].partition('"')[0]

    form = {"contact_name": "安小宁", "contact_phone": "13900000001", "seats": "1"}
    form |= {"notice_seen": "on", "key": key}
    response = client.post(
        reverse("enrollment:enroll", args=[session.public_id]), form, follow=True
    )

    assert "安小宁 · 13900000001" in text(response)
