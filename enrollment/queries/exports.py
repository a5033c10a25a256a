"""The enrollment list as a file: one row a seat, exactly the enrollments given, audited first."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import DatabaseError, transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalog.documents.tabular import Cell, Column, csv_chunks, write_xlsx
from enrollment.domain import audit
from enrollment.models import Enrollment, Participant

FORMATS = ("xlsx", "csv")
MAX_XLSX_SEATS = 50_000  # a larger workbook takes more than ten seconds to make
CHUNK = 500  # enrollments read at a time: no transaction stays open while a file is sent

Getter = Callable[[Enrollment, Participant | None, int], Cell]


class NotExported(Exception):
    """No file was made; the text is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Export:
    """What was allowed to leave: the rows in the order of the list, and how many seats they are."""

    pks: list[int]
    seats: int


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None)


def _of(attribute: str) -> Getter:
    return lambda enrollment, person, seat: getattr(enrollment, attribute)


def _of_session(attribute: str) -> Getter:
    return lambda enrollment, person, seat: getattr(enrollment.session, attribute)


def _of_person(attribute: str) -> Getter:
    return lambda enrollment, person, seat: getattr(person, attribute) if person else ""


# Price is per seat, as the rows are: a sum over the column is the sum that is due.
COLUMNS: list[tuple[str, str, int, Getter]] = [
    (gettext_noop("报名编号"), "text", 12, _of("code")),
    (gettext_noop("状态"), "text", 8, lambda e, person, seat: str(e.get_state_display())),
    (gettext_noop("课程"), "text", 32, lambda e, person, seat: e.session.course.title),
    (gettext_noop("课程编号"), "text", 10, lambda e, person, seat: e.session.course.code),
    (gettext_noop("城市"), "text", 8, lambda e, person, seat: e.session.city.name),
    (gettext_noop("场地"), "text", 18, lambda e, person, seat: _name(e.session.venue)),
    (gettext_noop("月份"), "text", 9, lambda e, person, seat: f"{e.session.month:%Y-%m}"),
    (gettext_noop("开始日期"), "date", 12, _of_session("starts_on")),
    (gettext_noop("结束日期"), "date", 12, _of_session("ends_on")),
    (gettext_noop("单位"), "text", 24, _of("company")),
    (gettext_noop("联系人"), "text", 10, _of("contact_name")),
    (gettext_noop("联系人手机"), "phone", 16, _of("contact_phone")),
    (gettext_noop("联系人邮箱"), "text", 24, _of("contact_email")),
    (gettext_noop("人数"), "number", 6, _of("seats")),
    (gettext_noop("座位"), "number", 6, lambda e, person, seat: seat),
    (gettext_noop("学员姓名"), "text", 10, lambda e, person, seat: _person_name(person)),
    (gettext_noop("学员手机"), "phone", 16, _of_person("phone")),
    (gettext_noop("学员邮箱"), "text", 24, _of_person("email")),
    (gettext_noop("部门"), "text", 14, _of_person("department")),
    (gettext_noop("职务"), "text", 14, _of_person("job_title")),
    (gettext_noop("单价（元/人）"), "money", 13, _of("unit_price")),
    (gettext_noop("报名时间"), "time", 17, lambda e, person, seat: _local(e.created_at)),
    (gettext_noop("来源"), "text", 10, lambda e, person, seat: str(e.get_channel_display())),
    (gettext_noop("内部备注"), "text", 30, _of("staff_note")),
]


def _name(thing) -> str:
    return thing.name if thing else ""


def _person_name(person: Participant | None) -> str:
    return person.name if person else _("待定")


def columns() -> list[Column]:
    """The columns in the reader's language."""
    return [Column(_(name), kind, width) for name, kind, width, _getter in COLUMNS]


def allow(
    queryset: QuerySet[Enrollment], *, form: str, actor: str, filters: dict, now: datetime
) -> Export:
    """Fix what the file will hold and write down who takes it; call before the first byte.

    Raises NotExported when the list is too long for the form, or when it cannot be written down.
    """
    pks = list(queryset.values_list("pk", flat=True))
    seats = Enrollment.objects.filter(pk__in=queryset.order_by().values("pk"))
    count = seats.aggregate(total=Sum("seats"))["total"] or 0
    if form == "xlsx" and count > MAX_XLSX_SEATS:
        raise NotExported(
            _("一共 %(count)d 个座位，Excel 文件最多 %(limit)d 行。请缩小筛选范围，或导出 CSV。")
            % {"count": count, "limit": MAX_XLSX_SEATS}
        )
    try:
        with transaction.atomic():
            audit.record(
                "export",
                "enrollments",
                actor=actor,
                now=now,
                form=form,
                filters=filters,
                enrollments=len(pks),
                seats=count,
                columns=[name for name, _kind, _width, _getter in COLUMNS],
            )
    except DatabaseError as error:
        raise NotExported(_("没有导出：操作记录写不进去，请稍后再试。")) from error
    return Export(pks, count)


def rows(export: Export) -> Iterator[list[Cell]]:
    """One row a seat, the party's facts on each; seats without a name say so."""
    for start in range(0, len(export.pks), CHUNK):
        for enrollment in _read(export.pks[start : start + CHUNK]):
            people = list(enrollment.participants.all())
            for seat in range(1, max(enrollment.seats, len(people)) + 1):
                person = people[seat - 1] if seat <= len(people) else None
                yield [getter(enrollment, person, seat) for *_column, getter in COLUMNS]


def _read(pks: list[int]) -> list[Enrollment]:
    found = Enrollment.objects.with_names().prefetch_related("participants").in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def csv_file(export: Export) -> Iterator[bytes]:
    return (chunk.encode("utf-8") for chunk in csv_chunks(rows(export), columns()))


def xlsx_file(export: Export) -> BinaryIO:
    """A nameless temporary file, at its beginning; it is gone when it is closed."""
    out = tempfile.TemporaryFile()  # noqa: SIM115
    write_xlsx(rows(export), columns(), out, sheet=_("报名名单"))
    out.seek(0)
    return out


def file_name(form: str, *, now: datetime) -> str:
    return f"{_('报名名单')}-{timezone.localdate(now):%Y-%m-%d}.{form}"
