"""Sessions by hand: what the course fills in, clashes asked about, copies, many at once."""

import json
from datetime import date, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.models import Instructor, Overruling, Session
from catalog.queries.plan_proposal import Wanted, propose
from enrollment import actions
from enrollment.admin.plan_proposing import wanted_in
from enrollment.domain.class_days import half_days_of
from enrollment.models import AuditEvent, OutboxMessage
from tests.factories import (
    NOW,
    CityFactory,
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    VenueFactory,
    enrolled,
)
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ADD = "admin:catalog_session_add"
WEEKENDS = "2027-03-13~14、20~21"


@pytest.fixture(autouse=True)
def first_of_december(time_machine):
    time_machine.move_to("2026-12-01 01:00:00Z", tick=False)


@pytest.fixture
def editor():
    return client_of("editor")


def add(editor, **values) -> Tab:
    tab = Tab(editor, reverse(ADD))
    for name, value in values.items():
        tab[name] = str(value)
    return tab


def test_what_is_left_open_comes_from_the_course(editor):
    course = CourseFactory(
        days=Decimal("1.5"), usual_capacity=24, usual_minimum=10, usual_starts_at=time(9),
        usual_ends_at=time(16, 30), usual_closing_days=5,
    )  # fmt: skip
    teacher = InstructorFactory()
    course.instructors.add(teacher)

    add(editor, course=course.pk, city=CityFactory().pk, starts_on="2027-03-09").send()

    session = Session.objects.get()
    assert (session.when, session.capacity, session.minimum) == ("2027-03-09 – 03-10", 24, 10)
    assert (session.starts_at, session.ends_at) == (time(9), time(16, 30))
    assert (f"{session.closing:%m-%d}", list(session.instructors.all())) == ("03-04", [teacher])


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-10", "2026-11-11", "已经过去了"),
        ("2034-03-07", "2034-03-08", "年份是不是写错了"),
        ("2027-03-09", "2027-03-17", "排了 9 天，课程是 2 天"),
        ("2027-10-01", "2027-10-02", "10-01 是国庆节"),
    ],
)
def test_odd_dates_are_asked_about_before_they_are_saved(editor, first, last, said):
    values = {"course": CourseFactory().pk, "city": CityFactory().pk}
    tab = add(editor, **values, starts_on=first, ends_on=last)

    asked = tab.send()
    none_yet = Session.objects.count()
    tab["overrule"] = "客户要求"
    tab.send()

    assert said in asked.text
    assert (none_yet, Session.objects.count()) == (0, 1)
    assert Overruling.objects.get().reason == "客户要求"


@pytest.mark.parametrize(
    "typed", ["2027/3/9-10", "2027年3月9-10日", "3.9-10", "20270309", "３月９日", "2027-3-9~10"]
)
def test_days_are_typed_as_people_type_them(editor, typed):
    course = CourseFactory(days=2)
    add(editor, course=course.pk, city=CityFactory().pk, starts_on=typed).send()
    session = Session.objects.get()
    when = session.when

    tab = Tab(editor, reverse("admin:catalog_session_do", args=[session.pk, "reschedule"]))
    tab["starts_on"], tab["month"] = "3.16-17", "2027年3月"
    tab.send()
    session.refresh_from_db()

    assert (when, session.when) == ("2027-03-09 – 03-10", "2027-03-16 – 03-17")


def test_a_last_day_typed_twice_and_otherwise_is_asked_about(editor):
    add(
        editor, course=CourseFactory().pk, city=CityFactory().pk,
        starts_on="3.9-10", ends_on="2027-03-12", overrule="好",
    ).send(must="与开始日期里写的 2027-03-10 不一致")  # fmt: skip

    assert not Session.objects.exists()


def test_more_people_needed_than_fit_are_asked_about(editor):
    values = {"course": CourseFactory().pk, "city": CityFactory().pk, "month": "2027-03"}

    asked = add(editor, **values, capacity=10, minimum=12).send()

    assert "成班人数 12 多于名额 10，永远开不了班" in asked.text
    assert Session.objects.count() == 0


