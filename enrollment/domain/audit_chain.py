"""Seals the audit events into a chain, so that a change made past the triggers is found.

The verbs write events as before; ``tick`` seals what they wrote, outside of any lock. Two ticks at
once cannot fork the chain: a position is given once. Whoever owns the database can write the whole
chain anew; that is found by a checkpoint kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from enrollment.models import AuditEvent, AuditSeal

BEGINNING = "0" * 64
AT_ONCE = 500  # seals written in one transaction
# A transaction that began earlier may commit later: so many ids back, events are looked for again.
LATECOMERS = 10_000
LATE = timedelta(hours=1)


def seal(*, now: datetime, most: int = 20 * AT_ONCE) -> int:
    """Seal events that are not yet sealed, oldest first; return how many."""
    sealed = 0
    while sealed < most:
        written = _seal_some(now=now)
        sealed += written
        if written < AT_ONCE:
            break
    return sealed


def _seal_some(*, now: datetime) -> int:
    last = AuditSeal.objects.order_by("-position").first()
    position, before = (last.position, last.digest) if last else (0, BEGINNING)
    seals = []
    for number, event in enumerate(unsealed()[:AT_ONCE], start=position + 1):
        before = digest_of(event, before)
        seals.append(AuditSeal(position=number, event_id=event.pk, digest=before, sealed_at=now))
    if not seals:
        return 0
    try:
        with transaction.atomic():
            AuditSeal.objects.bulk_create(seals)
    except IntegrityError:  # another tick sealed them
        return 0
    return len(seals)


def unsealed() -> QuerySet[AuditEvent]:
    """The events that are to be sealed, by id."""
    return _without_seal().filter(pk__gt=_newest_sealed() - LATECOMERS)


def passed_over(*, now: datetime, late: timedelta) -> QuerySet[AuditEvent]:
    """Events that later ones were sealed before, long ago: nobody who ran ``tick`` saw them."""
    return _without_seal().filter(pk__lt=_newest_sealed(), at__lt=now - late)


def _without_seal() -> QuerySet[AuditEvent]:
    has_seal = AuditSeal.objects.filter(event_id=OuterRef("pk"))
    return AuditEvent.objects.filter(~Exists(has_seal)).order_by("pk")


def _newest_sealed() -> int:
    newest = AuditSeal.objects.order_by("-event_id").values_list("event_id", flat=True).first()
    return newest or 0


def digest_of(event: AuditEvent, before: str) -> str:
    """The digest of an event behind another digest."""
    return hashlib.sha256(f"{before}\n{canonical(event)}".encode()).hexdigest()


def canonical(event: AuditEvent) -> str:
    """Everything an event says, written the same way by both databases."""
    values = [
        event.pk,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        *(event.actor, event.verb, event.object_type, event.object_id, event.changes),
    ]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checkpoint() -> str:
    """The end of the chain in one line, to be kept where the database's owner cannot write."""
    last = AuditSeal.objects.order_by("-position").first()
    return f"{last.position} {last.digest}" if last else f"0 {BEGINNING}"


def broken(*, now: datetime, checkpoints: Iterable[str] = ()) -> Iterator[str]:
    """Every break of the chain as a sentence that names the row; nothing where it is whole."""
    recorded = dict(_read(line) for line in checkpoints)
    before, expected = BEGINNING, 1
    for seal_, event in _pairs():
        for position in range(expected, seal_.position):
            yield f"audit chain: the seal at position {position} is gone."
        yield from _wrong_with(seal_, event, before)
        before, expected = seal_.digest, seal_.position + 1
        if recorded.get(seal_.position, before) != before:
            yield f"audit chain: position {seal_.position} is not what its checkpoint says."
    for position in sorted(recorded):
        if position >= expected:
            yield f"audit chain: it ends before the checkpoint at position {position}."
    for pk in passed_over(now=now, late=LATE).values_list("pk", flat=True):
        yield f"audit event {pk}: it was never sealed."


def _wrong_with(seal_: AuditSeal, event: AuditEvent | None, before: str) -> Iterator[str]:
    if event is None:
        yield f"audit event {seal_.event_id}: it was sealed and is gone."
    elif digest_of(event, before) != seal_.digest:
        yield f"audit event {event.pk}: it is not what was sealed (position {seal_.position})."


def _read(line: str) -> tuple[int, str]:
    position, digest = line.split()[-2:]
    return int(position), digest


def _pairs() -> Iterator[tuple[AuditSeal, AuditEvent | None]]:
    """Each seal with its event, in the order of sealing, a few hundred at a time."""
    position = 0
    while seals := list(AuditSeal.objects.filter(position__gt=position)[:AT_ONCE]):
        events = AuditEvent.objects.in_bulk([seal.event_id for seal in seals])
        for seal in seals:
            yield seal, events.get(seal.event_id)
        position = seals[-1].position
