"""Who did what, when, written in the verb's own transaction; never any personal data."""

from datetime import datetime

from enrollment.domain import bulk_insert
from enrollment.models import AuditEvent


def record(verb: str, thing, **said) -> None:
    """Add the event now; as ``event``."""
    bulk_insert.send(bulk_insert.insertion(event(verb, thing, **said)))


def event(
    verb: str, thing, *, actor: str, now: datetime, object_id: int | None = None, **changes
) -> AuditEvent:
    """The event to add; ``changes`` are plain values or [old, new] pairs, and no one's name.

    A thing that is not at hand is the name of its kind with its ``object_id``.
    """
    return AuditEvent(
        at=now,
        actor=actor,
        verb=verb,
        object_type=thing._meta.model_name if hasattr(thing, "_meta") else str(thing),
        object_id=str(getattr(thing, "pk", "") if object_id is None else object_id),
        changes=changes,
    )


def actor_name(user) -> str:
    return f"staff:{user.get_username()}" if user is not None else "visitor"