def test_the_same_course_and_room_twice_is_not_saved_without_a_word(editor):
    first = SessionFactory(venue=VenueFactory(), starts_on=date(2027, 1, 12))
    venue = first.venue
    Session.objects.update(city=venue.city)
    values = {"course": first.course_id, "city": venue.city_id, "venue": venue.pk}

    asked = add(editor, **values, starts_on="2027-01-12", ends_on="2027-01-13").send()

    assert f"场地“{venue.name}”那时还有" in asked.text
    assert "同一门课在同一城市不到 2 周" in asked.text
    top = asked.text.partition('<ul class="errornote wrong-fields">')[2].partition("</ul>")[0]
    assert 'href="#id_overrule"' in top and f"场地“{venue.name}”那时还有" in top
    assert Session.objects.count() == 1


def test_a_new_date_is_asked_about_too_and_the_reason_is_in_the_record(editor):
    session = SessionFactory()
    party = enrolled(session)
    tab = Tab(editor, reverse("admin:catalog_session_do", args=[session.pk, "reschedule"]))
    tab["starts_on"], tab["ends_on"] = "2027-02-08", "2027-02-09"

    asked = tab.send()
    tab["overrule"] = "客户要求"
    tab.send()

    assert "是春节（暂定" in asked.text
    assert Session.objects.get().starts_on == date(2027, 2, 8)
    assert AuditEvent.objects.get(verb="overrule").changes["clashes"] == ["holiday"]
    assert party.messages.filter(kind="session_changed").count() == 1


def test_a_session_is_planned_like_another_without_its_days(editor):
    model = SessionFactory(price=Decimal("1234"), room="三楼", joining_note="带身份证")
    model.instructors.add(InstructorFactory())

    tab = Tab(editor, f"{reverse(ADD)}?copy={model.pk}")
    empty = tab["starts_on"]
    tab["starts_on"] = "2027-03-09"
    tab.send()

    copy = Session.objects.exclude(pk=model.pk).get()
    assert empty == ""
    assert (copy.price, copy.room, copy.joining_note) == (Decimal("1234"), "三楼", "带身份证")
    assert list(copy.instructors.all()) == list(model.instructors.all())
    assert copy.public_id != model.public_id


def test_a_copy_of_a_session_over_weekends_is_one_from_its_first_day_on(editor):
    days = ["2027-03-13", "2027-03-14", "2027-03-27", "2027-03-28"]
    ends = {"starts_on": days[0], "ends_on": days[-1], "month": "2027-03-01"}
    course = CourseFactory(days=Decimal("4"))
    model = SessionFactory(course=course, meeting_days=days, **ends)
    where = f"{reverse(ADD)}?copy={model.pk}"

    tab = Tab(editor, where)
    tab["starts_on"] = "2027-06-05"
    tab.send()
    own = Tab(editor, where)
    own["starts_on"], own["ends_on"] = "2027-09-06", "2027-09-09"
    own.send()

    copies = Session.objects.exclude(pk=model.pk).order_by("starts_on")
    assert "原班次是 2027-03-13~14、27~28" in Tab(editor, where).response.text
    assert "原班次是" not in Tab(editor, reverse(ADD)).response.text
    assert [one.when for one in copies] == ["2027-06-05~6、19~20", "2027-09-06 – 09-09"]


