"""PURE. An old .xls -> grids: values by calamine, what it does not tell by the records."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook

from enrollment.people.roster.carriers.biff import SheetFacts, facts_of
from enrollment.people.roster.carriers.xlsx import shown_date, shown_number
from enrollment.people.roster.grid import ERROR, STRUCK, Cell, Grid, Place, spread
from enrollment.people.roster.list_refusals import (
    BROKEN,
    LOCKED,
    MACROS,
    UNKNOWN,
    RosterError,
    too_many_rows,
)

LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
VBA = "_VBA_PROJECT".encode("utf-16-le")
LETTER = "WordDocument".encode("utf-16-le")
BOOK = "ook".encode("utf-16-le")  # ends the name of a workbook's stream, Workbook or Book
MAX_AREA = 1_500_000  # cells between the first and the last: the reader fills them all


def grids(data: bytes) -> list[Grid]:
    """Every sheet in the order of its tabs. Raises RosterError."""
    _judge(data)
    facts = facts_of(data)
    if facts.is_locked:
        raise RosterError(LOCKED)
    if any(one.area > MAX_AREA for one in facts.sheets.values()):
        raise too_many_rows()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _grid(book, number, name, facts.sheets.get(number) or SheetFacts())
            for number, name in enumerate(book.sheet_names)
        ]
    except (KeyboardInterrupt, SystemExit, RosterError):
        raise
    except BaseException as error:  # the reader is compiled: its panics are no Exception
        raise RosterError(LOCKED if "assword" in str(error) else BROKEN) from error


def _judge(data: bytes) -> None:
    if LOCKED_PACKAGE in data:
        raise RosterError(LOCKED)
    if VBA in data:
        raise RosterError(MACROS)
    if LETTER in data and BOOK not in data:  # a workbook may hold a letter
        raise RosterError(UNKNOWN)


def _grid(book, number: int, name: str, facts: SheetFacts) -> Grid:
    shown = str(book.sheets_metadata[number].visible).endswith("Visible")
    if not shown or str(book.sheets_metadata[number].typ).rpartition(".")[2] != "WorkSheet":
        return Grid(name, {}, is_hidden=True)
    sheet = book.get_sheet_by_index(number)
    merges = tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    return Grid(
        name,
        _cells(sheet, facts),
        frozenset(facts.hidden_rows),
        frozenset(facts.hidden_columns),
        merges,
        filled=spread(merges),
    )


def _cells(sheet, facts: SheetFacts) -> dict[Place, Cell]:
    """The cells with a value; what a record says of an error is surer than what is read of it."""
    top, left = sheet.start or (0, 0)
    cells = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top):
        for column, value in enumerate(values, left):
            text = _text(value)
            if text.strip():
                cells[row, column] = Cell(text, STRUCK if (row, column) in facts.struck else "")
    return cells | {place: Cell(text, ERROR) for place, text in facts.errors.items()}


def _text(value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shown_number(str(value))
    if isinstance(value, datetime):
        return shown_date(value)
    if isinstance(value, date | time | timedelta):
        return str(value)
    return value
