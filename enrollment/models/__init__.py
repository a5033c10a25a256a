"""Who takes a seat: enrollments, their participants, and what is recorded about them."""

from enrollment.models.attendance import Attendance, ClassNote
from enrollment.models.audit_seal import AuditSeal
from enrollment.models.certificate import Certificate, ClassRules
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
from enrollment.models.feedback import Feedback, FeedbackAnswer, FeedbackQuestion
from enrollment.models.inquiry import Inquiry
from enrollment.models.interest import Interest
from enrollment.models.letter import GroupLetter, LetterText, ReminderRun
from enrollment.models.move_question import MoveQuestion
from enrollment.models.plan_change import PlanChange
from enrollment.models.privacy import (
    ConsentRecord,
    Erasure,
    LegalHold,
    NoticeText,
    PrivacyRequest,
)
from enrollment.models.record import AuditEvent, OutboxMessage, SeatChange
from enrollment.models.saved_view import SavedView
from enrollment.models.session_terms import SessionTerms
from enrollment.models.throttle import Attempt
from enrollment.models.webhook import Webhook, WebhookDelivery

__all__ = [
    "Attempt",
    "Attendance",
    "AuditEvent",
    "AuditSeal",
    "Certificate",
    "ClassNote",
    "ClassRules",
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
    "Feedback",
    "FeedbackAnswer",
    "FeedbackQuestion",
    "GroupLetter",
    "Inquiry",
    "Interest",
    "LegalHold",
    "LetterText",
    "MergeSuggestion",
    "MoveQuestion",
    "NoticeText",
    "OutboxMessage",
    "Participant",
    "Person",
    "PersonKey",
    "PlanChange",
    "PrivacyRequest",
    "ReminderRun",
    "SavedView",
    "SeatChange",
    "SessionTerms",
    "Webhook",
    "WebhookDelivery",
]