def test_many_sessions_are_changed_at_once_by_their_verbs(editor):
    city = CityFactory()
    venue = VenueFactory(city=city, capacity=15)
    mine = [SessionFactory(city=city, month=date(2027, n, 1)) for n in (1, 2)]
    for number, session in enumerate(mine, 1):
        days = {"starts_on": date(2027, number + 2, 9), "ends_on": date(2027, number + 2, 10)}
        Session.objects.filter(pk=session.pk).update(month=date(2027, number + 2, 1), **days)
    party = enrolled(mine[0])
    elsewhere = SessionFactory()
    chosen = {"action": "edit_many", "_selected_action": [one.pk for one in (*mine, elsewhere)]}
    where = reverse("admin:catalog_session_changelist")
    page = editor.post(where, chosen)
    tab = Tab(editor, where, page)
    tab["price"], tab["capacity"], tab["venue"] = "2500", "20", str(venue.pk)

    asked = tab.send()
    tab["overrule"] = "加椅子"
    answer = tab.send()

    assert "改场地、教室、时间或者取消：写信给 1 方。" in page.text
    assert "只坐得下 15 人" in asked.text
    assert answer.status_code == 302
    for session in Session.objects.filter(city=city):
        assert (session.price, session.capacity, session.venue) == (2500, 20, venue)
    elsewhere.refresh_from_db()
    assert elsewhere.venue is None
    assert party.messages.filter(kind="session_changed").count() == 1
    assert AuditEvent.objects.filter(verb="change capacity").count() == 2
    assert AuditEvent.objects.filter(verb="overrule").count() == 2
    assert f"场地“{venue}”不在" in editor.get(where).text


def many(editor, sessions, **values):
    """The answer to a change of these sessions, with the page that asked about it."""
    where = reverse("admin:catalog_session_changelist")
    chosen = {"action": "edit_many", "_selected_action": [one.pk for one in sessions]}
    tab = Tab(editor, where, editor.post(where, chosen))
    asked = tab.response.text
    for name, value in values.items():
        tab[name] = value
    return tab.send(), asked


def test_a_session_of_many_is_changed_in_all_that_is_filled_in_or_in_nothing(editor):
    month = {n: {"month": date(2027, n, 1), "starts_on": date(2027, n, 9)} for n in (3, 4)}
    full, free = (SessionFactory(capacity=9, ends_on=date(2027, n, 9), **month[n]) for n in (3, 4))
    party = enrolled(full, 5)

    asked = {"price": "2500", "room": "三楼", "capacity": "3", "minimum": "8"}
    many(editor, [full, free], **asked, overrule="先这样")

    full.refresh_from_db()
    free.refresh_from_db()
    page = editor.get(reverse("admin:index")).text
    assert (full.price, full.room, full.capacity) == (None, "", 9)
    assert (free.price, free.room, free.capacity) == (2500, "三楼", 3)
    assert party.messages.filter(kind="session_changed").count() == 0
    assert "改好了 1 个班次。" in page and "1 个没有改：已占用 5 个座位" in page
    assert {one.session for one in Overruling.objects.all()} == {free}
    assert [one.object_id for one in AuditEvent.objects.filter(verb="overrule")] == [str(free.pk)]


def test_who_is_paused_already_gets_the_rest_of_what_is_changed(editor):
    sessions = [SessionFactory(), SessionFactory(state="planned")]

    many(editor, sessions, price="2500", state="planned")

    assert list(Session.objects.values_list("price", "state")) == [(2500, "planned")] * 2


@pytest.mark.parametrize("changes", [{"closes_at": NOW}, {"state": "confirmed"}, {"seats": 3}])
def test_what_is_not_changed_together_is_not_passed_over_in_silence(changes):
    session = SessionFactory()

    with pytest.raises(TypeError):
        actions.change_session(session, now=NOW, actor="staff:lin", **changes)


@pytest.mark.parametrize("verb", ["", "change_capacity"])
def test_who_waits_gets_seats_and_a_letter_and_the_page_said_so(editor, verb):
    full = SessionFactory(capacity=2)
    enrolled(full, 2)
    waits = enrolled(full, 1, contact_phone="13900000002")
    where = reverse("admin:catalog_session_do", args=[full.pk, verb or "open_session"])

    if verb:
        said = editor.get(where).text
        tab = Tab(editor, where)
        tab["capacity"] = "3"
        tab.send()
    else:
        _answer, said = many(editor, [full], capacity="3", overrule="加椅子")

    waits.refresh_from_db()
    assert waits.state == "confirmed"
    assert waits.messages.filter(kind="promoted").count() == 1
    assert "候补按先后得到座位并收到信" in said
    assert "名额、成班" not in said


