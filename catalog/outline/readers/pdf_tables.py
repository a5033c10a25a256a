"""Tables of a PDF, found by their rules: which cell of a grid each glyph stands in."""

from collections.abc import Sequence
from typing import NamedTuple

from .pdf_glyphs import Glyph, Page, Rule

NEAR = 3.0  # points: rules this close are one
REACH = 4.0  # how far a rule may end before the one it meets
MOST = 80  # rows or columns of a table
LEAST = 8.0  # points: no cell is narrower or lower


class Table(NamedTuple):
    """The boundaries of rows and columns, and for each cell the one it is merged into."""

    xs: list[float]
    ys: list[float]
    owner: dict[tuple[int, int], tuple[int, int]]  # (row, column)

    def cell(self, glyph: Glyph) -> tuple[int, int] | None:
        middle, above = (glyph.x + glyph.right) / 2, glyph.y - 0.3 * glyph.size
        row, column = _between(self.ys, above), _between(self.xs, middle)
        return None if row is None or column is None else self.owner[row, column]

    def right_of(self, place: tuple[int, int]) -> float:
        """Where a cell ends, with those that are merged into it."""
        columns = [column for (_, column), owner in self.owner.items() if owner == place]
        return self.xs[max(columns) + 1]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def tables_of(page: Page) -> list[Table]:
    """The tables of a page from top to bottom; a box around a text is none."""
    found = []
    for across, down in _groups(page.across, page.down):
        xs = _spread([rule.x0 for rule in down])
        ys = _spread([rule.y0 for rule in across])
        if 2 <= len(xs) <= MOST and 2 <= len(ys) <= MOST and (len(xs) > 2 or len(ys) > 2):
            table = Table(xs, ys, _owners(xs, ys, across, down))
            if len(set(table.owner.values())) > 1:
                found.append(table)
    return sorted(found, key=lambda table: table.ys[0])


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch, directly or through others: each group is one table."""
    spans = sorted((rule.y0, rule.y1) for rule in down if rule.y1 - rule.y0 > LEAST / 2)
    regions: list[list[float]] = []
    for top, bottom in spans:
        if regions and top <= regions[-1][1] + REACH:
            regions[-1][1] = max(regions[-1][1], bottom)
        else:
            regions.append([top, bottom])
    return [
        (
            [one for one in across if top - REACH <= one.y0 <= bottom + REACH],
            [one for one in down if top - REACH <= one.y0 and one.y1 <= bottom + REACH],
        )
        for top, bottom in regions
    ]


def _spread(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return [at for n, at in enumerate(found) if not n or at - found[n - 1] >= LEAST]


def _owners(
    xs: list[float], ys: list[float], across: Sequence[Rule], down: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells between which no rule is drawn are one; the upper left one owns the others."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    lines_at = {y: _near(across, y, down=False) for y in ys}
    lines_by = {x: _near(down, x, down=True) for x in xs}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            own = (row, column)
            if column and not _crosses(lines_by[xs[column]], y, down=True):
                own = owner[row, column - 1]
            elif row and not _crosses(lines_at[ys[row]], x, down=False):
                own = owner[row - 1, column]
            owner[row, column] = own
    return owner


def _near(rules: Sequence[Rule], place: float, *, down: bool) -> list[Rule]:
    """The rules that are drawn along this place."""
    return [one for one in rules if abs((one.x0 if down else one.y0) - place) <= NEAR]


def _crosses(rules: Sequence[Rule], place: float, *, down: bool) -> bool:
    """Whether one of the rules is drawn at this place of its length."""
    ends = ((one.y0, one.y1) if down else (one.x0, one.x1) for one in rules)
    return any(first - 1 <= place <= last + 1 for first, last in ends)


def _between(bounds: Sequence[float], place: float) -> int | None:
    if not bounds[0] - 1 <= place <= bounds[-1] + 1:
        return None
    return next((at for at in range(len(bounds) - 1) if place < bounds[at + 1]), len(bounds) - 2)
