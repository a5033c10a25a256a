"""A list as a file: exactly the rows given, in the columns chosen, audited first."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, BinaryIO

from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.documents.tabular import Cell, Column, csv_chunks, shown_rows
from catalog.documents.workbook import write_xlsx
from enrollment.domain import audit
from enrollment.queries.export_fields import Field
from enrollment.queries.export_listings import SEATS, Listing

FORMATS = ("xlsx", "csv")
MAX_XLSX_ROWS = 200_000  # a larger workbook takes more than half a minute to make
CHUNK = 2000  # rows read at a time: no transaction stays open while a file is sent


class NotExported(Exception):
    """No file was made; the text is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Export:
    """What was allowed to leave: the rows in the order of the list, in which columns."""

    pks: list[int]
    count: int
    listing: Listing
    fields: list[Field]


def allow(
    queryset: QuerySet[Model],
    *,
    form: str,
    actor: str,
    filters: Mapping[str, object],
    now: datetime,
    reason: str = "",
    listing: Listing = SEATS,
    columns: Sequence[str] = (),
) -> Export:
    """Fix what the file will hold and write down who takes it; call before the first byte.

    Raises NotExported when the list is too long for the form, or when it cannot be written down.
    """
    fields = listing.chosen(columns or listing.usual)
    pks = list(queryset.values_list("pk", flat=True))
    count = listing.count(queryset)
    if form == "xlsx" and count > MAX_XLSX_ROWS:
        raise NotExported(
            _("一共 %(count)d 行，Excel 文件最多 %(limit)d 行。请缩小筛选范围，或导出 CSV。")
            % {"count": count, "limit": MAX_XLSX_ROWS}
        )
    changes: dict[str, object] = {
        "form": form,
        "filters": filters,
        "reason": reason,
        "listing": listing.key,
        listing.about: len(pks),
        "rows": count,
        "columns": [field.name for field in fields],
    }
    try:
        with transaction.atomic():
            audit.record("export", listing.about, actor=actor, now=now, **changes)
    except DatabaseError as error:
        raise NotExported(_("没有导出：操作记录写不进去，请稍后再试。")) from error
    return Export(pks, count, listing, fields)


def rows(export: Export) -> Iterator[list[Cell]]:
    for start in range(0, len(export.pks), CHUNK):
        yield from export.listing.rows(export.pks[start : start + CHUNK], export.fields)


def csv_of(export: Export, rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    """These rows below the columns in the reader's language."""
    return (chunk.encode("utf-8") for chunk in csv_chunks(rows, _columns(export)))


def write_book(export: Export, rows: Iterable[list[Cell]], out: BinaryIO) -> None:
    """The same as a workbook."""
    columns = _columns(export)
    # The same text as in a .csv: it stays harmless when a workbook is saved as one.
    write_xlsx(shown_rows(rows, columns), columns, out, sheet=_(export.listing.name))


def _columns(export: Export) -> list[Column]:
    return [Column(_(field.name), field.kind, field.width) for field in export.fields]


def csv_file(export: Export) -> Iterator[bytes]:
    return csv_of(export, rows(export))


def xlsx_file(export: Export) -> IO[bytes]:
    """A nameless temporary file, at its beginning; it is gone when it is closed."""
    out = tempfile.TemporaryFile()  # noqa: SIM115
    write_book(export, rows(export), out)
    out.seek(0)
    return out


def digested(
    chunks: Iterable[bytes], export: Export, *, form: str, actor: str, asked: datetime
) -> Iterator[bytes]:
    """The same chunks; once the last is taken, the record says exactly which bytes left.

    Where the reader goes away, it has the digest of what was made so far, and ``whole`` is false.
    """
    digest, size, whole = hashlib.sha256(), 0, False
    try:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        whole = True
    finally:
        sums = {"sha256": digest.hexdigest(), "size": size, "whole": whole}
        _note_sent(export, form=form, actor=actor, asked=asked, **sums)


def note_digest(book: IO[bytes], export: Export, *, form: str, actor: str, asked: datetime) -> None:
    """Write down which bytes are about to leave; the file is at its beginning again."""
    digest = hashlib.sha256()
    while chunk := book.read(1 << 16):
        digest.update(chunk)
    sha256, size = digest.hexdigest(), book.tell()
    book.seek(0)
    _note_sent(export, form=form, actor=actor, asked=asked, sha256=sha256, size=size, whole=True)


def _note_sent(export: Export, *, actor: str, asked: datetime, **sums: object) -> None:
    params = {"asked_at": asked.isoformat(), "listing": export.listing.key, "rows": export.count}
    about = export.listing.about
    audit.record("export sent", about, actor=actor, now=timezone.now(), **params, **sums)


def file_name(export: Export, form: str, *, now: datetime) -> str:
    return f"{_(export.listing.name)}-{timezone.localdate(now):%Y-%m-%d}.{form}"
