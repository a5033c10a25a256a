"""PURE. A layout -> the people in its rows, and which cells that accounts for."""

from dataclasses import replace
from functools import cached_property

from catalog.text import inbound
from catalog.text.inbound import plain
from enrollment.people import names
from enrollment.people.party import Person
from enrollment.people.roster import cells, rows
from enrollment.people.roster.broken import Below, mended_name
from enrollment.people.roster.cells import numbers_in, read_email, read_name, read_phone, without
from enrollment.people.roster.contacts import email_likeness, emails_in, phone_likeness
from enrollment.people.roster.draft import READ, Draft
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import (
    BOTH,
    COMPANY,
    DEPARTMENT,
    EMAIL,
    EXTENSION,
    FAMILY,
    GIVEN,
    JOB_TITLE,
    NAME,
    NUMBER,
    OFFICE_PHONE,
    PHONE,
    SESSION,
    kind_of,
)
from enrollment.people.roster.layouts import Layout
from enrollment.people.roster.row_doubts import DOUBTED, RowDoubts
from enrollment.people.roster.row_values import RowValues

LIKELY = 0.3
BOXES = "□■☐☑☒"  # to tick: ■转账 □刷卡


class RowReader:
    """Reads the rows of one layout from the top; remembers what 同上 refers to."""

    def __init__(self, grid: Grid, layout: Layout, draft: Draft, *, section="", wanted=frozenset()):
        self.grid, self.layout, self.draft = grid, layout, draft
        self.wanted = wanted  # rows that somebody asked to take
        self.values = RowValues(grid, layout)
        self.below = Below(self.values)
        self.doubts = RowDoubts(self.values)
        self.section = section
        self.last: Taken | None = None
        self.last_row = -1  # that says something of the last person
        self.signed_off = False
        self.names_others = False  # a header above says 联系人 and names nobody who attends
        self.below_role: int | None = None  # the row below one that says 联系人 and nobody
        self.by_row: dict[int, dict[int, str]] = {}
        left, right = layout.span
        inside = set(layout.rows)
        for (row, column), cell in grid.cells.items():
            if row in inside and left <= column <= right:
                self.by_row.setdefault(row, {})[column] = cell.text
        self.has_department = bool(layout.of(DEPARTMENT) or layout.of(BOTH))

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
        reason = "" if row in self.wanted else self.reason_against(row, texts)
        if reason:
            self.draft.reasons.setdefault(row, reason)
            return
        found = self.people_of(row)
        if not found:
            numbers = set(self.values.of(NUMBER))
            known = set(texts) <= set(self.layout.columns)
            if known and all(c in numbers or cells.is_nothing(text) for c, text in texts.items()):
                self.draft.used.update((row, column) for column in texts)
            self.draft.reasons.setdefault(row, "placeholder" if len(texts) > 1 else "note")
            return
        self.draft.people += found
        self.last, self.last_row = found[-1], row
        self.account(row, texts)

    def goes_on_above(self, row: int, texts: dict[int, str]) -> bool:
        """Whether the row is only more of the person in the row right above it."""
        if self.last is None or row in self.wanted or self.last_row != row - 1:
            return False
        if any(rows.is_role(text) or rows.is_total(text) for text in texts.values()):
            return False
        return self.below.goes_on(self.last, row, texts)

    def reason_against(self, row: int, texts: dict[int, str]) -> str:
        """Why this row holds nobody, as a key of WHY; "" where it may."""
        values = list(texts.values())
        if self.grid.lines and (why := self.reason_against_message(values)):
            return why
        if why := rows.why_nobody(values):
            return why
        if self.is_header(values):
            return "header"
        if self.names_others:
            return "role"
        if self.is_role_row(texts) or row == self.below_role:
            alone = len(values) == 1 and rows.is_role_alone(values[0])
            self.below_role = row + 1 if alone else None
            return "role"
        return self.reason_against_one(row, values[0]) if self.is_alone(row, texts) else ""

    def is_alone(self, row: int, texts: dict[int, str]) -> bool:
        """Whether a row says one thing, and does not name several people in it."""
        alone = len(texts) == 1 or self.is_counted_section(texts)
        return alone and not self.holds_several(row, next(iter(texts)))

    def is_counted_section(self, texts: dict[int, str]) -> bool:
        """城东支行 | 2人 where a name could stand: a small heading and its count."""
        first, *others = texts
        heads = first not in self.values.of(DEPARTMENT) and rows.section_of(texts[first])
        return bool(heads) and all(rows.COUNT.fullmatch(plain(texts[c])) for c in others)

    def is_header(self, values: list[str]) -> bool:
        """Whether a row names columns; where none is a name, people below it answer for a list."""
        kinds = [known[0] for text in values if (known := kind_of(text))]
        if len(kinds) < max(2, len(values) * 0.6):
            return False
        self.names_others = not {NAME, FAMILY, GIVEN} & set(kinds)
        return True

    def reason_against_message(self, values: list[str]) -> str:
        """What stands around a list in a message: its head, and all below its end."""
        self.signed_off = self.signed_off or any(map(rows.is_sign_off, values))
        if self.signed_off:
            return "note"
        return "mail" if rows.MAIL_HEAD.match(plain(values[0])) else ""

    def is_role_row(self, texts: dict[int, str]) -> bool:
        for column, text in texts.items():
            kind = self.layout.columns.get(column)
            if kind in READ or kind is None or kind == NUMBER:
                if rows.is_role(text) or rows.sends_to(text):
                    return True
                if rows.is_role_alone(text) and kind not in (JOB_TITLE, BOTH):
                    return True
        return False

    def reason_against_one(self, row: int, text: str) -> str:
        column = next(c for r, c in self.grid.cells if r == row and self.grid.text(r, c) == text)
        section = rows.section_of(text)
        if section:
            self.section = section
            self.draft.sections[row] = section
            return "section"
        if column not in self.values.of(NAME):
            return "note"
        wide = any(first == (row, column) for first in self.grid.filled.values())
        lonely = self.others_have_numbers
        read = read_name(text)
        if read.likeness >= LIKELY and not read.numbers and self.is_signature(row):
            return "role"
        likeness = 0.0 if read.rest and lonely else read.likeness
        if wide or likeness < (0.6 if lonely else LIKELY) or rows.SENTENCE.search(text):
            return "note"
        return ""

    def holds_several(self, row: int, column: int) -> bool:
        """Whether a cell names several people, each with a number or all below a post."""
        text = self.grid.text(row, column)
        several = cells.several_names(text) if column in self.values.of(NAME) else []
        return bool(several) and bool(self.layout.title or all(map(numbers_in, several)))

    @cached_property
    def others_have_numbers(self) -> bool:
        """Whether a name alone in its row is odd: where nobody has a number it is the custom."""
        columns = self.values.of(PHONE) if len(self.layout.columns) > 1 else []
        return any((row, c) in self.grid.cells for row in self.layout.rows for c in columns)

    def is_signature(self, row: int) -> bool:
        """Whether it is the last name of a message of numbers, apart from the list above it."""
        lines = self.grid.lines
        if not lines or self.last is None or not self.last.person.phone:
            return False
        apart = lines[row] > lines[row - 1] + 1 or self.last.row < row - 1
        below = (other for other in self.layout.rows if other > row)
        return apart and not any(map(self.names_somebody, below))

    def names_somebody(self, row: int) -> bool:
        texts = self.by_row.get(row, {})
        return any(read_name(texts.get(c, "")).likeness >= DOUBTED for c in self.values.of(NAME))

    # -- one row, one person or several

    def people_of(self, row: int) -> list[Taken]:
        self.values.remember_all(row)
        if self.continues_above(row):
            return []
        text = self.values.name_text(row)
        if self.completes_above(row, text):
            return []
        text = mended_name(text, len(self.numbers_of(row)) if "\n" in text else 0)
        several = cells.several_names(text) if text else []
        if several and not (text.isascii() and self.reaches_one(row, several)):
            return self.several(row, several)
        read = read_name(text) if text else cells.NameRead("")
        if not self.is_acceptable(row, read):
            return []
        taken = self.taken(row, read)
        return [taken]

    def numbers_of(self, row: int):
        text = inbound.plain(self.values.value(row, PHONE) or self.values.value(row, OFFICE_PHONE))
        return numbers_in(without(text, emails_in(text)))

    def completes_above(self, row: int, text: str) -> bool:
        """Whether a number below a name, in its column, is that person's: 姓名/手机 in one cell."""
        last = self.last
        if last is None or last.row != row - 1 or last.person.phone or not self.by_row[row]:
            return False
        phone = read_phone(text)
        if phone_likeness(text) < 0.9 or phone.wrong:
            return False
        department, title = self.values.unit_and_title(row)
        person = last.person
        last.person = _with(
            person,
            phone=phone.value,
            department=person.department or department,
            job_title=person.job_title or title,
        )
        self.account(row, self.by_row[row])
        return True

    def reaches_one(self, row: int, pieces: list[str]) -> bool:
        """Whether two words and a comma, Bin Ahmad, Faisal, have the number or address of one."""
        texts = "\n".join(inbound.plain(self.values.value(row, kind)) for kind in (PHONE, EMAIL))
        found = (numbers_in(without(texts, emails_in(texts))), emails_in(texts))
        return len(pieces) == 2 and {len(one) for one in found if one} == {1}

    def continues_above(self, row: int) -> bool:
        """Whether the name cell is merged with the one above: the same person goes on."""
        for column in self.values.of(NAME):
            first = self.grid.filled.get((row, column))
            if first and first[0] < row and self.last and self.last.row >= first[0]:
                texts = self.by_row[row]
                self.below.merged(self.last, row, texts)
                self.account(row, texts)
                return True
        return False

    def is_acceptable(self, row: int, read: cells.NameRead) -> bool:
        phone = read_phone(self.values.value(row, PHONE) or self.values.value(row, OFFICE_PHONE))
        email = read_email(self.values.value(row, EMAIL))
        reached = bool((phone.value and not phone.wrong) or (email.value and not email.wrong))
        if row in self.wanted:
            return bool(read.name or phone.value or email.value)
        if not read.name:
            return reached and self.is_whole_row(row)
        if not self.is_consistent(row, read):
            return False
        text = read.name
        if read.likeness >= LIKELY:
            return True
        if reached and self.is_stated_name(text):
            return True
        if text.casefold() in names.NO_NAMES or not _could_be_a_name(text):
            return False
        return reached or bool(read.numbers) or bool(self.values.value(row, NUMBER))

    def is_stated_name(self, text: str) -> bool:
        """平安 under 姓名 is somebody's name, as any word is that begins like one."""
        stated = self.layout.header and not self.layout.swapped
        named = any(column not in self.layout.guessed for column in self.values.of(NAME))
        return bool(stated and named and names.is_word_like_a_name(text))

    def is_whole_row(self, row: int) -> bool:
        kinds = (DEPARTMENT, JOB_TITLE, BOTH, NUMBER)
        return any(self.values.value(row, kind) for kind in kinds)

    def is_consistent(self, row: int, read: cells.NameRead) -> bool:
        """A likely name still needs cells beside it that hold what their columns claim."""
        if self.values.of(PHONE) and not read.numbers:
            text = self.values.value(row, PHONE)
            if text and phone_likeness(text) == 0 and names.name_likeness(text) >= 0.9:
                return False
            foreign = (email_likeness(text) and read.likeness < 0.9) or len(text) > 25
            if text and phone_likeness(text) == 0 and foreign:
                return False
        return True

    def several(self, row: int, pieces: list[str]) -> list[Taken]:
        """张三、李四 in one cell: each is a person, with the number that stands in its place."""
        text = self.values.value(row, PHONE) or self.values.value(row, OFFICE_PHONE)
        plain_text = inbound.plain(text)
        emails = emails_in(f"{inbound.plain(self.values.value(row, EMAIL))}\n{plain_text}")
        numbers = numbers_in(without(plain_text, emails_in(plain_text)))
        found = []
        for place, piece in enumerate(pieces):
            phone = numbers[place].typed if len(numbers) == len(pieces) else ""
            email = emails[place].email if len(emails) == len(pieces) else ""
            found.append(self.taken(row, read_name(piece), phone=phone, email=email))
        for several in (numbers, emails):
            if several and len(several) != len(pieces):
                shared = "、".join(one.typed for one in several)
                found[0].leave(shared, "second-number")
                found[0].doubt("shared-number", text=shared)
        self.share(row, found, JOB_TITLE)
        return found

    def share(self, row: int, found: list[Taken], kind: str) -> None:
        """As many titles as people are one each."""
        text = self.values.value(row, kind)
        parts = [part.strip() for part in cells.SEPARATOR.split(text) if part.strip()]
        if len(parts) == len(found) > 1:
            for taken, part in zip(found, parts, strict=True):
                taken.person = _with(taken.person, job_title=part)

    def taken(self, row: int, read: cells.NameRead, *, phone=None, email=None) -> Taken:
        """The person of a row; of several in one the number and the address are given."""
        taken = Taken(Person(read.name), row, self.grid.where(row))
        if phone is None:
            number = self.values.phone(row, read, taken)
            self.leave_extension(row, number, taken)
        else:
            number = read_phone(phone).value or "".join(one.phone for one in read.numbers[:1])
        taken.person = Person(read.name, number)
        email = self.values.email(row, read, taken) if email is None else email or read.email
        department, title = self.values.unit_and_title(row)
        if department.endswith((":", "：")):  # 候补：
            taken.leave(department, "remark")
            department = ""
        read = self.with_word_as_title(read)
        if read.title and title and read.title != title:
            taken.leave(read.title, "remark")
        if read.unit and department and read.unit != department:
            taken.leave(read.unit, "remark")
        for text in read.rest:
            taken.leave(text, "remark")
        department = department or read.unit
        if not department and self.section and not self.has_department:
            department = self.section
        taken.person = Person(
            read.name, number, email, department, title or read.title or self.layout.title
        )
        taken.company, taken.session = (
            self.values.value(row, COMPANY),
            self.values.value(row, SESSION),
        )
        self.doubts.note(row, read, taken, self.by_row.get(row, {}))
        return taken

    def with_word_as_title(self, read: cells.NameRead) -> cells.NameRead:
        """The word beside a name is what he does, where the header says that the cell says it:
        参训人员（姓名、职务、电话）.
        """
        said = (self.layout.titles.get(column, "") for column in self.values.of(NAME))
        parts = [part for text in said for part in cells.WORD_GAP.split(text.strip("()（）"))]
        asked = any((kind_of(part.split("(")[-1]) or ("",))[0] == JOB_TITLE for part in parts)
        if not asked or read.title or len(read.rest) != 1:
            return read
        return replace(read, title=read.rest[0], rest=())

    def leave_extension(self, row: int, number: str, taken: Taken) -> None:
        extension = self.values.value(row, EXTENSION)
        if extension and not number.endswith(f"转{extension}"):
            title = self.layout.titles.get(next(iter(self.values.of(EXTENSION)), -1), "")
            taken.leave(f"{title} {extension}", "second-number")

    # -- accounting

    def account(self, row: int, texts: dict[int, str]) -> None:
        """The cells of a person's row in columns that are read, or listed once as a column."""
        for column in texts:
            if column in self.layout.columns or column in self.layout.titles:
                self.draft.used.add((row, column))
        beside = ((row, column) for column in self.layout.columns)
        self.draft.used.update(place for place in beside if place in self.grid.cells)


def _could_be_a_name(text: str) -> bool:
    """Whether a text that is like no name is no sentence and no part of an organisation either."""
    if any(char in BOXES for char in text):
        return False
    if rows.SENTENCE.search(text) or ":" in text or names.unit_likeness(text) >= 0.6:
        return False
    return len(text) <= 30 and sum(char.isalpha() for char in text) >= len(text) / 2


def _with(person: Person, **changes) -> Person:
    return Person(**{name: getattr(person, name) for name in person.__slots__} | changes)
