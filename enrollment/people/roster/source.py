"""PURE. The sheet as it lies beside its reading: what each row and column was taken for."""

from dataclasses import dataclass

from enrollment.people.roster.findings import HARMLESS
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.reading import Reading, SheetReading

SHOWN_ROWS = 200
SHOWN_COLUMNS = 30
HEADER, PERSON, LEFT, EMPTY = "header", "person", "left", "empty"


@dataclass(frozen=True, slots=True)
class SourceRow:
    number: int  # from 0
    where: str
    cells: tuple[str, ...]
    kind: str  # HEADER, PERSON, LEFT
    people: tuple[int, ...] = ()  # numbers from 1 of those read from it


@dataclass(frozen=True, slots=True)
class Source:
    sheet: int
    name: str
    columns: tuple[tuple[int, str, str], ...]  # number, letters, kind
    rows: tuple[SourceRow, ...]
    header: int | None
    more: int  # rows that are not shown
    has_columns: bool  # False where lines or forms were read: their columns mean nothing


def source_of(reading: Reading, sheet: SheetReading) -> Source:
    """The sheet for the page; at most some hundred rows of it."""
    grid = _upright(sheet.grid)
    turned = sheet.grid.turned
    kinds = {} if turned else _kinds(sheet)
    headers = set() if turned else {row for one in sheet.draft.layouts for row in one.header}
    people = {} if turned else _people(reading, sheet)
    columns = [column for column in grid.columns() if column < SHOWN_COLUMNS]
    rows = grid.rows()
    return Source(
        sheet=sheet.number,
        name=grid.name,
        columns=tuple(
            (c, grid.where_column(c).rpartition("!")[2], kinds.get(c, "")) for c in columns
        ),
        rows=tuple(
            SourceRow(
                row,
                grid.where(row).rpartition("!")[2],
                tuple(" ".join(grid.text(row, column).split()) for column in columns),
                _kind(row, headers, people, turned=turned),
                tuple(people.get(row, ())),
            )
            for row in rows[:SHOWN_ROWS]
        ),
        header=min(headers, default=None),
        more=max(0, len(rows) - SHOWN_ROWS),
        has_columns=sheet.draft.kind == "table" and not turned,
    )


def _upright(grid: Grid) -> Grid:
    return grid.turn() if grid.turned else grid


def _kinds(sheet: SheetReading) -> dict[int, str]:
    return {c: kind for layout in sheet.draft.layouts for c, kind in layout.columns.items()}


def _people(reading: Reading, sheet: SheetReading) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    own = {id(taken) for taken in sheet.draft.people}
    for number, taken in enumerate(reading.people, 1):
        if id(taken) in own:
            found.setdefault(taken.row, []).append(number)
    return found


def _kind(row: int, headers: set[int], people: dict, *, turned: bool) -> str:
    if row in headers:
        return HEADER
    return PERSON if row in people or turned else LEFT


def is_settled(reading: Reading) -> bool:
    """Whether nothing is left that somebody should look at: green, and only then."""
    return not reading.doubts and all(one.why in HARMLESS for one in reading.left_out)
