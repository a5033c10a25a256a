"""A party gives back all or some of its seats; they go to whoever has waited longest."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.models import Session
from catalog.models.session_state import SessionState
from enrollment.actions.naming_participants import let_go
from enrollment.domain import audit, outbox, seats
from enrollment.domain.refusals import NotActive, PartySizeInvalid
from enrollment.domain.session_lock import (
    check_own_deadline,
    fresh_party,
    lock_sessions,
    reason_given,
)
from enrollment.domain.transitions import step
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind


def cancel(
    enrollment: Enrollment, *, now: datetime, actor: str = "visitor", reason: str = ""
) -> Enrollment:
    """Give the party's seats back; the reason, where one is given, goes on record.

    Cancelling what is cancelled already changes nothing. Raises NotActive when it has expired or
    the session is over, DeadlinePassed, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if enrollment.state == EnrollmentState.CANCELLED:
            return enrollment
        if not enrollment.is_active or session.state == SessionState.FINISHED:
            raise NotActive(_("这份报名已经结束，不能再取消。"))
        check_own_deadline(enrollment, actor=actor, now=now)
        step(
            session,
            enrollment,
            EnrollmentState.CANCELLED,
            verb="cancel",
            message=MessageKind.CANCELLED,
            now=now,
            actor=actor,
            noted={"reason": reason_given(reason)} if reason else None,
        )
        return enrollment


def reduce(
    enrollment: Enrollment,
    *,
    seats_wanted: int,
    now: datetime,
    actor: str = "visitor",
    leaving: Collection[int] = (),
) -> Enrollment:
    """Keep fewer seats; ``leaving`` are the ids of participants who do not come.

    Raises PartySizeInvalid, TooManyPeople, NotActive, DeadlinePassed, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        _check_reducible(enrollment, session, seats_wanted)
        check_own_deadline(enrollment, actor=actor, now=now)
        let_go(enrollment, leaving, seats=seats_wanted)
        before = enrollment.seats
        least = enrollment.min_seats and min(enrollment.min_seats, seats_wanted)
        Enrollment.objects.filter(pk=enrollment.pk).update(seats=seats_wanted, min_seats=least)
        enrollment.seats, enrollment.min_seats = seats_wanted, least
        if enrollment.state != EnrollmentState.WAITING:
            freed = seats.share(enrollment.state, before - seats_wanted, -1)
            seats.count(session, verb="reduce", now=now, enrollment=enrollment, **freed)
        audit.record("reduce", enrollment, actor=actor, now=now, seats=[before, seats_wanted])
        outbox.due(enrollment, MessageKind.REDUCED, now=now, version=session.version)
    if enrollment.state == EnrollmentState.WAITING:
        # Fewer seats may fit now: releasing the lock promotes.
        enrollment.refresh_from_db(fields=["state", "offered_seats", "offered_until"])
    return enrollment


def _check_reducible(enrollment: Enrollment, session: Session, seats_wanted: int) -> None:
    if not enrollment.is_active or session.state == SessionState.FINISHED:
        raise NotActive(_("这份报名已经结束，不能再减少人数。"))
    if enrollment.state == EnrollmentState.OFFERED:
        raise NotActive(_("请先答复这次的座位；答复时可以少要几个。"))
    if not 1 <= seats_wanted < enrollment.seats:
        raise PartySizeInvalid(
            _("现在是 %(seats)d 人，请填写 1 至 %(most)d；全部不来请取消报名。")
            % {"seats": enrollment.seats, "most": max(1, enrollment.seats - 1)}
        )
