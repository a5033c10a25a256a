"""Messages due: written with the verb, sent later, at least once, with the same Message-ID."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from enrollment import audit, rows
from enrollment.letters import letter_of, was_sent
from enrollment.models import Enrollment, OutboxMessage
from enrollment.models.record import MessageKind, MessageState
from enrollment.rows import Statement

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]

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
    turn raises, and comes in place of an earlier one that has not gone out: either would say what
    is true when it is sent.
    """
    if version > 1 and not recipient:
        withdraw(enrollment, kind)
    message = _message(enrollment, kind, now=at or now, version=version)
    message.recipient = recipient
    rows.send(rows.insertion(message, once=True))


def promise(enrollment: Enrollment, kind: str, *, now: datetime) -> Statement:
    """Return the statement that queues the message; one that is queued already is left alone."""
    return rows.insertion(_message(enrollment, kind, now=now, version=1), once=True)


def begin_anew(enrollment: Enrollment, *, version: int) -> None:
    """A party that was over is back: what ended it is not sent, and may be said once more later."""
    said = OutboxMessage.objects.filter(enrollment=enrollment, version=1)
    said.filter(state=MessageState.DUE).update(state=MessageState.DROPPED, recipient="")
    said.update(version=version)


def due_for(enrollments: list[Enrollment], kind: str, *, now: datetime, version: int) -> int:
    """The same for several at once, in one statement; gives how many they are."""
    messages = [_message(one, kind, now=now, version=version) for one in enrollments]
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
    return len(messages)


def _message(enrollment: Enrollment, kind: str, *, now: datetime, version: int) -> OutboxMessage:
    return OutboxMessage(enrollment=enrollment, kind=kind, version=version, due_at=now)


def withdraw(enrollment: Enrollment, kind: str) -> None:
    """What is due of this kind is not sent."""
    OutboxMessage.objects.filter(enrollment=enrollment, kind=kind, state=MessageState.DUE).update(
        state=MessageState.DROPPED, recipient=""
    )


def remind_of_hold(enrollment: Enrollment, *, now: datetime, version: int) -> None:
    """Plan the reminder before the hold ends, in place of an earlier one."""
    at = enrollment.held_until - HOLD_REMINDER
    if at > now:
        due(enrollment, MessageKind.HOLD_ENDING, now=now, version=version, at=at)
    else:
        withdraw(enrollment, MessageKind.HOLD_ENDING)


def send_due(*, now: datetime, limit: int = 200) -> dict[str, int]:
    """Send what is due; gives how many were sent, failed for now, and no longer needed."""
    moment = clock(now)
    counts = {"sent": 0, "failed": 0, "dropped": 0}
    ready = OutboxMessage.objects.filter(
        Q(state=MessageState.DUE) | Q(state=MessageState.SENDING, claimed_at__lte=now - LEASE),
        due_at__lte=now,
    )
    for pk in list(ready.values_list("pk", flat=True)[:limit]):
        if claim(pk, now=moment()):
            message = OutboxMessage.objects.with_names().get(pk=pk)
            counts[deliver(message, now=moment())] += 1
    return counts


def clock(now: datetime) -> Callable[[], datetime]:
    """The time as it goes on from ``now``: a claim must not look older than it is."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)


def claim(pk: int, *, now: datetime) -> bool:
    """Take the row for this worker; of several workers one gets it."""
    free = Q(state=MessageState.DUE) | Q(state=MessageState.SENDING, claimed_at__lte=now - LEASE)
    return bool(
        OutboxMessage.objects.filter(free, pk=pk).update(state=MessageState.SENDING, claimed_at=now)
    )


def deliver(message: OutboxMessage, *, now: datetime) -> str:
    letter = letter_of(message, now=now)
    if letter is None:
        return finish(message, MessageState.DROPPED)
    email = EmailMessage(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        headers={"Message-ID": message_id(message)},
    )
    subject = letter.subject[:300]
    try:
        email.send()
    except Exception as error:
        # Any mailer may fail in its own way; the row keeps the class, never the address.
        logger.warning("message %s not sent: %s", message.pk, type(error).__name__)
        return postpone(message, type(error).__name__, now=now, subject=subject)
    was_sent(message, letter, now=now)
    return finish(message, MessageState.SENT, sent_at=now, subject=subject)


def message_id(message: OutboxMessage) -> str:
    """The same on every repeat, so that a mail program shows a repeated message once."""
    host = urlsplit(settings.SITE_URL).hostname
    name = message.enrollment.code if message.enrollment_id else "letter"
    return f"<{name}.{message.kind}.{message.pk}@{host}>".lower()


def finish(message: OutboxMessage, state: str, **changes) -> str:
    done = {"attempts": message.attempts + 1, "last_error": "", "recipient": ""}
    _mine(message).update(state=state, **done, **changes)
    return str(state)


def postpone(message: OutboxMessage, error: str, *, now: datetime, **changes) -> str:
    tried = message.attempts + 1
    over = tried > len(PAUSES)
    _mine(message).update(
        state=MessageState.FAILED if over else MessageState.DUE,
        attempts=tried,
        last_error=error[:200],
        due_at=now if over else now + PAUSES[tried - 1],
        **changes,
    )
    return "failed"


def _mine(message: OutboxMessage):
    """The row while this worker has it: after the lease another one may have sent it."""
    return OutboxMessage.objects.filter(
        pk=message.pk, state=MessageState.SENDING, claimed_at=message.claimed_at
    )


def send_again(message: OutboxMessage, *, actor: str, now: datetime) -> bool:
    """Make a message in trouble due now, with all its tries; others stay as they are."""
    with transaction.atomic():
        failed = OutboxMessage.objects.troubled().filter(pk=message.pk)
        changed = failed.update(state=MessageState.DUE, attempts=0, due_at=now)
        if changed:
            audit.record("send again", message.about, actor=actor, now=now, kind=message.kind)
    return bool(changed)
