"""PURE. The values of one row by the meaning of its columns, merged and 同上 resolved."""

import re
from functools import cached_property

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.roster import cells
from enrollment.people.roster.cells import (
    LOCAL,
    NO_DIGIT,
    ContactRead,
    read_email,
    read_phone,
    read_unit_and_title,
)
from enrollment.people.roster.contacts import MOBILE, email_likeness, phone_likeness
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.grid import ERROR, UNCALCULATED, Grid
from enrollment.people.roster.headers import (
    AREA,
    BOTH,
    DEPARTMENT,
    EMAIL,
    EXTENSION,
    FAMILY,
    GIVEN,
    JOB_TITLE,
    NAME,
    OFFICE_PHONE,
    OTHER,
    PHONE,
    kind_of,
)
from enrollment.people.roster.layouts import Layout

PHONES = (PHONE, OFFICE_PHONE)
COUNTRY = re.compile(r"国家|国际|country|dial", re.IGNORECASE)
NEARLY_A_MOBILE = 9  # digits: one that lost some is asked about, whatever stands beside it
SAYS_MOBILE = re.compile(r"手机|手機|行[动動]|移[动動]|携帯|mobile|cell", re.IGNORECASE)
LABELLED = re.compile(r"(\w{1,8})\s*[:：]\s*(\S.*)", re.DOTALL)


LIKE = {PHONE: phone_likeness, EMAIL: email_likeness}
SPOKEN = (DEPARTMENT, JOB_TITLE, BOTH)
SURE = 0.9
LIKELY = 0.3


