"""A list of rows divided: title, header fields, outline, and what is neither.

The header ends at an outline heading such as 课程大纲 or at the first structured row that no
field owns; after the last structured row a contact or a schedule begins the footer.
"""

from . import extras
from .fields import Entry, fields_of, is_outline_heading, may_be_a_chapter
from .header import Header
from .rows import Row
from .tables import is_column_heads
from .values import Regions, is_structured, opens_part


def divide(rows: list[Row]) -> Regions:
    """Sort every row into exactly one region; ``body`` keeps reading order."""
    found = Divider(rows).run()
    if not found.body and sum(map(is_structured, rows)) > 1:
        # What states structure is an outline, whatever its words: no field takes a list.
        found = Divider(rows, lists_are_values=False).run()
    return found


class Divider(Header):
    """Header first, then the outline with what stands in it and below it."""

    def run(self) -> Regions:
        start = self.header()
        self.title()
        self.footer_from(start)
        return self.found

    def footer_from(self, start: int) -> None:
        self.close()
        self.until = 0
        rows = self.rows
        self.margin = rows[start].indent if start < len(rows) else 0
        self.chapters = rows[start].heading if start < len(rows) else None
        backwards = range(len(rows) - 1, start, -1)
        last = next(
            (
                at
                for at in backwards
                if (is_structured(rows[at]) or rows[at].indent > self.margin + 1)
                and not self.is_footer_head(rows[at])
            ),
            start,
        )
        mode = ""
        for at in range(start, len(rows)):
            mode = self.body_row(at, rows[at], mode, at > last)

    def body_row(self, at: int, row: Row, mode: str, ended: bool) -> str:
        """Place one row of the second part; the mode says what extra is going on."""
        if row.depth or row.mark or row.raw or (row.tier and not row.rule):
            return self.told(row, mode)
        if at < self.until and self.open:
            self.take(row)
            return ""
        if self.is_entry(row):
            self.close()
            self.found.body.append(row)
            return ""
        kind = self.extra_kind(row, mode, ended)
        if kind:
            self.close()
            self.found.put(kind, row)
            return kind if kind != "noise" else mode
        if ended and (mode == "closing" or extras.is_sign_off(row)):
            self.close()
            self.found.put("noise", row)
            return "closing"
        if self.is_field(at, row, ended=ended):
            return ""
        self.close()
        if ended and mode in ("contact", "schedule", "testimonial"):
            long = extras.is_sentence(row.text) or len(row.text) >= 12
            self.found.put("testimonial" if long else "noise", row)
            return mode
        self.found.body.append(row)
        return ""

    def is_footer_head(self, row: Row) -> bool:
        """八、联系方式 when the header is numbered too, or a heading above testimonials."""
        mark = row.marker
        told = row.heading or (mark and (mark.number is None or mark.family == self.counting))
        return bool(told) and extras.is_footer_head(row)

    def is_entry(self, row: Row) -> bool:
        """The quick answer for most rows: numbered, and not as the header's fields are."""
        mark = row.marker
        return bool(
            mark and mark.number and not (row.cells or row.rule) and mark.family != self.counting
        )

    def told(self, row: Row, mode: str) -> str:
        """A row whose place or kind the source tells itself."""
        if row.kind == "noise":
            self.found.put("noise", row)
            return mode
        self.close()
        self.found.body.append(row)
        return ""

    def is_field(self, at: int, row: Row, *, ended: bool) -> bool:
        """Take a row that is a late field or the value of one."""
        entries = self.late_fields(at, row, ended=ended)
        if entries:
            self.found.fields += entries
            self.open = entries[-1]
        elif self.open and self.open.open and row.plain and not is_structured(row):
            self.take(row)
        else:
            return False
        return True

    def extra_kind(self, row: Row, mode: str, ended: bool) -> str:
        if row.rule:
            return "schedule" if mode == "schedule" else "noise"
        if ended and self.is_footer_head(row):
            return "testimonial" if extras.is_praise_head(row) else "contact"
        if not row.cells and (row.aid or (row.marker and row.marker.number)):
            return ""
        if kind := self.footer_kind(row, mode, ended):
            return kind
        if self.is_heading(row) or is_column_heads(row.cells):
            return "heading"
        if row.plain and self.found.title and row.text.strip("《》") == self.found.title:
            return "title"
        return "noise" if extras.is_noise(row) else ""

    def is_heading(self, row: Row) -> bool:
        """课程内容 says that the outline follows, unless every chapter has one of its own."""
        if row.marker or not is_outline_heading(row) or row.text in self.twice:
            return False
        return self.chapters is None or bool(row.heading and row.heading <= self.chapters)

    def footer_kind(self, row: Row, mode: str, ended: bool) -> str:
        if extras.is_contact(row) and (ended or not extras.is_footer_head(row)):
            return "contact"
        if self.is_schedule(row, mode, ended):
            return "schedule"
        return "testimonial" if ended and extras.is_praise_head(row) else ""

    def is_schedule(self, row: Row, mode: str, ended: bool) -> bool:
        if extras.is_grid(row) or (ended and extras.is_schedule_head(row)):
            return True
        return mode == "schedule" and extras.is_grid_line(row)

    def late_fields(self, at: int, row: Row, *, ended: bool) -> list[Entry]:
        """Fields below the outline, or inside it when their name can be nothing else."""
        if row.aid or (row.marker and row.marker.family != self.counting):
            return []
        if row.indent > self.margin + 1 and not row.heading:
            return []
        if self.chapters is not None:
            return self.section_fields(at, row, ended=ended)
        found = fields_of(row, header=False) or self.numbered_field(row)
        if found and found[0].name in self.repeated_names:
            return []
        if not found or not (ended or row.marker or len(found[0].name) >= 4):
            return []
        below = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if found[-1].open and below is not None and below.marker and not opens_part(below):
            self.until = self.list_end(at + 1)
        return found

    def section_fields(self, at: int, row: Row, *, ended: bool) -> list[Entry]:
        """Among chapters that are headings a field is a heading of their level, or comes last."""
        if not row.heading:
            return fields_of(row, header=False) if ended and not self.layout.within(at) else []
        found = fields_of(row, header=False) if row.heading <= self.chapters else []
        if not found or found[0].name in self.layout.again or may_be_a_chapter(found[0].name):
            return []
        if any(opens_part(inner) for inner in self.layout.section(at)):
            return []
        self.until = self.layout.end(at)
        return found
