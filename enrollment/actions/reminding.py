"""Staff remind a party of what it still has to do."""

from datetime import datetime

from django.utils.translation import gettext as _

from enrollment.domain import audit, outbox
from enrollment.domain.refusals import NotActive, NotPossible
from enrollment.domain.session_lock import fresh_party, lock_sessions
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind


def remind(enrollment: Enrollment, *, now: datetime, actor: str) -> Enrollment:
    """Queue a letter: confirm the hold, answer the offer, or name those who come.

    Raise NotActive where nothing is left to do, NotPossible without an e-mail address, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if not _has_something_to_do(enrollment):
            raise NotActive(_("这份报名没有要做的事，不用提醒。"))
        if not enrollment.contact_email:
            raise NotPossible(_("没有留邮箱，请打电话提醒。"))
        outbox.due(enrollment, MessageKind.REMINDER, now=now, version=session.version)
        audit.record("remind", enrollment, actor=actor, now=now)
        return enrollment


def _has_something_to_do(enrollment: Enrollment) -> bool:
    if enrollment.state == EnrollmentState.CONFIRMED:
        return enrollment.participants.count() < enrollment.seats
    return enrollment.state in (EnrollmentState.HELD, EnrollmentState.OFFERED)
