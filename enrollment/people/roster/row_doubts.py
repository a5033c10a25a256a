"""PURE. What is to be asked about the person of a row."""

import re

from catalog.text import inbound
from catalog.text.inbound import plain
from enrollment.people.roster import cells, rows
from enrollment.people.roster.absences import is_absence
from enrollment.people.roster.contacts import numbers_in
from enrollment.people.roster.draft import READ
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.grid import STRUCK, Cell
from enrollment.people.roster.headers import OTHER
from enrollment.people.roster.row_values import RowValues

DOUBTED = 0.3
CORRECTION = re.compile(r"[更订改]正|为准|新号|换号|改号")
TRIAL = re.compile(r"测试(?:一下|数据|人员|用户)?|试填|test(?:ing)?", re.IGNORECASE)


class RowDoubts:
    def __init__(self, values: RowValues):
        self.values = values
        self.grid, self.layout = values.grid, values.layout

    def note(self, row: int, read: cells.NameRead, taken: Taken, texts: dict[int, str]) -> None:
        """The doubts about the person of a row that holds these texts."""
        if row in self.grid.hidden_rows:
            taken.doubt("hidden-row")
        self.note_marks(row, taken)
        self.note_absence(read, taken, texts)
        beside = (text for c, text in texts.items() if self.layout.columns.get(c) not in READ)
        taken.corrects = any(map(CORRECTION.search, (*read.rest, *beside)))
        if text := self.values.from_above.get(row):
            taken.doubt("above", text=text)
        if trial := next((text for text in texts.values() if TRIAL.fullmatch(plain(text))), ""):
            taken.doubt("absent", text=trial)
        if not taken.person.name:
            taken.doubt("no-name")
        elif read.likeness < DOUBTED:
            taken.doubt("odd-name", text=taken.person.name)
        if inbound.has_private_characters(taken.person.name):
            taken.doubt("private")

    def note_marks(self, row: int, taken: Taken) -> None:
        for column, kind in self.layout.columns.items():
            cell = self.grid.cells.get(self.grid.filled.get((row, column), (row, column)))
            if cell is not None and cell.mark and kind in READ:
                _note_mark(cell, taken)

    def note_absence(self, read: cells.NameRead, taken: Taken, texts: dict[int, str]) -> None:
        if read.replaces:
            taken.doubt("absent", text=read.replaces)
        for column, text in texts.items():
            kind, title = self.layout.columns.get(column), self.layout.titles.get(column, "")
            if kind not in READ and is_absence(text, title):
                taken.doubt("absent", text=text)
            if kind in (None, OTHER):
                self.note_other_number(title, text, taken)

    def note_other_number(self, title: str, text: str, taken: Taken) -> None:
        """电话换了：139… in a remark is asked about; a number in a column of its own is not."""
        phone = taken.person.phone
        if not phone or not rows.is_remark(title):
            return
        numbers = [one for one in numbers_in(inbound.plain(text)) if one.is_mobile]
        if numbers and numbers[0].phone != phone:
            taken.doubt("two-numbers", phone=phone, text=numbers[0].typed)


def _note_mark(cell: Cell, taken: Taken) -> None:
    if cell.mark == STRUCK:
        taken.doubt("struck")
    else:
        taken.doubt(cell.mark, text=cell.text)
        taken.leave(cell.text, "uncalculated")
