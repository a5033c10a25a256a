"""Who takes a seat: enrollments, their participants, and what is recorded about them."""

from enrollment.models.enrollment import Enrollment, Participant
from enrollment.models.record import AuditEvent, OutboxMessage, SeatChange

__all__ = ["AuditEvent", "Enrollment", "OutboxMessage", "Participant", "SeatChange"]
