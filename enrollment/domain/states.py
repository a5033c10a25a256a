"""Who may follow whom, as data; a state changes only here, by compare-and-set."""

from collections.abc import Mapping
from datetime import datetime

from catalog.models.session_state import SessionState
from enrollment.models import Enrollment, Inquiry
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.inquiry import InquiryState

Followers = Mapping[str, Mapping[str, tuple[str, ...]]]

# From a state to those that may follow, each with the verbs of enrollment.actions that lead there;
# docs/states.md is written from these two tables.
NEXT_ENROLLMENT: Followers = {
    EnrollmentState.HELD: {
        EnrollmentState.CONFIRMED: ("confirm_hold",),
        EnrollmentState.CANCELLED: ("cancel", "move", "cancel_session"),
        EnrollmentState.EXPIRED: ("catch_up", "finish_session"),
    },
    EnrollmentState.WAITING: {
        EnrollmentState.OFFERED: ("catch_up",),
        EnrollmentState.CONFIRMED: ("catch_up", "promote_out_of_turn"),
        EnrollmentState.CANCELLED: ("cancel", "move", "cancel_session"),
        EnrollmentState.EXPIRED: ("finish_session",),
    },
    EnrollmentState.OFFERED: {
        EnrollmentState.CONFIRMED: ("accept_offer",),
        EnrollmentState.CANCELLED: ("decline_offer", "cancel", "move", "cancel_session"),
        EnrollmentState.EXPIRED: ("catch_up", "finish_session"),
    },
    EnrollmentState.CONFIRMED: {
        EnrollmentState.CANCELLED: ("cancel", "move", "cancel_session"),
    },
    EnrollmentState.CANCELLED: {
        EnrollmentState.CONFIRMED: ("undo_cancel",),
        EnrollmentState.HELD: ("undo_cancel",),
    },
    EnrollmentState.EXPIRED: {
        EnrollmentState.HELD: ("revive_hold",),
    },
}
FIRST_ENROLLMENT: Mapping[str, tuple[str, ...]] = {
    EnrollmentState.CONFIRMED: ("enroll", "move"),
    EnrollmentState.HELD: ("hold", "enroll", "move"),
    EnrollmentState.WAITING: ("enroll", "hold", "move"),
}

NEXT_SESSION: Followers = {
    SessionState.PLANNED: {
        SessionState.OPEN: ("open_session",),
        SessionState.CANCELLED: ("cancel_session",),
    },
    SessionState.OPEN: {
        SessionState.CONFIRMED: ("confirm_session",),
        SessionState.PLANNED: ("close_session",),
        SessionState.FINISHED: ("finish_session",),
        SessionState.CANCELLED: ("cancel_session",),
    },
    SessionState.CONFIRMED: {
        SessionState.FINISHED: ("finish_session",),
        SessionState.CANCELLED: ("cancel_session",),
    },
    SessionState.FINISHED: {},
    SessionState.CANCELLED: {},
}

_ENDS: Mapping[str, tuple[str, ...]] = {
    InquiryState.HELD: ("link_enrollment",),
    InquiryState.WON: ("link_enrollment",),
    InquiryState.LOST: ("lose_inquiry",),
    InquiryState.CLOSED: ("close_inquiry",),
}
NEXT_INQUIRY: Followers = {
    InquiryState.NEW: {
        InquiryState.ANSWERED: ("answer_inquiry",),
        InquiryState.QUOTED: ("quote_inquiry",),
        **_ENDS,
    },
    InquiryState.ANSWERED: {InquiryState.QUOTED: ("quote_inquiry",), **_ENDS},
    InquiryState.QUOTED: {InquiryState.QUOTED: ("quote_inquiry",), **_ENDS},
    InquiryState.HELD: {
        InquiryState.WON: ("follow_enrollments",),
        InquiryState.ANSWERED: ("follow_enrollments",),
        InquiryState.LOST: ("lose_inquiry",),
    },
    InquiryState.WON: {},
    InquiryState.LOST: {InquiryState.ANSWERED: ("reopen_inquiry",)},
    InquiryState.CLOSED: {InquiryState.ANSWERED: ("reopen_inquiry",)},
}
FIRST_INQUIRY: Mapping[str, tuple[str, ...]] = {
    InquiryState.NEW: ("ask", "record_inquiry"),
    InquiryState.ANSWERED: ("record_inquiry",),
}

# Which counter of the session an enrollment in this state is part of.
COUNTED_AS: Mapping[str, str] = {
    EnrollmentState.CONFIRMED: "taken",
    EnrollmentState.HELD: "held",
    EnrollmentState.OFFERED: "held",
    EnrollmentState.WAITING: "waiting",
}


class InvalidTransition(Exception):
    """The object cannot become that from what it is now."""


def move(enrollment: Enrollment, to: str, *, now: datetime, **changes: object) -> None:
    """Change the state if the row still has the one we saw; raises InvalidTransition."""
    unmoved = Enrollment.objects.filter(pk=enrollment.pk, state=enrollment.state)
    changes |= {"state": to, "state_changed_at": now}
    if to not in NEXT_ENROLLMENT[enrollment.state] or not unmoved.update(**changes):
        raise InvalidTransition(f"Enrollment {enrollment.pk} cannot become {to}.")
    for name, value in changes.items():
        setattr(enrollment, name, value)


def move_inquiry(inquiry: Inquiry, to: str, **changes: object) -> None:
    """Change the state if the row still has the one we saw; raises InvalidTransition."""
    unmoved = Inquiry.objects.filter(pk=inquiry.pk, state=inquiry.state)
    changes |= {"state": to}
    if to not in NEXT_INQUIRY[inquiry.state] or not unmoved.update(**changes):
        raise InvalidTransition(f"Inquiry {inquiry.pk} cannot become {to}.")
    for name, value in changes.items():
        setattr(inquiry, name, value)
