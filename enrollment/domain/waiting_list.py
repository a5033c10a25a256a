"""The waiting list: first come, first served; a party is never split without being asked.

Free seats that the head of the line cannot take are sold on to those behind it who fit; it keeps
its place, and is served first as soon as it fits. In a session of strict order they stay free.
"""

from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from catalog.models import Session
from enrollment.domain.terms import held_until, offered_until, terms_of
from enrollment.domain.transitions import step
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind


def settle(session: Session, *, now: datetime) -> tuple[int, int]:
    """Expire what is over, then promote; gives how many of each. Call it under the lock."""
    return expire(session, now=now), len(promote(session, now=now))


def promote(session: Session, *, now: datetime) -> list[Enrollment]:
    """Give free seats to whoever has waited longest and fits; call it under the lock.

    Who pre-registered is asked, whatever the terms say. In a session of strict order the first who
    does not fit holds up the others, unless it is larger than the whole session.
    """
    promoted: list[Enrollment] = []
    # A full session must not read its line: each enrollment would cost more the longer it is.
    if session.waiting == 0 or session.seats_left == 0 or not is_moving(session, now=now):
        return promoted
    for enrollment in candidates(session):
        given = seats_for(session, enrollment)
        if given:
            passes = session.waiting > 1 and position(enrollment) > 0
            _give(session, enrollment, given, verb="fill" if passes else "promote", now=now)
            promoted.append(enrollment)
        elif session.seats_left == 0 or holds_up(session, enrollment):
            break
    return promoted


def candidates(session: Session) -> QuerySet[Enrollment]:
    """Those who may have free seats, whoever came first first.

    Where seats are sold on the database leaves out who cannot fit: with one seat free and a line
    of large parties each enrollment would cost more the longer the line is.
    """
    line = Enrollment.objects.filter(session=session).in_line()
    if session.strict_order or session.seats_left is None:
        return line
    return line.alias(least=Coalesce("min_seats", "seats")).filter(least__lte=session.seats_left)


def holds_up(session: Session, enrollment: Enrollment) -> bool:
    """Whether those behind a party that does not fit have to wait for it."""
    return session.strict_order and not never_fits(session, least(enrollment))


def is_moving(session: Session, *, now: datetime) -> bool:
    """Whether a freed seat still goes to the waiting list."""
    return session.takes_enrollments(now=now)


def has_room(session: Session, party_seats: int, *, now: datetime) -> bool:
    """Whether a newcomer gets its seats at once.

    They are free, and whoever waits does not fit or the line has ended with the closing time.
    """
    free_to_sell = session.sells_at_once() or not is_moving(session, now=now)
    return session.fits(party_seats) and free_to_sell


def least(enrollment: Enrollment) -> int:
    """Return the fewest seats the party would take."""
    return enrollment.min_seats or enrollment.seats


def never_fits(session: Session, party_seats: int) -> bool:
    """Whether so many seats are more than the whole session has."""
    return session.capacity is not None and party_seats > session.capacity + session.overbook


def seats_for(session: Session, enrollment: Enrollment) -> int:
    """How many seats the party could have now: all, the fewer it would take, or 0."""
    if session.fits(enrollment.seats):
        return enrollment.seats
    left = session.seats_left or 0
    return left if enrollment.min_seats and left >= enrollment.min_seats else 0


def _give(
    session: Session, enrollment: Enrollment, given: int, *, verb: str, now: datetime
) -> None:
    terms = terms_of(session)
    give = partial(
        step, session, enrollment, verb=verb, now=now, actor="system", noted={"seats": given}
    )
    fewer, early = given < enrollment.seats, enrollment.preregistered
    if terms.offers_first or terms.needs_approval or fewer or early:
        # Who pre-registered learns the dates only now: as long as a company may think it over.
        until = held_until(session, now=now) if early else offered_until(session, now=now)
        give(
            EnrollmentState.OFFERED,
            message=MessageKind.OFFERED,
            until=until,
            offered_until=until,
            offered_seats=given if given < enrollment.seats else None,
        )
    else:
        give(EnrollmentState.CONFIRMED, message=MessageKind.PROMOTED)


def expire(session: Session, *, now: datetime) -> int:
    """End holds and offers whose time is over; call it under the lock."""
    if session.held == 0:
        return 0
    overdue = Enrollment.objects.filter(session=session).ending(by=now)
    ended = 0
    for enrollment in overdue.order_by("number"):
        end(session, enrollment, now=now)
        ended += 1
    return ended


def end(session: Session, enrollment: Enrollment, *, now: datetime) -> None:
    """The party's time is over: its seats, or its place in the line, are free."""
    step(
        session,
        enrollment,
        EnrollmentState.EXPIRED,
        verb="expire",
        message=MessageKind.EXPIRED,
        now=now,
        actor="system",
    )


def position(enrollment: Enrollment) -> int:
    """How many parties wait in front of this one."""
    return (
        Enrollment.objects.filter(session=enrollment.session_id)
        .in_line()
        .filter(number__lt=enrollment.number)
        .count()
    )
