"""Teaching plans: tables whose first column counts in several levels, 1, 1.1, beside the names.

The number and the name are one row, as deep as the number says; hours and the like are notes
beside it. What sums up the columns is no part of the outline.
"""

import re

from . import words
from .families import family_of
from .markers import Marker
from .numerals import roman, value
from .rows import Row

Cells = dict[int, list[Row]]  # column -> its paragraphs

NUMBER = re.compile(r"(?:\d{1,2}(?:[.\-–]\d{1,2}){0,3}|[IVX]{1,5})[.)]?")
PARTS = re.compile(r"[.\-–]")
TOTAL = re.compile(rf"(?i:{words.TOTALS})(?:\s.{{1,30}})?[:：]?")
AMOUNT = re.compile(r"[\d\s.,/–-]{1,12}\D{0,12}")


def is_total(cells: Cells) -> bool:
    """Итого | 40: a word for the sum beside amounts alone."""
    first, *others = [row.text.strip() for cell in cells.values() for row in cell]
    return bool(TOTAL.fullmatch(first) and others and all(map(AMOUNT.fullmatch, others)))


def join(table: list[Cells]) -> bool:
    """Join number and name in each line of a plan and place its cells; False for other tables."""
    columns = sorted({column for cells in table for column in cells})
    numbers = [_number(cells, columns[0]) for cells in table]
    counted = [number for number in numbers if number]
    wide = any(number[0] in "IVX" for number in counted)
    depths = {_depth(number, wide) for number in counted}
    if any(map(_has_unit, table)):
        depths.add(1)
    if len(counted) < 3 or len(counted) * 2 < len(table) or len(depths) < 2:
        return False
    begun = False
    for cells, number in zip(table, numbers, strict=True):
        begun = begun or bool(number) or _has_unit(cells)
        if number:
            _place(cells, columns[:2], number, _depth(number, wide))
        elif is_total(cells) or not (begun or len(cells) == 1):
            set_aside(cells)
        else:
            _put(cells, 1)
    return True


def _has_unit(cells: Cells) -> bool:
    """Whether a line begins with a unit, beside no number."""
    first = next(iter(cells.values()))[0]
    return first.unit is not None


def _number(cells: Cells, column: int) -> str:
    """The number that stands alone in the first cell of a line, beside a name; "" without."""
    cell, name = cells.get(column, []), cells.get(column + 1)
    if len(cell) != 1 or not name or not NUMBER.fullmatch(cell[0].text.strip()):
        return ""
    return "" if NUMBER.fullmatch(name[0].text.strip()) else cell[0].text.strip()


def _depth(number: str, wide: bool) -> int:
    """How deep a number stands: 1.1 below 1, and 1 below I."""
    if number[0] in "IVX":
        return 1
    return len(PARTS.split(number.rstrip(".)"))) + wide


def _place(cells: Cells, columns: list[int], number: str, depth: int) -> None:
    (first,), (name, *_) = cells.pop(columns[0]), cells[columns[1]]
    bare = number.rstrip(".)")
    parts = tuple(value(part) or 0 for part in PARTS.split(bare))
    family = "I" if bare[0] in "IVX" else f"dec{len(parts)}" if len(parts) > 1 else "ar."
    counted = roman(bare) if family == "I" else parts[-1]
    name.marker = Marker(family, counted, number, name.text, parts=parts)
    name.aid = None
    name.text = f"{number} {name.text}"
    name.lines = first.lines + name.lines
    name.gap = name.gap or first.gap
    first.lines = ()
    _put(cells, depth)


def _put(cells: Cells, depth: int) -> None:
    """The first cell at its depth, the others as notes below it."""
    for at, cell in enumerate(cells.values()):
        for row in cell:
            row.tier, row.told = (depth + 1, "note") if at else (depth, "head")
            row.family = family_of(row)


def set_aside(cells: Cells) -> None:
    """Cells that are no part of the outline."""
    for cell in cells.values():
        for row in cell:
            row.rule = True