def test_who_waits_gets_seats_when_a_paused_session_is_opened_and_the_page_said_so(editor):
    full = SessionFactory(capacity=2)
    enrolled(full, 2)
    waits = enrolled(full, 1, contact_phone="13900000002")
    actions.close_session(full, now=NOW, actor="staff:lin")
    actions.change_capacity(full, capacity=3, now=NOW, actor="staff:lin")
    page = editor.get(reverse("admin:catalog_session_do", args=[full.pk, "open_session"])).text

    assert waits.messages.filter(kind="promoted").count() == 0
    _answer, said = many(editor, [full], state="open")

    assert waits.messages.filter(kind="promoted").count() == 1
    assert "候补按先后得到座位并收到信" in said
    assert "候补按先后得到座位并收到信" in page


def test_nobody_is_written_to_where_nobody_is_enrolled(editor):
    _answer, asked = many(editor, [SessionFactory()], price="1")

    assert "写信给" not in asked


def test_no_letter_is_promised_of_a_session_that_is_over(editor):
    over, coming = SessionFactory(), SessionFactory()
    for number, session in enumerate((over, coming)):
        enrolled(session, 2, contact_phone=f"1390000000{number}")
    actions.finish_session(over, now=NOW, actor="staff:lin")

    _answer, asked = many(editor, [over, coming], room="三楼")

    assert "改场地、教室、时间或者取消：写信给 1 方。" in asked
    assert [asked.count(f"· 写信给 {n} 方</li>") for n in (0, 1)] == [1, 1]
    assert list(
        OutboxMessage.objects.filter(kind="session_changed").values_list(
            "enrollment__session", flat=True
        )
    ) == [coming.pk]


def test_a_change_of_many_says_of_each_session_who_is_written_to(editor):
    sessions = [SessionFactory(), SessionFactory()]
    enrolled(sessions[0], 2)
    enrolled(sessions[0], 1, contact_email="", contact_phone="13900000002")

    _answer, asked = many(editor, sessions, price="1")

    words = "写信给 1 方；1 方没有邮箱，要打电话"
    assert f"改场地、教室、时间或者取消：{words}" in asked
    assert f"已确认 / 占位 / 候补 3 / 0 / 0 · {words}</li>" in " ".join(asked.split())


def test_sessions_are_found_by_who_teaches_them(editor):
    own, usual = (InstructorFactory(name=f"{sign}老师") for sign in "甲乙")
    Instructor.objects.filter(pk=own.pk).update(name_en="Jia Li")
    course = CourseFactory()
    course.instructors.add(usual)
    swapped, left = (SessionFactory(course=course, month=date(2027, n, 1)) for n in (3, 4))
    swapped.instructors.add(own)
    where = reverse("admin:catalog_session_changelist")

    def found(words):
        return [one.pk for one in editor.get(where, {"q": words}).context["cl"].result_list]

    assert found("甲老师") == found("jia li") == [swapped.pk]
    assert found("乙老师") == found(f"乙老师 {left.city.name}") == [left.pk]
    assert found("乙老师 3月") == found("老师") == []


