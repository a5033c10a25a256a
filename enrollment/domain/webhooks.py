"""What other programs are told: events become rows, once each, from what the database says.

Nothing is written while somebody enrolls: ``gather`` reads afterwards what is new, with a margin
for transactions that end late; the same event found twice is one row.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from catalog.models import Session
from enrollment.models import Enrollment, Webhook, WebhookDelivery
from enrollment.models.webhook import WebhookEvent

MARGIN = timedelta(minutes=10)  # longer than any transaction lasts
KEPT = timedelta(days=30)  # deliveries
AT_ONCE = 1000  # rows read in one go


def gather(*, now: datetime) -> int:
    """Write down what each active webhook has not been told yet; says how many events were read."""
    written = 0
    for webhook in Webhook.objects.filter(is_active=True):
        since = max(webhook.created_at, webhook.gathered_until - MARGIN)
        for events in chain(_sessions(since), _enrollments(since)):
            WebhookDelivery.objects.bulk_create(
                (WebhookDelivery(webhook=webhook, due_at=now, **event) for event in events),
                ignore_conflicts=True,
                batch_size=200,
            )
            written += len(events)
        # Last: where the way here breaks off, the same events are read again.
        Webhook.objects.filter(pk=webhook.pk).update(gathered_until=now)
    return written


def _sessions(since: datetime) -> Iterator[list[dict[str, Any]]]:
    """Sessions a reader may see; what is written within a second of its start is its start."""
    fresh = Q(created_at__gt=since) | Q(updated_at__gt=since)
    rows = Session.objects.public().filter(fresh)
    for piece in _pieces(rows, "public_id", "created_at", "updated_at"):
        events = []
        for _pk, public_id, created, updated in piece:
            if created > since:
                events.append(_row(WebhookEvent.SESSION_CREATED, public_id, created))
            if updated > since and updated - created > timedelta(seconds=1):
                events.append(_row(WebhookEvent.SESSION_CHANGED, public_id, updated))
        yield events


def _enrollments(since: datetime) -> Iterator[list[dict[str, Any]]]:
    rows = Enrollment.objects.filter(created_at__gt=since)
    for piece in _pieces(rows, "code", "session__public_id", "created_at"):
        yield [
            {**_row(WebhookEvent.ENROLLMENT_CREATED, public_id, created), "enrollment": code}
            for _pk, code, public_id, created in piece
        ]


def _pieces(rows: QuerySet[Any], *facts: str) -> Iterator[list[tuple[Any, ...]]]:
    """All of the rows, so many at a time: a burst is longer to read, and nothing of it is lost."""
    last = 0
    wanted = rows.order_by("pk").values_list("pk", *facts)
    while piece := list(wanted.filter(pk__gt=last)[:AT_ONCE]):
        yield piece
        last = piece[-1][0]


def _row(event: str, session: str, at: datetime) -> dict[str, Any]:
    return {"event": event, "session": session, "happened_at": at}


def try_out(webhook: Webhook, *, now: datetime) -> WebhookDelivery:
    """Queue an event that says nothing, to see whether the address answers."""
    return WebhookDelivery.objects.create(
        webhook=webhook, event=WebhookEvent.TEST, happened_at=now, due_at=now
    )


def forget(*, now: datetime) -> int:
    """Delete deliveries of a month ago, those nobody took as well: a receiver that comes back, or
    a webhook that is switched on again, reads what changed and wants no old events."""
    return WebhookDelivery.objects.filter(happened_at__lt=now - KEPT).delete()[0]
