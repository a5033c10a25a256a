"""PURE. Sessions to a grid of months; the sessions come in, nothing is looked up."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """What the grid asks of a session; ``starts_on`` is None while its dates are open."""

    @property
    def month(self) -> date: ...

    @property
    def starts_on(self) -> date | None: ...


class Place(Hashable, Protocol):
    """What the grid asks of what has a place in a list, as a city; equal ones share a row."""

    @property
    def position(self) -> int: ...

    @property
    def slug(self) -> str: ...


class InPlace(Dated, Protocol):
    @property
    def city(self) -> Place: ...


Session = TypeVar("Session", bound=Dated)
Head = TypeVar("Head", bound=Hashable)
Order = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    head: Hashable  # what its row stands for: a city, or on the page of a city a course
    month: int  # 1 to 12
    sessions: tuple[Dated, ...] = ()
    number: int = 0  # of sessions; a tally knows the number only


@dataclass(frozen=True, slots=True)
class Row:
    head: Hashable
    cells: tuple[Cell, ...]  # always twelve, January first


@dataclass(frozen=True, slots=True)
class Month:
    number: int  # 1 to 12
    cells: tuple[Cell, ...]  # those with sessions, in the order of the rows

    @property
    def sessions(self) -> list[Dated]:
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


def grid(sessions: Iterable[InPlace], *, year: int) -> Grid:
    """Each session of the year in exactly one cell, by date, those with open dates last.

    Rows are cities, by their position.
    """
    return grid_by(_city, sessions, year=year, order=_position)


def grid_by(
    head: Callable[[Session], Head],
    sessions: Iterable[Session],
    *,
    year: int,
    order: Callable[[Head], Order],
) -> Grid:
    """The same with other rows: ``head`` gives what a session's row stands for.

    Rows stand in the ``order`` of their heads.
    """
    cells: dict[tuple[Head, int], list[Session]] = {}
    for session in sessions:
        if session.month.year == year:
            cells.setdefault((head(session), session.month.month), []).append(session)
    heads = sorted({place for place, _month in cells}, key=order)
    return _grid(
        year,
        heads,
        [
            Cell(place, month, tuple(sorted(sessions, key=_by_date)), len(sessions))
            for (place, month), sessions in cells.items()
        ],
    )


def tally(counts: Iterable[tuple[Place, int, int]], *, year: int) -> Grid:
    """The same from (head, month, number of sessions), where there are too many to name."""
    numbers = {(head, month): number for head, month, number in counts}
    heads = sorted({head for head, _month in numbers}, key=_position)
    return _grid(year, heads, [Cell(head, month, number=n) for (head, month), n in numbers.items()])


def _grid(year: int, heads: Sequence[Hashable], cells: list[Cell]) -> Grid:
    placed = {(cell.head, cell.month): cell for cell in cells}
    return Grid(
        year,
        tuple(
            Row(head, tuple(placed.get((head, n)) or Cell(head, n) for n in range(1, 13)))
            for head in heads
        ),
    )


def _city(session: InPlace) -> Place:
    return session.city


def _position(head: Place) -> tuple[int, str]:
    return (head.position, head.slug)


def _by_date(session: Dated) -> tuple[bool, date]:
    return (session.starts_on is None, session.starts_on or session.month)
