"""Lock a session; on the way in and out, what is overdue is settled for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.models import Session
from catalog.models.session_state import TAKING
from enrollment.domain import seats, waiting_list
from enrollment.domain.refusals import Busy, DeadlinePassed, ReasonMissing, SessionClosed
from enrollment.domain.row_reader import Question
from enrollment.domain.terms import terms_of
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState

REASON_LENGTH = 200  # characters


@contextmanager
def lock_sessions(
    *session_ids: int, now: datetime, question: Question = seats.NO_QUESTION
) -> Iterator[tuple[Session, ...]]:
    """The sessions as they are under their locks, in the order asked for, as ``seats.locked_all``.

    What is overdue expires and freed seats go to the waiting list before the verb decides and
    after it is done: no verb can forget it. Raises Busy.
    """
    try:
        with seats.locked_all(session_ids, question) as sessions:
            for session in sessions:
                waiting_list.settle(session, now=now)
            yield sessions
            for session in sessions:
                waiting_list.settle(session, now=now)
    except seats.SeatsBusy as busy:
        raise Busy(_("系统正忙，暂时没有排到。请过几秒再试。")) from busy


def catch_up(session: Session, *, now: datetime) -> tuple[int, int]:
    """Expire what is over and promote; gives how many of each. Right to call at any time."""
    with seats.locked(session.pk) as fresh:
        return waiting_list.settle(fresh, now=now)


def fresh_party(enrollment: Enrollment) -> Enrollment:
    """The enrollment as it is under the lock, with the names of its session."""
    return Enrollment.objects.with_names().get(pk=enrollment.pk)


def check_own_deadline(enrollment: Enrollment, *, actor: str, now: datetime) -> None:
    """Raise DeadlinePassed where a party itself comes too late; staff may always.

    Whoever only waits may leave the line at any time.
    """
    if is_staff(actor) or not is_late(enrollment, now=now):
        return
    until = timezone.localtime(terms_of(enrollment.session).change_until)
    raise DeadlinePassed(
        _("自行取消或更改到 %(until)s 为止，已经过了。请打电话与我们联系。")
        % {"until": date_format(until, "DATETIME_FORMAT")}
    )


def is_late(enrollment: Enrollment, *, now: datetime) -> bool:
    """Whether the party's own time to cancel, reduce or move is over."""
    seated = enrollment.is_active and enrollment.state != EnrollmentState.WAITING
    return seated and now >= terms_of(enrollment.session).change_until


def is_staff(actor: str) -> bool:
    """Whether the actor is staff, not the party itself."""
    return actor.startswith("staff:")


def check_takes_enrollments(session: Session, *, actor: str, now: datetime, refusal: str) -> None:
    """Raise SessionClosed; until the last day staff may do what has ended for visitors."""
    late = is_staff(actor) and session.state in TAKING
    if session.takes_enrollments(now=now):
        return
    if not (late and timezone.localdate(now) <= session.last_day):
        raise SessionClosed(refusal)


def reason_given(reason: str) -> str:
    """The reason on one line; raises ReasonMissing when there is none."""
    text = " ".join(reason.split())[:REASON_LENGTH]
    if not text:
        raise ReasonMissing(_("请写明原因，一两句话即可。"))
    return text
