"""Sessions to a city × month grid. Pure: the sessions come in, nothing is looked up."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    month: int  # 1 to 12
    sessions: tuple


@dataclass(frozen=True, slots=True)
class Row:
    city: object
    cells: tuple[Cell, ...]  # always twelve, January first


@dataclass(frozen=True, slots=True)
class Grid:
    year: int
    rows: tuple[Row, ...]

    @property
    def months(self) -> list[Cell]:
        """The months that have sessions, each with all of them in city order: for small screens."""
        merged = [
            Cell(month, tuple(s for row in self.rows for s in row.cells[month - 1].sessions))
            for month in range(1, 13)
        ]
        return [cell for cell in merged if cell.sessions]


def grid(sessions: Iterable, *, year: int) -> Grid:
    """Each session of the year in exactly one cell; cities by their position, then their slug."""
    cities: dict = {}
    for session in sessions:
        if session.month.year == year:
            months = cities.setdefault(session.city, [[] for _ in range(12)])
            months[session.month.month - 1].append(session)
    rows = [
        Row(city, tuple(Cell(n, tuple(found)) for n, found in enumerate(months, 1)))
        for city, months in cities.items()
    ]
    return Grid(year, tuple(sorted(rows, key=lambda row: (row.city.position, row.city.slug))))
