"""The waiting list: first come, first served; a party is never split without being asked."""

from datetime import datetime

from django.utils import timezone

from catalog.models import Session
from enrollment import seats
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind
from enrollment.steps import step
from enrollment.terms import held_until, offered_until, terms_of


def settle(session: Session, *, now: datetime) -> tuple[int, int]:
    """Expire what is over, then promote; gives how many of each. Call it under the lock."""
    return expire(session, now=now), len(promote(session, now=now))


def promote(session: Session, *, now: datetime) -> list[Enrollment]:
    """Give free seats to the head of the line while it fits; call it under the lock.

    Who pre-registered is asked, whatever the terms say. Near the start, where they say so, those
    who fit pass those who do not. A party larger than the whole session never holds up the others.
    """
    promoted = []
    # A full session must not read its line: each enrollment would cost more the longer it is.
    if session.waiting == 0 or session.seats_left == 0 or not is_moving(session, now=now):
        return promoted
    fills = terms_of(session).fills(today=timezone.localdate(now))
    passes = False
    for enrollment in Enrollment.objects.filter(session=session).in_line():
        given = seats_for(session, enrollment)
        if given:
            _give(session, enrollment, given, verb="fill" if passes else "promote", now=now)
            promoted.append(enrollment)
        elif fills or never_fits(session, least(enrollment)):
            passes = True
        else:
            break
    return promoted


def is_moving(session: Session, *, now: datetime) -> bool:
    """Whether a freed seat still goes to the waiting list."""
    return session.takes_enrollments(today=timezone.localdate(now))


def has_room(session: Session, party_seats: int, *, now: datetime) -> bool:
    """Whether a newcomer gets its seats at once: they are free, and nobody is overtaken."""
    overtakes = session.waiting > 0 and not terms_of(session).fills(today=timezone.localdate(now))
    return seats.fits(session, party_seats) and not overtakes


def least(enrollment: Enrollment) -> int:
    return enrollment.min_seats or enrollment.seats


def never_fits(session: Session, party_seats: int) -> bool:
    """Whether so many seats are more than the whole session has."""
    return session.capacity is not None and party_seats > session.capacity + session.overbook


def seats_for(session: Session, enrollment: Enrollment) -> int:
    """How many seats the party could have now: all, the fewer it would take, or 0."""
    if seats.fits(session, enrollment.seats):
        return enrollment.seats
    left = session.seats_left
    return left if enrollment.min_seats and left >= enrollment.min_seats else 0


def _give(session: Session, enrollment: Enrollment, given: int, *, verb: str, now: datetime):
    terms = terms_of(session)
    record = {"verb": verb, "now": now, "actor": "system", "noted": {"seats": given}}
    fewer, early = given < enrollment.seats, enrollment.preregistered
    if terms.offers_first or terms.needs_approval or fewer or early:
        # Who pre-registered learns the dates only now: as long as a company may think it over.
        until = held_until(session, now=now) if early else offered_until(session, now=now)
        step(
            session,
            enrollment,
            EnrollmentState.OFFERED,
            message=MessageKind.OFFERED,
            until=until,
            offered_until=until,
            offered_seats=given if given < enrollment.seats else None,
            **record,
        )
    else:
        confirmed = EnrollmentState.CONFIRMED
        step(session, enrollment, confirmed, message=MessageKind.PROMOTED, **record)


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
