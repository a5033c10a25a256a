"""The value of a field that goes on below its name: paragraphs, or a list taken whole."""

from collections import Counter
from dataclasses import dataclass, field, replace

from . import extras
from .families import rank
from .fields import Entry, fields_of, is_known, is_outline_heading
from .layout import Layout
from .rows import Row
from .tree import Extra


@dataclass(slots=True)
class Regions:
    title: str | None = None
    fields: list[Entry] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)

    def put(self, kind: str, row: Row) -> None:
        self.extras.append(Extra(kind, row.lines, row.text if row.shared else ""))


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


class Values:
    """Keeps the field that is open, and knows which of the following rows it owns."""

    def __init__(self, rows: list[Row], *, lists_are_values: bool = True):
        self.rows = rows
        self.lists_are_values = lists_are_values
        self.found = Regions()
        self.open: Entry | None = None
        self.listed = False  # the open field's last line had a marker
        self.until = 0  # rows before this one belong to the open field
        self.loose: list[Row] = []  # header lines that are title or noise
        self.headed = False  # an outline heading has been seen
        self.counting = ""  # the family that numbers the header: 一、课程背景 二、课程大纲
        self.repeated = {
            text
            for text, count in Counter(row.text for row in rows if row.plain).items()
            if count > 1
        }
        texts = Counter(row.text for row in rows if row.heading or row.strong)
        self.twice = self.repeated | {text for text, count in texts.items() if count > 1}
        self.layout = Layout(rows)
        self.chapters: int | None = None  # the heading level of the outline's first row
        self.numbering = self.header_numbering()
        names = Counter(
            entry.name
            for row in rows
            if (row.plain and (row.text.endswith((":", "：")) or row.text[0] in "【〖["))
            or row.text in self.repeated
            for entry in fields_of(row, header=False)[:1]
        )
        self.repeated_names = {name for name, count in names.items() if count > 1}

    def header_numbering(self) -> str:
        """The family that numbers fields and the outline's heading alike: 一、对象 二、大纲."""
        certain: Counter = Counter()
        headings = {
            row.marker.family
            for row in self.rows
            if row.marker and row.marker.number and is_outline_heading(row)
        }
        for row in self.rows if headings else ():
            if (
                row.marker
                and row.marker.family in headings
                and row.marker
                and row.marker.number
                and not row.marker.is_unit
            ):
                certain[row.marker.family] += is_outline_heading(row) or bool(
                    fields_of(row, header=False)
                )
        family = max(certain, key=certain.__getitem__, default="")
        return family if certain[family] > 1 else ""

    def numbered_field(self, row: Row) -> list[Entry]:
        """三、学分费：3,000元 where the header is numbered: what has a value is a field."""
        if not (row.marker and self.numbering and row.marker.family == self.numbering):
            return []
        found = fields_of(replace(row, text=row.marker.rest, marker=None), header=True)
        return found if found and found[0].parts[0] else []

    def take(self, row: Row) -> None:
        if self.open.open and len(self.open.parts) == 1 and not self.open.parts[0]:
            self.open.deeper = row.indent > self.open.indent + 1 and not row.marker
        self.listed = bool(row.marker)
        self.open.parts.append(row.text)
        self.open.lines += row.lines

    def close(self) -> None:
        self.open, self.listed = None, False

    def absorbs(self, at: int, row: Row) -> bool:
        """Whether the open field owns this row; a list is taken whole or not at all."""
        if opens_part(row) or row.text in self.repeated or extras.is_contact(row):
            return False
        entry = self.open
        if entry.deeper and row.indent <= entry.indent:
            return False
        empty = entry.open and len(entry.parts) == 1
        if row.marker or row.level is not None:
            return self.absorbs_list(at, row, empty)
        if row.aid:
            return False
        if entry.open:
            return True
        return entry.is_long and not row.gap and len(entry.parts[0]) > 30 and len(row.text) > 15

    def absorbs_list(self, at: int, row: Row, empty: bool) -> bool:
        if not self.lists_are_values:
            return False
        entry, last = self.open, self.open.parts[-1]
        introduced = (
            empty or last.endswith((":", "：")) or (entry.is_long and row.marker.number is None)
        )
        continued = row.marker.number and entry.number == row.marker.number - 1
        if not (introduced or continued or (entry.is_long and self.begins_list(row))):
            return False
        end = self.list_end(at)
        if not is_known(entry.name) and not self.promises(end):
            return False
        if self.is_outline(at, end) or (entry.is_short and row.marker.number):
            return False
        if not any(map(is_structured, self.rows[end:])) and not any(
            map(is_outline_heading, self.rows[end:])
        ):
            return False
        self.until = end
        return True

    def is_outline(self, at: int, end: int) -> bool:
        """A list whose entries have numbered lists of their own is no field value."""
        ones = Counter(
            row.marker.family for row in self.rows[at:end] if row.marker and row.marker.number == 1
        )
        return any(count > 1 for count in ones.values())

    def promises(self, at: int) -> bool:
        """Whether units, headings or the heading of an outline follow."""
        return any(opens_part(row) or is_outline_heading(row) for row in self.rows[at:])

    def begins_list(self, row: Row) -> bool:
        return row.marker.number == 1 and len(self.open.parts) == 1

    def list_end(self, at: int) -> int:
        """The index after the list that begins here; it never runs into a second list."""
        family, number = self.rows[at].marker.family, self.rows[at].marker.number
        for end in range(at + 1, len(self.rows)):
            row = self.rows[end]
            if opens_part(row) or row.rule or is_outline_heading(row) or row.text in self.repeated:
                return end
            if fields_of(row, header=True) and not (row.marker and row.marker.family == family):
                return end
            if row.marker is None and (row.gap or row.aid):
                return end
            if row.marker and row.marker.family == family:
                if number is not None and row.marker.number != number + 1:
                    return end
                number = row.marker.number
            elif (row.marker and row.marker.number and number is None) or (
                row.marker and row.marker.number == 1 and rank(row.family) < rank(family) - 5
            ):
                return end
        return len(self.rows)