def test_sessions_are_found_by_the_longest_name_of_everybody_who_has_it(editor):
    names = {
        "陆怀": "", "陆怀远": "", "甲": "Lin", "李伟": "Li Wei", "李卫": "Li Wei",
    }  # fmt: skip
    teachers = [InstructorFactory(name=name) for name in (*names, "李伟")]
    for one in teachers:
        Instructor.objects.filter(pk=one.pk).update(name_en=names[one.name])
    city = CityFactory(name="临沧", name_en="Lincang")
    sessions = [SessionFactory(city=city, month=date(2027, n, 1)) for n in range(1, 8)]
    for session, teacher in zip(sessions, teachers, strict=False):
        session.instructors.add(teacher)
    first, second, third, *three, _last = [one.pk for one in sessions]
    where = reverse("admin:catalog_session_changelist")

    def found(words):
        rows = editor.get(where, {"q": words}).context["cl"].result_list
        return sorted(one.pk for one in rows)

    assert (found("陆怀远"), found("陆怀"), found("lin")) == ([second], [first], [third])
    assert found("lincang") == [one.pk for one in sessions]
    assert found("li wei") == three
    assert found("李伟") == [three[0], three[2]]


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("reschedule", "写信给 2 方；1 方没有邮箱，要打电话"),
        ("cancel_session", "写信给 2 方；1 方没有邮箱，要打电话"),
        ("confirm_session", "写信给 1 方；1 方没有邮箱，要打电话"),
        ("finish_session", "写信给 1 方"),
    ],
)
def test_each_button_of_a_session_says_how_many_get_a_letter(editor, verb, words):
    session = SessionFactory(capacity=9)
    enrolled(session, 2)
    enrolled(session, 1, contact_email="", contact_phone="13900000002")
    enrolled(session, 1, hold_days=3, contact_phone="13900000003")

    page = editor.get(reverse("admin:catalog_session_do", args=[session.pk, verb]))

    assert f"<strong>{words}</strong>" in page.text


def test_what_clashes_stands_on_the_dashboard_until_somebody_says_why(editor):
    SessionFactory(month=date(2027, 2, 1), starts_on=date(2027, 2, 8), ends_on=date(2027, 2, 9))

    dashboard = editor.get(reverse("admin:index")).text
    page = editor.get(reverse("admin:catalog_session_plan_clashes")).text

    assert "排期冲突" in dashboard
    assert "02-08 是春节（暂定" in page


def test_a_year_is_proposed_and_saved_cell_by_cell(editor):
    teacher = InstructorFactory()
    courses = [CourseFactory(code=f"P-{n}") for n in range(3)]
    for course in courses:
        course.instructors.add(teacher)
    cities = [CityFactory(name="昆明", slug="kunming"), CityFactory(name="成都", slug="chengdu")]
    wishes = "".join(f"{one.code}\t{city.name}\t2\n" for one in courses for city in cities)
    where = reverse("admin:catalog_session_plan_proposal") + "?year=2027"

    page = editor.post(where, {"wishes": wishes})
    cells = page.text.count('name="cell"')
    (first, *_more) = [
        cell["value"]
        for table in page.context["tables"]
        for row in table["rows"]
        for cell in row["cells"]
        if cell
    ]
    editor.post(reverse("admin:catalog_session_plan_review") + "?year=2027", {"cell": [first]})
    again = editor.post(where, {"wishes": wishes}).context["tables"]
    bad = "P-0\t火星\t2\nP-9 昆明 1\nP-0 昆明\nP-0 昆明 25\n"
    wrong = editor.post(where, {"wishes": bad})

    assert "排好 12 个，0 个排不下。" in page.text
    assert cells >= 11
    assert Session.objects.count() == 1
    assert Session.objects.get().course_id == json.loads(first)[0]
    assert {"before": json.loads(first)[-1]} in [
        cell for table in again for row in table["rows"] for cell in row["cells"]
    ]
    assert wrong.status_code == 400
    assert wrong.context["errors"] == [
        "第 1 行：“P-0 火星”后面没有认识的城市。",
        "第 2 行：没有叫“P-9”的课程。",
        "第 3 行：最后写一年几次，例如：KK-101 昆明 3。",
        "第 4 行：一年最多 24 次。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("W-1\t昆明\t3", "W-1 昆明 3", "Ｗ-1，昆明，３次", "w-1、昆明、3"),
        *("走访 三步 昆明3", "W-1 Kunming 3"),
        *("W-1\t昆明\t3\t备注 5", "W-1\t\t昆明\t3次\t\t老客户", "走访 三步\tKunming\t3\t"),
    ],
)
def test_what_is_wanted_is_typed_as_people_type_it(line):
    course = CourseFactory(code="W-1", title="走访 三步")
    city = CityFactory(name="昆明", name_en="Kunming")

    assert wanted_in(line) == [Wanted(course, city, 3)]


