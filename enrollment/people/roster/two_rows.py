"""PURE. A table in which everybody has two rows, as its header has -> one row each."""

from collections.abc import Iterable
from dataclasses import replace

from catalog.text.inbound import plain
from enrollment.people.roster.grid import Grid, Place
from enrollment.people.roster.headers import kind_of
from enrollment.people.roster.layouts import MEANT, header_blocks, texts_by_row

FEWEST = 2  # people whose two rows a merged cell holds together


def unfolded(grid: Grid) -> Grid | None:
    """The second row of each pair set to the right of the first; None for any other sheet.

    序号 | 姓名 | 部门 over 职务 | 座机, the number of each person merged over both rows.
    """
    block = next(iter(header_blocks(grid)), ())
    pairs = _pairs(grid, block[-1] + 1) if len(block) == 2 else []
    if len(pairs) < FEWEST or not _names_columns_twice(grid, *block):
        return None
    width = max(grid.columns()) + 1
    lower = {below: above for above, below in ((*block,), *pairs)}
    return replace(
        grid,
        cells={_set_right(place, lower, width): cell for place, cell in grid.cells.items()},
        filled={},
        merges=(),
    )


def _set_right(place: Place, lower: dict[int, int], width: int) -> Place:
    row, column = place
    return (lower[row], column + width) if row in lower else place


def _pairs(grid: Grid, first: int) -> list[tuple[int, int]]:
    """The rows that merged cells hold together two by two, from the first without a gap."""
    held = {below: top for (below, _c), (top, _d) in grid.filled.items() if below == top + 1}
    pairs = []
    while held.get(first + 1) == first:
        pairs.append((first, first + 1))
        first += 2
    return pairs


def _names_columns_twice(grid: Grid, above: int, below: int) -> bool:
    """Whether two rows name other things of one person, neither of them a group of the other's."""
    by_row = texts_by_row(grid)
    first, second = (_meant(by_row[row].values()) for row in (above, below))
    return len(first) > 1 and len(second) > 1 and not first & second


def _meant(texts: Iterable[str]) -> set[str]:
    kinds = map(kind_of, map(plain, texts))
    return {known[0] for known in kinds if known and known[0] in MEANT}
