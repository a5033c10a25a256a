"""Letters that are due by the calendar of a session: planned once, at a moment that is fixed.

A reminder is for who had a seat when its moment came; who enrolls later was told everything by the
letter of the enrollment. It is planned once for a session's day and true for a while only: what
did not go out by then says nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalog.models import Session
from catalog.models.session_state import TAKING, SessionState
from enrollment.domain.class_days import days_of
from enrollment.domain.terms import terms_of
from enrollment.models import Attendance, Enrollment, Feedback, OutboxMessage, ReminderRun
from enrollment.models.attendance import Presence
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind

MORNING, AFTER_CLASS, LAST_HOUR = time(9, 0), time(18, 30), time(16, 30)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def first_day(session: Session) -> list[date]:
    """Return the first day, or nothing where the session has no dates."""
    return [session.starts_on] if session.starts_on else []


def last_day(session: Session) -> list[date]:
    """Return the last day, or nothing where the session has no dates."""
    return [session.ends_on] if session.ends_on else []


@dataclass(frozen=True, slots=True)
class Reminder:
    """``days``: the days it is about, each with a letter of its own; ``before``: its moment is so
    long before the day, at the hour ``at``; ``lasts``: how long it may go out after its moment.
    """

    kind: MessageKind
    days: Callable[[Session], list[date]]
    before: timedelta
    at: time
    lasts: timedelta

    def moment(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day - self.before, self.at))


REMINDERS = {
    reminder.kind: reminder
    for reminder in (
        Reminder(MessageKind.WEEK_BEFORE, first_day, 7 * DAY, MORNING, 2 * DAY),
        Reminder(MessageKind.NAMES_MISSING, first_day, 5 * DAY, MORNING, 2 * DAY),
        Reminder(MessageKind.PAPERS, first_day, 3 * DAY, MORNING, 2 * DAY),
        Reminder(MessageKind.DAY_BEFORE, first_day, DAY, MORNING, 15 * HOUR),
        Reminder(MessageKind.NO_SHOW, days_of, 0 * DAY, AFTER_CLASS, 2 * DAY),
        Reminder(MessageKind.FEEDBACK, last_day, 0 * DAY, LAST_HOUR, 7 * DAY),
    )
}
LONGEST_BEFORE = max(reminder.before for reminder in REMINDERS.values())
LONGEST_LASTS = max(reminder.lasts for reminder in REMINDERS.values())
AFTER = {
    MessageKind.NO_SHOW,
    MessageKind.FEEDBACK,
}  # of what was: a class that is over has them too


def plan(*, now: datetime) -> int:
    """Queue the letters of every reminder whose moment has come; return how many are new."""
    return sum(_plan_one(*due, now=now) for due in list(_due(now=now)))


def _due(*, now: datetime) -> Iterator[tuple[Session, Reminder, date]]:
    today = timezone.localdate(now)
    near = Q(starts_on__lte=today + LONGEST_BEFORE, ends_on__gte=today - LONGEST_LASTS)
    sessions = Session.objects.filter(near).exclude(state=SessionState.CANCELLED)
    planned = set(
        ReminderRun.objects.filter(session__in=sessions).values_list("session", "kind", "day")
    )
    for session in sessions.select_related("terms").order_by("starts_on", "pk"):
        for reminder in REMINDERS.values():
            for day in reminder.days(session):
                known = (session.pk, reminder.kind, day) in planned
                if not known and _is_on(session, reminder, day, now=now):
                    yield session, reminder, day


def _is_on(session: Session, reminder: Reminder, day: date, *, now: datetime) -> bool:
    """Whether its moment has come and it still says something."""
    moment = reminder.moment(day)
    return moment <= now < moment + reminder.lasts and runs(session, reminder.kind)


def runs(session: Session, kind: str) -> bool:
    """Whether the session certainly takes place: confirmed, or open without a minimum.

    Reads ``terms`` for what its terms ask for.
    """
    if kind == MessageKind.NO_SHOW and not terms_of(session).report_no_shows:
        return False
    if session.state == SessionState.FINISHED:
        return kind in AFTER
    return session.state in TAKING and not session.is_undecided


@transaction.atomic
def _plan_one(session: Session, reminder: Reminder, day: date, *, now: datetime) -> int:
    """Of two who plan at once, one makes the row and the letters; the other finds it there."""
    moment = reminder.moment(day)
    run, is_new = ReminderRun.objects.get_or_create(
        session=session,
        kind=reminder.kind,
        day=day,
        defaults={"moment": moment, "planned_at": now},
    )
    if not is_new:
        return 0
    parties = [
        party for party in _addressed(session, moment) if has_reason(party, reminder.kind, day)
    ]
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(enrollment=party, kind=reminder.kind, version=day.toordinal(), due_at=now)
            for party in parties
        ],
        ignore_conflicts=True,
    )
    ReminderRun.objects.filter(pk=run.pk).update(letters=len(parties))
    return len(parties)


def _addressed(session: Session, moment: datetime) -> list[Enrollment]:
    """Who had a confirmed seat at that moment and can be written to."""
    confirmed = Enrollment.objects.filter(
        session=session,
        state=EnrollmentState.CONFIRMED,
        created_at__lte=moment,
        state_changed_at__lte=moment,
    )
    parties = confirmed.exclude(contact_email="").order_by("number")
    return list(parties.prefetch_related("participants"))


def has_reason(party: Enrollment, kind: str, day: date) -> bool:
    """Whether there is anything to say to this party of that day."""
    if kind == MessageKind.NAMES_MISSING:
        return party.participants.count() < party.seats
    if kind == MessageKind.NO_SHOW:
        return bool(absent_names(party, day))
    if kind == MessageKind.FEEDBACK:
        return Feedback.objects.filter(session=party.session_id).count() < party.session.taken
    return True


def absent_names(party: Enrollment, day: date) -> list[str]:
    """Who of the party was marked absent on that day, each once."""
    marks = Attendance.objects.filter(
        participant__enrollment=party, session=party.session_id, day=day, presence=Presence.ABSENT
    ).order_by("participant__position")
    return list(dict.fromkeys(marks.values_list("participant__name", flat=True)))


def day_of(message: OutboxMessage) -> date | None:
    """The day of the class that a reminder is about; its version says it."""
    return date.fromordinal(message.version) if message.kind in REMINDERS else None


def is_true(message: OutboxMessage, *, now: datetime) -> bool:
    """Whether the letter still says what is so: the same day, a session that runs, its time not
    over, and something to say.
    """
    reminder, party = REMINDERS[MessageKind(message.kind)], message.enrollment
    day = day_of(message)
    if party is None or day is None:
        return False
    session = party.session
    if party.state != EnrollmentState.CONFIRMED or day not in reminder.days(session):
        return False
    return _is_on(session, reminder, day, now=now) and has_reason(party, message.kind, day)
