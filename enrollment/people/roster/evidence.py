"""PURE. Whether the rows below a break are people at all: a timetable below a list is not."""

import re
from itertools import pairwise

from catalog.text.inbound import plain
from enrollment.people import names
from enrollment.people.party import Person
from enrollment.people.roster.cells import is_nothing
from enrollment.people.roster.contacts import MOBILE, phone_likeness
from enrollment.people.roster.draft import Draft
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import PHONE
from enrollment.people.roster.layouts import Layout, texts_by_row

PEOPLE = 0.6  # what a block shows on average that is surely a list of people
NOBODY = 0.2  # what a block must show to be one beside such a list
REACHED, HELD, CONTRADICTED = 1.0, 0.5, 0.3
SURE = 0.9
NEAR = 3  # rows below a heading
ABOUT_ELSE = re.compile(
    r"日程|课表|课程|议程|行程|流程|进度|安排|费用|收费|报价|预算|须知|事项|开票|发票|账户|交通|路线|菜单|物资|物料|议题"
    r"|schedule|agenda|timetable|programme|fees?\b|cost",
    re.IGNORECASE,
)


def without_other_tables(draft: Draft, layout: Layout, before: int) -> None:
    """Take back blocks of rows that look like nobody, where another block of the sheet does not."""
    blocks = _blocks(draft, draft.people[before:])
    shown = [_shows(draft, layout, block) for block in blocks]
    known = [_shown_by(taken.person) for taken in draft.people[:before]]
    best = max([*shown, sum(known) / len(known) if known else 0.0], default=0.0)
    if best < PEOPLE or min(shown, default=best) >= NOBODY + CONTRADICTED:
        return
    heads = _heads_of_others(draft.grid)
    gone = [
        block
        for block, value in zip(blocks, shown, strict=True)
        if _is_nobody(value, block, is_headed=_is_below(heads, block[0].row))
    ]
    _take_back(draft, [taken for block in gone for taken in block])


def _is_nobody(value: float, block: list[Taken], *, is_headed: bool) -> bool:
    """Sure names alone are somebody, however odd the rest, unless another table is announced."""
    sure = all(names.name_likeness(taken.person.name) >= SURE for taken in block)
    return value - CONTRADICTED * is_headed < NOBODY and (is_headed or not sure)


def _blocks(draft: Draft, people: list[Taken]) -> list[list[Taken]]:
    """Runs of people with no empty row and no row of something else between them."""
    filled = set(draft.grid.rows())
    blocks = [people[:1]] if people else []
    for above, below in pairwise(people):
        between = range(above.row + 1, below.row)
        if any(row not in filled or row in draft.reasons for row in between):
            blocks.append([])
        blocks[-1].append(below)
    return blocks


def _shows(draft: Draft, layout: Layout, block: list[Taken]) -> float:
    """How much the people of a block look like some, on average."""
    total = sum(_shown_by(taken.person) for taken in block)
    total -= sum(_holds_words(draft, layout, taken.row) for taken in block) * HELD
    return total / len(block)


def _shown_by(person: Person) -> float:
    shown = names.name_likeness(person.name) - HELD
    if MOBILE.fullmatch(person.phone) or person.email:
        shown += REACHED
    elif person.phone:
        shown += HELD * phone_likeness(person.phone)
    for text in (person.department, person.job_title):
        fits = max(names.unit_likeness(text), names.title_likeness(text)) if text else 0
        shown += HELD if fits >= 0.7 else -CONTRADICTED * bool(text and fits < 0.4)
    return shown


def _holds_words(draft: Draft, layout: Layout, row: int) -> bool:
    """Whether words stand where the list has telephones."""
    texts = (plain(draft.grid.text(row, column)) for column in layout.of(PHONE))
    return any(
        text and not is_nothing(text) and not any(map(str.isdigit, text)) and "@" not in text
        for text in texts
    )


def _heads_of_others(grid: Grid) -> set[int]:
    """The rows with one text that says that another table begins: 日程安排."""
    by_row = texts_by_row(grid)
    lone = {row: next(iter(texts.values())) for row, texts in by_row.items() if len(texts) == 1}
    return {row for row, text in lone.items() if ABOUT_ELSE.search(text)}


def _is_below(heads: set[int], row: int) -> bool:
    return not heads.isdisjoint(range(row - NEAR, row))


def _take_back(draft: Draft, people: list[Taken]) -> None:
    gone = set(map(id, people))
    rows = {taken.row for taken in people}
    draft.people = [taken for taken in draft.people if id(taken) not in gone]
    draft.used = {place for place in draft.used if place[0] not in rows}
    draft.reasons |= dict.fromkeys(rows, "note")
