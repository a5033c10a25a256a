"""Seats kept until a date: confirmed in time, extended with a reason, or expired."""

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from enrollment.domain import audit, outbox, seats
from enrollment.domain.refusals import DeadlineInvalid, NotActive
from enrollment.domain.session_lock import (
    fresh_party,
    is_staff,
    lock_sessions,
    reason_given,
)
from enrollment.domain.transitions import step
from enrollment.models import Enrollment
from enrollment.models.enrollment import ContactProof, EnrollmentState
from enrollment.models.record import MessageKind
from enrollment.models.session_terms import MOST_HOLD_DAYS


def confirm_hold(enrollment: Enrollment, *, now: datetime, actor: str = "visitor") -> Enrollment:
    """The seats kept become confirmed. Confirming twice changes nothing.

    Raises NotActive when the hold is over or never was, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if enrollment.state == EnrollmentState.CONFIRMED:
            return enrollment
        _held_until(enrollment)
        if enrollment.contact_proof == ContactProof.TO_CONFIRM and not is_staff(actor):
            raise NotActive(_to_prove(enrollment))
        step(
            session,
            enrollment,
            EnrollmentState.CONFIRMED,
            verb="confirm hold",
            message=MessageKind.CONFIRMED,
            now=now,
            actor=actor,
        )
        return enrollment


def _to_prove(enrollment: Enrollment) -> str:
    if enrollment.contact_email:
        return _("请先打开我们寄到您邮箱的信，确认邮箱；没有收到的，请打电话给我们。")
    return _("您没有留邮箱：请补上邮箱再确认，或打电话给我们核实。")


def extend_hold(
    enrollment: Enrollment, *, until: datetime, reason: str, now: datetime, actor: str
) -> Enrollment:
    """Keep the seats until a later moment, at most until the session's closing time.

    Raises NotActive, DeadlineInvalid, ReasonMissing, Busy.
    """
    reason = reason_given(reason)
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        before, until = _held_until(enrollment), min(until, session.closing)
        if until == session.closing <= before:
            raise DeadlineInvalid(
                _("报名截止于 %(closing)s，占位不能保留到那以后。")
                % {"closing": date_format(localtime(until), "DATETIME_FORMAT")}
            )
        if not now < until <= now + timedelta(days=MOST_HOLD_DAYS) or until <= before:
            raise DeadlineInvalid(
                _("新的期限要晚于现在的期限，最多从今天起 %(days)d 天。") % {"days": MOST_HOLD_DAYS}
            )
        answered = {"held_until": until, "longer_asked_at": None}
        Enrollment.objects.filter(pk=enrollment.pk).update(**answered)
        enrollment.held_until, enrollment.longer_asked_at = until, None
        seats.count(session, verb="extend hold", now=now, enrollment=enrollment, until=until)
        audit.record(
            "extend hold",
            enrollment,
            actor=actor,
            now=now,
            held_until=[before.isoformat(), until.isoformat()],
            reason=reason,
        )
        outbox.due(enrollment, MessageKind.EXTENDED, now=now, version=session.version)
        outbox.remind_of_hold(enrollment, now=now, version=session.version)
        return enrollment


def ask_longer_hold(enrollment: Enrollment, *, now: datetime, actor: str = "visitor") -> Enrollment:
    """Ask staff to keep the seats for longer; asking twice changes nothing.

    Raise NotActive when the hold is over or never was, DeadlineInvalid when it lasts until the
    closing time already, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if _held_until(enrollment) >= session.closing:
            raise DeadlineInvalid(_("占位已经保留到报名截止，不能再延长。"))
        if enrollment.longer_asked_at is None:
            Enrollment.objects.filter(pk=enrollment.pk).update(longer_asked_at=now)
            enrollment.longer_asked_at = now
            audit.record("ask longer hold", enrollment, actor=actor, now=now)
        return enrollment


def _held_until(enrollment: Enrollment) -> datetime:
    """Until when its seats are kept. Raise NotActive where none are."""
    if enrollment.state == EnrollmentState.EXPIRED:
        raise NotActive(_("占位已经到期，座位已让给后面的人。请重新报名。"))
    if enrollment.state != EnrollmentState.HELD or enrollment.held_until is None:
        raise NotActive(_("这份报名不是占位，不用确认。"))
    return enrollment.held_until
