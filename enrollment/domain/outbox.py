"""Messages due, queued in the verb's own transaction; ``messaging.delivery`` sends them."""

from datetime import datetime, timedelta

from django.db import transaction

from enrollment.domain import audit, bulk_insert
from enrollment.domain.bulk_insert import Statement
from enrollment.models import Enrollment, Inquiry, OutboxMessage
from enrollment.models.record import MessageKind, MessageState

HOLD_REMINDER = timedelta(hours=24)  # before the hold ends


def due(
    enrollment: Enrollment,
    kind: str,
    *,
    now: datetime,
    version: int = 1,
    at: datetime | None = None,
    recipient: str = "",
) -> None:
    """Write that a message is due (later, with ``at``); part of the verb's transaction.

    Once per kind and version; what may happen again takes the session's version, which every
    lock raises, and comes in place of an earlier one that has not gone out: either would say what
    is true when it is sent.
    """
    if version > 1 and not recipient:
        withdraw(enrollment, kind)
    message = _message(enrollment, kind, now=at or now, version=version)
    message.recipient = recipient
    bulk_insert.send(bulk_insert.insertion(message, once=True))


def promise(enrollment: Enrollment, kind: str, *, now: datetime) -> Statement:
    """Return the statement that queues the message; one that is queued already is left alone."""
    return bulk_insert.insertion(_message(enrollment, kind, now=now, version=1), once=True)


def begin_anew(enrollment: Enrollment, *, version: int) -> None:
    """A party that was over is back: what ended it is not sent, and may be said once more later."""
    messages = OutboxMessage.objects.filter(enrollment=enrollment, version=1)
    messages.filter(state=MessageState.DUE).update(state=MessageState.DROPPED, recipient="")
    messages.update(version=version)


def due_for(enrollments: list[Enrollment], kind: str, *, now: datetime, version: int) -> int:
    """The same for several at once, in one statement; gives how many they are."""
    messages = [_message(enrollment, kind, now=now, version=version) for enrollment in enrollments]
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
    return len(messages)


def _message(enrollment: Enrollment, kind: str, *, now: datetime, version: int) -> OutboxMessage:
    return OutboxMessage(enrollment=enrollment, kind=kind, version=version, due_at=now)


def tell_office(inquiry: Inquiry, *, now: datetime) -> None:
    """The office is to hear of the inquiry; in the transaction in which it is written down."""
    OutboxMessage.objects.create(inquiry=inquiry, kind=MessageKind.INQUIRY, due_at=now)


def withdraw(enrollment: Enrollment, kind: str) -> None:
    """What is due of this kind is not sent."""
    OutboxMessage.objects.filter(enrollment=enrollment, kind=kind, state=MessageState.DUE).update(
        state=MessageState.DROPPED, recipient=""
    )


def first_reminder(enrollment: Enrollment, *, now: datetime, version: int) -> list[Statement]:
    """What plans the reminder of a new row, before its hold ends; nothing where it holds none."""
    at = enrollment.held_until and enrollment.held_until - HOLD_REMINDER
    if not at or at <= now:
        return []
    message = _message(enrollment, MessageKind.HOLD_ENDING, now=at, version=version)
    return [bulk_insert.insertion(message, once=True)]


def remind_of_hold(enrollment: Enrollment, *, now: datetime, version: int) -> None:
    """Plan the reminder before the hold ends, in place of an earlier one."""
    at = enrollment.held_until and enrollment.held_until - HOLD_REMINDER
    if at and at > now:
        due(enrollment, MessageKind.HOLD_ENDING, now=now, version=version, at=at)
    else:
        withdraw(enrollment, MessageKind.HOLD_ENDING)


def send_again(message: OutboxMessage, *, actor: str, now: datetime) -> bool:
    """Make a message in trouble due now, with all its tries; others stay as they are."""
    with transaction.atomic():
        failed = OutboxMessage.objects.troubled().filter(pk=message.pk)
        changed = failed.update(state=MessageState.DUE, attempts=0, due_at=now)
        if changed:
            audit.record(
                "send again", message.about or message, actor=actor, now=now, kind=message.kind
            )
    return bool(changed)
