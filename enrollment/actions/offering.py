"""A seat becomes free: the party asked accepts, takes fewer, or declines; staff may override."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from enrollment.actions.naming_participants import let_go
from enrollment.domain.refusals import NotActive, PartySizeInvalid, SessionFull
from enrollment.domain.session_lock import fresh_party, lock_sessions, reason_given
from enrollment.domain.transitions import step
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind


def accept_offer(
    enrollment: Enrollment,
    *,
    now: datetime,
    actor: str = "visitor",
    seats_wanted: int | None = None,
    leaving: Collection[int] = (),
) -> Enrollment:
    """Take the seats offered, or fewer of them; the rest goes to the next in line.

    ``leaving`` are the ids of participants who do not come. Accepting twice changes
    nothing. Raises NotActive when the offer is over or never was, PartySizeInvalid,
    TooManyPeople, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if enrollment.state == EnrollmentState.CONFIRMED:
            return enrollment
        _check_offered(enrollment)
        offered, asked = enrollment.seats_counted, enrollment.seats
        accepted = offered if seats_wanted is None else seats_wanted
        if not 1 <= accepted <= offered:
            raise PartySizeInvalid(_("现在可以确认 1 至 %(seats)d 个座位。") % {"seats": offered})
        let_go(enrollment, leaving, seats=accepted)
        step(
            session,
            enrollment,
            EnrollmentState.CONFIRMED,
            verb="accept offer",
            message=MessageKind.CONFIRMED,
            now=now,
            actor=actor,
            noted={"seats": [asked, accepted]},
            seats=accepted,
            min_seats=None,
        )
        return enrollment


def decline_offer(enrollment: Enrollment, *, now: datetime, actor: str = "visitor") -> Enrollment:
    """Leave the seats to the next in line. Declining twice changes nothing.

    Raises NotActive when the offer is over or never was, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if enrollment.state == EnrollmentState.CANCELLED:
            return enrollment
        _check_offered(enrollment)
        step(
            session,
            enrollment,
            EnrollmentState.CANCELLED,
            verb="decline offer",
            message=MessageKind.CANCELLED,
            now=now,
            actor=actor,
        )
        return enrollment


def promote_out_of_turn(
    enrollment: Enrollment, *, reason: str, now: datetime, actor: str
) -> Enrollment:
    """Staff give free seats to a party that is not first in line; who is passed is written down.

    Raises NotActive, SessionFull, ReasonMissing, Busy.
    """
    reason = reason_given(reason)
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if enrollment.state != EnrollmentState.WAITING:
            raise NotActive(_("这份报名不在候补中。"))
        if not session.fits(enrollment.seats):
            raise SessionFull(
                _("空位 %(left)d 个，少于这份报名的 %(seats)d 人。要加座，请先放宽名额。")
                % {"left": session.seats_left, "seats": enrollment.seats}
            )
        ahead = session.enrollments.in_line().filter(number__lt=enrollment.number)
        overtaken = list(ahead.values_list("code", flat=True))
        step(
            session,
            enrollment,
            EnrollmentState.CONFIRMED,
            verb="promote out of turn",
            message=MessageKind.PROMOTED,
            now=now,
            actor=actor,
            noted={"overtaken": overtaken, "reason": reason},
        )
        return enrollment


def _check_offered(enrollment: Enrollment) -> None:
    if enrollment.state == EnrollmentState.EXPIRED:
        raise NotActive(_("答复期限已过，座位已让给后面的人。"))
    if enrollment.state != EnrollmentState.OFFERED:
        raise NotActive(_("这份报名现在没有等待答复的座位。"))
