"""Tables in which each level has a column of its own: the first filled one tells the depth.

Words are not asked: one line fills all those columns, the names; each line below fills just one.
A column of codes may stand before them, columns of hours and remarks after them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from . import plans
from .markers import Marker
from .numerals import value
from .rows import Row

CODE = re.compile(
    r"(?:[A-Za-z]{1,2}[.\-]?)?\d{0,2}(?:[.\-]\d{1,2}){0,3}[.)、]?|[一二三四五六七八九十]{1,3}[、.]?"
)
NO_LETTERS = re.compile(r"[\d.\-]")
PARTS = re.compile(r"[.\-]|(?<=[A-Za-z])(?=\d)")
TAB = 4  # columns that a tab at the beginning of a line was counted as
FEWEST_LINES = 4
FEWEST_LEVELS, MOST_LEVELS = 2, 4
FEWEST_OF_A_LEVEL = 2

Cells = dict[int, str]  # column -> words


def place(rows: list[Row]) -> list[Row]:
    """The rows, those of each such table with their tier."""
    at = 0
    while at < len(rows):
        row = rows[at]
        heads = len(row.cells) > FEWEST_LEVELS and not (row.cell or row.indent)
        at += _table(rows, at) + 1 if heads and all(row.cells[:FEWEST_LEVELS]) else 1
    return rows


def _table(rows: list[Row], at: int) -> int:
    """Place the lines below the names of columns at this place; how many there are."""
    names = _cells(rows[at])
    if not _may_be_levels(names, rows, at + 1):
        return 0
    lines = _lines(rows, at + 1)
    if len(lines) < FEWEST_LINES:
        return 0
    table = [_cells(row) for row in lines]
    coded = _has_codes(table)
    levels = _levels(names, table, coded=coded)
    if not levels:
        return 0
    _set_aside(rows[at], at, 0)
    for number, (row, cells) in enumerate(zip(lines, table, strict=True), 1):
        found = [level for level in levels if level in cells]
        if found:
            _put(row, cells, levels.index(found[0]) + 1, (-1 - at, number, 0), coded=coded)
        else:
            _set_aside(row, at, number)
    return len(lines)


def _may_be_levels(names: Cells, rows: Sequence[Row], start: int) -> bool:
    """Whether the lines leave two columns that may be levels, with codes or without.

    False as soon as they do not: else a long table of another kind is read to its end for each of
    its lines.
    """
    free = [set(names), set(names) - {0}]
    for cells in (_cells(row) for row in _run(rows, start) if _is_line(row) and not row.rule):
        if _is_sum(cells):
            continue
        firsts = (min(cells), min(cells.keys() - {0}, default=0))
        for first, columns in zip(firsts, free, strict=True):
            columns.difference_update(cells.keys() - {first})
            if first not in columns or len(columns) < FEWEST_LEVELS:
                columns.clear()
        if not any(free):
            return False
    return True


def _run(rows: Sequence[Row], start: int) -> Iterator[Row]:
    return takewhile(_may_be_line, (rows[at] for at in range(start, len(rows))))


def _lines(rows: Sequence[Row], start: int) -> list[Row]:
    """The lines of a table; one of a single cell belongs to it only where others follow."""
    lines = list(_run(rows, start))
    while lines and not _is_line(lines[-1]):
        lines.pop()
    return [row for row in lines if not row.rule]


def _may_be_line(row: Row) -> bool:
    return not (row.cell or row.heading) and (not row.gap or _is_line(row))


def _is_line(row: Row) -> bool:
    return len(row.cells) > 1 or row.indent >= TAB


def _cells(row: Row) -> Cells:
    """The filled cells of a line; tabs at its beginning are empty cells."""
    skipped = row.indent // TAB
    return {column: cell for column, cell in enumerate(row.cells or (row.text,), skipped) if cell}


def _has_codes(table: Sequence[Cells]) -> bool:
    """Whether the first column holds codes, each beside a name."""
    first = [cells for cells in table if 0 in cells and not _is_sum(cells)]
    return bool(first) and all(len(cells) > 1 and CODE.fullmatch(cells[0]) for cells in first)


def _is_sum(cells: Cells) -> bool:
    """合计 | 16: a word for the sum beside amounts alone."""
    word, *others = cells.values()
    return bool(plans.TOTAL.fullmatch(word) and others and all(map(plans.AMOUNT.fullmatch, others)))


def _levels(names: Cells, table: Sequence[Cells], *, coded: bool) -> list[int]:
    """The columns of the levels; none where this is another table."""
    told = [cells for cells in table if not _is_sum(cells)]
    firsts = [min(cells.keys() - {0} if coded else cells, default=0) for cells in told]
    levels = sorted(set(firsts))
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS:
        return []
    are_named = levels[0] == int(coded) and names.keys() >= set(levels)
    stand_alone = all(len(cells.keys() & set(levels)) == 1 for cells in told)
    return levels if are_named and stand_alone and _are_steps(firsts, levels) else []


def _are_steps(firsts: Sequence[int], levels: Sequence[int]) -> bool:
    """Whether the lines begin at the first level, go down by one, and no level is a single line."""
    depths = [levels.index(first) for first in firsts]
    several = all(firsts.count(level) >= FEWEST_OF_A_LEVEL for level in levels)
    return depths[0] == 0 and several and all(b - a <= 1 for a, b in pairwise(depths))


def _put(row: Row, cells: Cells, tier: int, place: tuple[int, int, int], *, coded: bool) -> None:
    row.cell, row.tier, row.told = place, tier, "head"
    row.indent, row.cells = 0, ()
    if not (coded and 0 in cells):
        return
    code, *words = cells.values()
    row.marker = _code(code, " ".join(words))
    row.aid = None


def _code(code: str, words: str) -> Marker:
    """The marker of a line whose code stands in a cell of its own."""
    letters = NO_LETTERS.sub("", code)
    number = value(PARTS.split(code.rstrip(".)、"))[-1])
    return Marker(f"code:{letters}", number, code, words)


def join(table: Sequence[plans.Cells]) -> bool:
    """Place the cells of a Word table of such levels with codes; False for other tables.

    Without codes its columns tell the same (``table_columns.Model``).
    """
    told = [
        {column: " ".join(row.text for row in cell) for column, cell in cells.items()}
        for cells in table
    ]
    names, lines = told[0], told[1:]
    levels = _levels(names, lines, coded=True) if _has_codes(lines) else []
    if not levels or len(lines) < FEWEST_LINES:
        return False
    plans.set_aside(table[0])
    for cells, words in zip(table[1:], lines, strict=True):
        column = next((level for level in levels if level in words), None)
        if column is None:
            plans.set_aside(cells)
            continue
        if 0 in cells:
            name = cells[column][0]
            plans.label(cells.pop(0)[0], name, _code(words[0].strip(), name.text))
        plans.put(cells, levels.index(column) + 1)
    return True


def _set_aside(row: Row, at: int, number: int) -> None:
    """Names of columns and sums are no part of the outline."""
    row.rule, row.cell, row.cells, row.indent = True, (-1 - at, number, 0), (), 0
