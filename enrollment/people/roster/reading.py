"""PURE. Candidates compete for every sheet; the best is taken and every cell accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from enrollment.people.roster.absences import note_absences
from enrollment.people.roster.candidates import Choice, best
from enrollment.people.roster.draft import Draft
from enrollment.people.roster.findings import Doubt, LeftOut, Taken
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.listing import left_out_of
from enrollment.people.roster.repeats import is_reached, leave_repeated, once

WORTH_READING = 0.9  # a sheet below this holds nobody
MOST_LISTED = 200  # rows of a sheet that holds nobody
FAINT = 0.12  # of the best sheet's people-quality: what a sheet of guesses must reach


@dataclass(slots=True)
class SheetReading:
    number: int
    grid: Grid
    draft: Draft
    left: list[LeftOut]


@dataclass(slots=True)
class Reading:
    people: list[Taken] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    sheets: list[SheetReading] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    @property
    def fields(self) -> set[str]:
        """The fields that the list speaks of: others are not emptied by it."""
        return {
            name
            for name in FIELD_KINDS
            if any(getattr(taken.person, name) for taken in self.people) or name in self.stated
        }

    @property
    def stated(self) -> set[str]:
        return {
            kind
            for sheet in self.sheets
            for layout in sheet.draft.layouts
            for kind in layout.columns.values()
        }

    @property
    def sheet(self) -> str:
        named = [one for one in self.sheets if one.draft.people] or self.sheets
        return named[0].grid.name if named else ""


def read_grids(grids: list[Grid], choice: Choice | None = None) -> Reading:
    """The people of all visible sheets that hold some, and all that is left."""
    choice = choice or Choice()
    reading = Reading(grids=grids)
    drafts = [
        (number, *best(grid, choice.of(number)))
        for number, grid in enumerate(grids)
        if grid.cells and not grid.is_hidden and choice.only in (None, number)
    ]
    holding = list(_holding_people(drafts, choice))
    if not choice.sheets:
        leave_repeated([draft for _number, draft in holding])
    for number, draft in holding:
        _add(reading, number, draft)
    if not reading.sheets:
        reading.left_out = [one for number, draft, _worth in drafts for one in _all(number, draft)]
    found = once(reading.people)
    reading.people = found.people
    reading.left_out += found.left
    reading.doubts += found.doubts
    return reading


def _holding_people(drafts, choice: Choice) -> Iterator[tuple[int, Draft]]:
    """The sheets that hold people, and those that somebody chose if they hold any."""
    top = max((worth for _n, _draft, worth in drafts), default=0)
    least = max(WORTH_READING, FAINT * min(top, 8))
    stated = any(_states_people(draft) for _n, draft, _worth in drafts)
    for number, draft, worth in drafts:
        chosen = choice.only == number or number in choice.sheets
        if stated and not chosen and _only_looks_like_names(draft):
            continue
        if draft.people and (chosen or worth >= least):
            yield number, draft


def _states_people(draft: Draft) -> bool:
    """Whether a header says that names stand below it, and some of them can be reached."""
    return _has_header(draft) and any(map(is_reached, draft.people))


def _has_header(draft: Draft) -> bool:
    return any(one.header and not one.swapped and one.has_name for one in draft.layouts)


def _only_looks_like_names(draft: Draft) -> bool:
    """白切鸡 and 宫保鸡丁 on a menu: no header says so, and nothing is known of anybody."""
    told = (t.person.department or t.person.job_title or is_reached(t) for t in draft.people)
    return draft.kind != "cards" and not _has_header(draft) and not any(told)


def _all(number: int, draft: Draft) -> list[LeftOut]:
    """The rows of a sheet that holds nobody, so that it can be seen what was looked at."""
    empty = Draft(draft.grid)
    return [replace(one, sheet=number) for one in left_out_of(empty)[:MOST_LISTED]]


def _add(reading: Reading, number: int, draft: Draft) -> None:
    left = left_out_of(draft)
    left = [replace(one, sheet=number) for one in left]
    note_absences(draft.people, left)
    reading.sheets.append(SheetReading(number, draft.grid, draft, left))
    reading.people += draft.people
    reading.left_out += left
    for taken in draft.people:
        reading.left_out += [replace(one, sheet=number) for one in taken.left]
        reading.doubts += taken.doubts
    reading.doubts += _doubts_of_columns(draft)
    if draft.grid.encoding:
        first = draft.grid.where(draft.grid.rows()[0])
        reading.doubts.append(Doubt(first, "encoding", {"encoding": draft.grid.encoding}))


def _doubts_of_columns(draft: Draft) -> Iterator[Doubt]:
    grid = draft.grid
    for layout in draft.layouts:
        for column, kind in sorted(layout.columns.items()):
            where = grid.where_column(column)
            if column in grid.hidden_columns and kind in FIELD_KINDS:
                title = layout.titles.get(column, where)
                yield Doubt(where, "hidden-column", {"column": title})
            if column in layout.guessed and layout.header and kind in FIELD_KINDS:
                yield Doubt(where, "swapped" if layout.swapped else "guessed", {"kind": kind})


FIELD_KINDS = ("name", "phone", "email", "department", "job_title")
