"""The days and half days of a session, and who belongs to it."""

from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from catalog.models import Session
from enrollment.models import Participant
from enrollment.models.attendance import Half
from enrollment.models.enrollment import EnrollmentState

NOON = time(12, 0)
LUNCH_ENDS = time(13, 0)


class HalfDay(NamedTuple):
    day: date
    half: str

    def is_to_come(self, today: date) -> bool:
        return self.day > today


def days_of(session: Session) -> list[date]:
    """Every day of the session; none while its dates are open."""
    return session.days


def half_days_of(session: Session) -> list[HalfDay]:
    """Mornings and afternoons in order; the hours and the course's days may leave some out.

    Reads ``course``.
    """
    halves = [
        half
        for half, is_over in (
            (Half.AM, session.starts_at is not None and session.starts_at >= NOON),
            (Half.PM, session.ends_at is not None and session.ends_at <= LUNCH_ENDS),
        )
        if not is_over
    ]
    half_days = [HalfDay(day, str(half)) for day in days_of(session) for half in halves]
    lasts = session.course.days
    if lasts is not None and len(halves) == len(Half) and 0 < len(half_days) - lasts * 2 <= 1:
        half_days = half_days[:-1]  # a day and a half on two days
    return half_days


def half_now(session: Session, *, now: datetime) -> HalfDay | None:
    """The half day that is on, else the next one, else the last; none without dates."""
    local = timezone.localtime(now)
    moment = HalfDay(local.date(), str(Half.AM if local.time() < LUNCH_ENDS else Half.PM))
    halves = half_days_of(session)
    later = [half for half in halves if half >= moment]
    return later[0] if later else halves[-1] if halves else None


def people_of(session: Session) -> QuerySet[Participant]:
    """The named people on confirmed seats, in the order in which their parties came."""
    return (
        Participant.objects.filter(
            enrollment__session=session, enrollment__state=EnrollmentState.CONFIRMED
        )
        .select_related("enrollment")
        .order_by("enrollment__number", "position")
    )
