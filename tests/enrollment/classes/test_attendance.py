"""Who is there: marked by half day, once, the later press holds, on whatever net."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.models import Session
from enrollment.actions import attending, name_participants
from enrollment.actions.attending import Mark
from enrollment.domain import class_codes
from enrollment.domain.class_days import HalfDay, half_days_of, half_now
from enrollment.domain.refusals import Busy, NotPossible, TooManyPeople
from enrollment.models import Attendance, AuditEvent, ClassNote
from enrollment.people.party import Person
from tests.enrollment.classes.ground import AFTER, FIRST, LAST, MORNING, class_of
from tests.factories import SessionFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
AM = HalfDay(FIRST, "am")


@pytest.fixture(autouse=True)
def first_morning(time_machine):
    time_machine.move_to(MORNING, tick=False)


def address(session, name="attendance", key="2027-01-12-am"):
    return reverse(f"admin:catalog_session_{name}", args=[session.pk, key])


def presences(session) -> list[tuple[str, str]]:
    return list(
        Attendance.objects.filter(session=session)
        .order_by("participant__position", "day", "half")
        .values_list("participant__name", "presence")
    )


def press(session, person, presence, at, now=AFTER):
    return attending.mark(session, AM, [Mark(person.pk, presence, at)], now=now, actor="staff:lin")


def test_two_days_have_four_half_days():
    session = SessionFactory(course__days=Decimal(2))

    assert half_days_of(session) == [(FIRST, "am"), (FIRST, "pm"), (LAST, "am"), (LAST, "pm")]


def test_a_day_and_a_half_ends_at_noon():
    session = SessionFactory(course__days=Decimal("1.5"))

    assert half_days_of(session) == [(FIRST, "am"), (FIRST, "pm"), (LAST, "am")]


def test_a_session_of_mornings_has_no_afternoons():
    session = SessionFactory(starts_at="9:00", ends_at="12:00", course__days=None)
    session = Session.objects.get(pk=session.pk)

    assert half_days_of(session) == [(FIRST, "am"), (LAST, "am")]


def test_the_half_day_that_is_on_is_offered_first():
    session = SessionFactory()

    assert half_now(session, now=MORNING) == AM
    assert half_now(session, now=MORNING + timedelta(hours=5)) == (FIRST, "pm")
    assert half_now(session, now=MORNING - timedelta(days=9)) == AM
    assert half_now(session, now=MORNING + timedelta(days=9)) == (LAST, "pm")


def test_the_same_press_sent_twice_is_one_mark():
    session, (an,) = class_of("安小宁")

    changed = [press(session, an, "present", MORNING) for _time in range(2)]

    assert changed == [1, 0]
    assert presences(session) == [("安小宁", "present")]
    assert AuditEvent.objects.filter(verb="mark attendance").count() == 1


def test_a_press_that_comes_late_does_not_undo_a_later_one():
    session, (an,) = class_of("安小宁")
    press(session, an, "late", MORNING + 2 * MINUTE)

    changed = press(session, an, "absent", MORNING + MINUTE)

    assert changed == 0
    assert presences(session) == [("安小宁", "late")]


def test_a_telephone_whose_clock_is_ahead_does_not_hold_its_mark_for_ever():
    session, (an,) = class_of("安小宁")
    press(session, an, "absent", AFTER + timedelta(days=300), now=MORNING)

    press(session, an, "present", MORNING + MINUTE, now=MORNING + MINUTE)

    assert presences(session) == [("安小宁", "present")]


def test_a_half_day_to_come_is_not_marked():
    session, (an,) = class_of("安小宁")

    with pytest.raises(NotPossible):
        attending.mark(
            session,
            HalfDay(LAST, "am"),
            [Mark(an.pk, "present", MORNING)],
            now=MORNING,
            actor="staff:lin",
        )

    assert not Attendance.objects.exists()


def test_somebody_of_another_class_is_left_out():
    session, _people = class_of("安小宁")
    _other, (bai,) = class_of("白一凡")

    assert press(session, bai, "present", MORNING) == 0


def test_staff_mark_by_plain_buttons():
    session, (an, _bai) = class_of("安小宁", "白一凡")
    client = client_of("editor")

    answer = client.post(address(session), {"tap": f"{an.pk}:present"})
    client.post(address(session), {"rest": "absent"})

    assert (answer.status_code, answer.url) == (303, f"{address(session)}#p{an.pk}")
    assert presences(session) == [("安小宁", "present"), ("白一凡", "absent")]


def test_the_script_sends_what_was_pressed_without_a_net():
    session, (an, bai) = class_of("安小宁", "白一凡")
    early, late = (int((MORNING - n * MINUTE).timestamp() * 1000) for n in (9, 3))
    taps = [f"{an.pk}:absent:{early}", f"{bai.pk}:present:{early}", f"{an.pk}:late:{late}"]

    answer = client_of("editor").post(
        address(session), {"tap": taps}, headers={"accept": "application/json"}
    )

    assert answer.json()["changed"] == 3
    assert presences(session) == [("安小宁", "late"), ("白一凡", "present")]
    assert Attendance.objects.get(participant=bai).tapped_at == MORNING - 9 * MINUTE


@pytest.mark.parametrize(
    "tap", ["", ":", "x:present", "1:nonsense", "9" * 40 + ":present", "²:late"]
)
def test_a_tap_that_makes_no_sense_marks_nobody(tap):
    session, _people = class_of("安小宁")

    answer = client_of("editor").post(address(session), {"tap": tap})

    assert answer.status_code == 303
    assert not Attendance.objects.exists()


def test_the_page_asks_the_same_queries_for_three_people_as_for_one(django_assert_max_num_queries):
    client = client_of("editor")
    for names in (("安小宁",), ("安小宁", "白一凡", "陈晨")):
        session, _people = class_of(*names)
        client.get(address(session))

        with django_assert_max_num_queries(12):
            page = client.get(address(session)).content.decode()

        assert all(name in page for name in names)


def test_somebody_without_a_name_on_the_list_is_added_and_marked():
    session, _people = class_of("安小宁", seats=2)
    party = session.enrollments.get()
    client = client_of("editor")
    sent = {"party": party.pk, "name": "白一凡"}

    client.post(address(session, "walk_in"), sent)
    again = client.post(address(session, "walk_in"), {**sent, "name": "陈晨"})

    assert presences(session) == [("白一凡", "present")]
    assert again.status_code == 400
    assert [one.name for one in party.participants.all()] == ["安小宁", "白一凡"]


def test_somebody_who_is_on_the_list_is_asked_about_before_a_second_one_is_made():
    session, _people = class_of("Jürgen Müller", seats=3)
    client, party = client_of("editor"), session.enrollments.get()
    sent = {"party": party.pk, "name": "jurgen müller"}

    asked = client.post(address(session, "walk_in"), sent)
    before = party.participants.count()
    client.post(address(session, "walk_in"), {**sent, "another": "on"})

    assert asked.status_code == 400
    assert "名单里已有Jürgen Müller" in asked.text
    assert 'value="jurgen müller"' in asked.text
    assert 'type="checkbox" name="another"' in asked.text
    assert (before, party.participants.count()) == (1, 2)


def test_who_was_said_to_be_another_is_not_asked_about_again():
    session, _people = class_of("安小宁", seats=3)
    sent = {"party": session.enrollments.get().pk, "name": "安小宁", "another": "on"}

    answer = client_of("editor").post(address(session, "walk_in"), {**sent, "phone": "1"}).text

    ticked = re.search(r"<input[^>]*name=\"another\"[^>]*>", answer)
    assert ticked
    assert 'type="checkbox"' in ticked[0] and "checked" in ticked[0]


def test_the_button_of_a_walk_in_pressed_twice_adds_one_person():
    session, _people = class_of("安小宁", seats=3)
    client, party = client_of("editor"), session.enrollments.get()

    for _time in range(2):
        client.post(address(session, "walk_in"), {"party": party.pk, "name": "白一凡"})

    assert [one.name for one in party.participants.all()] == ["安小宁", "白一凡"]


def test_a_party_whose_seats_all_have_a_name_takes_nobody_more():
    session, _people = class_of("安小宁")

    with pytest.raises(TooManyPeople):
        attending.add_on_the_spot(
            session.enrollments.get(), name="白一凡", now=MORNING, actor="staff:lin"
        )


def test_what_staff_note_stays_out_of_the_record_of_actions():
    session, _people = class_of("安小宁")

    client_of("editor").post(address(session, "note"), {"text": "白一凡 没有座位"})

    assert ClassNote.objects.get().text == "白一凡 没有座位"
    assert "白一凡" not in str(list(AuditEvent.objects.values()))


def test_the_button_of_a_note_pressed_twice_keeps_it_once():
    session, _people = class_of("安小宁")
    client = client_of("editor")

    for _time in range(2):
        client.post(address(session, "note"), {"text": "投影仪坏了"})

    assert ClassNote.objects.count() == 1
    assert AuditEvent.objects.filter(verb="note in class").count() == 1


def test_a_note_that_stands_twice_already_is_not_kept_a_third_time():
    session, _people = class_of("安小宁")
    for _time in range(2):
        ClassNote.objects.create(
            session=session, day=AM.day, half=AM.half, text="投影仪坏了", created_at=MORNING
        )

    answer = client_of("editor").post(address(session, "note"), {"text": "投影仪坏了"})

    assert answer.status_code == 303
    assert ClassNote.objects.count() == 2


def test_a_note_that_finds_its_session_locked_stays_in_its_field(monkeypatch):
    session, _people = class_of("安小宁")

    def busy(*_args, **_values):
        raise Busy("系统正忙")

    monkeypatch.setattr(attending, "lock_sessions", busy)
    answer = client_of("editor").post(address(session, "note"), {"text": "投影仪坏了"})

    assert answer.status_code == 409
    assert "系统正忙" in answer.text
    assert 'value="投影仪坏了"' in answer.text


@pytest.mark.parametrize(
    ("presence", "note"),
    [
        ("late", 'class="success" role="status">这个半天已点：迟到'),
        ("absent", 'class="warning-note" role="status">这个半天已点：缺席'),
    ],
)
def test_a_badge_scanned_again_says_how_its_wearer_is_marked(presence, note):
    session, (an,) = class_of("安小宁")
    press(session, an, presence, MORNING)
    page = reverse("admin:catalog_session_badge", args=[class_codes.badge_of(an)])

    assert note in client_of("editor").get(page).text


def test_a_day_to_come_shows_no_code_and_no_button():
    session, _people = class_of("安小宁")
    client = client_of("editor")

    screen = client.get(address(session, "screen", key="2027-01-13-am")).text
    today = client.get(address(session, "screen")).text

    assert "这个半天还没有到" in screen
    assert "data:image" not in screen
    assert "data:image" in today


def test_a_class_to_come_offers_no_attendance_yet(time_machine):
    session, _people = class_of("安小宁")
    page = reverse("admin:catalog_session_class", args=[session.pk])
    client = client_of("editor")
    today = client.get(page).text
    time_machine.move_to(MORNING - timedelta(days=7), tick=False)

    before = client.get(page).text

    assert "现在点名" in today
    assert "现在点名" not in before
    assert "到当天再点名" in before


def test_a_badge_marks_who_wears_it():
    _session, (an,) = class_of("安小宁")
    page = reverse("admin:catalog_session_badge", args=[class_codes.badge_of(an)])
    client = client_of("editor")

    shown = client.get(page)
    before = Attendance.objects.count()
    client.post(page)

    assert "安小宁" in shown.content.decode()
    assert before == 0
    assert Attendance.objects.get().way == "badge"


def test_a_badge_that_we_did_not_print_is_nobodys():
    _session, (an,) = class_of("安小宁")
    forged = f"{an.pk}-{'0' * 16}"

    assert client_of("editor").get(f"/admin/catalog/session/badge/{forged}/").status_code == 404


def test_a_name_is_signed_in_by_the_code_on_the_screen(client):
    session, _people = class_of("安小宁", "白一凡")
    page = reverse("enrollment:checkin", args=[class_codes.screen_code(session, AM)])
    opened = client.get(page).context["form"]["opened"].value()

    wrong = client.post(page, {"name": "陈晨", "opened": opened})
    right = client.post(page, {"name": "白一凡", "opened": opened})

    assert wrong.status_code == 422
    assert "安小宁" not in wrong.content.decode() + right.content.decode()
    assert presences(session) == [("白一凡", "present")]
    assert Attendance.objects.get().way == "screen"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Nguyễn Thị Thảo", "nguyen thi thao"),
        ("Nguyễn Đức", "nguyen duc"),
        ("Ann Marie Lee", "ANN MARIE LEE"),
        ("Ann-Marie Lee", "Ann Marie Lee"),
        ("Świętosławska", "Swietoslawska"),
        ("Søren Kjær", "soren kjaer"),
        ("Liam O'Brien", "Liam O’Brien"),
        ("Yılmaz Işık", "Yilmaz Isik"),
        ("陳晨", "陈晨"),
    ],
)
def test_a_name_is_known_as_a_plain_keyboard_writes_it(client, name, typed):
    session, _people = class_of(name, "白一凡")
    page = reverse("enrollment:checkin", args=[class_codes.screen_code(session, AM)])
    opened = client.get(page).context["form"]["opened"].value()

    assert client.post(page, {"name": typed, "opened": opened}).status_code == 200
    assert Attendance.objects.get().participant.name == name


def test_the_code_on_the_screen_is_good_for_a_minute_and_its_form_for_ten(client, time_machine):
    session, _people = class_of("安小宁")
    page = reverse("enrollment:checkin", args=[class_codes.screen_code(session, AM)])
    opened = client.get(page).context["form"]["opened"].value()

    time_machine.move_to(MORNING + 3 * MINUTE, tick=False)
    old = client.get(page)
    typed = client.post(page, {"name": "安小宁", "opened": opened})
    time_machine.move_to(MORNING + 15 * MINUTE, tick=False)
    too_late = client.post(page, {"name": "安小宁", "opened": opened})

    assert (old.status_code, typed.status_code, too_late.status_code) == (410, 200, 410)


def test_two_of_one_name_are_told_apart_by_their_telephone(client):
    session, (_first, second) = class_of("安小宁", "安小宁")
    type(second).objects.filter(pk=second.pk).update(phone="13900004321")
    page = reverse("enrollment:checkin", args=[class_codes.screen_code(session, AM)])
    opened = client.get(page).context["form"]["opened"].value()

    asked = client.post(page, {"name": "安小宁", "opened": opened})
    client.post(page, {"name": "安小宁", "digits": "4321", "opened": opened})

    assert asked.status_code == 422
    assert list(Attendance.objects.values_list("participant", flat=True)) == [second.pk]


def test_the_list_written_anew_keeps_who_was_marked():
    session, (an, _bai) = class_of("安小宁", "白一凡")
    press(session, an, "present", MORNING)
    party = session.enrollments.get()

    name_participants(
        party, people=[Person("陈晨"), Person("安小宁")], now=MORNING, actor="staff:lin"
    )

    assert [one.name for one in party.participants.all()] == ["陈晨", "安小宁"]
    assert presences(session) == [("安小宁", "present")]


def test_who_was_marked_does_not_vanish_from_the_list():
    session, (an,) = class_of("安小宁")
    press(session, an, "present", MORNING)
    party = session.enrollments.get()

    with pytest.raises(NotPossible) as refusal:
        name_participants(party, people=[Person("陈晨")], now=MORNING, actor="staff:lin")

    assert "安小宁" in str(refusal.value)
    assert [one.name for one in party.participants.all()] == ["安小宁"]


def test_the_days_of_a_session_are_no_more_than_a_month():
    session = SessionFactory(starts_on=date(2027, 1, 1), ends_on=date(2029, 1, 1))

    assert len(half_days_of(session)) == 62
