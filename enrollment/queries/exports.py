"""A list as a file: exactly the rows given, in the columns chosen, audited first."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import DatabaseError, transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalog.documents.tabular import Cell, Column, csv_chunks, shown_rows
from catalog.documents.workbook import write_xlsx
from enrollment.domain import audit
from enrollment.models import Enrollment, Participant
from enrollment.queries import export_fields, export_rows
from enrollment.queries.export_fields import Field

FORMATS = ("xlsx", "csv")
MAX_XLSX_ROWS = 200_000  # a larger workbook takes more than half a minute to make
CHUNK = 2000  # rows read at a time: no transaction stays open while a file is sent

Rows = Callable[[Sequence[int], Sequence[Field]], Iterator[list[Cell]]]


class NotExported(Exception):
    """No file was made; the text is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a row stands for; ``usual`` are the columns of a file for which none were chosen."""

    key: str
    name: str  # of the file and its sheet
    about: str  # the list in the record
    fields: list[Field]
    usual: tuple[str, ...]
    rows: Rows
    count: Callable[[QuerySet], int]

    def chosen(self, keys: Sequence[str]) -> list[Field]:
        """The fields by their keys, in this order; unknown ones are left out."""
        known = {field.key: field for field in self.fields}
        return [known[key] for key in keys if key in known]


@dataclass(frozen=True, slots=True)
class Export:
    """What was allowed to leave: the rows in the order of the list, in which columns."""

    pks: list[int]
    count: int
    listing: Listing
    fields: list[Field]


def _seats(queryset: QuerySet) -> int:
    seats = Enrollment.objects.filter(pk__in=queryset.order_by().values("pk"))
    return seats.aggregate(total=Sum("seats"))["total"] or 0


def _people(queryset: QuerySet) -> int:
    return Participant.objects.filter(enrollment__in=queryset.order_by().values("pk")).count()


SEATS_ONLY = {"seat"}
RARE = {"session", "unnamed", "held_until", "created_by"}
OF_PARTIES = tuple(f.key for f in export_fields.FIELDS if f.key not in RARE | SEATS_ONLY)
OF_SEATS = tuple(field.key for field in export_fields.FIELDS if field.key not in RARE)
OF_PEOPLE = (
    *("name", "phone", "email", "department", "job_title", "company"),
    *("course", "city", "month", "starts_on", "ends_on", "state", "code"),
)
LISTINGS = {
    one.key: one
    for one in [
        Listing(
            *("seats", gettext_noop("报名名单"), "enrollments", export_fields.FIELDS, OF_SEATS),
            *(export_rows.seat_rows, _seats),
        ),
        Listing(
            *("parties", gettext_noop("报名名单"), "enrollments"),
            [field for field in export_fields.FIELDS if field.key not in SEATS_ONLY],
            *(OF_PARTIES, export_rows.party_rows, QuerySet.count),
        ),
        Listing(
            *("people", gettext_noop("学员名单"), "enrollments", export_fields.FIELDS, OF_PEOPLE),
            *(export_rows.named_rows, _people),
        ),
    ]
}


def allow(
    queryset: QuerySet,
    *,
    form: str,
    actor: str,
    filters: dict,
    now: datetime,
    reason: str = "",
    listing: str = "seats",
    columns: Sequence[str] = (),
) -> Export:
    """Fix what the file will hold and write down who takes it; call before the first byte.

    Raises NotExported when the list is too long for the form, or when it cannot be written down.
    """
    what = LISTINGS[listing]
    fields = what.chosen(columns or what.usual)
    pks = list(queryset.values_list("pk", flat=True))
    count = what.count(queryset)
    if form == "xlsx" and count > MAX_XLSX_ROWS:
        raise NotExported(
            _("一共 %(count)d 行，Excel 文件最多 %(limit)d 行。请缩小筛选范围，或导出 CSV。")
            % {"count": count, "limit": MAX_XLSX_ROWS}
        )
    said = {"form": form, "filters": filters, "reason": reason, "listing": listing}
    said |= {what.about: len(pks), "rows": count, "columns": [field.name for field in fields]}
    try:
        with transaction.atomic():
            audit.record("export", what.about, actor=actor, now=now, **said)
    except DatabaseError as error:
        raise NotExported(_("没有导出：操作记录写不进去，请稍后再试。")) from error
    return Export(pks, count, what, fields)


def columns_of(export: Export) -> list[Column]:
    """The columns in the reader's language."""
    return [Column(_(field.name), field.kind, field.width) for field in export.fields]


def rows(export: Export) -> Iterator[list[Cell]]:
    for start in range(0, len(export.pks), CHUNK):
        yield from export.listing.rows(export.pks[start : start + CHUNK], export.fields)


def csv_file(export: Export) -> Iterator[bytes]:
    return (chunk.encode("utf-8") for chunk in csv_chunks(rows(export), columns_of(export)))


def xlsx_file(export: Export) -> BinaryIO:
    """A nameless temporary file, at its beginning; it is gone when it is closed."""
    out = tempfile.TemporaryFile()  # noqa: SIM115
    columns = columns_of(export)
    # The same text as in a .csv: it stays harmless when a workbook is saved as one.
    write_xlsx(shown_rows(rows(export), columns), columns, out, sheet=_(export.listing.name))
    out.seek(0)
    return out


def file_name(export: Export, form: str, *, now: datetime) -> str:
    return f"{_(export.listing.name)}-{timezone.localdate(now):%Y-%m-%d}.{form}"
