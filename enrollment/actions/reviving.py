"""What was over comes back while seats are free: a cancellation undone, a hold revived."""

from datetime import datetime

from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.domain import outbox, terms, waiting_list
from enrollment.domain.refusals import DeadlineInvalid, NotActive, NotPossible, SessionFull
from enrollment.domain.session_lock import (
    check_takes_enrollments,
    fresh_party,
    lock_sessions,
    reason_given,
)
from enrollment.domain.transitions import step
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind


def undo_cancel(enrollment: Enrollment, *, reason: str, now: datetime, actor: str) -> Enrollment:
    """Give a cancelled party its seats back: held if it held them before, else confirmed.

    Raise NotActive, NotPossible, SessionFull, SessionClosed, ReasonMissing, Busy.
    """
    reason = reason_given(reason)
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if enrollment.state == EnrollmentState.CONFIRMED:
            return enrollment
        if enrollment.state != EnrollmentState.CANCELLED:
            raise NotActive(_("这份报名没有取消，不用恢复。"))
        if enrollment.moved_to_id is not None:
            raise NotPossible(_("这份报名已改到别的班次，请在那里处理。"))
        last = enrollment.seat_changes.order_by("-pk").first()
        held = last is not None and last.held < 0 and not session.is_closed(now=now)
        to = EnrollmentState.HELD if held else EnrollmentState.CONFIRMED
        _bring_back(session, enrollment, to, verb="undo cancel", now=now, actor=actor, why=reason)
        return enrollment


def revive_hold(
    enrollment: Enrollment, *, reason: str, now: datetime, actor: str, days: int | None = None
) -> Enrollment:
    """Hold the seats of an expired party once more, for so many days or as the terms say.

    Raise NotActive, NotPossible, DeadlineInvalid, SessionFull, SessionClosed, ReasonMissing, Busy.
    """
    reason = reason_given(reason)
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if enrollment.state == EnrollmentState.HELD:
            return enrollment
        if enrollment.state != EnrollmentState.EXPIRED:
            raise NotActive(_("这份报名没有过期，不用恢复。"))
        if session.is_closed(now=now):
            raise DeadlineInvalid(_("报名已截止，不能再占位：请重新报名并直接确认。"))
        held = EnrollmentState.HELD
        _bring_back(
            session,
            enrollment,
            held,
            verb="revive hold",
            now=now,
            actor=actor,
            why=reason,
            days=days,
        )
        return enrollment


def _bring_back(
    session: Session,
    enrollment: Enrollment,
    to: str,
    *,
    verb: str,
    now: datetime,
    actor: str,
    why: str,
    days: int | None = None,
) -> None:
    if enrollment.is_erased:
        raise NotPossible(_("这份报名的个人信息已经删除，不能恢复。请重新报名。"))
    closed = _("这个班次已停止报名，不能恢复。")
    check_takes_enrollments(session, actor=actor, now=now, refusal=closed)
    if not waiting_list.has_room(session, enrollment.seats, now=now):
        raise SessionFull(_("座位已经让给别人，空位不够，不能恢复。请重新报名候补。"))
    holds = to == EnrollmentState.HELD
    until = terms.held_until(session, now=now, days=days) if holds else None
    outbox.begin_anew(enrollment, version=session.version)
    step(
        session,
        enrollment,
        to,
        verb=verb,
        message=MessageKind.RESTORED,
        now=now,
        actor=actor,
        until=until,
        noted={"reason": why},
        held_until=until,
    )
    if holds:
        outbox.remind_of_hold(enrollment, now=now, version=session.version)
