"""Send the messages of the outbox: at least once, each time with the same Message-ID."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from enrollment.domain import rate_limit
from enrollment.messaging import leases
from enrollment.messaging.html_part import html_of
from enrollment.messaging.letters import letter_of, was_sent
from enrollment.models import OutboxMessage
from enrollment.models.record import MessageKind, MessageState

# Whoever fills in a form with somebody's address can cause these; staff can cause the others.
CAUSED_BY_ANYBODY = {
    *(MessageKind.RECEIVED, MessageKind.CONFIRMED, MessageKind.WAITING, MessageKind.PREREGISTERED),
    *(MessageKind.LINK, MessageKind.ADDED, MessageKind.REDUCED, MessageKind.CANCELLED),
    *(MessageKind.MOVED, MessageKind.CONTACT_CHANGED, MessageKind.INTEREST, MessageKind.CODE),
}
LETTERS_A_DAY, DAY = 20, timedelta(days=1)

logger = logging.getLogger(__name__)


def send_due(*, now: datetime, limit: int = 200) -> dict[str, int]:
    """Send what is due; gives how many were sent, failed for now, and no longer needed."""
    moment = clock(now)
    counts = {"sent": 0, "failed": 0, "dropped": 0}
    ready = OutboxMessage.objects.filter(leases.free(now=now), due_at__lte=now)
    for pk in leases.for_a_round(list(ready.values_list("pk", flat=True)[:limit])):
        if claim(pk, now=moment()):
            message = OutboxMessage.objects.with_names().get(pk=pk)
            counts[deliver(message, now=moment())] += 1
    return counts


def clock(now: datetime) -> Callable[[], datetime]:
    """The time as it goes on from ``now``: a claim must not look older than it is."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)


def claim(pk: int, *, now: datetime) -> bool:
    """Take the message for this worker, if nobody has it."""
    return leases.claim(OutboxMessage.objects.all(), pk, now=now)


def deliver(message: OutboxMessage, *, now: datetime) -> str:
    letter = letter_of(message, now=now)
    if letter is None:
        return finish(message, MessageState.DROPPED)
    if is_flooded(message, letter.to, now=now):
        return postpone(message, "TooManyLetters", now=now)
    email = EmailMultiAlternatives(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        headers={"Message-ID": message_id(message)},
    )
    email.attach_alternative(html_of(letter.body, language=letter.language), "text/html")
    if letter.calendar:
        email.attach("calendar.ics", letter.calendar.decode(), "text/calendar")
    subject = letter.subject[:300]
    try:
        email.send()
    except Exception as error:
        # Any mailer may fail in its own way; the row keeps the class, never the address.
        logger.warning("message %s not sent: %s", message.pk, type(error).__name__)
        return postpone(message, type(error).__name__, now=now, subject=subject)
    was_sent(message, letter, now=now)
    return finish(message, MessageState.SENT, sent_at=now, subject=subject)


def is_flooded(message: OutboxMessage, address: str, *, now: datetime) -> bool:
    """Whether strangers caused so many letters to one mailbox that it is left in peace for now."""
    if message.kind not in CAUSED_BY_ANYBODY or not settings.LIMITS:
        return False
    who = address.casefold()
    return rate_limit.is_over("letters", who, limit=LETTERS_A_DAY, window=DAY, now=now)


def message_id(message: OutboxMessage) -> str:
    """The same on every repeat, so that a mail program shows a repeated message once."""
    host = urlsplit(settings.SITE_URL).hostname
    name = message.enrollment.code if message.enrollment else "letter"
    return f"<{name}.{message.kind}.{message.pk}@{host}>".lower()


def finish(message: OutboxMessage, state: str, **changes) -> str:
    done = {"attempts": message.attempts + 1, "last_error": "", "recipient": ""}
    leases.mine(message).update(state=state, **done, **changes)
    return str(state)


def postpone(message: OutboxMessage, error: str, *, now: datetime, **changes) -> str:
    again = leases.after_failure(message, now=now)
    leases.mine(message).update(last_error=error[:200], **again, **changes)
    return "failed"
