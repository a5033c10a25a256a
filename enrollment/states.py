"""Who may follow whom, as data; a state changes only here, by compare-and-set."""

from datetime import datetime

from catalog.models.session import SessionState
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState

NEXT_ENROLLMENT = {
    EnrollmentState.HELD: {
        EnrollmentState.CONFIRMED,
        EnrollmentState.CANCELLED,
        EnrollmentState.EXPIRED,
    },
    EnrollmentState.WAITING: {
        EnrollmentState.OFFERED,
        EnrollmentState.CONFIRMED,
        EnrollmentState.CANCELLED,
        EnrollmentState.EXPIRED,
    },
    EnrollmentState.OFFERED: {
        EnrollmentState.CONFIRMED,
        EnrollmentState.CANCELLED,
        EnrollmentState.EXPIRED,
    },
    EnrollmentState.CONFIRMED: {EnrollmentState.CANCELLED},
    EnrollmentState.CANCELLED: set(),
    EnrollmentState.EXPIRED: set(),
}

NEXT_SESSION = {
    SessionState.PLANNED: {SessionState.OPEN, SessionState.CANCELLED},
    SessionState.OPEN: {
        SessionState.CONFIRMED,
        SessionState.PLANNED,
        SessionState.CANCELLED,
        SessionState.FINISHED,
    },
    SessionState.CONFIRMED: {SessionState.FINISHED, SessionState.CANCELLED, SessionState.OPEN},
    SessionState.FINISHED: set(),
    SessionState.CANCELLED: set(),
}

# Which counter of the session an enrollment in this state is part of.
COUNTED_AS = {
    EnrollmentState.CONFIRMED: "taken",
    EnrollmentState.HELD: "held",
    EnrollmentState.OFFERED: "held",
    EnrollmentState.WAITING: "waiting",
}


class InvalidTransition(Exception):
    """The object cannot become that from what it is now."""


def move(enrollment: Enrollment, to: str, *, now: datetime, **changes) -> None:
    """Change the state if the row still has the one we saw; raises InvalidTransition."""
    unmoved = Enrollment.objects.filter(pk=enrollment.pk, state=enrollment.state)
    changes |= {"state": to, "state_changed_at": now}
    if to not in NEXT_ENROLLMENT[enrollment.state] or not unmoved.update(**changes):
        raise InvalidTransition(f"Enrollment {enrollment.pk} cannot become {to}.")
    for name, value in changes.items():
        setattr(enrollment, name, value)
