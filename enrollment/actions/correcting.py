"""What staff do for one person wherever it stands: correct it, or end its consent."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from enrollment.actions.certifying import issue_anew
from enrollment.actions.naming_participants import correct_contact
from enrollment.domain import audit, customer_upkeep, customers
from enrollment.domain.traces import Traces
from enrollment.models import ConsentRecord, Enrollment
from enrollment.models.contact import CONTACT
from enrollment.models.privacy import ConsentEnd

PARTICIPANT = {"contact_name": "name", "contact_phone": "phone", "contact_email": "email"}


def note(verb: str, traces: Traces, *, now: datetime, actor: str, **changes: object) -> None:
    """One event for each party of the person; for a person without one, a single event."""
    for subject in _things(traces.enrollments):
        audit.record(verb, subject, now=now, actor=actor, **changes)


def _things(parties: Iterable[Enrollment]) -> list[Enrollment | str]:
    return [*parties] or ["person"]


def correct_person(
    traces: Traces, *, changes: dict[str, str], now: datetime, actor: str
) -> dict[str, int]:
    """Write the new values into every row of the person; return how many rows of each kind.

    ``changes`` are fields of a contact. A party with seats is corrected by its own verb, which
    tells the old address. Raise Busy.
    """
    changes = {name: changes[name] for name in CONTACT if changes.get(name)}
    keys = {name: list(rows.values_list("pk", flat=True)) for name, rows in traces.tables.items()}
    records = customer_upkeep.touched_by(traces)
    parties = list(traces.enrollments)
    over = _correct_active(parties, changes, now=now, actor=actor)
    with transaction.atomic():
        _rewrite(traces, keys | {"enrollments": over}, changes)
        if changes.keys() & PARTICIPANT:
            issue_anew(keys["participants"], now=now, actor=actor)
        for subject in _things(parties):
            audit.record("correct person", subject, now=now, actor=actor, corrected=sorted(changes))
    _know_again(traces, keys, records, now=now)
    return {name: len(ids) for name, ids in keys.items()}


def _correct_active(
    parties: list[Enrollment], changes: dict[str, str], *, now: datetime, actor: str
) -> list[int]:
    """Correct those with seats, each by its own verb; return the keys of the others."""
    for party in parties:
        if party.is_active:
            contact = {name: getattr(party, name) for name in CONTACT}
            correct_contact(party, now=now, actor=actor, **(contact | changes))
    return [party.pk for party in parties if not party.is_active]


def _rewrite(traces: Traces, keys: dict[str, list[int]], changes: dict[str, str]) -> None:
    """Write the new values, if any, into the rows with these keys; records of customers stay."""
    if not changes:
        return
    for name in ("enrollments", "inquiries", "interests"):
        traces.tables[name].model.objects.filter(pk__in=keys[name]).update(**changes)
    own = {PARTICIPANT[name]: value for name, value in changes.items() if name in PARTICIPANT}
    if own:
        traces.participants.model.objects.filter(pk__in=keys["participants"]).update(**own)


def _know_again(
    traces: Traces, keys: dict[str, list[int]], records: tuple[set[int], set[int]], *, now: datetime
) -> None:
    """The corrected rows belong to whom they now name; records of the old details end."""
    for name in ("enrollments", "inquiries", "interests"):
        for row in traces.tables[name].model.objects.filter(pk__in=keys[name]):
            customers.recognise(row, now=now)
    customer_upkeep.forget(*records, now=now)


@transaction.atomic
def withdraw_consent(traces: Traces, *, now: datetime, actor: str) -> dict[str, int]:
    """End the person's consents; inquiries and interests, which stand on them alone, are deleted.

    Enrollments stay: they are an agreement, ended by cancelling and erased by ``erase``.
    """
    note("withdraw consent", traces, now=now, actor=actor)
    marks = traces.identity.marks()
    given = ConsentRecord.objects.filter(person__in=marks, ended_at=None)
    counts = {
        "consents": given.update(ended_at=now, ended_by=ConsentEnd.WITHDRAWN),
        "inquiries": traces.inquiries.count(),
        "interests": traces.interests.count(),
    }
    records = customer_upkeep.touched_by(traces)
    for rows in (traces.inquiries, traces.interests):
        rows.model.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
    customer_upkeep.forget(*records, now=now)
    return counts
