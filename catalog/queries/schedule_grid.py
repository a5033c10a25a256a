"""PURE. Sessions to a grid of months; the sessions come in, nothing is looked up."""

from collections.abc import Callable, Hashable, Iterable
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
    """What the grid asks of what has a place in a list, as a city."""

    @property
    def position(self) -> int: ...

    @property
    def slug(self) -> str: ...


Head = TypeVar("Head", bound=Hashable)
Heads = TypeVar("Heads", bound=Hashable, covariant=True)
Order = tuple[int | str, ...]


class Headed(Dated, Protocol[Heads]):
    @property
    def head(self) -> Heads:
        """What its row stands for; equal ones share a row."""


@dataclass(frozen=True, slots=True)
class Cell:
    head: Hashable  # what its row stands for: a city, or on the page of a city a course
    month: int  # 1 to 12
    sessions: tuple[Dated, ...] = ()


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
            Month(n, tuple(c for row in self.rows if (c := row.cells[n - 1]).sessions))
            for n in range(1, 13)
        ]


def by_position(head: Place) -> Order:
    return (head.position, head.slug)


def grid(sessions: Iterable[Headed[Head]], *, year: int, order: Callable[[Head], Order]) -> Grid:
    """Each session of the year in exactly one cell, by date, those with open dates last.

    Rows are their heads, in that ``order``.
    """
    cells: dict[tuple[Head, int], list[Headed[Head]]] = {}
    for session in sessions:
        if session.month.year == year:
            cells.setdefault((session.head, session.month.month), []).append(session)
    placed = {
        (head, month): Cell(head, month, tuple(sorted(here, key=_by_date)))
        for (head, month), here in cells.items()
    }
    heads = sorted({head for head, _month in cells}, key=order)
    return Grid(
        year,
        tuple(
            Row(head, tuple(placed.get((head, n)) or Cell(head, n) for n in range(1, 13)))
            for head in heads
        ),
    )


def _by_date(session: Dated) -> tuple[bool, date]:
    return (session.starts_on is None, session.starts_on or session.month)
