"""Sessions of the database as slots of the plan; which of them clash, and what was overruled."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from catalog.models import (
    CalendarDay,
    Course,
    Instructor,
    InstructorAbsence,
    Overruling,
    Session,
    Venue,
)
from catalog.models.planning import DayKind
from catalog.models.session_state import SessionState
from catalog.models.translations import translated
from catalog.plan.clashes import Clash, Rules, Slot, SpecialDay, find
from catalog.plan.meeting_days import days_between

AROUND = timedelta(days=60)  # a session that long before or after may still be running
A_YEAR = timedelta(weeks=53)  # the most weeks that two sessions of a course are kept apart
COLUMNS = (
    *("pk", "public_id", "course_id", "city_id", "starts_on", "ends_on", "venue_id", "room"),
    *("starts_at", "ends_at", "capacity", "minimum"),
    *("course__days", "course__apart_weeks", "venue__capacity", "meeting_days"),
)


def slots_around(first: date, last: date, courses: Iterable[int]) -> list[Slot]:
    """Sessions with days that may clash with sessions of these courses in that time."""
    near = Q(starts_on__range=(first - AROUND, last + AROUND))
    same = Q(course__in=set(courses), starts_on__range=(first - A_YEAR, last + A_YEAR))
    return slots_of(Session.objects.filter(near | same))


def slots_of(sessions: QuerySet[Session]) -> list[Slot]:
    """Those of the sessions that have days and are not cancelled. Three queries."""
    dated = sessions.filter(starts_on__isnull=False).exclude(state=SessionState.CANCELLED)
    rows = list(dated.order_by().values_list(*COLUMNS))
    own = teachers_by(Session, dated.order_by().values_list("pk", flat=True))
    usual = teachers_by(Course, {row[2] for row in rows})
    return [_slot(row, own.get(row[0]) or usual.get(row[2], [])) for row in rows]


def _slot(row: tuple[Any, ...], teachers: Iterable[int]) -> Slot:
    _pk, key, course, city, first, last, venue, room, starts_at, ends_at, *links = row
    capacity, minimum, days, apart, holds, meeting_days = links
    meets = set(days_between(first, last, meeting_days)) if meeting_days else ()
    span = range((last - first).days + 1) if meets else ()
    return Slot(
        key=key,
        course=course,
        city=city,
        first=first,
        last=last,
        venue=venue,
        room=room,
        hours=(starts_at, ends_at) if starts_at else None,
        teachers=frozenset(teachers),
        capacity=capacity,
        minimum=minimum,
        days=days,
        apart=apart,
        holds=holds,
        off=frozenset(day for n in span if (day := first + timedelta(days=n)) not in meets),
    )


def slot_of(session: Session, teachers: Iterable[int]) -> Slot:
    """A session that is not saved, or not saved as it now is. Reads ``course`` and ``venue``."""
    course, venue = session.course, session.venue
    row = (
        *(session.pk, session.public_id, course.pk, session.city_id),
        *(session.starts_on, session.ends_on, session.venue_id, session.room),
        *(session.starts_at, session.ends_at, session.capacity, session.minimum),
        *(course.days, course.apart_weeks, venue.capacity if venue else None),
        session.meeting_days,
    )
    return _slot(row, teachers)


def _undated(session: Session) -> Slot:
    month = session.last_day
    here = Session(month=session.month, starts_on=month, ends_on=month, course=session.course)
    for name in ("public_id", "city_id", "venue", "room", "capacity", "minimum"):
        setattr(here, name, getattr(session, name))
    return slot_of(here, ())


def teachers_by(model: type[Course | Session], ids: Iterable[int]) -> dict[int, list[int]]:
    """Instructors' ids by the id of their course or session."""
    link = f"{model._meta.model_name}_id"
    rows = model.instructors.through.objects.filter(**{f"{link}__in": ids})
    teachers = defaultdict(list)
    for owner, teacher in rows.values_list(link, "instructor_id"):
        teachers[owner].append(teacher)
    return teachers


def rules(first: date, last: date, *, today: date) -> Rules:
    """The calendar of that time. Two queries."""
    days = {
        calendar_day.day: SpecialDay(
            calendar_day.name, calendar_day.kind == DayKind.HOLIDAY, calendar_day.provisional
        )
        for calendar_day in CalendarDay.objects.filter(day__range=(first, last))
    }
    absences = defaultdict(list)
    away = InstructorAbsence.objects.filter(first_day__lte=last, last_day__gte=first)
    for teacher, begin, end in away.values_list("instructor_id", "first_day", "last_day"):
        absences[teacher].append((begin, end))
    return Rules(today=today, days=days, absences=dict(absences))


