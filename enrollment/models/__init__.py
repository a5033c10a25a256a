"""Who takes a seat: enrollments, their participants, and what is recorded about them."""

from enrollment.models.audit_chain import AuditSeal
from enrollment.models.enrollment import Enrollment, Participant
from enrollment.models.inquiry import Inquiry
from enrollment.models.interest import Interest
from enrollment.models.record import AuditEvent, OutboxMessage, SeatChange
from enrollment.models.terms import SessionTerms
from enrollment.models.throttle import Attempt

__all__ = [
    "Attempt",
    "AuditEvent",
    "AuditSeal",
    "Enrollment",
    "Inquiry",
    "Interest",
    "OutboxMessage",
    "Participant",
    "SeatChange",
    "SessionTerms",
]