def test_how_many_more_lines_are_not_understood_is_said():
    with pytest.raises(ValidationError) as refusal:
        wanted_in("火星 3\n" * 23)

    assert len(refusal.value.messages) == 21
    assert refusal.value.messages[-1] == "还有 3 行没有读懂。"


def test_what_cannot_be_placed_is_named_with_its_cause():
    teacher, city = InstructorFactory(), CityFactory()
    course = CourseFactory(apart_weeks=30)
    course.instructors.add(teacher)

    proposal = propose([Wanted(course, city, 4)], 2027, today=date(2026, 12, 1))

    assert proposal.placed == 2
    assert [clash.kind for _wanted, clash in proposal.missing] == ["close", "close"]


def test_a_session_over_two_weekends_is_planned_moved_and_signed_in_on_its_days(editor):
    values = {"course": CourseFactory(days=Decimal("4")).pk, "city": CityFactory().pk}
    tab = add(editor, **values, meeting_days="2027-03-13~14、下周")
    refused = tab.send()
    tab["meeting_days"] = "2027-03-13~14、20~21"
    tab.send()
    session = Session.objects.get()
    planned = (session.when, session.month, [f"{one:%m-%d}" for one in session.days])
    page = Tab(editor, reverse("admin:catalog_session_do", args=[session.pk, "reschedule"]))
    page["starts_on"] = "2027-03-14"
    contradicted = page.send()
    page["starts_on"], page["meeting_days"] = "2027-03-13", "2027-03-13~14、27、28"
    moved = page.send()

    session.refresh_from_db()
    assert "看不懂“下周”" in refused.text
    assert planned == (
        "2027-03-13~14、20~21",
        date(2027, 3, 1),
        ["03-13", "03-14", "03-20", "03-21"],
    )
    assert "上课的日子也要改" in contradicted.text
    assert (moved.status_code, session.when) == (302, "2027-03-13~14、27~28")
    assert [f"{one.day:%d} {one.half}" for one in half_days_of(session)][-3:] == [
        *("27 pm", "28 am", "28 pm"),
    ]
    changes = AuditEvent.objects.get(verb="reschedule").changes
    assert changes["meeting_days"][1] == "2027-03-13、2027-03-14、2027-03-27、2027-03-28"


def test_an_instructor_falls_ill_and_all_sessions_on_those_days_get_another(editor):
    ill, other = InstructorFactory(name="甲师"), InstructorFactory(name="乙师")
    hit = SessionFactory(starts_on=date(2027, 3, 9), ends_on=date(2027, 3, 10))
    SessionFactory(starts_on=date(2027, 6, 9), ends_on=date(2027, 6, 10)).instructors.add(ill)
    hit.instructors.add(ill)
    where = reverse("admin:catalog_instructor_change", args=[ill.pk])
    tab = Tab(editor, where, editor.get(where))
    names = {"absences-TOTAL_FORMS": "1", "absences-0-instructor": str(ill.pk)}
    days = {"absences-0-first_day": "2027-03-08", "absences-0-last_day": "2027-03-12"}
    for name, value in (names | days | {"absences-0-reason": "病假"}).items():
        tab[name] = value
    tab.send()
    page = editor.get(reverse("admin:index"))

    assert "没空的日子里有 1 个班次" in page.text and f"?id__in={hit.pk}" in page.text
    sessions = reverse("admin:catalog_session_changelist")
    assert editor.get(f"{sessions}?id__in={hit.pk}").context["cl"].result_count == 1
    chosen = {"action": "edit_many", "_selected_action": [hit.pk]}
    many = Tab(editor, sessions, editor.post(sessions, chosen))
    many["instructors"] = [str(other.pk)]
    assert many.send().status_code == 302
    assert list(hit.instructors.all()) == [other]
    events = AuditEvent.objects.filter(verb="change facts")
    told = [one.changes["instructors"] for one in events if "instructors" in one.changes]
    assert told == [[[ill.pk], [other.pk]]]


