"""PURE. A table that a mail program flattened to one cell a line -> the grid that it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.text.inbound import plain
from enrollment.people.roster import rows
from enrollment.people.roster.cells import is_nothing
from enrollment.people.roster.contacts import email_likeness, phone_likeness
from enrollment.people.roster.contents import LIKENESS, mean, name_like
from enrollment.people.roster.grid import Cell, Grid
from enrollment.people.roster.headers import (
    DEPARTMENT,
    EMAIL,
    JOB_TITLE,
    NAME,
    NUMBER,
    PHONE,
    kind_of,
)

FEWEST_COLUMNS, FEWEST_ROWS, MOST_COLUMNS = 3, 2, 12
LIKELY = 0.4  # how much a column must be like what it is taken for
LONGEST_LABEL, LONGEST_VALUE = 16, 40  # characters
MOST_CELLS = 4_000
SKIPPED, NAMELESS = 0.45, 1.5  # what an empty field costs, and an empty name
AGAINST = -1.0  # a number where no number can stand
NEUTRAL = 0.15  # any words in a column that may hold any
Kinds = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Line:
    row: int
    text: str


def unflattened(grid: Grid) -> Grid | None:
    """The table whose cells stand below each other, in its rows; None where there is none."""
    lines = _lines(grid)
    if not grid.lines or len(lines) > MOST_CELLS:
        return None
    start, width = _header(lines)
    kinds: Kinds = [_kind(line.text) for line in lines[start : start + width]]
    if not width:
        start = next((n for n, line in enumerate(lines) if line.text == "1"), 0)
        kinds = _kinds_between_numbers([line.text for line in lines[start:]])
    if len(kinds) < FEWEST_COLUMNS:
        return None
    table = _table(lines[start + width :], kinds, grid.lines)
    if len(table) < FEWEST_ROWS:
        return None
    header = [dict(enumerate(lines[start : start + width]))] if width else []
    after = lines[start + width + sum(map(len, table)) :]
    return _grid(grid, [*_alone(lines[:start]), *header, *table, *_alone(after)])


def _kind(text: str) -> str | None:
    known = kind_of(text)
    return known[0] if known else None


def _table(lines: list[Line], kinds: Kinds, places: Sequence[int]) -> list[dict[int, Line]]:
    end = next((n for n, line in enumerate(lines) if _is_beside(line.text)), len(lines))
    body = lines[:end]
    return _without_signer(_rows_of(body, _aligned(body, kinds)), kinds, places)


def _alone(lines: list[Line]) -> list[dict[int, Line]]:
    return [{0: line} for line in lines]


def _kinds_between_numbers(texts: list[str]) -> Kinds:
    """The kinds of the lines that stand between 1, 2 and 3, each on a line of its own."""
    groups: list[list[str]] = []
    for text in texts:
        if text == str(len(groups) + 1):
            groups.append([])
        elif groups:
            groups[-1].append(text)
    width = max(map(len, groups[:-1]), default=0)
    whole = [group[:width] for group in groups if len(group) >= width]
    if len(groups) <= FEWEST_ROWS or width > MOST_COLUMNS:
        return ()
    return [NUMBER, *(_kind_of_column([plain(group[n]) for group in whole]) for n in range(width))]


def _kind_of_column(texts: list[str]) -> str | None:
    worth = {kind: mean(texts, LIKENESS[kind]) for kind in (NAME, PHONE, EMAIL, DEPARTMENT)}
    worth[JOB_TITLE] = mean(texts, LIKENESS[JOB_TITLE])
    best = max(worth, key=lambda kind: worth[kind])
    return best if worth[best] >= LIKELY else None


def _lines(grid: Grid) -> list[Line]:
    """Every row as one text; a row of several cells is none of a flattened table."""
    by_row: dict[int, list[str]] = {}
    for (row, _column), cell in sorted(grid.cells.items()):
        by_row.setdefault(row, []).append(cell.text)
    return [Line(row, "  ".join(words).strip()) for row, words in by_row.items()]


def _header(lines: list[Line]) -> tuple[int, int]:
    """Where the labels begin that stand one a line, and how many there are."""
    for start, line in enumerate(lines):
        if not _is_label(line.text):
            continue
        kinds = []
        for other in lines[start : start + 20]:
            known = kind_of(other.text) if _is_label(other.text) else None
            if known is None:
                break
            kinds.append(known[0])
        if NAME in kinds and len(kinds) >= FEWEST_COLUMNS:
            return start, len(kinds)
    return 0, 0


def _is_label(text: str) -> bool:
    short = len(text) <= LONGEST_LABEL and ":" not in plain(text)
    return short and not text.isdecimal() and kind_of(text) is not None


def _is_beside(text: str) -> bool:
    """Whether a line ends the table: a total, a signature, a sentence."""
    ends = (
        rows.is_total(text) or rows.is_role(text) or rows.sends_to(text) or rows.is_sign_off(text)
    )
    return bool(ends or len(text) > LONGEST_VALUE or rows.SENTENCE.search(text))


def _fits(text: str, kind: str | None) -> float:
    """How well a text stands in a column of a kind."""
    if kind == NUMBER:
        return 1.5 if text.strip(" .、").isdecimal() and len(text) < 5 else AGAINST
    if is_nothing(text):
        return AGAINST if kind == NAME else 0.5
    reaches = max(phone_likeness(text), email_likeness(text))
    if kind in (PHONE, EMAIL):
        return LIKENESS[kind](text) * 1.5 if reaches else -0.3
    if reaches >= 0.6:
        return AGAINST
    if kind == NAME:
        return name_like(text) - 0.2
    if kind in (DEPARTMENT, JOB_TITLE):
        return max(LIKENESS[kind](text), 2 * NEUTRAL)
    return NEUTRAL


def _best_before(worth: list[float], steps: list[float]) -> int:
    """The column from which a line comes best to one, of those the line above may stand in."""
    return max(range(len(worth)), key=lambda before: worth[before] - steps[before])


def _aligned(body: list[Line], kinds: Kinds) -> list[int]:
    """The column of each line, by the way through the table that fits its lines best."""
    width = len(kinds)
    steps = [[_step(kinds, before, column) for column in range(width)] for before in range(width)]
    worth = [
        -SKIPPED * n + _fits(line.text, kind) for line in body[:1] for n, kind in enumerate(kinds)
    ]
    came: list[list[int]] = []
    for line in body[1:]:
        fits = [_fits(line.text, kind) for kind in kinds]
        best = [_best_before(worth, [step[c] for step in steps]) for c in range(width)]
        worth = [worth[best[c]] - steps[best[c]][c] + fits[c] for c in range(width)]
        came.append(best)
    if not body:
        return []
    place = max(range(width), key=lambda c: worth[c] - SKIPPED * (width - 1 - c))
    columns = [place]
    for best in reversed(came):
        place = best[place]
        columns.append(place)
    return columns[::-1]


def _step(kinds: Kinds, before: int, column: int) -> float:
    """What it costs to go from one column to the next line's, over the fields between them."""
    width = len(kinds)
    ahead = column - before if column > before else column + width - before
    passed = [kinds[(before + n) % width] for n in range(1, ahead)]
    return sum(NAMELESS if kind == NAME else SKIPPED for kind in passed)


