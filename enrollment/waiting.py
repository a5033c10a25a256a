"""The waiting list: strictly first come, first served; a party is never split."""

from datetime import datetime

from catalog.models import Session
from enrollment import audit, outbox, seats, states
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind


def promote(session: Session, *, now: datetime) -> list[Enrollment]:
    """Give free seats to the head of the line while it fits; call it under the session's lock."""
    promoted = []
    if session.waiting == 0 or not session.takes_promotions:
        return promoted
    for enrollment in Enrollment.objects.filter(session=session).in_line():
        if not seats.fits(session, enrollment.seats):
            break
        states.move(enrollment, EnrollmentState.CONFIRMED, now=now)
        seats.count(
            session,
            verb="promote",
            now=now,
            enrollment=enrollment,
            taken=enrollment.seats,
            waiting=-1,
        )
        audit.record("promote", enrollment, actor="system", now=now, state=["waiting", "confirmed"])
        outbox.due(enrollment, MessageKind.PROMOTED, now=now)
        promoted.append(enrollment)
    return promoted


def expire(session: Session, *, now: datetime) -> int:
    """End holds and offers whose time is over; call it under the session's lock."""
    overdue = Enrollment.objects.filter(
        session=session, state=EnrollmentState.HELD, held_until__lte=now
    ) | Enrollment.objects.filter(
        session=session, state=EnrollmentState.OFFERED, offered_until__lte=now
    )
    ended = 0
    for enrollment in overdue.order_by("number"):
        before = enrollment.state
        states.move(enrollment, EnrollmentState.EXPIRED, now=now)
        seats.count(
            session,
            verb="expire",
            now=now,
            enrollment=enrollment,
            **seats.share(before, enrollment.seats, -1),
        )
        audit.record("expire", enrollment, actor="system", now=now, state=[before, "expired"])
        ended += 1
    return ended


def position(enrollment: Enrollment) -> int:
    """How many parties wait in front of this one."""
    return (
        Enrollment.objects.filter(session=enrollment.session_id)
        .in_line()
        .filter(number__lt=enrollment.number)
        .count()
    )
