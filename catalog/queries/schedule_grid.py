"""PURE. Sessions to a city × month grid; the sessions come in, nothing is looked up."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    city: object
    month: int  # 1 to 12
    sessions: tuple = ()
    number: int = 0  # of sessions; a tally knows the number only


@dataclass(frozen=True, slots=True)
class Row:
    city: object
    cells: tuple[Cell, ...]  # always twelve, January first


@dataclass(frozen=True, slots=True)
class Month:
    number: int  # 1 to 12
    cells: tuple[Cell, ...]  # those with sessions, in the order of the cities

    @property
    def sessions(self) -> list:
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


def grid(sessions: Iterable, *, year: int) -> Grid:
    """Each session of the year in exactly one cell, by date, those with open dates last."""
    cells: dict = {}
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


def tally(counts: Iterable[tuple[object, int, int]], *, year: int) -> Grid:
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


def _by_date(session) -> tuple:
    return (session.starts_on is None, session.starts_on or session.month)
