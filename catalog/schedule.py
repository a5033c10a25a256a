"""PURE. Sessions to a city × month grid; the sessions come in, nothing is looked up."""

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
class Column:
    number: int  # 1 to 12
    empty: bool


@dataclass(frozen=True, slots=True)
class Grid:
    year: int
    rows: tuple[Row, ...]

    @property
    def columns(self) -> list[Column]:
        """The twelve months, each with whether any city has a session in it."""
        busy = {cell.month for row in self.rows for cell in row.cells if cell.sessions}
        return [Column(month, month not in busy) for month in range(1, 13)]

    @property
    def months(self) -> list[Cell]:
        """The months that have sessions, each with all of them by date: for small screens."""
        merged = [
            Cell(month, tuple(sorted(self._in(month), key=_by_date))) for month in range(1, 13)
        ]
        return [cell for cell in merged if cell.sessions]

    def _in(self, month: int) -> Iterable:
        return (session for row in self.rows for session in row.cells[month - 1].sessions)


def _by_date(session) -> tuple:
    """Sessions whose dates are open come last in their month."""
    return (session.starts_on is None, session.starts_on or session.month)


def grid(sessions: Iterable, *, year: int) -> Grid:
    """Each session of the year in exactly one cell; cities by their position, then their slug."""
    cities: dict = {}
    for session in sessions:
        if session.month.year == year:
            months = cities.setdefault(session.city, [[] for _ in range(12)])
            months[session.month.month - 1].append(session)
    rows = [
        Row(
            city,
            tuple(Cell(n, tuple(sorted(found, key=_by_date))) for n, found in enumerate(months, 1)),
        )
        for city, months in cities.items()
    ]
    return Grid(year, tuple(sorted(rows, key=lambda row: (row.city.position, row.city.slug))))
