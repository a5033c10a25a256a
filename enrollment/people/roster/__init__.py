"""PURE. A list of people, pasted or as a file -> people, what was left out, and doubts."""

from enrollment.people.roster.answer import as_data
from enrollment.people.roster.candidates import Choice, SheetChoice
from enrollment.people.roster.carried import as_plain, from_plain
from enrollment.people.roster.carriers import bounded, grids_of
from enrollment.people.roster.carriers.plain import pasted
from enrollment.people.roster.changes import Changes, compare, with_kept
from enrollment.people.roster.findings import DOUBTS, HARMLESS, WHY
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.lines import (
    FIELDS,
    MOST_LINES,
    TWICE,
    Line,
    Problem,
    checked,
    is_twice,
)
from enrollment.people.roster.list_refusals import (
    MAX_BYTES,
    NO_PEOPLE,
    NOTHING,
    TOO_MANY_PEOPLE,
    RosterError,
)
from enrollment.people.roster.parties import parties_of
from enrollment.people.roster.reading import Reading, read_grids
from enrollment.people.roster.source import is_settled, source_of

__all__ = [
    "DOUBTS",
    "FIELDS",
    "HARMLESS",
    "MAX_BYTES",
    "MOST_LINES",
    "TWICE",
    "WHY",
    "Changes",
    "Choice",
    "Grid",
    "Line",
    "Problem",
    "Reading",
    "RosterError",
    "SheetChoice",
    "as_data",
    "as_plain",
    "checked",
    "compare",
    "from_plain",
    "grids_of",
    "grids_sent",
    "is_settled",
    "is_twice",
    "lines_of",
    "parties_of",
    "pasted_grids",
    "read_file",
    "read_grids",
    "read_text",
    "some_people",
    "source_of",
    "with_kept",
]

MOST_PASTED = 200_000  # characters


def read_file(name: str, data: bytes) -> Reading:
    """Everybody on the list that a file holds. Raises RosterError."""
    return read_grids(grids_of(name, data))


def read_text(text: str) -> Reading:
    """Everybody on a pasted list. Raises RosterError."""
    return read_grids(pasted_grids(text))


def grids_sent(upload, text: str) -> list[Grid]:
    """The sheets of a file that was sent (with ``name`` and ``read``), else of the text."""
    if upload is not None:
        # One byte too many is enough to be told from a file that is just small enough.
        return grids_of(upload.name, upload.read(MAX_BYTES + 1))
    if text.strip():
        return pasted_grids(text[:MOST_PASTED])
    raise RosterError(NOTHING)


def pasted_grids(text: str) -> list[Grid]:
    """A pasted text as the one sheet it is. Raises RosterError."""
    return bounded([pasted(text)])


def some_people(reading: Reading, *, most: int = MOST_LINES) -> Reading:
    """The same reading; refused where it holds nobody, or too many for one page."""
    if len(reading.people) > most:
        raise RosterError(TOO_MANY_PEOPLE, people=len(reading.people), most=most)
    if not reading.people:
        filled = [grid for grid in reading.grids if grid.cells]
        rows = sum(len(grid.rows()) for grid in filled)
        first = (
            " ".join(cell.text for place, cell in sorted(filled[0].cells.items()) if filled)[:40]
            if filled
            else ""
        )
        raise RosterError(NO_PEOPLE, rows=rows, first=" ".join(first.split()))
    return reading


def lines_of(reading: Reading) -> list[Line]:
    """The people as lines to look at and mend, each with its faults."""
    people = [taken.person for taken in reading.people]
    return checked(
        Line(number, **{field: getattr(person, field) for field in FIELDS})
        for number, person in enumerate(people, 1)
    )
