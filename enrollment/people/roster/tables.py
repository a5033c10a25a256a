"""PURE. Several tables of one sheet -> its people, small headings and repetitions told apart."""

from itertools import pairwise

from catalog.text.inbound import plain
from enrollment.people.roster import rows
from enrollment.people.roster.contacts import MOBILE
from enrollment.people.roster.draft import Draft
from enrollment.people.roster.evidence import without_other_tables
from enrollment.people.roster.grid import Grid, Place
from enrollment.people.roster.headers import BY_ENDING, INSIDE, kind_of
from enrollment.people.roster.layouts import Layout
from enrollment.people.roster.table import RowReader


def read_layouts(grid: Grid, layouts: list[Layout], *, wanted=frozenset()) -> Draft:
    """The people of a sheet read as these tables; a header without people is none."""
    draft = Draft(grid)
    titles: set[Place | None] = set()
    several = len(layouts) > 1 or _is_counted(grid, layouts)
    sections = _sections_above(grid, layouts) if several else {}
    for layout in layouts:
        before = len(draft.people)
        title = _title_of_block(grid, layout) if several else None
        section = layout.section or _department_of(grid, layout, sections, title)
        RowReader(grid, layout, draft, section=section, wanted=wanted).read()
        if not wanted:
            _take_back(draft, layout, before)
        if len(draft.people) > before:
            draft.layouts.append(layout)
            draft.used.update(p for p in grid.cells if p[0] in layout.header)
            _list_title(draft, layout)
            titles.add(title)
    draft.used -= titles
    if draft.layouts:
        _use_merged(draft)
    return draft


def _take_back(draft: Draft, layout: Layout, before: int) -> None:
    """Leave out what of a table only repeats the ones above it, or holds no people at all."""
    without_other_tables(draft, layout, before)
    if before and _is_said_again(draft, before):
        said = {taken.row for taken in draft.people[before:]} | set(layout.header)
        draft.reasons |= dict.fromkeys(said, "again")
        draft.used = {place for place in draft.used if place[0] not in said}
        del draft.people[before:]


def _use_merged(draft: Draft) -> None:
    for place, first in draft.grid.filled.items():
        if place in draft.used:
            draft.used.add(first)
    draft.used.update(_merged_sources(draft.grid, draft))


def _department_of(grid: Grid, layout: Layout, sections: dict[int, str], title) -> str:
    """The department that a small heading over a table, or the title of a block, names."""
    above = sections.get(layout.header[0], "") if layout.header else ""
    return above or (rows.section_of(grid.text(*title)) if title else "")


def _title_of_block(grid: Grid, layout: Layout) -> Place | None:
    """Where the one text stands that heads a block beside others: 翠屏支行（4人）, 候补学员."""
    left, right = layout.span
    if len(layout.header) < 2 or layout.title:
        return None
    above = [p for p in grid.cells if p[0] == layout.header[0] and left <= p[1] <= right]
    alone = len(above) == 1 and kind_of(grid.text(*above[0])) is None
    return above[0] if alone else None


def _list_title(draft: Draft, layout: Layout) -> None:
    """昆明分行学员名单 over names is a title as well: it is listed, as is 格式：姓名."""
    texts = {p: cell.text for p, cell in draft.grid.cells.items() if p[0] in layout.header}
    known = kind_of(next(iter(texts.values()))) if len(texts) == 1 else None
    is_title = known is not None and known[1] >= BY_ENDING
    if is_title or any(INSIDE.search(plain(text)) for text in texts.values()):
        draft.used -= set(texts)
        why = "title" if is_title else "header"
        draft.reasons |= dict.fromkeys(layout.header, why)


def _is_said_again(draft: Draft, before: int) -> bool:
    """Whether a later table, of rooms or groups, only repeats names that were read above it."""
    known = {taken.person.name for taken in draft.people[:before]}
    later = [taken.person for taken in draft.people[before:]]
    new = [one for one in later if one.name not in known or MOBILE.fullmatch(one.phone)]
    return bool(later) and not new and not any(one.email for one in later)


def _is_counted(grid: Grid, layouts: list[Layout]) -> bool:
    """Whether 一、零售条线 stands right over the only header and 二、 follows below."""
    header = layouts[0].header if layouts else ()
    if not header:
        return False
    first = [cell.text for (row, _c), cell in grid.cells.items() if row == header[0] - 1]
    lone = len(first) == 1 and rows.ORDINAL.match(first[0])
    return bool(lone) and any(
        rows.ORDINAL.match(cell.text) and rows.section_of(cell.text)
        for (row, _column), cell in grid.cells.items()
        if row > header[-1]
    )


def _sections_above(grid: Grid, layouts: list[Layout]) -> dict[int, str]:
    """Small headings right over one of several headers: row -> the department below it."""
    heads = {layout.header[0] for layout in layouts if layout.header}
    above = {row: before for before, row in pairwise(grid.rows()) if row in heads}
    texts: dict[int, list[str]] = {row: [] for row in above.values()}
    for (row, _column), cell in grid.cells.items():
        if row in texts:
            texts[row].append(cell.text)
    lone = {row: rows.section_of(words[0]) for row, words in texts.items() if len(words) == 1}
    return {row: lone[before] for row, before in above.items() if lone.get(before)}


def _merged_sources(grid: Grid, draft: Draft) -> set[Place]:
    """The value of a merge belongs to each of its rows that a person stands in."""
    people = {taken.row for taken in draft.people}
    columns = {c for layout in draft.layouts for c in (*layout.columns, *layout.titles)}
    return {
        first
        for place, first in grid.filled.items()
        if place[0] in people and place[1] in columns and first in grid.cells
    }
