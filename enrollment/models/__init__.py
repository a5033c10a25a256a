"""Who takes a seat: enrollments, their participants, and what is recorded about them."""

from enrollment.models.enrollment import Enrollment, Participant
from enrollment.models.record import AuditEvent, OutboxMessage, SeatChange
from enrollment.models.terms import SessionTerms

__all__ = [
    "AuditEvent",
    "Enrollment",
    "OutboxMessage",
    "Participant",
    "SeatChange",
    "SessionTerms",
]
