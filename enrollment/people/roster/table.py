"""PURE. A layout -> the people in its rows, and which cells that accounts for."""

import re
from dataclasses import replace
from functools import cached_property

from enrollment.people.roster import cells, rows
from enrollment.people.roster.broken import Below, mended_name
from enrollment.people.roster.cells import NameRead, read_name, read_phone
from enrollment.people.roster.contacts import phone_likeness
from enrollment.people.roster.draft import Draft
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import NAME, NUMBER
from enrollment.people.roster.layouts import Layout
from enrollment.people.roster.plausible import is_plausible
from enrollment.people.roster.row_people import RowPeople
from enrollment.people.roster.row_reasons import RowReasons
from enrollment.people.roster.row_values import RowValues
from enrollment.people.roster.several import several_names

WAITS = re.compile(
    r"\W{0,3}(?:以下|下列|下面)?(?:[的为是])?(?:均为)?(?:候补|备选|替补|后备|递补|待定)"
)
TWO_WORDS = re.compile(r"[^\s\d]{1,4}\s{1,3}[^\s\d]{1,6}")


class RowReader:
    """Reads the rows of one layout from the top; remembers what 同上 refers to."""

    def __init__(self, grid: Grid, layout: Layout, draft: Draft, *, section="", wanted=frozenset()):
        self.grid, self.layout, self.draft = grid, layout, draft
        self.wanted = wanted  # rows that somebody asked to take
        self.last: Taken | None = None
        self.waits = ""  # a row above says that whoever stands below it only may come
        self.last_row = -1  # that says something of the last person
        self.by_row: dict[int, dict[int, str]] = {}
        left, right = layout.span
        inside = set(layout.rows)
        for (row, column), cell in grid.cells.items():
            if row in inside and left <= column <= right:
                self.by_row.setdefault(row, {})[column] = cell.text
        self.values = RowValues(grid, layout)
        self.below = Below(self.values)
        self.people = RowPeople(self.values)
        self.reasons = RowReasons(draft, self.values, self.by_row, section)

    def read(self) -> None:
        for row in self.layout.rows:
            texts = self.by_row.get(row)
            if texts:
                self.read_row(row, texts)

    def read_row(self, row: int, texts: dict[int, str]) -> None:
        if self.goes_on_above(row, texts):
            self.account(row, texts)
            self.last_row = row
            return
        reason = "" if row in self.wanted else self.reasons.against(row, texts, self.last)
        if reason:
            self.waits = next((text for text in texts.values() if WAITS.match(text)), "")
            self.draft.reasons.setdefault(row, reason)
            return
        found = self.people_of(row, texts)
        if not found:
            self.leave_empty(row, texts)
            return
        for taken in found if self.waits else ():
            taken.doubt("absent", text=self.waits)
        self.draft.people += found
        self.last, self.last_row = found[-1], row
        self.account(row, texts)

    def leave_empty(self, row: int, texts: dict[int, str]) -> None:
        """A row that names nobody; one with a running number and nothing else is not listed."""
        numbers = set(self.values.of(NUMBER))
        known = set(texts) <= set(self.layout.columns)
        if known and all(c in numbers or cells.is_nothing(text) for c, text in texts.items()):
            self.draft.used.update((row, column) for column in texts)
        self.draft.reasons.setdefault(row, "placeholder" if len(texts) > 1 else "note")

    def goes_on_above(self, row: int, texts: dict[int, str]) -> bool:
        """Whether the row is only more of the person in the row right above it."""
        if self.last is None or row in self.wanted or self.last_row != row - 1:
            return False
        if any(rows.is_role(text) or rows.is_total(text) for text in texts.values()):
            return False
        return self.below.goes_on(self.last, row, texts)

    # -- one row, one person or several

    def people_of(self, row: int, texts: dict[int, str]) -> list[Taken]:
        self.values.remember_all(row)
        if self.continues_above(row, texts):
            return []
        text = self.values.name_text(row)
        if self.completes_above(row, text, texts):
            return []
        text = mended_name(text, len(self.people.numbers_of(row)) if "\n" in text else 0)
        several = several_names(text) if text else []
        if several and not (self.may_be_one(text) and self.people.reaches_one(row, several)):
            return self.people.several(row, several, texts, self.reasons.section)
        read = read_name(text) if text else NameRead("")
        if not is_plausible(self.values, row, read, wanted=row in self.wanted):
            return []
        return [self.people.one(row, read, texts, self.reasons.section)]

    def may_be_one(self, text: str) -> bool:
        """Whether two words may be the name of one: of Latin letters, or as most of the column."""
        return text.isascii() or (self.in_two_words and bool(TWO_WORDS.fullmatch(text)))

    @cached_property
    def in_two_words(self) -> bool:
        """Whether most names are written 佐藤 健一, the family and the given name apart."""
        columns = set(self.values.of(NAME))
        cells = [t for texts in self.by_row.values() for c, t in texts.items() if c in columns]
        two = sum(1 for text in cells if TWO_WORDS.fullmatch(text.strip()))
        return two > 2 and two * 5 >= len(cells) * 4

    def completes_above(self, row: int, text: str, texts: dict[int, str]) -> bool:
        """Whether a number below a name, in its column, is that person's: 姓名/手机 in one cell."""
        last = self.last
        if last is None or last.row != row - 1 or last.person.phone:
            return False
        phone = read_phone(text)
        if phone_likeness(text) < 0.9 or phone.wrong:
            return False
        department, title = self.values.unit_and_title(row)
        person = last.person
        last.person = replace(
            person,
            phone=phone.value,
            department=person.department or department,
            job_title=person.job_title or title,
        )
        self.account(row, texts)
        return True

    def continues_above(self, row: int, texts: dict[int, str]) -> bool:
        """Whether the name cell is merged with the one above: the same person goes on."""
        for column in self.values.of(NAME):
            first = self.grid.filled.get((row, column))
            if first and first[0] < row and self.last and self.last.row >= first[0]:
                self.below.merged(self.last, row, texts)
                self.account(row, texts)
                return True
        return False

    # -- accounting

    def account(self, row: int, texts: dict[int, str]) -> None:
        """The cells of a person's row in columns that are read, or listed once as a column."""
        for column in texts:
            if column in self.layout.columns or column in self.layout.titles:
                self.draft.used.add((row, column))
        beside = ((row, column) for column in self.layout.columns)
        self.draft.used.update(place for place in beside if place in self.grid.cells)