def clashes_with(fresh: list[Slot], *, today: date, gone: Iterable[str] = ()) -> list[Clash]:
    """What is wrong with these sessions as they would be, beside all others as they are.

    ``gone`` are keys of sessions that will not be there.
    """
    if not fresh:
        return []
    first, last = min(slot.first for slot in fresh), max(slot.last for slot in fresh)
    keys = {slot.key for slot in fresh}
    away = {*keys, *gone}
    others = slots_around(first, last, {slot.course for slot in fresh})
    others = [slot for slot in others if slot.key not in away]
    return find([*others, *fresh], rules(first, last, today=today), only=keys)


def clashes_of_session(session: Session, teachers: Iterable[int], *, today: date) -> list[Clash]:
    """Of one session as it would be saved; one without days clashes with nothing but itself."""
    if session.starts_on is None or session.ends_on is None:
        slot = replace(_undated(session), days=None)
        return find([slot], Rules(today=min(today, slot.first)))
    usual = teachers or teachers_by(Course, [session.course_id]).get(session.course_id, ())
    return clashes_with([slot_of(session, usual)], today=today)


def clashes_to_come(*, today: date) -> list[Clash]:
    """All that is wrong with sessions to come, the soonest first, overruled or not."""
    slots = slots_of(Session.objects.upcoming(today=today))
    if not slots:
        return []
    calendar = rules(today, max(slot.last for slot in slots), today=today)
    return [clash for clash in find(slots, calendar) if clash.kind != "past"]


def overrulings(clashes: Iterable[Clash]) -> dict[str, Overruling]:
    """Those of the clashes that somebody overruled, by token."""
    tokens = [clash.token for clash in clashes]
    overrulings: dict[str, Overruling] = {}
    for start in range(0, len(tokens), 500):  # SQLite takes so many values at once
        part = Overruling.objects.filter(clash__in=tokens[start : start + 500])
        overrulings |= {overruling.clash: overruling for overruling in part}
    return overrulings


def not_overruled(clashes: Iterable[Clash]) -> list[Clash]:
    """Return the clashes that nobody has given a reason for."""
    clashes = list(clashes)
    known = overrulings(clashes)
    return [clash for clash in clashes if clash.token not in known]


def overrule(clashes: Iterable[Clash], *, reason: str, actor: str, now: datetime) -> dict[str, int]:
    """Write down that these were seen; gives the ids of their sessions, which are saved by now."""
    by_token = {clash.token: clash for clash in clashes}
    keys = {clash.slot.key for clash in by_token.values()}
    ids = dict(Session.objects.filter(public_id__in=keys).values_list("public_id", "pk"))
    Overruling.objects.bulk_create(
        [
            Overruling(
                clash=token, session_id=ids[clash.slot.key], reason=reason, actor=actor, at=now
            )
            for token, clash in by_token.items()
        ],
        ignore_conflicts=True,
    )
    return ids


class Names:
    """The names that sentences about clashes need, read once for all of them."""

    def __init__(self, clashes: Iterable[Clash]):
        clashes = list(clashes)
        keys = {key for clash in clashes for key in clash.keys}
        sessions = Session.objects.filter(public_id__in=keys)
        self.sessions = {
            session.public_id: session for session in sessions.select_related("course", "city")
        }
        self.teachers = dict(Instructor.objects.values_list("pk", "name"))
        self.venues = {venue.pk: venue for venue in Venue.objects.all()}
        days = {clash.about for clash in clashes if isinstance(clash.about, date)}
        self.days = {
            calendar_day.day: calendar_day
            for calendar_day in CalendarDay.objects.filter(day__in=days)
        }

    def teacher(self, clash: Clash) -> str:
        return self.teachers.get(clash.about, "") if isinstance(clash.about, int) else ""

    def venue(self, clash: Clash) -> str:
        venue = self.venues.get(clash.about) if isinstance(clash.about, int) else None
        return translated(venue, "name") if venue else ""

    def day(self, clash: Clash) -> CalendarDay | None:
        return self.days.get(clash.about) if isinstance(clash.about, date) else None
