"""PURE. Rows -> .csv or .xlsx that a spreadsheet opens as text, never as a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import BinaryIO, TextIO

import xlsxwriter

Cell = str | int | Decimal | date | datetime | None
CELL_LIMIT = 32_767  # UTF-16 units that a spreadsheet keeps of one cell
CUT = "…（已截断）"
FLUSH_EVERY = 500  # rows
RISKY = tuple("=+-@\t\r\n＝＋－＠|%")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
MOBILE = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d)(\d{4})(\d{4})")
SPOILT_AS_NUMBER = re.compile(r"0\d{1,40}|\d{12,60}|\d{1,20}[Ee]\d{1,20}", re.ASCII)
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
FORMATS = {
    "text": {"num_format": "@"},
    "phone": {"num_format": "@"},
    "number": {"num_format": "0"},
    "money": {"num_format": "#,##0.00"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "time": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
}
HEAD = {"bold": True, "bg_color": "#0F4C4A", "font_color": "#FFFFFF", "num_format": "@"}


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` is one of text, phone, number, money, date, time; ``width`` in characters."""

    name: str
    kind: str = "text"
    width: int = 14


def clean(text: str) -> str:
    """The text without what XML forbids, one kind of line end, cut where a cell ends."""
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    units = text.encode("utf-16-le")
    if len(units) <= CELL_LIMIT * 2:
        return text
    return units[: (CELL_LIMIT - len(CUT)) * 2].decode("utf-16-le", errors="ignore") + CUT


def csv_chunks(rows: Iterable[Sequence[Cell]], columns: Sequence[Column]) -> Iterator[str]:
    """Text to send as it is made: byte order mark, every field quoted, CRLF."""
    buffer = StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([_guarded(column.name) for column in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow(
            [_csv_cell(cell, column) for cell, column in zip(row, columns, strict=True)]
        )
        if number % FLUSH_EVERY == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write_csv(rows: Iterable[Sequence[Cell]], columns: Sequence[Column], out: TextIO) -> None:
    """``out`` is opened with ``newline=""`` and UTF-8."""
    for chunk in csv_chunks(rows, columns):
        out.write(chunk)


def _csv_cell(cell: Cell, column: Column) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    if not isinstance(cell, str):
        return str(cell)
    if column.kind == "phone" and (mobile := MOBILE.fullmatch(cell)):
        return " ".join(mobile.groups())
    # What a spreadsheet would read as a number: a zero in front, digits beyond 15, an exponent.
    return f"'{cell}" if SPOILT_AS_NUMBER.fullmatch(cell) else _guarded(cell)


def _guarded(text: str) -> str:
    """A quote before what a spreadsheet would calculate; blanks before it hide nothing."""
    kept = clean(text)
    bare = kept.lstrip(" \u3000\xa0\ufeff\u200b")
    return f"'{kept}" if text.startswith(RISKY) or bare.startswith(RISKY) else kept


def write_xlsx(
    rows: Iterable[Sequence[Cell]], columns: Sequence[Column], out: BinaryIO, *, sheet: str
) -> int:
    """Write the rows in constant memory and give how many there were; ``out`` stays open."""
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        },
    )
    page = book.add_worksheet(NOT_IN_SHEET_NAMES.sub(" ", sheet)[:31])
    formats = {kind: book.add_format(style) for kind, style in FORMATS.items()}
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width, formats[column.kind])
    page.freeze_panes(1, 0)
    head = book.add_format(HEAD)
    for number, column in enumerate(columns):
        page.write_string(0, number, clean(column.name), head)
    count = 0
    for count, row in enumerate(rows, 1):
        for number, (cell, column) in enumerate(zip(row, columns, strict=True)):
            _write_cell(page, count, number, cell, formats[column.kind])
    page.autofilter(0, 0, count, len(columns) - 1)
    book.close()
    return count


def _write_cell(page, row: int, number: int, cell: Cell, style) -> None:
    """Never ``page.write()``: it guesses, and "=1+1" would become a formula."""
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(row, number, clean(cell), style)
    elif isinstance(cell, date):
        page.write_datetime(row, number, cell, style)
    else:
        page.write_number(row, number, cell, style)
