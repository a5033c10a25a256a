"""Who did what, when, written in the verb's own transaction; never any personal data."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Model

from enrollment.domain import bulk_insert
from enrollment.models import AuditEvent


def record(
    verb: str,
    subject: Model | str,
    *,
    actor: str,
    now: datetime,
    **changes: object,
) -> None:
    """Add the event now; as ``event``."""
    added = event(verb, subject, actor=actor, now=now, **changes)
    bulk_insert.send(bulk_insert.insertion(added))


def event(
    verb: str,
    subject: Model | str,
    *,
    actor: str,
    now: datetime,
    **changes: object,
) -> AuditEvent:
    """The event to add; ``changes`` are plain values or [old, new] pairs, and no one's name.

    A thing without a row is the name of its kind; one that is not at hand may have its key alone.
    """
    return AuditEvent(
        at=now,
        actor=actor,
        verb=verb,
        object_type=subject if isinstance(subject, str) else str(subject._meta.model_name),
        object_id="" if isinstance(subject, str) else str(subject.pk),
        changes=changes,
    )


def actor_name(user: User | None) -> str:
    """Return who acted, as events name them."""
    return f"staff:{user.get_username()}" if user is not None else "visitor"
