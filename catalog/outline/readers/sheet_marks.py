"""What a worksheet says about its rows and columns: hidden, merged, how many there are."""

import re
from typing import NamedTuple
from xml.parsers import expat

PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
OFF = ("", "0", "false")
MAX_MERGED = 20_000  # cells


class Marks(NamedTuple):
    """Rows count from 1, columns from 0, as the reader of the cells counts them."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: frozenset[tuple[int, int]] = frozenset()  # cells that go on from the one above
    rows: int = 0
    columns: int = 0
    beside: tuple[str, ...] = ()  # kinds of what stands beside the cells
    part: bytes = b""


def marks_of(part: bytes) -> Marks:
    """Read as a stream; a part that is no XML has none, and its reader will say so."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        return Marks()
    return Marks(
        frozenset(reader.rows),
        frozenset(reader.columns),
        frozenset(reader.merged),
        reader.last_row,
        reader.last_column + 1,
    )


class _Reader:
    def __init__(self) -> None:
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.merged: set[tuple[int, int]] = set()
        self.place = (0, 0)
        self.open_row = 0
        self.last_row = 0
        self.last_column = 0

    def start(self, name: str, said: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name == "row":
            self.row(said)
        elif name == "c":
            self.place = place_of(said.get("r", ""))
        elif name in ("v", "is"):  # a cell without a value is only formatted
            row, column = self.place
            self.last_row = max(self.last_row, row)
            self.last_column = max(self.last_column, column)
        elif name == "col" and said.get("hidden", "") not in OFF:
            first, last = number_of(said.get("min", "")), number_of(said.get("max", ""))
            self.columns.update(range(first - 1, min(last, first + 200)))
        elif name == "mergeCell":
            self.merge(said.get("ref", ""))

    def row(self, said: dict[str, str]) -> None:
        number = number_of(said.get("r", "")) or self.open_row + 1
        self.open_row = number
        if said.get("hidden", "") not in OFF:
            self.rows.add(number)

    def merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        (top, left), (bottom, _right) = place_of(first), place_of(last)
        if bottom - top > MAX_MERGED or len(self.merged) > MAX_MERGED:
            return
        self.merged.update((row, left) for row in range(top + 1, bottom + 1))


def place_of(name: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of a cell's name: C7 is (7, 2)."""
    found = PLACE.fullmatch(name)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def number_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