def _rows_of(body: list[Line], columns: list[int]) -> list[dict[int, Line]]:
    table: list[dict[int, Line]] = []
    last = len(columns)
    for line, column in zip(body, columns, strict=True):
        if column <= last:
            table.append({})
        table[-1][column] = line
        last = column
    return table


def _without_signer(
    table: list[dict[int, Line]], kinds: Kinds, lines: Sequence[int]
) -> list[dict[int, Line]]:
    """The rows without the last ones, below a blank line, which have no number as the others do,
    or no field that the others have.
    """
    numbered = [kinds.index(NUMBER)] if NUMBER in kinds else []
    counted = sum(column in row for row in table for column in numbered) * 2 > len(table)
    first = next((n for n, row in enumerate(table) if n and _is_apart(row, lines)), len(table))
    if counted:
        first = max(n for n, row in enumerate(table) if numbered[0] in row) + 1
    elif any(len(row) * 2 > len(kinds) for row in table[first:]):
        first = len(table)
    return table[:first]


def _is_apart(row: dict[int, Line], lines: Sequence[int]) -> bool:
    begins = min(line.row for line in row.values())
    return lines[begins] > lines[begins - 1] + 1


def _grid(grid: Grid, table: list[dict[int, Line]]) -> Grid:
    cells = {
        (n, column): Cell(line.text) for n, row in enumerate(table) for column, line in row.items()
    }
    lines = tuple(grid.lines[min(line.row for line in row.values())] for row in table)
    return Grid(grid.name, cells, lines=lines, encoding=grid.encoding)
