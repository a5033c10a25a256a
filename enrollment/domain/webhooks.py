"""What other programs are told: events become rows, once each, from what the database says.

Nothing is written while somebody enrolls: ``gather`` reads afterwards what is new, with a margin
for transactions that end late; the same event found twice is one row.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from catalog.models import Session
from enrollment.models import Enrollment, Webhook, WebhookDelivery
from enrollment.models.webhook import DeliveryState, WebhookEvent

MARGIN = timedelta(minutes=10)  # longer than any transaction lasts
KEPT = timedelta(days=30)  # deliveries that are over
AT_ONCE = 1000  # events of a kind read in one go


def gather(*, now: datetime) -> int:
    """Write down what each active webhook has not been told yet; says how many events were read."""
    found = 0
    for webhook in Webhook.objects.filter(is_active=True):
        since = max(webhook.created_at, webhook.gathered_until - MARGIN)
        events = _events(webhook, since=since, now=now)
        with transaction.atomic():
            WebhookDelivery.objects.bulk_create(events, ignore_conflicts=True, batch_size=200)
            Webhook.objects.filter(pk=webhook.pk).update(gathered_until=now)
        found += len(events)
    return found


def _events(webhook: Webhook, *, since: datetime, now: datetime) -> list[WebhookDelivery]:
    rows = [*_sessions(since), *_enrollments(since)]
    return [WebhookDelivery(webhook=webhook, due_at=now, **row) for row in rows]


def _sessions(since: datetime) -> Iterator[dict[str, Any]]:
    """Sessions a reader may see; what is written within a second of its start is its start."""
    fresh = Q(created_at__gt=since) | Q(updated_at__gt=since)
    rows = Session.objects.public().filter(fresh).order_by("pk")
    for public_id, created, updated in rows.values_list("public_id", "created_at", "updated_at")[
        :AT_ONCE
    ]:
        if created > since:
            yield _row(WebhookEvent.SESSION_CREATED, public_id, created)
        if updated > since and updated - created > timedelta(seconds=1):
            yield _row(WebhookEvent.SESSION_CHANGED, public_id, updated)


def _enrollments(since: datetime) -> Iterator[dict[str, Any]]:
    rows = Enrollment.objects.filter(created_at__gt=since).order_by("pk")
    for code, public_id, created in rows.values_list("code", "session__public_id", "created_at")[
        :AT_ONCE
    ]:
        yield {**_row(WebhookEvent.ENROLLMENT_CREATED, public_id, created), "enrollment": code}


def _row(event: str, session: str, at: datetime) -> dict[str, Any]:
    return {"event": event, "session": session, "happened_at": at}


def try_out(webhook: Webhook, *, now: datetime) -> WebhookDelivery:
    """Queue an event that says nothing, to see whether the address answers."""
    return WebhookDelivery.objects.create(
        webhook=webhook, event=WebhookEvent.TEST, happened_at=now, due_at=now
    )


def forget(*, now: datetime) -> int:
    """Delete deliveries that are over for a month."""
    over = WebhookDelivery.objects.filter(
        state__in=[DeliveryState.SENT, DeliveryState.FAILED], happened_at__lt=now - KEPT
    )
    return over.delete()[0]
