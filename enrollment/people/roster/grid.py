"""PURE. What every carrier becomes: sheets of cells with a value, and what is known of them."""

from dataclasses import dataclass, field, replace

Place = tuple[int, int]  # row and column, from 0

STRUCK, ERROR, UNCALCULATED = "struck", "error", "uncalculated"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    mark: str = ""  # STRUCK, ERROR or UNCALCULATED


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; only cells with a value are there. Merged cells hold theirs at the first one."""

    name: str
    cells: dict[Place, Cell]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()  # first row, column; last row, column
    lines: tuple[int, ...] = ()  # of a text: the line on which each row begins, from 1
    turned: bool = False
    is_hidden: bool = False
    filled: dict[Place, Place] = field(default_factory=dict)  # merged place -> where its value is
    encoding: str = ""  # of a text, where another would fit nearly as well

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def rows(self) -> list[int]:
        return sorted({row for row, _column in self.cells})

    def columns(self) -> list[int]:
        return sorted({column for _row, column in self.cells})

    def where(self, row: int) -> str:
        """The place of a row (of a column, where a person is one): 名单!5, in a text 5."""
        if self.turned:
            return self._named(letters(row))
        return self._named(str(self.lines[row] if self.lines else row + 1))

    def where_column(self, column: int) -> str:
        if self.turned:
            return self._named(str(column + 1))
        return letters(column) if self.lines else self._named(letters(column))

    def _named(self, place: str) -> str:
        return f"{self.name}!{place}" if self.name else place

    def turn(self) -> "Grid":
        """Columns as rows."""
        return replace(
            self,
            cells={(column, row): cell for (row, column), cell in self.cells.items()},
            hidden_rows=self.hidden_columns,
            hidden_columns=self.hidden_rows,
            merges=tuple((left, top, right, low) for top, left, low, right in self.merges),
            filled={(c, r): (d, q) for (r, c), (q, d) in self.filled.items()},
            turned=not self.turned,
        )

    def only(self, rows: set[int]) -> "Grid":
        return replace(
            self, cells={place: cell for place, cell in self.cells.items() if place[0] in rows}
        )


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


MOST_MERGED = 20_000  # places; beyond them a merge is decoration


def spread(merges) -> dict[Place, Place]:
    """Every place that a merge covers -> the place that holds its value."""
    covered: dict[Place, Place] = {}
    for top, left, low, right in merges:
        if (low - top + 1) * (right - left + 1) + len(covered) > MOST_MERGED:
            continue
        for row in range(top, low + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    covered[row, column] = (top, left)
    return covered
