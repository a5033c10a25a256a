"""Who takes a seat: enrollments, their participants, and what is recorded about them."""

from enrollment.models.audit_chain import AuditSeal
from enrollment.models.customer import (
    Company,
    CompanyLink,
    CompanyName,
    CustomerMerge,
    MergeSuggestion,
    Person,
    PersonKey,
)
from enrollment.models.enrollment import Enrollment, Participant
from enrollment.models.export_file import ExportFile, ExportSchedule
from enrollment.models.export_layout import ExportLayout
from enrollment.models.inquiry import Inquiry
from enrollment.models.interest import Interest
from enrollment.models.move_question import MoveQuestion
from enrollment.models.plan_change import PlanChange
from enrollment.models.privacy import ConsentRecord, Erasure, NoticeText, PrivacyRequest
from enrollment.models.record import AuditEvent, OutboxMessage, SeatChange
from enrollment.models.saved_view import SavedView
from enrollment.models.terms import SessionTerms
from enrollment.models.throttle import Attempt

__all__ = [
    "Attempt",
    "AuditEvent",
    "AuditSeal",
    "Company",
    "CompanyLink",
    "CompanyName",
    "ConsentRecord",
    "CustomerMerge",
    "Enrollment",
    "Erasure",
    "ExportFile",
    "ExportLayout",
    "ExportSchedule",
    "Inquiry",
    "Interest",
    "MergeSuggestion",
    "MoveQuestion",
    "NoticeText",
    "OutboxMessage",
    "Participant",
    "Person",
    "PersonKey",
    "PlanChange",
    "PrivacyRequest",
    "SavedView",
    "SeatChange",
    "SessionTerms",
]
