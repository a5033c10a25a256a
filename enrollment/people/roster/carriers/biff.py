"""PURE. The records of an old .xls that say what is hidden, struck, wrong, and how far it goes."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from enrollment.people.roster.carriers.compound import stream_of

BOF, EOF, FILEPASS = 0x809, 0x0A, 0x2F
BOUNDSHEET, FONT, XF = 0x85, 0x31, 0xE0
ROW, COLINFO, BOOLERR = 0x208, 0x7D, 0x205
SEVERAL = 0xBD  # cells in one record
CELLS = {0x203, 0x204, 0x205, 0x06, 0xFD, 0x27E, SEVERAL}  # with a value
STREAMS = ("workbook", "book")
ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}


@dataclass(slots=True)
class SheetFacts:
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: tuple[int, int] = (1 << 20, -1)
    columns: tuple[int, int] = (1 << 20, -1)

    @property
    def area(self) -> int:
        return max(0, self.rows[1] - self.rows[0] + 1) * max(
            0, self.columns[1] - self.columns[0] + 1
        )

    def reach(self, row: int, column: int) -> None:
        self.rows = (min(self.rows[0], row), max(self.rows[1], row))
        self.columns = (min(self.columns[0], column), max(self.columns[1], column))


@dataclass(slots=True)
class BookFacts:
    sheets: dict[int, SheetFacts] = field(default_factory=dict)
    is_locked: bool = False


def facts_of(data: bytes) -> BookFacts:
    """What the records say; nothing where the file is too damaged to be walked."""
    try:
        return _walk(stream_of(data, STREAMS))
    except (struct.error, IndexError, ValueError):
        return BookFacts()


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _walk(stream: bytes) -> BookFacts:
    book = BookFacts()
    formats = _Formats()
    starts: dict[int, int] = {}  # where a sheet begins -> its number
    sheet = None
    for place, kind, body in _records(stream):
        if kind == FILEPASS:
            book.is_locked = True
            return book
        if kind == BOUNDSHEET:
            starts[struct.unpack_from("<I", body)[0]] = len(starts)
        elif kind == BOF:
            sheet = _begun(book, starts.get(place))
        elif sheet is None:
            formats.note(kind, body)
        else:
            _note(sheet, kind, body, formats)
    return book


class _Formats:
    """Which cell formats are struck through."""

    def __init__(self):
        self.fonts: list[bool] = []
        self.formats: list[int] = []

    def note(self, kind: int, body: bytes) -> None:
        if kind == FONT:
            self.fonts.append(bool(body[2] & 8))
            if len(self.fonts) == 4:
                self.fonts.append(False)  # number 4 is never written
        elif kind == XF:
            self.formats.append(struct.unpack_from("<H", body)[0])

    def is_struck(self, style: int) -> bool:
        font = self.formats[style] if style < len(self.formats) else len(self.fonts)
        return font < len(self.fonts) and self.fonts[font]


def _begun(book: BookFacts, number: int | None) -> SheetFacts | None:
    if number is None:
        return None
    return book.sheets.setdefault(number, SheetFacts())


def _note(sheet: SheetFacts, kind: int, body: bytes, formats: _Formats) -> None:
    if kind == ROW:
        row, flags = struct.unpack_from("<H10xH", body)
        if flags & 0x20:
            sheet.hidden_rows.add(row)
    elif kind == COLINFO:
        first, last, _width, _format, flags = struct.unpack_from("<5H", body)
        if flags & 1:
            sheet.hidden_columns.update(range(first, min(last, 255) + 1))
    elif kind in CELLS:
        _note_cell(sheet, kind, body, formats)


def _note_cell(sheet: SheetFacts, kind: int, body: bytes, formats: _Formats) -> None:
    row, column, style = struct.unpack_from("<3H", body)
    sheet.reach(row, column)
    if kind == SEVERAL:
        sheet.reach(row, struct.unpack_from("<H", body, len(body) - 2)[0])
    if formats.is_struck(style):
        sheet.struck.add((row, column))
    if kind == BOOLERR and body[7]:
        sheet.errors[row, column] = ERRORS.get(body[6], "#N/A")
