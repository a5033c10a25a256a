"""PURE. Why a row of a table is nobody: a heading, a total, a signature, a note."""

from functools import cached_property

from catalog.text.inbound import plain
from enrollment.people.roster import cells, rows
from enrollment.people.roster.cells import read_name
from enrollment.people.roster.contacts import numbers_in
from enrollment.people.roster.draft import READ, Draft
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.headers import (
    BOTH,
    DEPARTMENT,
    FAMILY,
    GIVEN,
    JOB_TITLE,
    NAME,
    NUMBER,
    PHONE,
    kind_of,
)
from enrollment.people.roster.row_doubts import DOUBTED
from enrollment.people.roster.row_values import LIKELY, RowValues
from enrollment.people.roster.sentences import is_greeting
from enrollment.people.roster.several import several_names

ALONE = 0.6  # how much a name alone in its row must be like one, where others have numbers


class RowReasons:
    """Judges the rows of one layout from the top; remembers what headings above them said."""

    def __init__(
        self, draft: Draft, values: RowValues, by_row: dict[int, dict[int, str]], section: str
    ):
        self.draft, self.values, self.by_row = draft, values, by_row
        self.grid, self.layout = values.grid, values.layout
        self.section = section  # what the last small heading names
        self.signed_off = False
        self.names_others = False  # a header above says 联系人 and names nobody who attends
        self.below_role: int | None = None  # the row below one that says 联系人 and nobody

    def against(self, row: int, texts: dict[int, str], last: Taken | None) -> str:
        """Why this row holds nobody, as a key of WHY; "" where it may."""
        values = list(texts.values())
        if self.grid.lines and (why := self.against_message(values)):
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
        return self.against_one(row, values[0], last) if self.is_alone(row, texts) else ""

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

    def against_message(self, values: list[str]) -> str:
        """What stands around a list in a message: its head, and all below its end."""
        self.signed_off = self.signed_off or any(map(rows.is_sign_off, values))
        if any(map(rows.heads_quote, values)):  # the end of an answer is not that of its quote
            self.signed_off = False
            return "mail"
        if self.signed_off or is_greeting(" ".join(values)):
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

    def against_one(self, row: int, text: str, last: Taken | None) -> str:
        """Why a row that says one thing holds nobody; it may be a small heading."""
        if section := rows.section_of(text):
            self.section = section
            self.draft.sections[row] = section
            return "section"
        column = next(c for c, told in self.by_row[row].items() if told == text)
        if column not in self.values.of(NAME):
            return "note"
        if text.rstrip().endswith((":", "：")):  # First session:
            return "section"
        read = read_name(text)
        if read.likeness >= LIKELY and not read.numbers and self.is_signature(row, last):
            return "role"
        return "" if self.names_one(row, column, read) else "note"

    def names_one(self, row: int, column: int, read: cells.NameRead) -> bool:
        """Whether a lone text in the column of names is a name, and no title of the table."""
        lonely = self.others_have_numbers
        likeness = 0.0 if read.rest and lonely else read.likeness
        is_wide = any(first == (row, column) for first in self.grid.filled.values())
        is_sentence = rows.SENTENCE.search(self.grid.text(row, column))
        return not (is_wide or is_sentence) and likeness >= (ALONE if lonely else LIKELY)

    def holds_several(self, row: int, column: int) -> bool:
        """Whether a cell names several people, each with a number or all below a post."""
        text = self.grid.text(row, column)
        several = several_names(text) if column in self.values.of(NAME) else []
        return bool(several) and bool(self.layout.title or all(map(numbers_in, several)))

    @cached_property
    def others_have_numbers(self) -> bool:
        """Whether a name alone in its row is odd: where nobody has a number it is the custom."""
        columns = self.values.of(PHONE) if len(self.layout.columns) > 1 else []
        return any((row, c) in self.grid.cells for row in self.layout.rows for c in columns)

    def is_signature(self, row: int, last: Taken | None) -> bool:
        """Whether it is the last name of a message of numbers, apart from the list above it."""
        lines = self.grid.lines
        if not lines or last is None or not last.person.phone:
            return False
        apart = lines[row] > lines[row - 1] + 1 or last.row < row - 1
        below = (other for other in self.layout.rows if other > row)
        return apart and not any(map(self.names_somebody, below))

    def names_somebody(self, row: int) -> bool:
        texts = self.by_row.get(row, {})
        return any(read_name(texts.get(c, "")).likeness >= DOUBTED for c in self.values.of(NAME))
