"""The life of a session: it opens, is confirmed, changes, ends; everyone it touches is told."""

from datetime import date, datetime, time
from typing import Unpack

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.domain.session_changes import SessionChanges
from catalog.models import Session
from catalog.models.session import FIRST_DATE, LAST_DATE, MAX_CAPACITY, elsewhere
from catalog.models.session_state import TAKING, SessionState
from enrollment.domain import audit, outbox, overruling, seats, states, waiting_list
from enrollment.domain.refusals import CapacityTooSmall, DatesInvalid, NotPossible
from enrollment.domain.session_lock import lock_sessions, reason_given
from enrollment.domain.transitions import step
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind

HOURS_AND_PLACE = {"city", "venue", "room", "starts_at", "ends_at"}
MAY_CHANGE = {"month", "starts_on", "ends_on", "meeting_days", *HOURS_AND_PLACE}


def open_session(session: Session, *, now: datetime, actor: str) -> Session:
    """Take enrollments (again). One that takes them, confirmed or not, stays as it is.

    Raises NotPossible, Busy.
    """
    with lock_sessions(session.pk, now=now) as (fresh,):
        opened(fresh, now=now, actor=actor)
        return fresh


def opened(fresh: Session, *, now: datetime, actor: str) -> None:
    """The same for a session that is locked already."""
    if fresh.state not in TAKING:
        _become(fresh, SessionState.OPEN, verb="open session", now=now, actor=actor)


def close_session(session: Session, *, now: datetime, actor: str) -> Session:
    """Take no more enrollments for now; those that are there stay. Raises NotPossible, Busy."""
    with lock_sessions(session.pk, now=now) as (fresh,):
        closed(fresh, now=now, actor=actor)
        return fresh


def closed(fresh: Session, *, now: datetime, actor: str) -> None:
    """The same for a session that is locked already."""
    _become(fresh, SessionState.PLANNED, verb="close session", now=now, actor=actor)


def confirm_session(session: Session, *, now: datetime, actor: str) -> Session:
    """It will run (成班); whoever has a seat is told, once. Raises NotPossible, Busy."""
    with lock_sessions(session.pk, now=now) as (fresh,):
        if fresh.state == SessionState.CONFIRMED:
            return fresh
        _become(fresh, SessionState.CONFIRMED, verb="confirm session", now=now, actor=actor)
        for party in fresh.enrollments.filter(state=EnrollmentState.CONFIRMED).order_by("number"):
            outbox.due(party, MessageKind.SESSION_CONFIRMED, now=now, version=fresh.version)
        return fresh


def finish_session(session: Session, *, now: datetime, actor: str) -> Session:
    """It is over; who still waits or holds seats has none. Raises NotPossible, Busy."""
    with lock_sessions(session.pk, now=now) as (fresh,):
        _become(fresh, SessionState.FINISHED, verb="finish session", now=now, actor=actor)
        unsettled = fresh.enrollments.active().exclude(state=EnrollmentState.CONFIRMED)
        for party in unsettled.order_by("number"):
            waiting_list.end(fresh, party, now=now)
        return fresh


def cancel_session(session: Session, *, now: datetime, actor: str, reason: str = "") -> Session:
    """It does not run: every party is cancelled, told, and may choose another session.

    Raises NotPossible, Busy.
    """
    with lock_sessions(session.pk, now=now) as (fresh,):
        cancelled(fresh, now=now, actor=actor, reason=reason)
        return fresh


def cancelled(fresh: Session, *, now: datetime, actor: str, reason: str = "") -> None:
    """The same for a session that is locked already."""
    _become(fresh, SessionState.CANCELLED, verb="cancel session", now=now, actor=actor, why=reason)
    for party in fresh.enrollments.active().order_by("number"):
        step(
            fresh,
            party,
            EnrollmentState.CANCELLED,
            verb="cancel",
            message=MessageKind.SESSION_CANCELLED,
            now=now,
            actor=actor,
        )


def reschedule(
    session: Session,
    *,
    now: datetime,
    actor: str,
    overrule: str = "",
    **changes: Unpack[SessionChanges],
) -> Session:
    """Change days, hours, city, venue or room; every active party is told what is new.

    The month follows the first day; ``meeting_days``, of a session over several weekends, brings
    first and last. ``overrule`` says why it clashes and is planned all the same.
    Raises DatesInvalid, NotPossible, Busy.
    """
    unknown = set(changes) - MAY_CHANGE
    if unknown:
        raise TypeError(f"reschedule does not change {', '.join(sorted(unknown))}")
    with lock_sessions(session.pk, now=now) as (fresh,):
        rescheduled(fresh, now=now, actor=actor, overrule=overrule, **changes)
        return fresh


