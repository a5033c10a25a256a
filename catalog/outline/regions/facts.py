"""What the rows of a text say before any of them is placed; each is found once, when asked."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

from catalog.outline import extras
from catalog.outline.columns import name_columns
from catalog.outline.families import Kin, rank
from catalog.outline.field_names import is_outline_heading
from catalog.outline.fields import fields_of
from catalog.outline.layout import Layout
from catalog.outline.rows import Row, is_marked

LONGEST_COLUMN_NAME = 12
PAIR = re.compile(r"([^:：。，,]{2,16}|[^:：。，,\u2e80-\uffff]{2,40})[:：](?!//)\s?(\S.{0,120})")


def is_structured(row: Row) -> bool:
    return bool(
        row.heading
        or row.mark
        or row.aid
        or row.tier
        or row.level is not None
        or (row.marker and row.marker.family != "dash")
    )


def opens_part(row: Row) -> bool:
    """A heading or a unit: no list inside a field looks like that."""
    return bool(row.heading or row.tier or (row.marker and row.marker.is_unit))


def pair_in(row: Row) -> Sequence[str] | None:
    """The short name of a line and the value beside it; None for what is no pair."""
    if row.number or row.aid or row.heading:
        return None
    if row.cells:
        cells = [cell for cell in row.cells if cell]
        return cells if len(cells) == 2 and len(cells[0]) <= 16 else None
    match = PAIR.fullmatch(row.marker.rest if row.marker else row.text)
    return match.groups() if match else None


class Facts:
    def __init__(self, rows: Sequence[Row]):
        self.rows = rows
        self.layout = Layout(rows)

    def below(self, at: int) -> Row | None:
        return self.rows[at + 1] if at + 1 < len(self.rows) else None

    @cached_property
    def repeated(self) -> set[str]:
        """Texts without a place of their own that stand more than once."""
        counts = Counter(row.text for row in self.rows if row.plain)
        return {text for text, count in counts.items() if count > 1}

    @cached_property
    def running(self) -> set[str]:
        """Texts that each time stand beside the number of a page: they head pages, no course."""
        found: dict[str, bool] = {}
        for at, row in enumerate(self.rows):
            if row.plain and row.text in self.repeated:
                found[row.text] = found.get(row.text, True) and self._is_at_page(at)
        return {text for text, always in found.items() if always}

    @cached_property
    def heads_pages(self) -> bool:
        """Whether the first line comes again beside the numbers of pages, and nowhere else."""
        again = [at for at, row in enumerate(self.rows) if row.text == self.rows[0].text][1:]
        return bool(again) and all(map(self._is_at_page, again))

    def _is_at_page(self, at: int) -> bool:
        beside = self.rows[max(0, at - 1) : at + 2]
        return any(extras.PAGE_NUMBER.fullmatch(one.text) for one in beside)

    @cached_property
    def twice(self) -> set[str]:
        """Texts that stand more than once, headings and bold lines among them."""
        counts = Counter(row.text for row in self.rows if row.heading or row.strong)
        return self.repeated | {text for text, count in counts.items() if count > 1}

    @cached_property
    def repeated_names(self) -> set[str]:
        """Names of fields that come again with each chapter."""
        names: Counter[str] = Counter()
        apart: dict[str, int] = {}  # where each name stood last, by the part it stands in
        part = 0
        for row in self.rows:
            part += is_structured(row)
            named = fields_of(row, header=False) if self._may_name(row) else []
            if not named:
                continue
            name = named[0].name
            signed = self._is_signed(row)
            names[name] += signed or (len(named) == 1 and 0 < part != apart.get(name))
            apart[name] = part
        return {name for name, count in names.items() if count > 1}

    @cached_property
    def last_repeated_name(self) -> int:
        """The last line that begins a field whose name comes again with each chapter; or -1."""
        return self._last(self._begins_repeated_field)

    def _begins_repeated_field(self, row: Row) -> bool:
        named = fields_of(row, header=False) if row.plain else []
        return bool(named) and named[0].name in self.repeated_names

    @cached_property
    def gaps(self) -> list[int]:
        """The lines that a blank line stands above."""
        return [at for at, row in enumerate(self.rows) if row.gap]

    @cached_property
    def lone_units(self) -> set[str]:
        """The families of units of which a text has one alone: Aula 3 is a place."""
        counts = Counter(row.unit.family for row in self.rows if row.unit)
        return {family for family, count in counts.items() if count == 1}

    @cached_property
    def open_names(self) -> list[int]:
        """Short lines that end in a colon, have lines below and are the name of no known field."""
        return [
            at
            for at, (row, below) in enumerate(pairwise(self.rows))
            if row.plain and not row.cells and row.text.endswith((":", "："))
            if below.plain and not below.text.endswith((":", "："))
            if not fields_of(row, header=False) and not is_outline_heading(row)
        ]

    @cached_property
    def signs_of_fields(self) -> set[str]:
        """The bullets of which two or more begin a known field, and none a line of prose."""
        known: Counter[str] = Counter()
        for row in self.rows:
            if row.glyph and row.marker and not row.marker.number:
                sentence = extras.is_sentence(row.text)
                known[row.glyph] += -99 if sentence else bool(fields_of(row, header=False))
        return {glyph for glyph, count in known.items() if count > 1}

    @cached_property
    def stated(self) -> int:
        """The heading whose section is the whole outline, beside others of its level; or -1.

        Units stand in its section, and none in those of the others; what has a number among
        the others names a field.
        """
        layout = self.layout
        told = [at for at in layout.heads if is_outline_heading(self.rows[at])]
        if len(told) != 1 or sum(map(opens_part, layout.section(told[0]))) < 2:
            return -1
        at = told[0]
        inner = range(at, layout.end(at))
        beside = [one for one in layout.heads if one not in inner and one not in layout.titles]
        level = self.rows[at].heading
        apart = all(self.rows[one].heading == level and self._is_apart(one) for one in beside)
        return at if beside and apart else -1

    def _is_apart(self, at: int) -> bool:
        """Whether the section of a heading is no chapter, whatever it is."""
        row = self.rows[at]
        if row.aid or row.mark or (row.marker and row.marker.is_unit):
            return False
        if row.marker and row.marker.number and not fields_of(row, header=False):
            return extras.is_footer_head(row)
        return not any(one.aid or opens_part(one) for one in self.layout.section(at))

    def is_beside(self, at: int) -> bool:
        """Whether a row stands below the section that is the whole outline."""
        return self.stated >= 0 and self.layout.end(self.stated) <= at

    def _may_name(self, row: Row) -> bool:
        return row.plain or row.text in self.repeated

    def _is_signed(self, row: Row) -> bool:
        signed = row.text.endswith((":", "：")) or row.text[0] in "【〖["
        return (row.plain and signed) or row.text in self.repeated

    @cached_property
    def numbering(self) -> str:
        """The family that numbers fields and the outline's heading alike: 一、对象 二、大纲."""
        numbered = [row for row in self.rows if is_marked(row) and row.marker.number]
        families = {row.marker.family for row in numbered if is_outline_heading(row)}
        certain: Counter[str] = Counter()
        for row in numbered if families else ():
            if row.marker.family in families and not row.marker.is_unit:
                certain[row.marker.family] += is_outline_heading(row) or bool(
                    fields_of(row, header=False)
                )
        family = max(certain, key=certain.__getitem__, default="")
        return family if certain[family] > 1 else ""

    def has_apart_text(self, end: int) -> bool:
        """Whether sentences between blank lines stand above this row."""
        return self._first_apart < end

    @cached_property
    def _first_apart(self) -> int:
        """The first sentence below a structured row that a blank line sets apart."""
        begun = False
        for at, row in enumerate(self.rows):
            begun = begun or is_structured(row)
            if begun and row.plain and row.gap and extras.is_sentence(row.text):
                return at
        return len(self.rows)

    @cached_property
    def mail_head(self) -> int:
        """How many lines a mail program puts above a message, when two or more begin the text.

        Where a mail quotes an outline, all that is said above the quotation.
        """
        rows = enumerate(self.rows)
        end = next((at for at, row in rows if not extras.is_mail_head(row)), len(self.rows))
        return max(end if end > 1 else 0, self._said_above_quotation())

    def _said_above_quotation(self) -> int:
        quoted = [at for at, row in enumerate(self.rows) if row.quoted]
        if len(quoted) * 2 <= len(self.rows):
            return 0
        said = self.rows[: quoted[0]]
        mail = any(extras.is_greeting(row) or extras.is_mail_head(row) for row in said)
        return quoted[0] if mail else 0

    # ------------------------------------------------------------ what still follows

    def may_go_on(self, at: int) -> bool:
        """Whether an outline may still begin at this row or below it."""
        return self._last_structured >= at or self._last_heading >= at

    def promises(self, at: int) -> bool:
        """Whether units, headings or the heading of an outline follow."""
        return self._last_part >= at or self._last_heading >= at

    @cached_property
    def _last_structured(self) -> int:
        return self._last(is_structured)

    @cached_property
    def _last_part(self) -> int:
        return self._last(opens_part)

    @cached_property
    def _last_heading(self) -> int:
        return self._last(is_outline_heading)

    def _last(self, told: Callable[[Row], bool]) -> int:
        backwards = range(len(self.rows) - 1, -1, -1)
        return next((at for at in backwards if told(self.rows[at])), -1)

    # ------------------------------------------------------------ lines above others

    def is_left_of_next(self, at: int) -> bool:
        below = self.below(at)
        return below is not None and below.indent > self.rows[at].indent + 1

    def names_columns(self, at: int) -> bool:
        """Whether a row is the head of a typed table: by the line of | --- |, or by the cells."""
        row, below = self.rows[at], self.below(at)
        if len(row.cells) < 2 or below is None:
            return False
        if not below.rule or "|" not in below.text:
            return name_columns(self.rows, at)
        body = self.below(at + 1)
        alike = body is not None and len(body.cells) == len(row.cells)
        short = all(0 < len(cell) <= LONGEST_COLUMN_NAME for cell in row.cells)
        return alike and short and not fields_of(row, header=True)

    def owns_deeper(self, at: int) -> bool:
        """Whether a line stands above one that is further right, and neither is a sentence."""
        row, below = self.rows[at], self.below(at)
        if below is None or not below.plain or below.cells or below.indent <= row.indent + 1:
            return False
        return not (extras.is_sentence(row.text) or extras.is_sentence(below.text))

    @cached_property
    def last_owners(self) -> dict[int, int]:
        """For each indentation, the last line of it that stands above deeper ones."""
        return {
            row.indent: at for at, row in enumerate(self.rows) if row.plain and self.owns_deeper(at)
        }

    def heads_list(self, at: int) -> bool:
        """Whether a line after a blank one stands above a list."""
        row, below = self.rows[at], self.below(at)
        mark = below.marker if below else None
        if not mark or mark.is_unit or extras.is_sentence(row.text) or extras.is_noise(row):
            return False
        return row.gap and mark.number in (None, 1) and not fields_of(row, header=True)

    @cached_property
    def heads_of_lists(self) -> list[int]:
        """Lines without a place of their own directly above a list, where the text is all lists."""
        return [
            at
            for at, (row, below) in enumerate(pairwise(self.rows))
            if row.plain and not row.cells and self._begins_list(below)
            if not (extras.is_sentence(row.text) or extras.is_noise(row))
            if not fields_of(row, header=True)
        ]

    @staticmethod
    def _begins_list(row: Row) -> bool:
        mark = row.marker
        if mark is None or (mark.is_unit and rank(mark.family) <= Kin.UNIT.rank):
            return False
        return mark.number in (None, 1)

    @cached_property
    def last_head(self) -> int:
        """The last line without a place of its own that heads a list."""
        backwards = range(len(self.rows) - 1, -1, -1)
        return next((at for at in backwards if self.rows[at].plain and self.heads_list(at)), -1)
