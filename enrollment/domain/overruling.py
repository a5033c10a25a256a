"""Clashes that staff saw and planned all the same, with the reason, in the record."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from catalog.domain import clash_finding
from catalog.models import Session
from catalog.plan.clashes import Clash
from enrollment.domain import audit
from enrollment.models import AuditEvent


def overrule_session(session: Session, *, reason: str, now: datetime, actor: str) -> None:
    """Overrule whatever is wrong with the session as it is saved."""
    teachers = list(session.instructors.values_list("pk", flat=True))
    today = timezone.localdate(now)
    clashes = clash_finding.clashes_of_session(session, teachers, today=today)
    overrule(clashes, reason=reason, now=now, actor=actor)


def overrule(clashes: Iterable[Clash], *, reason: str, now: datetime, actor: str) -> None:
    """Write the clashes down as seen, and who saw them why."""
    clashes = clash_finding.not_overruled(clashes)
    if not clashes:
        return
    ids = clash_finding.overrule(clashes, reason=reason, actor=actor, now=now)
    kinds = defaultdict(set)
    for clash in clashes:
        kinds[ids[clash.slot.key]].add(clash.kind)
    AuditEvent.objects.bulk_create(
        audit.event(
            "overrule",
            Session(pk=pk),
            actor=actor,
            now=now,
            reason=reason,
            clashes=sorted(clash_kinds),
        )
        for pk, clash_kinds in kinds.items()
    )