def rescheduled(
    fresh: Session,
    *,
    now: datetime,
    actor: str,
    overrule: str = "",
    **changes: Unpack[SessionChanges],
) -> int:
    """Call under the lock. Return how many parties are told; raise NotPossible as above."""
    if not states.NEXT_SESSION[fresh.state]:
        raise NotPossible(_("班次已经结束或取消，不能再改时间和地点。"))
    if days := changes.get("meeting_days"):
        changes["starts_on"] = date.fromisoformat(days[0])
        changes["ends_on"] = date.fromisoformat(days[-1])
    _check_dates(changes.get("starts_on", fresh.starts_on), changes.get("ends_on", fresh.ends_on))
    _check_hours(changes.get("starts_at", fresh.starts_at), changes.get("ends_at", fresh.ends_at))
    _keep_venue_in_its_city(fresh, changes)
    if first := changes.get("starts_on"):
        changes["month"] = first.replace(day=1)
        if fresh.closes_at is not None:  # it keeps its distance to the first day
            changes["closes_at"] = fresh.closes_at + (first - fresh.first_day)
    real = {name: value for name, value in changes.items() if getattr(fresh, name) != value}
    if not real:
        return 0
    before = {name: plain(getattr(fresh, name)) for name in real}
    write_session(fresh, now=now, **real)
    pairs = {name: [before[name], plain(value)] for name, value in real.items()}
    audit.record("reschedule", fresh, actor=actor, now=now, **pairs)
    if overrule:
        overruling.overrule_session(fresh, reason=overrule, now=now, actor=actor)
    _end_with_the_session(fresh, now=now)
    parties = list(fresh.enrollments.active().order_by("number"))
    for party in parties:
        outbox.due(party, MessageKind.SESSION_CHANGED, now=now, version=fresh.version)
    return len(parties)


def change_rules(
    session: Session, *, closes_at: datetime | None, strict_order: bool, now: datetime, actor: str
) -> Session:
    """Set when enrolling ends (``None``: 18:00 of the day before), and whether order is strict.

    Holds and offers end with the closing time; a line that is no longer strict moves at once.
    Raise DatesInvalid, NotPossible, Busy.
    """
    changes = {"closes_at": closes_at, "strict_order": strict_order}
    with lock_sessions(session.pk, now=now) as (fresh,):
        if not states.NEXT_SESSION[fresh.state]:
            raise NotPossible(_("班次已经结束或取消，不能再改报名截止和候补规则。"))
        real = {name: value for name, value in changes.items() if getattr(fresh, name) != value}
        if not real:
            return fresh
        if closes_at is not None and timezone.localdate(closes_at) > fresh.first_day:
            raise DatesInvalid(_("报名截止不能晚于开班当天。"))
        pairs = {name: [plain(getattr(fresh, name)), plain(real[name])] for name in real}
        write_session(fresh, now=now, **real)
        audit.record("change rules", fresh, actor=actor, now=now, **pairs)
        _end_with_the_session(fresh, now=now)
        return fresh


def change_capacity(
    session: Session,
    *,
    capacity: int | None,
    now: datetime,
    actor: str,
    overbook: int | None = None,
    reason: str = "",
) -> Session:
    """Set the capacity (``None`` is no limit); seats that become free go to the waiting list.

    Fewer seats than are in use only together with an ``overbook`` that covers them; a larger
    overbook needs a reason. Raises CapacityTooSmall, ReasonMissing, Busy.
    """
    with lock_sessions(session.pk, now=now) as (fresh,):
        capacity_changed(
            fresh, capacity=capacity, now=now, actor=actor, overbook=overbook, reason=reason
        )
        return fresh


