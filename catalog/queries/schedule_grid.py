"""PURE. Sessions to a city × month grid; the sessions come in, nothing is looked up."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class City(Hashable, Protocol):
    """What the grid asks of a city; equal ones share a row."""

    @property
    def position(self) -> int: ...

    @property
    def slug(self) -> str: ...


class Session(Protocol):
    """What the grid asks of a session; ``starts_on`` is None while its dates are open."""

    @property
    def city(self) -> City: ...

    @property
    def month(self) -> date: ...

    @property
    def starts_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Cell:
    city: City
    month: int  # 1 to 12
    sessions: tuple[Session, ...] = ()
    number: int = 0  # of sessions; a tally knows the number only


@dataclass(frozen=True, slots=True)
class Row:
    city: City
    cells: tuple[Cell, ...]  # always twelve, January first


@dataclass(frozen=True, slots=True)
class Month:
    number: int  # 1 to 12
    cells: tuple[Cell, ...]  # those with sessions, in the order of the cities

    @property
    def sessions(self) -> list[Session]:
        """Those of all cities by date."""
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


def grid(sessions: Iterable[Session], *, year: int) -> Grid:
    """Each session of the year in exactly one cell, by date, those with open dates last."""
    cells: dict[tuple[City, int], list[Session]] = {}
    for session in sessions:
        if session.month.year == year:
            cells.setdefault((session.city, session.month.month), []).append(session)
    return _grid(
        year,
        [
            Cell(city, month, tuple(sorted(found, key=_by_date)), len(found))
            for (city, month), found in cells.items()
        ],
    )


def tally(counts: Iterable[tuple[City, int, int]], *, year: int) -> Grid:
    """The same from (city, month, number of sessions), where there are too many to name."""
    return _grid(year, [Cell(city, month, number=number) for city, month, number in counts])


def _grid(year: int, cells: list[Cell]) -> Grid:
    """Cities stand by their position, then their slug."""
    cities = sorted({cell.city for cell in cells}, key=lambda city: (city.position, city.slug))
    placed = {(cell.city, cell.month): cell for cell in cells}
    return Grid(
        year,
        tuple(
            Row(city, tuple(placed.get((city, n)) or Cell(city, n) for n in range(1, 13)))
            for city in cities
        ),
    )


def _by_date(session: Session) -> tuple[bool, date]:
    return (session.starts_on is None, session.starts_on or session.month)
