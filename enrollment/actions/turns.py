"""A turn at a session: its lock, and on the way in and out what is overdue for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment import seats, waiting
from enrollment.actions.refusals import Busy, DeadlinePassed, ReasonMissing
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.terms import terms_of

REASON_LENGTH = 200  # characters


@contextmanager
def turn(*session_ids: int, now: datetime) -> Iterator[tuple[Session, ...]]:
    """The sessions as they are under their locks, in the order asked for.

    What is overdue expires and freed seats go to the waiting list before the verb decides and
    after it is done: no verb can forget it. Raises Busy.
    """
    try:
        with seats.locked_all(session_ids) as sessions:
            for session in sessions:
                waiting.settle(session, now=now)
            yield sessions
            for session in sessions:
                waiting.settle(session, now=now)
    except seats.SeatsBusy as busy:
        raise Busy(_("系统正忙，暂时没有排到。请过几秒再试。")) from busy


def catch_up(session: Session, *, now: datetime) -> tuple[int, int]:
    """Expire what is over and promote; gives how many of each. Right to call at any time."""
    with seats.locked(session.pk) as fresh:
        return waiting.settle(fresh, now=now)


def fresh_party(enrollment: Enrollment) -> Enrollment:
    """The enrollment as it is under the lock, with the names of its session."""
    return Enrollment.objects.with_names().get(pk=enrollment.pk)


def check_own_deadline(enrollment: Enrollment, *, actor: str, now: datetime) -> None:
    """A confirmed party may change its seats itself until the session's deadline."""
    last_day = terms_of(enrollment.session).cancel_until
    confirmed = enrollment.state == EnrollmentState.CONFIRMED
    if actor == "visitor" and confirmed and timezone.localdate(now) > last_day:
        raise DeadlinePassed(
            _("自行取消或更改的期限是 %(day)s，已经过了。请与我们联系。")
            % {"day": date_format(last_day)}
        )


def reason_given(reason: str) -> str:
    """The reason on one line; raises ReasonMissing when there is none."""
    text = " ".join(reason.split())[:REASON_LENGTH]
    if not text:
        raise ReasonMissing(_("请写明原因，一两句话即可。"))
    return text
