"""What waits to be sent: of several workers one has a row, for a while, and it is tried again."""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from enrollment.models import OutboxMessage, WebhookDelivery
from enrollment.models.record import MessageState

Waiting = OutboxMessage | WebhookDelivery

# A delivery to a webhook has these states as well.
DUE, SENDING, FAILED = MessageState.DUE, MessageState.SENDING, MessageState.FAILED
LEASE = timedelta(minutes=5)
# Seconds of sending in one go. A receiver that takes what is sent and then says nothing would keep
# the rest of a tick from being done, letter by letter.
ROUND = 45
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]


def free(*, now: datetime) -> Q:
    """Rows nobody has; a worker that died had its row for as long as the lease."""
    return Q(state=DUE) | Q(state=SENDING, claimed_at__lte=now - LEASE)


def for_a_round(keys: Sequence[int]) -> Iterator[int]:
    """The keys of rows to send, at least one, while the round lasts; others wait for the next."""
    began = time.monotonic()
    for sent, key in enumerate(keys):
        if sent and time.monotonic() - began >= ROUND:
            return
        yield key


def claim(rows: QuerySet, pk, *, now: datetime) -> bool:
    """Take the row for this worker; of several workers one gets it."""
    return bool(rows.filter(free(now=now), pk=pk).update(state=SENDING, claimed_at=now))


def mine(row: Waiting) -> QuerySet:
    """The row while this worker has it: after the lease another one may have sent it."""
    rows = type(row)._default_manager
    return rows.filter(pk=row.pk, state=SENDING, claimed_at=row.claimed_at)


def after_failure(row: Waiting, *, now: datetime) -> dict:
    """What becomes of a row that was not taken: due once more after a pause, at last failed."""
    tried = row.attempts + 1
    if tried > len(PAUSES):
        return {"state": FAILED, "attempts": tried, "due_at": now}
    return {"state": DUE, "attempts": tried, "due_at": now + PAUSES[tried - 1]}
