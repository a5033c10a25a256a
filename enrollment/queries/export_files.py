"""Files of lists for which nobody waits: asked for, made by ``tick``, kept for two days."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import BinaryIO

from django.contrib.auth.models import User
from django.core.files.base import File
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override

from catalog.documents.tabular import Cell
from enrollment.domain import audit
from enrollment.models import ExportFile
from enrollment.models.export_file import ExportForm, ExportState
from enrollment.queries import exports
from enrollment.queries.export_listings import LISTINGS

LOG = logging.getLogger(__name__)
# Rows that take about five seconds on a busy machine (docs/measures.md).
MOST_AT_ONCE = {"csv": 100_000, "xlsx": 50_000}
LIFETIME = timedelta(days=2)
LOST = timedelta(hours=1)  # a file that has been made for so long: its maker is gone
SAY_EVERY = 2_000  # rows
Clock = Callable[[], datetime]


def takes_long(export: exports.Export, form: str) -> bool:
    return export.count > MOST_AT_ONCE[form]


def ask(
    export: exports.Export, *, form: str, owner: User, reason: str, now: datetime
) -> ExportFile:
    """Remember what ``exports.allow`` allowed, to be made soon."""
    return ExportFile.objects.create(
        owner=owner,
        listing=export.listing.key,
        form=form,
        columns=[field.key for field in export.fields],
        ids=export.pks,
        reason=reason,
        language=get_language() or "zh-hans",
        rows=export.count,
        name=exports.file_name(export, form, now=now),
        asked_at=now,
    )


def make_due(*, clock: Clock = timezone.now) -> int:
    """Make every file that waits, the oldest first; return how many are ready."""
    made = 0
    lost = Q(state=ExportState.MAKING, claimed_at__lt=clock() - LOST)
    waiting = ExportFile.objects.filter(Q(state=ExportState.DUE) | lost).order_by("asked_at", "pk")
    for pk, state in list(waiting.values_list("pk", "state")):
        mine = ExportFile.objects.filter(pk=pk, state=state)
        if mine.update(state=ExportState.MAKING, claimed_at=clock(), rows_made=0):
            made += _make(ExportFile.objects.select_related("owner").get(pk=pk), clock=clock)
    return made


def _make(asked: ExportFile, *, clock: Clock) -> bool:
    """Write the file; whoever lost the right since then gets none."""
    if not (asked.owner.is_active and asked.owner.has_perm("enrollment.export_enrollment")):
        _end(asked, ExportState.FAILED)
        return False
    with tempfile.TemporaryFile() as out, override(asked.language):
        try:
            _write(asked, out)
        except Exception as error:  # what waits behind it must be made all the same
            LOG.error("Export file %s was not made: %s.", asked.pk, type(error).__name__)  # noqa: TRY400
            _end(asked, ExportState.FAILED)
            return False
        out.seek(0)
        asked.sha256 = hashlib.file_digest(out, "sha256").hexdigest()
        asked.size = out.tell()
        out.seek(0)
        asked.file.save(f"{asked.pk}.{asked.form}", File(out), save=False)
    now = clock()
    asked.ready_at, asked.expires_at, asked.rows_made = now, now + LIFETIME, asked.rows
    audit.record(
        "export ready",
        asked,
        actor=audit.actor_name(asked.owner),
        now=now,
        form=asked.form,
        listing=asked.listing,
        rows=asked.rows,
        sha256=asked.sha256,
        size=asked.size,
    )
    _end(asked, ExportState.READY)
    return True


def _end(asked: ExportFile, state: str) -> None:
    asked.state, asked.ids = state, []
    asked.save()


def _write(asked: ExportFile, out: BinaryIO) -> None:
    listing = LISTINGS[asked.listing]
    export = exports.Export(asked.ids, asked.rows, listing, listing.chosen(asked.columns))
    rows = _counted_rows(asked, exports.rows(export))
    if asked.form == ExportForm.CSV:
        out.writelines(exports.csv_of(export, rows))
    else:
        exports.write_book(export, rows, out)


def _counted_rows(asked: ExportFile, rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    """The rows, while how far they are is written down for who waits."""
    for number, row in enumerate(rows, 1):
        if number % SAY_EVERY == 0:
            ExportFile.objects.filter(pk=asked.pk).update(rows_made=number)
        yield row


def opened(asked: ExportFile, *, now: datetime) -> None:
    """Write down that its owner took the file, and exactly which bytes."""
    params = {"form": asked.form, "rows": asked.rows, "sha256": asked.sha256}
    audit.record("download", asked, actor=audit.actor_name(asked.owner), now=now, **params)


def forget(*, now: datetime) -> int:
    """Delete the files whose time is over; their rows stay as long as the account."""
    over = ExportFile.objects.filter(state=ExportState.READY, expires_at__lte=now)
    return sum(remove(asked) for asked in over)


def remove(asked: ExportFile) -> bool:
    """Delete the file itself, whatever state it is in."""
    if asked.file:
        asked.file.delete(save=False)
    _end(asked, ExportState.GONE)
    return True
