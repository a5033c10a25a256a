"""The plan of a year in the back office: typed, checked, saved, taken back."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from lxml import html

from catalog.models import InstructorAbsence, Overruling, Session
from catalog.models.course import CourseStatus
from catalog.queries.plan_steps import CellChange
from enrollment import actions
from enrollment.admin import plan_review
from enrollment.models import AuditEvent, PlanChange
from tests.contest import at_once
from tests.factories import (
    NOW,
    CityFactory,
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    TermsFactory,
    VenueFactory,
    enrolled,
)
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def first_of_december(time_machine):
    time_machine.move_to("2026-12-01 01:00:00Z", tick=False)


@pytest.fixture
def editor():
    return client_of("editor")


def address(name="plan", **query):
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(f'admin:catalog_session_{name}')}?{asked}"


def send(client, rows, **more):
    data = {"changes": json.dumps(rows), **more}
    return client.post(address("plan_review", year=2027), data, follow=True)


def row(course, city, month, before, after):
    return [course.pk, city.pk, f"2027-{month:02}", before, after]


def days() -> list[str]:
    return sorted(one.when for one in Session.objects.all())


def test_what_is_typed_in_cells_is_planned_with_what_the_course_usually_has(editor):
    course = CourseFactory(
        usual_capacity=30, usual_minimum=12, days=Decimal("2"), usual_closing_days=7
    )
    teacher, city = InstructorFactory(), CityFactory()
    course.instructors.add(teacher)

    rows = [row(course, city, 3, "", "9"), row(course, city, 4, "", "13-14 上午; 待定")]
    page = send(editor, rows)

    assert "已保存：2 格。" in page.text
    assert days() == ["2027-03-09 – 03-10", "2027-04", "2027-04-13 – 04-14"]
    first = Session.objects.get(starts_on=date(2027, 3, 9))
    assert (first.capacity, first.minimum, first.state) == (30, 12, "planned")
    assert [list(one.instructors.all()) for one in Session.objects.all()] == [[teacher]] * 3
    assert f"{first.closing:%m-%d}" == "03-02"
    assert AuditEvent.objects.filter(verb="plan").count() == 3


def test_a_clash_is_asked_about_and_planned_with_a_reason(editor):
    course, city = CourseFactory(), CityFactory()
    rows = [row(course, city, 10, "", "1-2")]

    asked = send(editor, rows)
    none_yet = Session.objects.count()
    send(editor, rows, sure=1)
    still_none = Session.objects.count()
    send(editor, rows, sure=1, reason="客户指定国庆")

    assert "10-01 是国庆节（暂定，放假安排还没有公布）" in asked.text
    assert (none_yet, still_none, Session.objects.count()) == (0, 0, 1)
    assert Overruling.objects.get().reason == "客户指定国庆"
    assert AuditEvent.objects.get(verb="overrule").changes["clashes"] == ["holiday"]
    assert "国庆" in editor.get(address("plan_clashes")).text


def test_a_session_of_one_day_stays_so_when_its_cell_gets_another(editor):
    course, city = CourseFactory(days=Decimal(2)), CityFactory()
    send(editor, [row(course, city, 3, "", "9-9")], sure=1, reason="加开一天")
    cell = editor.get(address(year=2027, city=city.slug)).context["rows"][0].cells[2].text

    send(editor, [row(course, city, 3, cell, f"{cell}; 23-24")], sure=1, reason="加开一天")

    assert cell == "9-9"
    assert days() == ["2027-03-09", "2027-03-23 – 03-24"]


def test_clashes_of_one_change_are_found_among_its_own_cells(editor):
    one, other = CourseFactory(), CourseFactory()
    teacher = InstructorFactory()
    one.instructors.add(teacher)
    other.instructors.add(teacher)
    here, there = CityFactory(), CityFactory()
    InstructorAbsence.objects.create(
        instructor=teacher, first_day=date(2027, 6, 1), last_day=date(2027, 6, 30)
    )

    rows = [
        row(one, here, 3, "", "9-10"),
        row(other, there, 3, "", "11-12"),
        row(one, there, 6, "", "16-17"),
    ]
    page = send(editor, rows)

    assert "没有一天路上的时间" in page.text
    assert "那几天没空" in page.text
    assert Session.objects.count() == 0


def test_a_cell_that_nobody_can_read_says_what_would_be_right(editor):
    course, city = CourseFactory(), CityFactory()

    page = send(editor, [row(course, city, 2, "", "30"), row(course, city, 3, "", "月底")])
    tab = Tab(editor, address("plan_review", year=2027), page)
    tab["after-0"], tab["after-1"] = "23", "22"
    tab.send()

    assert "2 月没有 30 日" in page.text
    assert "没有读懂“月底”" in page.text
    assert Tab(editor, "", page)["after-1"] == "月底"


def test_two_planners_lose_nothing(editor):
    course, city = CourseFactory(), CityFactory()
    send(editor, [row(course, city, 3, "", "9-10")])

    page = send(editor, [row(course, city, 3, "", "23-24")])

    assert "您打开之后，别人改了这些格子" in page.text
    assert "<q>9-10</q>" in page.text
    assert "<q>23-24</q>" in page.text
    assert days() == ["2027-03-09 – 03-10"]
    tab = Tab(editor, address("plan_review", year=2027), page)
    tab["keep-0"] = "mine"
    tab.send()
    tab.send()
    assert days() == ["2027-03-23 – 03-24"]


def test_the_same_sent_twice_is_saved_once(editor):
    rows = [row(CourseFactory(), CityFactory(), 3, "", "9-10")]

    send(editor, rows)
    again = send(editor, rows)

    assert "已保存：0 格。" in again.text
    assert days() == ["2027-03-09 – 03-10"]
    assert PlanChange.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        *("[[1,2]]", "[", "{}", "5", "[[[[["),
        *('[[1,1,"2207-03","","8"]]', '[[1,1,"2027-13","","8"]]', '[["x",1,"2027-03","","8"]]'),
        '[[99999999999999999999,1,"2027-03","","8"]]',
    ],
)
def test_what_no_page_sends_is_answered_with_a_sentence(editor, changes):
    for name in ("plan_review", "plan"):
        page = editor.post(address(name, year=2207, city="?"), {"changes": changes}, follow=True)

        assert (page.status_code, Session.objects.count()) == (200, 0)
        assert "没有读懂这些改动" in page.text or changes == "{}"


def test_two_who_fill_an_empty_cell_at_the_same_moment_do_not_both_win():
    course, city = CourseFactory(), CityFactory()

    def plan(text):
        change = CellChange(course.pk, city.pk, date(2027, 3, 1), "", text)
        try:
            actions.save_plan([change], now=NOW, actor="staff:lin")
        except actions.PlanNotSaved as refusal:
            return [now for _change, now in refusal.found.conflicts]
        return "saved"

    answers = at_once(lambda: plan("9-10"), lambda: plan("23-24"))

    assert answers.count("saved") == 1
    (text,) = next(answer for answer in answers if answer != "saved")
    assert [text] == [f"{one.starts_on.day}-{one.ends_on.day}" for one in Session.objects.all()]


def test_a_session_with_people_moves_only_after_it_was_said_who_gets_a_letter(editor):
    session = SessionFactory(starts_on=date(2027, 1, 12), ends_on=date(2027, 1, 13))
    party = enrolled(session, 2)
    rows = [
        row(session.course, session.city, 1, "12-13", ""),
        row(session.course, session.city, 2, "", "23-24"),
    ]
    rows[1][4] = "12-13"

    asked = send(editor, rows)
    unmoved = Session.objects.get().starts_on
    send(editor, rows, sure=1, reason="春节前后客户忙")

    assert "1 方收到信“班次有变动”" in asked.text
    assert unmoved == date(2027, 1, 12)
    assert Session.objects.get().starts_on == date(2027, 2, 12)
    assert party.messages.filter(kind="session_changed").count() == 1


def test_a_cell_emptied_of_a_session_with_people_cancels_it_with_a_reason(editor):
    session = SessionFactory(starts_on=date(2027, 1, 12), ends_on=date(2027, 1, 13))
    party = enrolled(session, 2)
    rows = [row(session.course, session.city, 1, "12-13", "")]

    send(editor, rows, sure=1)
    still = Session.objects.get().state
    send(editor, rows, sure=1, reason="人不够")

    assert (still, Session.objects.get().state) == ("open", "cancelled")
    assert party.messages.filter(kind="session_cancelled").count() == 1


def test_the_last_change_is_taken_back_at_once_with_all_that_a_session_had(editor):
    session = SessionFactory(
        state="planned", price=Decimal("999"), starts_on=date(2027, 1, 12), capacity=17
    )
    TermsFactory(session=session, cancel_fee="20%")
    Session.objects.update(closes_at=NOW)
    session.refresh_from_db()
    where = session.course, session.city
    send(editor, [row(*where, 1, "12-13", ""), row(*where, 4, "", "13-14; 27-28")])
    assert days() == ["2027-04-13 – 04-14", "2027-04-27 – 04-28"]

    page = take_back(editor, "撤销")

    assert "已撤销：2 格。" in page.text
    back = Session.objects.get()
    assert (back.when, back.price, back.capacity) == ("2027-01-12 – 01-13", Decimal("999"), 17)
    assert (back.public_id, back.closes_at) == (session.public_id, session.closes_at)
    assert back.terms.cancel_fee == "20%"
    assert PlanChange.objects.filter(undone_at=None).count() == 1


def take_back(client, word: str):
    """Press the button that begins with this word; give the page that follows."""
    page = client.get(address("plan", year=2027))
    forms = html.fromstring(page.text).xpath("//form[contains(@action, 'plan/undo')]")
    (form,) = [one for one in forms if one.text_content().strip().startswith(word)]
    return client.post(form.action, dict(form.form_values()), follow=True)


def buttons(client) -> list[str]:
    page = client.get(address("plan", year=2027))
    forms = html.fromstring(page.text).xpath("//form[contains(@action, 'plan/undo')]")
    return [form.text_content().split()[0] for form in forms]


def test_what_was_undone_is_redone_under_that_word_and_the_change_before_it_undone(editor):
    course, city = CourseFactory(), CityFactory()
    send(editor, [row(course, city, 1, "", "12-13")])
    send(editor, [row(course, city, 4, "", "13-14")])
    first = buttons(editor)

    take_back(editor, "撤销")
    undone = buttons(editor), days()
    redone = take_back(editor, "重做").text
    after = buttons(editor), days()
    take_back(editor, "撤销")
    take_back(editor, "撤销")

    assert first == ["撤销"]
    assert undone == (["重做", "撤销"], ["2027-01-12 – 01-13"])
    assert "已重做：1 格。" in redone
    assert after == (["撤销"], ["2027-01-12 – 01-13", "2027-04-13 – 04-14"])
    assert (buttons(editor), days()) == (["重做"], [])


def test_a_block_from_a_spreadsheet_is_read_by_its_names(editor):
    lobby, loans = CourseFactory(title="大堂经理"), CourseFactory(code="KK-9")
    city = CityFactory(slug="kunming")
    block = "课程\t3月\t4月\n大堂经理\t9-10\t13-14\nKK-9\t\t20-21\n不在的课\t1\t2\n"
    where = address("plan_paste", city="kunming", year=2027)

    wrong = editor.post(where, {"block": block})
    right = editor.post(where, {"block": block.replace("不在的课\t1\t2\n", "")})
    Tab(editor, where, right).send()

    assert wrong.status_code == 400
    assert "不认识：不在的课" in wrong.text
    assert "新排 3" in right.text
    assert days() == ["2027-03-09 – 03-10", "2027-04-13 – 04-14", "2027-04-20 – 04-21"]
    assert set(Session.objects.values_list("course", flat=True)) == {lobby.pk, loans.pk}
    assert Session.objects.filter(city=city).count() == 3


def test_a_block_has_titles_numbers_merged_names_and_wide_signs_as_sheets_have_them(editor):
    CourseFactory(title="大堂经理")
    CourseFactory(title="客户 经理", code="KK-9")
    CityFactory(slug="kunming")
    block = (
        "2027 年开课计划\t\t\t\t制表：林\n"
        "序号\t课程\t天数\t3月\t4月\n"
        "1\t大堂经理 \t2\t8、9日\t 13－14 \n"
        "\t\t\t22-23\t\n"
        "2\tＫＫ-9\t2\t\t2027/4/20-21\n"
        " \t \t\t\t\n"
    )
    where = address("plan_paste", city="kunming", year=2027)

    page = editor.post(where, {"block": block})
    Tab(editor, where, page).send()

    assert days() == [
        *("2027-03-08 – 03-09", "2027-03-22 – 03-23"),
        *("2027-04-13 – 04-14", "2027-04-20 – 04-21"),
    ]


@pytest.mark.parametrize(
    ("page", "block", "said"),
    [
        (
            {"city": "kunming"},
            "城市\t课程\t3月\t4月\n昆明\t大堂经理\t8-9\t\n大理\t大堂经理\t22-23\t13-14\n",
            "这一页只有“昆明”，这些行属于别的城市或课程：大理、大堂经理。",
        ),
        ({"city": "kunming"}, "\t3月\t4月\n大理\n大堂经理\t8-9\t\n", "别的城市或课程：大理。"),
        (
            {"course": "大堂经理"},
            "课程\t城市\t3月\t4月\n大堂经理\t昆明\t8-9\t\nKK-9\t昆明\t22-23\t\n",
            "这一页只有“大堂经理”，这些行属于别的城市或课程：KK-9、昆明。",
        ),
        (
            {"city": "kunming"},
            "课程\t3月\t4月\n大堂经理\t8-9\t\nKK-9\t\t\n大堂经理\t22-23\t\n",
            "有名称写了两次：大堂经理。",
        ),
        (
            {"city": "kunming"},
            "大堂经里\tMar 1-2\tApr 5-6\nKK-9\tMar 8-9\tApr 13-14\n",
            "不认识：大堂经里",
        ),
    ],
)
def test_a_line_of_a_block_that_is_not_of_the_page_or_not_clear_is_refused(
    editor, page, block, said
):
    lobby = CourseFactory(title="大堂经理")
    CourseFactory(title="客户经理", code="KK-9")
    CityFactory(name="昆明", slug="kunming")
    CityFactory(name="大理", slug="dali")

    page |= {"course": lobby.pk} if "course" in page else {}
    answer = editor.post(address("plan_paste", year=2027, **page), {"block": block})

    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize(
    ("block", "planned"),
    [
        ("KK-1\t\t\tMar 1-2\tApr 13-14\n", ["03-01", "04-13"]),
        ("昆明\t課程\tmar\tApril 2027\n昆明\t臺北厅堂\t1-2\t13-14\n", ["03-01", "04-13"]),
        ("\tMar 27\tApr 27\nKK-1\t1-2\t13-14\n", ["03-01", "04-13"]),
        ("\t2027年3月\t2027/4月\nKK-1\t1-2\t13-14\n", ["03-01", "04-13"]),
        ("\tMar-27\tSept.\n昆明 \n台北厅堂\t1-2\t6-7\n", ["03-01", "09-06"]),
        ("城市\t课程\t3月\t4月\n昆明\tKK-1\t1-2\t\n昆明\t\t22-23\t\n", ["03-01", "03-22"]),
    ],
)
def test_a_block_has_heads_in_english_and_may_say_its_city_on_each_line(editor, block, planned):
    CourseFactory(title="台北厅堂", code="KK-1")
    CityFactory(name="昆明", slug="kunming")
    where = address("plan_paste", city="kunming", year=2027)

    Tab(editor, where, editor.post(where, {"block": block})).send()

    assert [one.partition(" ")[0] for one in days()] == [f"2027-{day}" for day in planned]


def test_last_year_is_copied_with_its_weekdays_and_without_holidays(editor):
    course, city = CourseFactory(days=Decimal(1)), CityFactory(slug="kunming")
    for month, day in ((3, 10), (9, 30)):  # a Tuesday, a Wednesday; 2026-10-01 is a holiday
        first = date(2026, month, day)
        SessionFactory(
            course=course, city=city, month=first.replace(day=1), starts_on=first, ends_on=first
        )
    where = address("plan_copy", city="kunming", year=2027)

    page = editor.post(where, {"from_city": ""})
    Tab(editor, where, page).send()

    assert "新排 2" in page.text
    planned = Session.objects.filter(month__year=2027).order_by("starts_on")
    assert [one.starts_on.weekday() for one in planned] == [1, 2]
    assert [one.starts_on.isoformat() for one in planned] == ["2027-03-09", "2027-09-29"]


def test_a_course_that_is_archived_is_not_copied_into_a_year_that_does_not_show_it(editor):
    city, other = CityFactory(slug="kunming"), CityFactory(slug="chengdu")
    for year, where in ((2026, city), (2027, other)):
        SessionFactory(
            course=CourseFactory(status=CourseStatus.ARCHIVED),
            city=where,
            month=date(year, 3, 1),
            starts_on=date(year, 3, 10),
            ends_on=date(year, 3, 10),
        )
    where = address("plan_copy", city="kunming", year=2027)

    for source in ("", "chengdu", plan_review.EVERY_CITY):
        page = editor.post(where, {"from_city": source}, follow=True)
        assert "没有可以复制的班次。" in page.text


def weekends(*spans, **values) -> Session:
    """A session over the given runs of days, each of two ISO dates."""
    days = []
    for first, last in spans:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        days += [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    ends = {"starts_on": days[0], "ends_on": days[-1], "month": days[0].replace(day=1)}
    course = CourseFactory(days=Decimal(len(days)))
    return SessionFactory(course=course, meeting_days=[f"{d}" for d in days], **ends, **values)


def test_last_years_weekends_stay_weekends_and_weekdays_stay_weekdays(editor):
    city = CityFactory(slug="kunming")
    at_weekends = weekends(("2026-03-14", "2026-03-15"), ("2026-03-21", "2026-03-22"), city=city)
    on_mondays = weekends(("2026-05-11", "2026-05-11"), ("2026-05-18", "2026-05-18"), city=city)
    where = address("plan_copy", city="kunming", year=2027)

    page = editor.post(where, {"from_city": ""})
    Tab(editor, where, page).send()

    planned = Session.objects.filter(month__year=2027)
    assert planned.get(course=at_weekends.course).when == "2027-03-13~14、20~21"
    assert planned.get(course=on_mondays.course).when == "2027-05-10、17"


def test_a_copy_over_weekends_avoids_what_stands_on_its_days_and_not_what_stands_between(editor):
    city, teacher = CityFactory(slug="kunming"), InstructorFactory()
    series = weekends(("2026-03-14", "2026-03-15"), ("2026-03-21", "2026-03-22"), city=city)
    series.course.instructors.add(teacher)
    for day in (20, 17):  # 2027: the second Saturday, and a day between the weekends
        other = SessionFactory(
            city=city,
            month=date(2027, 3, 1),
            starts_on=date(2027, 3, day),
            ends_on=date(2027, 3, day),
        )
        other.instructors.add(teacher)
    where = address("plan_copy", city="kunming", year=2027)

    page = editor.post(where, {"from_city": ""})
    Tab(editor, where, page).send()

    copied = Session.objects.get(course=series.course, month__year=2027)
    assert copied.when == "2027-03-06~7、13~14"


def test_a_cell_plans_moves_and_gives_back_a_session_over_weekends(editor):
    course, city = CourseFactory(days=Decimal(4)), CityFactory()

    send(editor, [row(course, city, 3, "", "13-14+20-21")])
    session = Session.objects.get()
    planned = session.when
    send(editor, [row(course, city, 3, "13-14+20-21", "13-14+27-28 上午")])
    session.refresh_from_db()
    moved = session.when
    send(editor, [row(course, city, 3, "13-14+27-28 上午", "13-16 上午")])
    session.refresh_from_db()
    joined = session.when, session.meeting_days
    send(editor, [row(course, city, 3, "13-16 上午", "")])
    take_back(editor, "撤销")

    assert planned == "2027-03-13~14、20~21"
    assert moved == "2027-03-13~14、27~28"
    assert joined == ("2027-03-13 – 03-16", [])
    assert Session.objects.get().when == "2027-03-13 – 03-16"


def test_a_change_of_another_kind_leaves_the_weekends_as_they_are(editor):
    session = weekends(("2027-03-13", "2027-03-14"), ("2027-03-20", "2027-03-21"))
    VenueFactory(city=session.city, name="云水")

    send(
        editor,
        [row(session.course, session.city, 3, "13-14+20-21", "13-14+20-21 #云水")],
    )

    session.refresh_from_db()
    assert (session.when, session.venue.name) == ("2027-03-13~14、20~21", "云水")


def test_sales_look_at_the_plan_and_change_nothing():
    session = SessionFactory()
    client = client_of("sales")
    where = address(year=2027, city=session.city.slug)

    page = client.get(where)
    refused = send(client, [row(session.course, session.city, 1, "12-13", "")])

    assert "12-13" in page.text
    assert 'role="grid"' not in page.text
    assert refused.status_code == 403


def test_a_row_is_a_plain_form(editor):
    session = SessionFactory(starts_on=date(2027, 1, 12), ends_on=date(2027, 1, 13))
    course, city = session.course, session.city
    where = address("plan_row", year=2027, of_course=course.pk, of_city=city.pk)
    tab = Tab(editor, where)
    tab["m5"] = "11-12 #没有"

    page = tab.send()

    assert "没有叫“没有”的场地" in page.text
    VenueFactory(city=city, name="没有")
    tab = Tab(editor, where)
    tab["m5"] = "11-12 #没有"
    tab.send()
    assert Session.objects.get(month=date(2027, 5, 1)).venue.name == "没有"


def test_the_grid_shows_its_cells_in_few_queries(editor, django_assert_max_num_queries):
    city = CityFactory(slug="kunming")
    for _n in range(5):
        SessionFactory(city=city)

    with django_assert_max_num_queries(20):
        page = editor.get(address(year=2027, city="kunming"))

    assert page.text.count('role="gridcell"') == 60
    assert page.text.count('data-v="12-13"') == 5


@pytest.mark.parametrize(("english", "shown"), [("Cloud & Water", "#Cloud & Water"), ("", "#云水")])
def test_the_english_plan_names_a_venue_in_english_where_it_has_such_a_name(editor, english, shown):
    venue = VenueFactory(name="云水", name_en=english)
    SessionFactory(
        city=venue.city, venue=venue, month=date(2027, 3, 1), starts_on=None, ends_on=None
    )

    with translation.override("en"):
        page = html.fromstring(editor.get(address(year=2027, city=venue.city.slug)).text)

    (aside,) = page.xpath("//span[@class='plan__aside']")
    assert aside.text == shown
    assert aside.get("lang") == (None if english else "zh-Hans")


def test_a_venue_is_read_by_its_english_name_and_is_the_same_one(editor):
    venue = VenueFactory(name="云水", name_en="Cloud, Water")
    course = CourseFactory(days=Decimal(2))

    send(editor, [row(course, venue.city, 3, "", "8-9 #cloud")])
    assert Session.objects.count() == 0
    send(editor, [row(course, venue.city, 3, "", "8-9 #Cloud Water")], confirmed="1")
    send(editor, [row(course, venue.city, 3, "8-9 #云水", "8-9 #Cloud Water")])

    assert Session.objects.get().venue == venue