class RowValues:
    """Remembers the row above, which 同上 refers to."""

    def __init__(self, grid: Grid, layout: Layout):
        self.grid, self.layout = grid, layout
        self.above: dict[int, str] = {}
        self.from_above: dict[int, str] = {}  # row -> the department that is said once above it
        self.row = -1
        self.texts: dict[int, str] = {}  # what was resolved of the row that is read

    def value(self, row: int, kind: str) -> str:
        """The first text of this kind in the row, merged and 同上 resolved."""
        for column in self.of(kind):
            text = self.resolved(row, column)
            if text and not cells.is_nothing(text) and not self.is_misplaced(row, column, text):
                return text
        return self.misplaced(row, kind)

    def misplaced(self, row: int, kind: str) -> str:
        """What stands in the column of another kind: a row may be one cell short."""
        columns = self.of(kind)
        if kind not in LIKE or not columns or any((row, c) in self.grid.cells for c in columns):
            return ""
        texts = (
            self.resolved(row, c) for c, known in self.layout.columns.items() if known in SPOKEN
        )
        return next((text for text in texts if LIKE[kind](text) >= SURE), "")

    def is_misplaced(self, row: int, column: int, text: str) -> bool:
        """A number is nobody's job title, where the row has no other number."""
        return self.layout.columns.get(column) in SPOKEN and any(
            like(text) >= SURE and text == self.misplaced(row, kind) for kind, like in LIKE.items()
        )

    def of(self, kind: str) -> list[int]:
        return self.columns.get(kind, [])

    @cached_property
    def columns(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for column, kind in self.layout.columns.items():
            found.setdefault(kind, []).append(column)
        return found

    def resolved(self, row: int, column: int) -> str:
        """The text of a cell; 同上 is the text above it. Rows are read from the top."""
        if row != self.row:
            self.row, self.texts = row, {}
        if column not in self.texts:
            self.texts[column] = self._resolved(row, column)
        return self.texts[column]

    def _resolved(self, row: int, column: int) -> str:
        place = self.grid.filled.get((row, column), (row, column))
        cell = self.grid.cells.get(place)
        if cell is None and column in self.said_once and self.above.get(column):
            self.from_above[row] = self.above[column]
            return self.above[column]
        if cell is None or cell.mark in (ERROR, UNCALCULATED):
            return ""
        text = without_label(inbound.line(cell.text))
        if cells.is_ditto(text):
            return self.above.get(column, "")
        self.above[column] = text
        return text

    @cached_property
    def said_once(self) -> frozenset[int]:
        """Columns of departments that name each once, at the first of its people, as a merged
        column does that was saved as .csv.
        """
        if self.wider_units:
            return frozenset()
        named = self.of(NAME) or self.of(FAMILY) or self.of(GIVEN)
        merged = {column for _row, column in self.grid.filled}
        first, rows = min(named, default=0), self.rows_naming(named)
        return frozenset(
            c
            for c in self.of(DEPARTMENT)
            if c not in merged
            and _names_each_once([self.grid.text(r, c) for r in rows], groups=c < first)
        )

    def rows_naming(self, columns: list[int]) -> list[int]:
        """The rows in which one of these columns names somebody."""
        return [
            row
            for row in self.layout.rows
            if any(cells.read_name(self.grid.text(row, c)).likeness >= LIKELY for c in columns)
        ]

    def name_text(self, row: int) -> str:
        family, given = self.value(row, FAMILY), self.value(row, GIVEN)
        if family or given:
            apart = "" if names.HAN_RUN.search(family + given) else " "
            return f"{family}{apart}{given}" if apart == "" else f"{given} {family}".strip()
        return self.value(row, NAME) or self.other_name(row)

    def other_name(self, row: int) -> str:
        """The name in another script, where the column that is read has none in this row."""
        for column, title in self.layout.titles.items():
            if self.layout.columns.get(column) == OTHER and (kind_of(title) or ("",))[0] == NAME:
                return self.resolved(row, column)
        return ""

    def remember_all(self, row: int) -> None:
        for column in self.layout.columns:
            self.resolved(row, column)

    def phone(self, row: int, read: cells.NameRead, taken: Taken) -> str:
        """The number to keep, a mobile first; the others and what is said beside are left."""
        texts = self.phone_texts(row)
        found = [ContactRead(one.phone, not one.is_right) for one in read.numbers[:1]]
        found += map(read_phone, texts)
        for one in found:
            taken.leave(one.rest, "remark")
            for other in one.others:
                taken.leave(other, "second-number")
        numbers = [one for one in found if one.value] or self.numbers_beside(row)
        return self.settled(_surest(numbers), numbers, texts, taken) if numbers else ""

    def numbers_beside(self, row: int) -> list[ContactRead]:
        """The number that stands among addresses, where none stands among numbers."""
        beside = self.beside(row, EMAIL)
        return [ContactRead(beside)] if beside else []

    def settled(
        self, chosen: ContactRead, numbers: list[ContactRead], typed: list[str], taken: Taken
    ) -> str:
        for one in numbers:
            if one.value != chosen.value:
                taken.leave(one.value, "second-number")
        if chosen.wrong or _got_a_zero(chosen.value, typed):
            taken.doubt("phone", text=chosen.value)
        if chosen.others:
            taken.doubt("two-numbers", phone=chosen.value, text="、".join(chosen.others))
        return chosen.value

    def phone_texts(self, row: int) -> list[str]:
        """Other numbers count only where there is no mobile; where there is, they are a column."""
        own = self.whole_number(row, self.value(row, PHONE), extended=not self.asks_mobiles())
        read = read_phone(own)
        spoilt = read.wrong and len(NO_DIGIT.sub("", read.value)) >= NEARLY_A_MOBILE
        if spoilt or (read.value and not read.wrong and MOBILE.fullmatch(read.value)):
            return [own]
        office = [self.whole_number(row, self.resolved(row, c)) for c in self.of(OFFICE_PHONE)]
        office += self.numbers_behind(row)
        texts = [text for text in (own, *office) if text and not cells.is_nothing(text)]
        return texts or self.extension_alone(row)

    def numbers_behind(self, row: int) -> list[str]:
        """Without a header, the numbers of a row that says more of them than most rows do."""
        texts = (self.grid.text(row, column) for column in self.unknown_columns)
        return [text for text in texts if phone_likeness(text) >= 0.6]

    @cached_property
    def unknown_columns(self) -> list[int]:
        """Of a block without a header, the columns of which nobody knows what they are."""
        left, right = self.layout.span
        columns = [] if self.layout.header else self.grid.columns()
        return [c for c in columns if left <= c <= right and c not in self.layout.columns]

    def extension_alone(self, row: int) -> list[str]:
        extension = "" if self.asks_mobiles() else self.value(row, EXTENSION)
        return [extension] if extension else []

    def asks_mobiles(self) -> bool:
        """Whether the header asks for mobiles: the extension in a column beside is another's."""
        return any(SAYS_MOBILE.search(self.layout.titles.get(c, "")) for c in self.of(PHONE))

    def whole_number(self, row: int, text: str, *, extended: bool = True) -> str:
        """The number with its area or country and its extension from the columns beside it."""
        digits = NO_DIGIT.sub("", text)
        if cells.is_nothing(text) or not digits or MOBILE.fullmatch(digits):
            return text
        text = self._with_area(row, text, digits)
        extension = self.value(row, EXTENSION) if extended else ""
        return f"{text}转{extension}" if extension and extension not in text else text

    def _with_area(self, row: int, text: str, digits: str) -> str:
        """The number with what the columns of area or country say of it."""
        area = NO_DIGIT.sub("", self.value(row, AREA)).lstrip("0")
        abroad = self.areas_are_countries
        asks = any(COUNTRY.search(self.layout.titles.get(c, "")) for c in self.of(PHONE))
        if asks and not area and digits == NO_DIGIT.sub("", read_phone(f"+{digits}").value):
            return f"+{digits}"
        if area and abroad and not digits.startswith(area):
            return f"+{area}{digits.lstrip('0')}"
        if area and not abroad and len(digits) in LOCAL:
            return f"0{area}-{digits}"
        return text

    @cached_property
    def areas_are_countries(self) -> bool:
        """Whether 区号 are codes of countries: the header says so, or one of them is 86."""
        column = next(iter(self.of(AREA)), -1)
        codes = (self.grid.text(row, column) for row in self.layout.rows)
        named = COUNTRY.search(self.layout.titles.get(column, "")) is not None
        return named or any(NO_DIGIT.sub("", code) in ("86", "0086") for code in codes)

    def beside(self, row: int, kind: str) -> str:
        """The number that stands among addresses, or the address that stands among numbers."""
        read, kinds = (read_email, (EMAIL,)) if kind == EMAIL else (read_phone, PHONES)
        texts = [self.resolved(row, column) for one in kinds for column in self.of(one)]
        return next((found for text in texts if (found := read(text).beside)), "")

    def email(self, row: int, read: cells.NameRead, taken: Taken) -> str:
        found = read_email(self.value(row, EMAIL)) if self.of(EMAIL) else ContactRead("")
        taken.leave(found.rest, "remark")
        for other in found.others:
            taken.leave(other, "second-number")
        if found.beside and found.beside != taken.person.phone:
            taken.leave(found.beside, "second-number")
        if found.wrong:
            taken.doubt("email", text=found.value)
        chosen = found.value or read.email
        beside = self.beside(row, PHONE)
        if chosen and beside != chosen:
            taken.leave(beside, "second-number")
        return chosen or beside

    @cached_property
    def wider_units(self) -> list[int]:
        """The columns of units that a narrower one beside them is read instead of, the lowest level
        first; of those that say no level the one nearest to the right."""
        said = {c: kind_of(title.rpartition("-")[2]) for c, title in self.layout.titles.items()}
        found = [
            (known[1], -c)
            for c, known in said.items()
            if known and known[0] == DEPARTMENT and self.layout.columns.get(c) == OTHER
        ]
        return [-c for _surest, c in sorted(found)]

    def wider_unit(self, row: int) -> str:
        """The unit that a row names where it leaves the narrower one empty."""
        texts = (self.resolved(row, column) for column in self.wider_units)
        return next((text for text in texts if text and not cells.is_nothing(text)), "")

    def unit_and_title(self, row: int) -> tuple[str, str]:
        department = _one_line(self.value(row, DEPARTMENT))
        if not department and self.of(DEPARTMENT):
            department = _one_line(self.wider_unit(row))
        title = _one_line(self.value(row, JOB_TITLE))
        if both := self.value(row, BOTH):
            unit, post = read_unit_and_title(both)
            department, title = department or unit, title or post
        return department, title


def _names_each_once(texts: list[str], *, groups: bool) -> bool:
    """Whether a column says each thing once and is empty below it; where it ``groups`` people, as
    it stands before their names, one empty cell in three is enough to tell.
    """
    said = [text for text in texts if text]
    distinct = len(set(said)) == len(said) > 1
    empty = len(texts) - len(said)
    return distinct and bool(texts[0]) and empty >= (len(texts) / 3 if groups else len(said))


def _surest(numbers: list[ContactRead]) -> ContactRead:
    """A mobile that can be right, else any number that can, else the first."""
    right = [one for one in numbers if not one.wrong] or numbers
    return next((one for one in right if MOBILE.fullmatch(one.value)), right[0])


def without_label(text: str) -> str:
    """部门：营业部 in a cell is 营业部."""
    found = LABELLED.match(text)
    return found[2] if found and kind_of(found[1]) else text


def _one_line(text: str) -> str:
    """The lines of a cell as one: 公司 and 业务部 are a word that was wrapped."""
    whole = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        apart = " " if whole and not _is_wrapped(whole, line) else ""
        whole += apart + line
    return inbound.BLANKS.sub(" ", whole).strip()


def _is_wrapped(above: str, below: str) -> bool:
    """Whether two lines are one word: 一分局 and 办公室 are two, as each could stand alone."""
    if below[0] in "(（、，/":
        return True
    both = names.HAN_RUN.match(below) and names.HAN_RUN.match(above[-1])
    return bool(both) and not (_is_whole(above) and _is_whole(below))


def _is_whole(text: str) -> bool:
    return names.unit_likeness(text) >= 0.9 or names.title_likeness(text) >= 0.8


def _got_a_zero(number: str, typed: list[str]) -> bool:
    """Whether the 0 of an area was put before a number that had none: 1012345007."""
    return number.startswith("0") and any(NO_DIGIT.sub("", text) == number[1:] for text in typed)
