"""PURE. Sessions to a grid of months; the sessions come in, nothing is looked up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    head: Any  # what its row stands for: a city, or on the page of a city a course
    month: int  # 1 to 12
    sessions: tuple = ()
    number: int = 0  # of sessions; a tally knows the number only


@dataclass(frozen=True, slots=True)
class Row:
    head: Any
    cells: tuple[Cell, ...]  # always twelve, January first


@dataclass(frozen=True, slots=True)
class Month:
    number: int  # 1 to 12
    cells: tuple[Cell, ...]  # those with sessions, in the order of the rows

    @property
    def sessions(self) -> list:
        """Those of all rows by date."""
        return sorted((s for cell in self.cells for s in cell.sessions), key=_by_date)


@dataclass(frozen=True, slots=True)
class Grid:
    year: int
    rows: tuple[Row, ...]

    @property
    def months(self) -> list[Month]:
        """All twelve, the empty ones too."""
        return [
            Month(n, tuple(c for row in self.rows if (c := row.cells[n - 1]).number))
            for n in range(1, 13)
        ]


def by_place(head: Any) -> tuple:
    return (head.position, head.slug)


def grid(
    sessions: Iterable,
    *,
    year: int,
    head: Callable[[Any], Any] = attrgetter("city"),
    order: Callable[[Any], Any] = by_place,
) -> Grid:
    """Each session of the year in exactly one cell, by date, those with open dates last.

    ``head`` gives what a session's row stands for; rows stand in the ``order`` of their heads.
    """
    cells: dict = {}
    for session in sessions:
        if session.month.year == year:
            cells.setdefault((head(session), session.month.month), []).append(session)
    return _grid(
        year,
        [
            Cell(place, month, tuple(sorted(found, key=_by_date)), len(found))
            for (place, month), found in cells.items()
        ],
        order,
    )


def tally(counts: Iterable[tuple[Any, int, int]], *, year: int) -> Grid:
    """The same from (head, month, number of sessions), where there are too many to name."""
    cells = [Cell(head, month, number=number) for head, month, number in counts]
    return _grid(year, cells, by_place)


def _grid(year: int, cells: list[Cell], order: Callable[[Any], Any]) -> Grid:
    placed = {(cell.head, cell.month): cell for cell in cells}
    return Grid(
        year,
        tuple(
            Row(head, tuple(placed.get((head, n)) or Cell(head, n) for n in range(1, 13)))
            for head in sorted({cell.head for cell in cells}, key=order)
        ),
    )


def _by_date(session) -> tuple:
    return (session.starts_on is None, session.starts_on or session.month)
