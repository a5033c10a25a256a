"""One person is forgotten: emptied in place, with a receipt; seats, sums and the record stay."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from enrollment.domain import (
    audit,
    customer_upkeep,
    emptying,
    erasure_journal,
    kept_back,
    mentions,
    private_search,
    traces,
)
from enrollment.domain.refusals import Refusal
from enrollment.domain.traces import Identity, Traces
from enrollment.models import ConsentRecord, Enrollment, Erasure, ExportFile
from enrollment.models.export_file import ExportState
from enrollment.models.privacy import ConsentEnd

SHORTEST_NAME = 2  # characters


class StillEnrolled(Refusal):
    """The person has a place on a session that is not over: it has to be given back first."""


class NobodyFound(Refusal):
    """No row holds this person."""


def still_enrolled(traces: Traces, *, now: datetime) -> list[Enrollment]:
    """The contact's parties whose session is not over."""
    today = timezone.localdate(now)
    active = traces.enrollments.active()
    return [party for party in active if not party.session.is_over(today=today)]


def erase(identity: Identity, *, actor: str, now: datetime) -> Erasure:
    """Erase the person and return the receipt. Raise StillEnrolled, KeptBack, NobodyFound."""
    person = traces.traces_of(identity)
    if person.is_nothing():
        raise NobodyFound(_("没有找到这个人的信息；也许已经删除。"))
    kept_back.check(person, now=now)
    if open_parties := still_enrolled(person, now=now):
        codes = _("、").join(party.code for party in open_parties)
        raise StillEnrolled(
            _("还有没上完的报名（%(codes)s）：请先取消，再删除信息。") % {"codes": codes}
        )
    receipt = secrets.token_hex(4).upper()
    return _erase(person, receipt=receipt, actor=actor, now=now, journal=True)


def erase_again(*, now: datetime) -> list[Erasure]:
    """Apply the erasures of the journal that this database, restored from a backup, lacks."""
    return [
        _erase(
            traces.traces_of(traces.identity_of(entry.marks)),
            receipt=entry.receipt,
            actor="system",
            now=now,
            marks=entry.marks,
        )
        for entry in erasure_journal.unknown_here()
    ]


@transaction.atomic
def _erase(
    traces: Traces,
    *,
    receipt: str,
    actor: str,
    now: datetime,
    marks: Sequence[str] = (),
    journal: bool = False,
) -> Erasure:
    names = _names(traces)
    marks = list(marks) or traces.identity.marks()
    if (
        journal
    ):  # before the commit: a line too many repeats what was asked for, one too few forgets it
        erasure_journal.write(receipt, marks, at=now)
    parties = list(traces.enrollments)
    classes = set(traces.enrollments.values_list("session", flat=True))
    classes |= set(traces.participants.values_list("enrollment__session", flat=True))
    records = customer_upkeep.touched_by(traces)
    counts = _empty(traces, now=now)
    counts["customers"] = customer_upkeep.forget(*records, now=now)
    counts["texts"] = mentions.redact(traces.identity, names)
    counts["texts"] += mentions.redact_notes(names, classes)
    private_search.forget_all()
    _drop_lists()
    erasure = Erasure.objects.create(
        receipt=receipt,
        at=now,
        actor=actor,
        counts=counts,
        left=mentions.left(traces.identity, names),
        marks=marks,
    )
    audit.record("erase", erasure, actor=actor, now=now, receipt=receipt)
    for party in parties:
        audit.record("erase", party, actor=actor, now=now, receipt=receipt)
    return erasure


def _drop_lists() -> None:
    """Files of lists that wait to be taken may name the person: all go, and can be made anew."""
    ready = ExportFile.objects.filter(state=ExportState.READY).exclude(file="")
    files = [export.file for export in ready]
    ready.update(state=ExportState.GONE, file="")
    transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files])


def _names(traces: Traces) -> set[str]:
    names = set(traces.participants.values_list("name", flat=True))
    for rows in (traces.enrollments, traces.inquiries, traces.interests):
        names |= set(rows.values_list("contact_name", flat=True))
    names |= set(traces.customers.values_list("name", flat=True))
    return {name for name in names if len(name) >= SHORTEST_NAME} - {emptying.ERASED}


def _empty(traces: Traces, *, now: datetime) -> dict[str, int]:
    """Empty or delete every row of the person; return how many of each."""
    # Looked up before the first is emptied: participants are found by their contact's name.
    keys = {name: list(rows.values_list("pk", flat=True)) for name, rows in traces.tables.items()}
    marks = traces.identity.marks()
    given = ConsentRecord.objects.filter(person__in=marks, ended_at=None)
    given.update(ended_at=now, ended_by=ConsentEnd.ERASED)
    return emptying.empty_class_records(keys["participants"]) | {
        "participants": emptying.empty_participants(keys["participants"]),
        "enrollments": emptying.empty_enrollments(keys["enrollments"]),
        "inquiries": _deleted(traces.inquiries.model, keys["inquiries"]),
        "interests": _deleted(traces.interests.model, keys["interests"]),
    }


def _deleted(model: type[Model], keys: list[int]) -> int:
    """Letters about the rows go with them."""
    model._default_manager.filter(pk__in=keys).delete()
    return len(keys)