def capacity_changed(
    fresh: Session,
    *,
    capacity: int | None,
    now: datetime,
    actor: str,
    overbook: int | None = None,
    reason: str = "",
) -> None:
    """The same for a session that is locked already."""
    if capacity is not None and not 1 <= capacity <= MAX_CAPACITY:
        raise CapacityTooSmall(_("名额为 1 至 %(most)d，或不限。") % {"most": MAX_CAPACITY})
    overbook = fresh.overbook if overbook is None else overbook
    why = reason_given(reason) if overbook > fresh.overbook else reason
    _check_capacity(fresh, capacity, overbook)
    pairs = {
        "capacity": [fresh.capacity, capacity],
        "overbook": [fresh.overbook, overbook],
    }
    if not fresh.seat_changes.exists():  # else nobody could tell the limits before this moment
        seats.count(fresh, verb="begin", now=now)
    write_session(fresh, now=now, capacity=capacity, overbook=overbook)
    seats.count(fresh, verb="change capacity", now=now)
    audit.record("change capacity", fresh, actor=actor, now=now, reason=why, **pairs)


def _become(
    fresh: Session, state: str, *, verb: str, now: datetime, actor: str, why: str = ""
) -> None:
    before = fresh.state
    if state not in states.NEXT_SESSION[before]:
        raise NotPossible(
            _("班次现在是“%(before)s”，不能变为“%(after)s”。")
            % {"before": fresh.get_state_display(), "after": SessionState(state).label}
        )
    write_session(fresh, now=now, state=state)
    reason = {"reason": reason_given(why)} if why else {}
    audit.record(verb, fresh, actor=actor, now=now, state=[before, state], **reason)


def write_session(fresh: Session, *, now: datetime, **changes: object) -> None:
    """Calendars and feeds tell a change by its moment."""
    changes["updated_at"] = now
    Session.objects.filter(pk=fresh.pk).update(**changes)
    for name, value in changes.items():
        setattr(fresh, name, value)


def _end_with_the_session(fresh: Session, *, now: datetime) -> None:
    """Holds and offers that would outlive the closing time end with it."""
    for name, state in (("held", EnrollmentState.HELD), ("offered", EnrollmentState.OFFERED)):
        field = f"{name}_until"
        too_late = fresh.enrollments.filter(state=state, **{f"{field}__gt": fresh.closing})
        for party in too_late.order_by("number"):
            Enrollment.objects.filter(pk=party.pk).update(**{field: fresh.closing})
            setattr(party, field, fresh.closing)
            seats.count(fresh, verb="end sooner", now=now, enrollment=party, until=fresh.closing)
            if state == EnrollmentState.HELD:
                outbox.remind_of_hold(party, now=now, version=fresh.version)


def _check_dates(starts_on: date | None, ends_on: date | None) -> None:
    given = [day for day in (starts_on, ends_on) if day is not None]
    if any(not FIRST_DATE <= day <= LAST_DATE for day in given):
        raise DatesInvalid(_("日期要在 2000 年至 2099 年之间。"))
    if (starts_on is None) != (ends_on is None):
        raise DatesInvalid(_("开始日期和结束日期要么都填，要么都不填。"))
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise DatesInvalid(_("结束日期不能早于开始日期。"))


def _check_hours(starts_at: time | None, ends_at: time | None) -> None:
    is_half = (starts_at is None) != (ends_at is None)
    if is_half or (starts_at and ends_at and ends_at <= starts_at):
        raise DatesInvalid(_("每天的开始和结束时间要么都填，要么都不填；结束要晚于开始。"))


def _keep_venue_in_its_city(fresh: Session, changes: SessionChanges) -> None:
    city, venue = changes.get("city", fresh.city), changes.get("venue", fresh.venue)
    if venue is None or venue.city_id == city.pk:
        return
    if "venue" in changes:
        raise NotPossible(elsewhere(venue, city))
    changes["venue"] = None  # who moves to another city leaves the room behind


def _check_capacity(fresh: Session, capacity: int | None, overbook: int) -> None:
    in_use = fresh.taken + fresh.held
    if overbook < 0:
        raise CapacityTooSmall(_("允许超额的座位数不能是负数。"))
    if capacity is not None and capacity + overbook < in_use:
        raise CapacityTooSmall(
            _(
                "已占用 %(seats)d 个座位，比新的名额多 %(more)d 个。"
                "确实要减，请把允许超额设为至少 %(more)d 并写明原因。"
            )
            % {"seats": in_use, "more": in_use - capacity}
        )


def plain(value: object) -> int | str | None:
    """A value as it is written down: dates and prices as text, places as their id."""
    if value is None or isinstance(value, int | str):
        return value
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Model):
        key: int = value.pk
        return key
    return str(value)
