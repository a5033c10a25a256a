"""PURE. Forms on a sheet, 姓名 | 安若溪 | 手机 | 139…: labels with their values beside them."""

from catalog.text import inbound
from catalog.text.inbound import plain
from enrollment.people.names import is_word_like_a_name, title_likeness
from enrollment.people.party import Person
from enrollment.people.roster import headers
from enrollment.people.roster.cells import (
    is_nothing,
    read_email,
    read_name,
    read_phone,
    read_unit_and_title,
)
from enrollment.people.roster.contents import LIKENESS, is_part
from enrollment.people.roster.draft import Draft
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import BY_ENDING, kind_of, kind_of_label

LIKELY = 0.3  # how much a name must be like one
FEWEST = 2  # labels with a value, else it is no form


def read_cards(grid: Grid) -> Draft:
    """A person for each 姓名 with a value; labels up to the next one are said of that person."""
    draft = Draft(grid, kind="cards")
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(grid.cells):
        by_row.setdefault(row, []).append(column)
    cards: list[_Card | None] = []
    for row, columns in by_row.items():
        for label, value in _name_first(grid, list(_pairs(grid, row, columns))):
            if _tell(cards, grid, label, value):
                draft.used.update(place for place in (label, value) if place)
    found = [card for card in cards if card]
    for card in found:
        card.finish()
    draft.people = [card.taken for card in found]
    draft.labels = len(draft.used) // 2
    if draft.labels < FEWEST * len(draft.people):
        return Draft(grid, kind="cards")
    return draft


def _name_first(grid: Grid, pairs: list) -> list:
    """What stands before a name in its row is said of that name: 职称 | 会计师 | 姓名 | 安若溪."""
    return sorted(pairs, key=lambda pair: not _names_somebody(grid, *pair))


def _names_somebody(grid: Grid, label, value) -> bool:
    return kind_of_label(grid.text(*label))[0] == headers.NAME and value is not None


def _tell(cards: list, grid: Grid, label, value) -> bool:
    """Begin a card with a name, or tell the last one; False where nobody is meant."""
    kind, _rank = kind_of_label(grid.text(*label))
    if kind == headers.NAME:
        read = read_name(grid.text(*value)) if value else None
        named = read is not None and (read.likeness >= LIKELY or is_word_like_a_name(read.name))
        if not named and cards and cards[-1]:
            cards.append(None)  # what follows is said of nobody, least of all of the last one
        if named:
            cards.append(_Card(grid, label[0], read))
        return named
    if cards and cards[-1]:
        cards[-1].tell(kind, label, value)
        return True
    return False


def _pairs(grid: Grid, row: int, columns: list[int]):
    """Each label of a row with the cell that follows it, unless that is a label as well."""
    texts = [grid.text(row, column) for column in columns]
    place = 0
    while place < len(columns):
        if kind_of(texts[place]) is None:
            place += 1
            continue
        has_value = _is_value(texts[place], texts[place + 1 : place + 3])
        yield (row, columns[place]), ((row, columns[place + 1]) if has_value else None)
        place += 2 if has_value else 1


def _is_value(label: str, texts: list[str]) -> bool:
    """A value like 支行行长, 审批人 or 财务部 may look like a label; it and the next cell tell."""
    if not texts:
        return False
    meant = LIKENESS.get(kind_of_label(label)[0])
    if meant and meant(plain(texts[0])) >= 0.9:
        return True
    kind = kind_of(texts[0])
    if kind is None or kind[1] >= BY_ENDING:
        return True
    like_a_post = title_likeness(texts[0]) >= 0.8 or headers.OTHER_PERSON.search(texts[0])
    if len(texts) > 1:
        return bool(like_a_post) and kind_of(texts[1]) is not None
    stated = kind_of_label(label)[0]  # 职务 | 审批人 and 忌口 | 清真 end a row
    return bool(like_a_post) if stated == headers.JOB_TITLE else stated == kind[0] == headers.OTHER


class _Card:
    def __init__(self, grid: Grid, row: int, read):
        self.grid = grid
        self.taken = Taken(Person(read.name), row, grid.where(row))
        self.values: dict[str, str] = {"name": read.name}
        self.said: dict[str, tuple[int, str]] = {}  # how surely a value is meant, and all of it
        self.company = ""  # the label and the value of 单位
        for text in read.rest:
            self.taken.leave(text, "remark")
        if read.likeness < LIKELY:
            self.taken.doubt("odd-name", text=read.name)
        if read.title:
            self.values["job_title"] = read.title
        if row in grid.hidden_rows:
            self.taken.doubt("hidden-row")

    def tell(self, kind: str, label, value) -> None:
        text = inbound.line(self.grid.text(*value)) if value else ""
        if not text or is_nothing(text):
            self.leave_empty(kind, label)
            return
        if kind in (headers.PHONE, headers.OFFICE_PHONE):
            self.tell_phone(kind, label, text)
        elif kind == headers.EMAIL:
            self.put("email", read_email(text).value or text, label, text)
        elif kind == headers.BOTH:
            unit, title = read_unit_and_title(text)
            self.put("department", unit, label, text)
            self.put("job_title", title, label, text)
        elif kind in (headers.DEPARTMENT, headers.JOB_TITLE):
            self.put(kind, text, label, text)
        else:
            whole = f"{self.grid.text(*label)} {text}"
            if kind == headers.COMPANY and not self.company:
                self.taken.company, self.company = text, whole
                return
            self.taken.leave(whole, "remark")

    def leave_empty(self, kind: str, label) -> None:
        """职务 without a value: 职级 is not to be taken for it."""
        if kind == headers.JOB_TITLE:
            self.said.setdefault(kind, (kind_of_label(self.grid.text(*label))[1], ""))

    def tell_phone(self, kind: str, label, text: str) -> None:
        read = read_phone(text)
        if read.wrong:
            self.taken.doubt("phone", text=read.value)
        for other in read.others:
            self.taken.leave(other, "second-number")
        self.taken.leave(read.rest, "remark")
        name = "phone" if kind == headers.PHONE else "office"
        self.put(name, read.value, label, text)

    def put(self, name: str, text: str, label, typed: str) -> None:
        """Keep what the surest label says: 职务 rather than 职称, whichever stands first."""
        if not text:
            return
        title = self.grid.text(*label)
        rank, whole = kind_of_label(title)[1], f"{title} {typed}"
        known, before = self.said.get(name, (-1, ""))  # what no label says is said surely
        if (self.values.get(name) or name in self.said) and rank >= known:
            self.taken.leave(whole, "remark")
            return
        self.values[name], self.said[name] = text, (rank, whole)
        self.taken.leave(before, "remark")

    def person(self) -> Person:
        values = {name: self.values.get(name, "") for name in headers.FIELDS}
        return Person(**values)

    def finish(self) -> None:
        """An office number counts where there is no mobile."""
        office = self.values.pop("office", "")
        if office and not self.values.get("phone"):
            self.values["phone"] = office
        elif office:
            self.taken.leave(office, "second-number")
        if is_part(self.taken.company) and not self.values.get("department"):
            self.values["department"] = self.taken.company
        else:
            self.taken.leave(self.company, "remark")
        self.taken.person = self.person()
