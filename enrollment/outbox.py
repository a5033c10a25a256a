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

from catalog.models.session import SessionState
from enrollment import audit, rows
from enrollment.messages import render
from enrollment.models import Enrollment, OutboxMessage
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind, MessageState
from enrollment.rows import Statement

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]

HOLD_REMINDER = timedelta(hours=24)  # before the hold ends

SEATED = {"confirmed", "held", "offered"}
ACTIVE = {*SEATED, "waiting"}
# A message is only sent while what it says is true.
TRUE_WHILE = {
    MessageKind.RECEIVED: {"held"},
    MessageKind.CONFIRMED: {"confirmed"},
    MessageKind.PROMOTED: {"confirmed"},
    MessageKind.PREREGISTERED: {"waiting"},
    MessageKind.WAITING: {"waiting"},
    MessageKind.OFFERED: {"offered"},
    MessageKind.HOLD_ENDING: {"held"},
    MessageKind.EXTENDED: {"held"},
    MessageKind.REDUCED: ACTIVE,
    MessageKind.MOVED: ACTIVE,
    MessageKind.SESSION_CHANGED: ACTIVE,
    MessageKind.SESSION_CANCELLED: {"cancelled"},
    MessageKind.CANCELLED: {"cancelled"},
    MessageKind.EXPIRED: {"expired"},
    MessageKind.LINK: {*ACTIVE, "cancelled", "expired"},
    MessageKind.ADDED: ACTIVE,
    MessageKind.RESTORED: SEATED,
    MessageKind.REMINDER: SEATED,
    MessageKind.CONTACT_CHANGED: {*ACTIVE, "cancelled", "expired"},
}


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
            message = OutboxMessage.objects.select_related(
                "enrollment__session__course",
                "enrollment__session__city",
                "enrollment__session__venue",
            ).get(pk=pk)
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
    enrollment = message.enrollment
    recipient = message.recipient or enrollment.contact_email
    if not recipient or not is_true(message):
        return finish(message, MessageState.DROPPED)
    subject, body = render(enrollment, message.kind)
    email = EmailMessage(
        subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        [recipient],
        headers={"Message-ID": message_id(message)},
    )
    try:
        email.send()
    except Exception as error:
        # Any mailer may fail in its own way; the row keeps the class, never the address.
        logger.warning("message %s not sent: %s", message.pk, type(error).__name__)
        return postpone(message, type(error).__name__, now=now)
    return finish(message, MessageState.SENT, sent_at=now)


def is_true(message: OutboxMessage) -> bool:
    """Whether what the message says still holds, for the row that it is about."""
    enrollment = message.enrollment
    if enrollment.moved_to_id is not None:  # its code and link are another row's by now
        return False
    if message.kind == MessageKind.SESSION_CONFIRMED:
        runs = enrollment.session.state == SessionState.CONFIRMED
        return runs and enrollment.state == EnrollmentState.CONFIRMED
    return enrollment.state in TRUE_WHILE[message.kind]


def message_id(message: OutboxMessage) -> str:
    """The same on every repeat, so that a mail program shows a repeated message once."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{message.enrollment.code}.{message.kind}.{message.pk}@{host}>".lower()


def finish(message: OutboxMessage, state: str, **changes) -> str:
    done = {"attempts": message.attempts + 1, "last_error": "", "recipient": ""}
    _mine(message).update(state=state, **done, **changes)
    return str(state)


def postpone(message: OutboxMessage, error: str, *, now: datetime) -> str:
    tried = message.attempts + 1
    over = tried > len(PAUSES)
    _mine(message).update(
        state=MessageState.FAILED if over else MessageState.DUE,
        attempts=tried,
        last_error=error[:200],
        due_at=now if over else now + PAUSES[tried - 1],
    )
    return "failed"


def _mine(message: OutboxMessage):
    """The row while this worker has it: after the lease another one may have sent it."""
    return OutboxMessage.objects.filter(
        pk=message.pk, state=MessageState.SENDING, claimed_at=message.claimed_at
    )


def send_again(message: OutboxMessage, *, actor: str, now: datetime) -> bool:
    """Make a failed message due once more, with all its tries; others stay as they are."""
    with transaction.atomic():
        failed = OutboxMessage.objects.filter(pk=message.pk, state=MessageState.FAILED)
        changed = failed.update(state=MessageState.DUE, attempts=0, due_at=now)
        if changed:
            audit.record("send again", message.enrollment, actor=actor, now=now, kind=message.kind)
    return bool(changed)
