"""Teaching plans: tables whose first column counts in several levels, 1, 1.1, beside the names.

The number and the name are one row, as deep as the number says; hours and the like are notes
beside it. What sums up the columns is no part of the outline.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from . import words
from .families import family_of
from .markers import CN, Marker
from .numerals import roman, value
from .rows import Row

Cells = dict[int, list[Row]]  # column -> its paragraphs

NUMBER = re.compile(r"(?:\d{1,2}(?:[.\-–]\d{1,2}){0,3}|[IVX]{1,5})[.)]?")
ROMAN = frozenset("IVX")
FEWEST = 2
COUNTED = re.compile(rf"\d{{1,2}}|[{CN}]{{1,3}}|[A-Z]|[IVX]{{1,5}}")
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
    depths = _depths(numbers)
    if not _is_plan(table, [depth for depth in depths if depth]):
        return False
    begun = False
    for cells, number, depth in zip(table, numbers, depths, strict=True):
        if number:
            begun = True
            _place(cells, columns[:2], number, depth)
        else:
            begun = _unnumbered(cells, begun=begun)
    return True


def _unnumbered(cells: Cells, *, begun: bool) -> bool:
    """Place a line without a number, or leave out heads and sums; whether the plan has begun."""
    begun = begun or _is_group(cells)
    if begun and not is_total(cells):
        put(cells, 1)
    else:
        set_aside(cells)
    return begun


def _is_plan(table: list[Cells], depths: list[int]) -> bool:
    """Whether half of the lines are numbered, and they or lines above them are of two levels."""
    levels = {*depths, *(1 for cells in table if _is_group(cells))}
    return len(depths) > 2 and len(depths) * 2 >= len(table) and len(levels) > 1


def _depths(numbers: list[str]) -> list[int]:
    """How deep each number stands: 1.1 below 1, and 1 below I; 0 for none."""
    wide = any(number[:1] in ROMAN for number in numbers if number)
    return [
        0 if not number else 1 if number[0] in ROMAN else len(_parts(number)) + wide
        for number in numbers
    ]


def _parts(number: str) -> list[str]:
    return PARTS.split(number.rstrip(".)"))


def _is_group(cells: Cells) -> bool:
    """Whether a line without a number begins with a unit, or is a single cell."""
    return len(cells) == 1 or next(iter(cells.values()))[0].unit is not None


def _number(cells: Cells, column: int) -> str:
    """The number that stands alone in the first cell of a line, beside a name; "" without."""
    cell, name = cells.get(column, []), cells.get(column + 1)
    if len(cell) != 1 or not name or name[0].label or not NUMBER.fullmatch(cell[0].text.strip()):
        return ""
    return "" if NUMBER.fullmatch(name[0].text.strip()) else cell[0].text.strip()


def _place(cells: Cells, columns: list[int], number: str, depth: int) -> None:
    (first,), (name, *_) = cells.pop(columns[0]), cells[columns[1]]
    bare = number.rstrip(".)")
    parts = tuple(value(part) or 0 for part in PARTS.split(bare))
    family = "I" if bare[0] in ROMAN else f"dec{len(parts)}" if len(parts) > 1 else "ar."
    counted = roman(bare) if family == "I" else parts[-1]
    label(first, name, Marker(family, counted, number, name.text, parts=parts))
    put(cells, depth)


def label(first: Row, name: Row, mark: Marker) -> None:
    """Make one row of a number and the name beside it."""
    name.marker = mark
    name.aid = None
    name.text = f"{mark.label} {name.text}"
    name.lines = first.lines + name.lines
    name.gap = name.gap or first.gap
    first.lines = ()


def counts(texts: Sequence[str]) -> bool:
    """Whether the cells of a column count: 1, 2, 3 or 01, 02, 03 or 一, 二, 三 or A, B, C."""
    numbers = _values(texts)
    if len(numbers) < FEWEST or numbers[0] != 1 or None in numbers:
        return False
    steps = [(after or 0) - (before or 0) for before, after in pairwise(numbers)]
    rare = steps.count(2) <= 1 + len(steps) // 8
    return rare and all(step in (1, 2) for step in steps)


def _values(texts: Sequence[str]) -> list[int | None]:
    """What each cell counts: I is a number above II and a letter elsewhere; None for words."""
    bare = [_bare(text) for text in texts]
    read = roman if bare[:2] == ["I", "II"] else value
    return [read(text.lstrip("0")) if COUNTED.fullmatch(text) else None for text in bare]


def _bare(text: str) -> str:
    return text.strip().rstrip(".)、．）")


def label_names(table: Sequence[Cells], serial: int, names: int) -> None:
    """Join the numbers of one column to the names in another, unless they count rows.

    They count rows where a number has no name of its own beside it, or the names have numbers.
    """
    told = [(cells[serial][0], cells.get(names)) for cells in table if serial in cells]
    numbers = [number for number, _name in told]
    firsts = [name[0] for _number, name in told if name]
    if not (_each_has_own(told, firsts) and counts([number.text for number in numbers])):
        return
    values = _values([number.text for number in numbers])
    for number, name, counted in zip(numbers, firsts, values, strict=True):
        text = number.text.strip()
        label(number, name, Marker(_family(text), counted, text, name.text))


def _each_has_own(told: Sequence[object], names: Sequence[Row]) -> bool:
    """Whether each number has a name, no two the same and none with a number of its own."""
    several = len({name.text for name in names}) == len(told) == len(names)
    return several and all(name.plain and not name.label for name in names)


def _family(number: str) -> str:
    if number[0] == "0":
        return "01"
    return "ar." if _bare(number).isdecimal() else "serial"


def put(cells: Cells, depth: int) -> None:
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
