"""Rows to .csv and .xlsx; every export goes through here. Pure: rows come in, bytes go out."""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any, BinaryIO

import xlsxwriter

# What a spreadsheet may take for a formula when it opens a .csv, full-width forms included.
RISKY = re.compile(r"^[=+\-@\t\r\n\x00|%＝＋－＠]")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
CELL_MAX = 32_767  # characters, Excel's limit


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how to read it from a row, its width in characters."""

    heading: str
    value: Callable[[Any], Any]
    width: int = 14


def plain(value: Any) -> str:
    """The text of a cell, without characters that a file format forbids."""
    if value is None:
        return ""
    return FORBIDDEN.sub("", str(value))[:CELL_MAX]


def csv_lines(rows: Iterable, columns: list[Column]) -> Iterable[str]:
    """Lines of a .csv that Excel opens right: a byte order mark, every field quoted."""
    buffer = StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    yield "\ufeff" + _taken(buffer)
    for row in rows:
        writer.writerow([_guarded(column.value(row)) for column in columns])
        yield _taken(buffer)


def write_xlsx(out: BinaryIO, rows: Iterable, columns: list[Column], *, sheet: str) -> int:
    """Write one sheet in constant memory; texts are text cells, never formulas. Gives the rows."""
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    page = book.add_worksheet(sheet)
    head = book.add_format({"bold": True, "bg_color": "#E6EFEC", "border": 1})
    formats = {
        "text": book.add_format({"num_format": "@"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.heading, head)
    page.freeze_panes(1, 0)
    count = 0
    for count, row in enumerate(rows, 1):
        for number, column in enumerate(columns):
            _write_cell(page, count, number, column.value(row), formats)
    page.autofilter(0, 0, count, len(columns) - 1)
    book.close()
    return count


def _write_cell(page, row: int, column: int, value: Any, formats: dict) -> None:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        page.write_number(row, column, value, formats["money"] if value != int(value) else None)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["date"])
    else:
        page.write_string(row, column, plain(value), formats["text"])


def _guarded(value: Any) -> str:
    text = plain(value)
    return f"'{text}" if RISKY.match(text) else text


def _taken(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