def test_the_sessions_of_a_city_are_cancelled_together_with_a_reason(editor):
    sessions = [SessionFactory(month=date(2027, n, 1)) for n in (3, 4)]
    party = enrolled(sessions[0])
    where = reverse("admin:catalog_session_changelist")
    chosen = {"action": "edit_many", "_selected_action": [one.pk for one in sessions]}
    tab = Tab(editor, where, editor.post(where, chosen))
    tab["state"] = "cancelled"

    asked = tab.send()
    tab["reason"] = "场地停用"
    tab.send()

    assert "请写为什么取消" in asked.text
    assert set(Session.objects.values_list("state", flat=True)) == {"cancelled"}
    assert party.messages.filter(kind="session_cancelled").count() == 1


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ({"starts_on": "3.13-14"}, None),
        ({"starts_on": "3.13-30"}, None),
        ({"starts_on": "3.20-21"}, None),
        ({"starts_on": "3.13-21"}, "2027-03-13~14、20~21"),
        ({"starts_on": "3.13-14", "meeting_days": ""}, "2027-03-13 – 03-14"),
        ({"starts_on": "3.15-18", "meeting_days": ""}, "2027-03-15 – 03-18"),
        ({"starts_on": "2027-03-15", "meeting_days": ""}, "2027-03-15 – 03-18"),
        ({"meeting_days": ""}, "2027-03-13 – 03-21"),
        ({"starts_on": "3.13-14", "meeting_days": "2027-03-13~14、27~28"}, ""),
    ],
)
def test_no_day_of_a_session_over_weekends_is_lost_unsaid(editor, typed, when):
    values = {"course": CourseFactory(days=Decimal("4")).pk, "city": CityFactory().pk}
    add(editor, **values, meeting_days="2027-03-13~14、20~21").send()
    session = Session.objects.get()
    address = reverse("admin:catalog_session_do", args=[session.pk, "reschedule"])
    page = Tab(editor, address)
    page["overrule"] = "好"
    for name, value in typed.items():
        page[name] = value
    answer = page.send()

    session.refresh_from_db()
    said = "" if when else "不一致" if when == "" else "上课的日子也要改"
    assert (answer.status_code, session.when) == (302 if when else 400, when or WEEKENDS)
    assert said in answer.text


def test_a_last_day_that_the_listed_days_do_not_have_is_asked_about(editor):
    values = {"course": CourseFactory().pk, "city": CityFactory().pk, "overrule": "好"}
    tab = add(editor, **values, starts_on="1.16-18", meeting_days="2027-01-16~17")
    tab.send(must="与“上课的日子”不一致")
    tab["starts_on"] = "1.16-17"
    tab.send()

    assert Session.objects.get().when == "2027-01-16 – 01-17"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2027-3-8~9999-1-1", "年份要在"),
        ("2027-3-9~2027-3-8", "结束日期不能早于开始日期"),
        ("3.9-3.8", "天：请改正；没有写错，就另填结束日期"),
        ("3.9-8", "从 2027-03-09 到 2027-04-08 有 31 天：请改正"),
        ("2.9-8", "从 2027-02-09 到 2027-03-08 有 28 天：请改正"),
    ],
)
def test_a_last_day_that_was_mistyped_is_refused_with_its_reason(editor, typed, said):
    values = {"course": CourseFactory().pk, "city": CityFactory().pk, "overrule": "好"}
    page = add(editor, **values, starts_on=typed).send()

    assert said in str(page.context["adminform"].form.errors["starts_on"])
    assert not Session.objects.exists()
