"""Reminders go out once, for who was enrolled at their moment, and only while they are true."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Session
from enrollment import actions
from enrollment.actions.attending import Mark, mark
from enrollment.domain import reminders
from enrollment.domain.class_days import HalfDay
from enrollment.messaging import delivery
from enrollment.models import OutboxMessage, ReminderRun
from enrollment.people.party import Person
from tests.contest import at_once
from tests.enrollment.classes.ground import AFTER, FIRST, MORNING, class_of
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK_BEFORE = MORNING - 7 * DAY  # 9:00, as MORNING is on the first day


def tick(now: datetime) -> None:
    reminders.plan(now=now)
    delivery.send_due(now=now)


def sent() -> list[str]:
    """Kinds that went out, besides what enrolling itself says."""
    kinds = OutboxMessage.objects.filter(state="sent", kind__in=reminders.REMINDERS)
    return list(kinds.order_by("pk").values_list("kind", flat=True))


def run_through(until: datetime, *, start=WEEK_BEFORE - DAY, step=HOUR) -> None:
    now = start
    while now <= until:
        tick(now)
        now += step


def test_a_party_hears_of_its_course_at_each_moment_once():
    class_of("安小宁")

    run_through(AFTER + DAY)

    assert sent() == ["week_before", "papers", "day_before", "feedback"]


def test_missing_names_are_asked_for():
    class_of("安小宁", seats=3)

    run_through(MORNING)

    assert sent() == ["week_before", "names_missing", "papers", "day_before"]
    asked = next(letter for letter in mail.outbox if "请补学员名单" in letter.subject)
    assert "还有 2 位学员没有填写姓名" in asked.body


def test_names_that_came_in_time_are_not_asked_for():
    session, _people = class_of("安小宁", seats=2)
    reminders.plan(now=MORNING - 5 * DAY)
    party = session.enrollments.get()
    actions.name_participants(
        party, people=[Person("安"), Person("白")], now=NOW, actor="staff:lin"
    )

    delivery.send_due(now=MORNING - 5 * DAY + HOUR)

    assert "names_missing" not in sent()


def test_who_enrolls_after_the_moment_is_not_reminded_of_it():
    session, _people = class_of("安小宁")
    enrolled(session, contact_phone="13900000002", now=WEEK_BEFORE + timedelta(seconds=1))

    tick(WEEK_BEFORE + HOUR)

    assert sent() == ["week_before"]
    run = ReminderRun.objects.get()
    assert (run.moment, run.letters) == (WEEK_BEFORE, 1)


def test_papers_carry_the_days_for_the_calendar():
    class_of("安小宁")

    tick(MORNING - 3 * DAY)

    letter = next(letter for letter in mail.outbox if "参训须知" in letter.subject)
    name, calendar, kind = letter.attachments[0]
    assert (name, kind) == ("calendar.ics", "text/calendar")
    assert "DTSTART;VALUE=DATE:20270112" in calendar


def test_a_party_that_enrolled_in_english_is_reminded_in_english():
    session, _people = class_of("安小宁")
    session.enrollments.update(language="en")

    tick(MORNING - DAY)

    assert mail.outbox[-1].subject.startswith("Tomorrow: ")


@pytest.mark.parametrize("state", ["open", "planned", "cancelled", "finished"])
def test_a_session_that_may_not_run_reminds_nobody(state):
    session, _people = class_of("安小宁")
    Session.objects.filter(pk=session.pk).update(state=state, minimum=5)

    tick(MORNING - DAY)

    assert sent() == []
    assert not ReminderRun.objects.exists()


@pytest.mark.parametrize("minimum", [None, 0])
def test_an_open_session_without_a_minimum_runs(minimum):
    session, _people = class_of("安小宁")
    Session.objects.filter(pk=session.pk).update(state="open", minimum=minimum)

    tick(MORNING - DAY)

    assert sent() == ["day_before"]


def test_what_was_planned_is_not_sent_to_who_cancelled_or_moved():
    session, _people = class_of("安小宁")
    other = enrolled(session, contact_phone="13900000002")
    to = SessionFactory(course=session.course, state="open")
    reminders.plan(now=MORNING - 3 * DAY)
    actions.cancel(session.enrollments.exclude(pk=other.pk).get(), now=NOW)
    actions.move(other, to=to, now=NOW, actor="staff:lin")

    delivery.send_due(now=MORNING - 3 * DAY)

    assert sent() == []


def test_a_session_that_was_moved_says_nothing_of_its_old_day():
    session, _people = class_of("安小宁")
    reminders.plan(now=WEEK_BEFORE)
    later = {"starts_on": FIRST + 3 * DAY, "ends_on": FIRST + 4 * DAY}
    actions.reschedule(session, now=WEEK_BEFORE, actor="staff:lin", **later)

    run_through(MORNING + 3 * DAY, start=WEEK_BEFORE)

    assert sent() == ["week_before", "papers", "day_before"]
    assert all("12日" not in letter.body for letter in mail.outbox if "9:00" not in letter.body)


def test_a_letter_that_could_not_go_out_for_days_is_not_sent_any_more():
    class_of("安小宁")
    reminders.plan(now=MORNING - DAY)

    delivery.send_due(now=MORNING)

    assert sent() == []
    assert OutboxMessage.objects.get(kind="day_before").state == "dropped"


def test_a_server_that_was_away_over_the_moment_does_not_make_up_for_it():
    class_of("安小宁")

    tick(MORNING - 4 * DAY)

    assert sent() == []


@pytest.mark.parametrize(("reports", "kinds"), [(True, ["no_show"]), (False, [])])
def test_absences_are_reported_where_the_terms_say_so(reports, kinds):
    session, (an, bai) = class_of("安小宁", "白一凡")
    TermsFactory(session=session, report_no_shows=reports)
    marks = [Mark(an.pk, "present", MORNING), Mark(bai.pk, "absent", MORNING)]
    mark(session, HalfDay(FIRST, "am"), marks, now=MORNING, actor="staff:lin")

    run_through(MORNING + 11 * HOUR, start=MORNING + 8 * HOUR)

    assert sent() == kinds
    if reports:
        assert "没有见到您报名的：白一凡" in mail.outbox[-1].body
        assert "安小宁。" not in mail.outbox[-1].body


def test_an_absence_that_was_corrected_is_not_reported():
    session, (an,) = class_of("安小宁")
    TermsFactory(session=session, report_no_shows=True)
    evening = timezone.make_aware(datetime.combine(FIRST, reminders.AFTER_CLASS))
    half_day = HalfDay(FIRST, "am")
    mark(session, half_day, [Mark(an.pk, "absent", MORNING)], now=MORNING, actor="staff:lin")
    reminders.plan(now=evening)
    mark(session, half_day, [Mark(an.pk, "late", evening)], now=evening, actor="staff:lin")

    delivery.send_due(now=evening)

    assert sent() == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_plan_and_send_at_once_send_each_letter_once():
    session, _people = class_of("安小宁")
    for number in range(2, 12):
        enrolled(
            session, contact_phone=f"139000000{number:02d}", contact_email=f"hr{number}@example.com"
        )
    delivery.send_due(now=NOW)
    mail.outbox.clear()

    at_once(*[lambda: tick(WEEK_BEFORE + timedelta(minutes=1))] * 2)
    tick(WEEK_BEFORE + timedelta(minutes=9))

    to = [letter.to[0] for letter in mail.outbox]
    assert len(to) == len(set(to)) == 11
    assert ReminderRun.objects.get().letters == 11
