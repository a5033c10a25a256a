"""What a message of the outbox says and to whom, from what is true when it is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from catalog.models.session_state import SessionState
from enrollment.domain import code_letters, interests, reminders
from enrollment.messaging import inquiries
from enrollment.messaging.messages import group_language, render, render_group, render_interest
from enrollment.messaging.own_calendar import calendar_file
from enrollment.models import Enrollment, Inquiry, Interest, MoveQuestion, OutboxMessage
from enrollment.models.enrollment import ACTIVE, SEATED_OR_OFFERED, EnrollmentState
from enrollment.models.inquiry import InquiryState
from enrollment.models.record import MessageKind

ENDED = (EnrollmentState.CANCELLED, EnrollmentState.EXPIRED)
# A message is only sent while what it says is true.
TRUE_WHILE: dict[str, Collection[str]] = {
    MessageKind.RECEIVED: [EnrollmentState.HELD],
    MessageKind.CONFIRMED: [EnrollmentState.CONFIRMED],
    MessageKind.PROMOTED: [EnrollmentState.CONFIRMED],
    MessageKind.PREREGISTERED: [EnrollmentState.WAITING],
    MessageKind.WAITING: [EnrollmentState.WAITING],
    MessageKind.OFFERED: [EnrollmentState.OFFERED],
    MessageKind.HOLD_ENDING: [EnrollmentState.HELD],
    MessageKind.EXTENDED: [EnrollmentState.HELD],
    MessageKind.REDUCED: ACTIVE,
    MessageKind.MOVED: ACTIVE,
    MessageKind.MOVE_ASKED: ACTIVE,  # and while the question is open
    MessageKind.SESSION_CHANGED: ACTIVE,
    MessageKind.SESSION_CANCELLED: [EnrollmentState.CANCELLED],
    MessageKind.CANCELLED: [EnrollmentState.CANCELLED],
    MessageKind.EXPIRED: [EnrollmentState.EXPIRED],
    MessageKind.LINK: [*ACTIVE, *ENDED],
    MessageKind.ADDED: ACTIVE,
    MessageKind.RESTORED: SEATED_OR_OFFERED,
    MessageKind.REMINDER: SEATED_OR_OFFERED,
    MessageKind.CONTACT_CHANGED: [*ACTIVE, *ENDED],
    MessageKind.GROUP: ACTIVE,
    **{kind: [EnrollmentState.CONFIRMED] for kind in reminders.REMINDERS},
}


@dataclass(frozen=True, slots=True)
class Letter:
    """``inquiries`` are those the office hears of in it; ``calendar`` is a file beside it."""

    to: str
    subject: str
    body: str
    inquiries: tuple[int, ...] = ()
    calendar: bytes = b""
    language: str = settings.LANGUAGE_CODE


def letter_of(message: OutboxMessage, *, now: datetime) -> Letter | None:
    """The letter; ``None`` where nobody can be written to, or what it says is not true any more."""
    if message.interest:
        return _to_who_waits(message.interest, now=now)
    if message.inquiry:
        return _to_the_office(message.inquiry)
    enrollment = message.enrollment
    if enrollment is None:
        return _code(message, now=now)
    recipient = message.recipient or enrollment.contact_email
    if not recipient or not is_true(message, now=now):
        return None
    if group := message.group_letter:
        language = group_language(enrollment, group)
        return Letter(recipient, *render_group(enrollment, group), language=language)
    return Letter(
        recipient,
        *render(enrollment, message.kind, day=reminders.day_of(message)),
        calendar=_calendar(enrollment) if message.kind == MessageKind.PAPERS else b"",
        language=enrollment.language,
    )


def _calendar(enrollment: Enrollment) -> bytes:
    with translation.override(enrollment.language):
        return calendar_file(enrollment) or b""


def is_true(message: OutboxMessage, *, now: datetime) -> bool:
    """Whether what the message says still holds, for the row that it is about."""
    enrollment, kind = message.enrollment, message.kind
    if (
        enrollment is None or enrollment.moved_to_id is not None
    ):  # its code and link are another row's by now
        return False
    if kind in reminders.REMINDERS:
        return reminders.is_true(message, now=now)
    if kind == MessageKind.SESSION_CONFIRMED:
        runs = enrollment.session.state == SessionState.CONFIRMED
        return runs and enrollment.state == EnrollmentState.CONFIRMED
    if kind == MessageKind.MOVE_ASKED:
        asked = MoveQuestion.objects.open(now=now).filter(enrollment=enrollment).exists()
        return asked and enrollment.state in ACTIVE
    return enrollment.state in TRUE_WHILE[MessageKind(kind)]


def _to_who_waits(interest: Interest, *, now: datetime) -> Letter | None:
    if interest.told_at or not interest.contact_email:
        return None
    session = interests.session_for(interest, now=now)
    if session is None:
        return None
    words = render_interest(interest, session)
    return Letter(interest.contact_email, *words, language=interest.language)


def _to_the_office(inquiry: Inquiry) -> Letter | None:
    waits = inquiry.told_at is None and inquiry.state == InquiryState.NEW
    if not waits or not settings.OFFICE_EMAIL:
        return None
    subject, body, ids = inquiries.letter_to_office()
    return Letter(settings.OFFICE_EMAIL, subject, body, tuple(ids))


def _code(message: OutboxMessage, *, now: datetime) -> Letter | None:
    """Its subject has the code; what else it says is the same for everybody, in both languages."""
    if not message.recipient or not code_letters.is_good(message, now=now):
        return None
    return Letter(message.recipient, message.subject, render_to_string("emails/code.txt"))


def was_sent(message: OutboxMessage, letter: Letter, *, now: datetime) -> None:
    """Note on what the letter was about that it went out."""
    if message.interest_id:
        Interest.objects.filter(pk=message.interest_id).update(told_at=now)
    if letter.inquiries:
        Inquiry.objects.filter(pk__in=letter.inquiries).update(told_at=now)
