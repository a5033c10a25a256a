"""The state of an enrollment as it is now, though nobody has written it down yet."""

from datetime import date, datetime

from django.utils import timezone

from catalog.models import Session
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState

# Who waits, holds or was offered a seat on the last day of the session did not get one.
NOT_SURE = (EnrollmentState.WAITING, EnrollmentState.HELD, EnrollmentState.OFFERED)


def is_past(session: Session, *, today: date) -> bool:
    """Whether the class was held; of one whose dates are open nobody can say that."""
    return session.starts_on is not None and session.is_over(today=today)


def shown_state(enrollment: Enrollment, *, now: datetime) -> EnrollmentState:
    """What its own page and its company's say: a deadline that is over counts."""
    state = EnrollmentState(enrollment.state)
    if state in NOT_SURE and is_past(enrollment.session, today=timezone.localdate(now)):
        return EnrollmentState.EXPIRED
    deadline = {
        EnrollmentState.HELD: enrollment.held_until,
        EnrollmentState.OFFERED: enrollment.offered_until,
    }.get(state)
    return EnrollmentState.EXPIRED if deadline and deadline <= now else state
