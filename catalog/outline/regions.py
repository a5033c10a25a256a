"""A list of rows divided: title, header fields, outline, and what is neither.

The header ends at an outline heading such as 课程大纲 or at the first structured row that no
field owns; after the last structured row a contact or a schedule begins the footer.
"""

from collections import Counter
from dataclasses import dataclass, field

from . import extras
from .fields import Entry, fields_of, is_known, is_outline_heading
from .rows import Row
from .tables import is_column_heads
from .tree import Extra


@dataclass(slots=True)
class Regions:
    title: str | None = None
    fields: list[Entry] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)

    def extra(self, kind: str, row: Row) -> None:
        self.extras.append(Extra(kind, row.lines, row.text if row.shared else ""))


def is_structured(row: Row) -> bool:
    return bool(
        row.heading
        or row.mark
        or row.aid
        or row.level is not None
        or (row.marker and row.marker.family != "dash")
    )


def opens_part(row: Row) -> bool:
    """A heading or a unit: no list inside a field looks like that."""
    return bool(row.heading or (row.marker and row.marker.is_unit))


def divide(rows: list[Row]) -> Regions:
    """Sort every row into exactly one region; ``body`` keeps reading order."""
    return Divider(rows).run()


class Divider:
    def __init__(self, rows: list[Row]):
        self.rows = rows
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
        self.firsts = sum(1 for row in rows if row.heading == 1)

    def run(self) -> Regions:
        start = self.header()
        self.title()
        self.footer_from(start)
        return self.found

    # ------------------------------------------------------------ header

    def header(self) -> int:
        """Read the header; the index of the first row of the outline."""
        for at, row in enumerate(self.rows):
            if not self.header_row(at, row):
                return at
        return self.fall_back()

    def header_row(self, at: int, row: Row) -> bool:
        """Place one header row; False when the outline begins with it."""
        if row.depth:
            return False
        if row.kind == "noise":
            self.found.extra("noise", row)
            return True
        if at < self.until:
            self.take(row)
        elif row.rule:
            self.found.extra("noise", row)
        elif is_outline_heading(row) or is_column_heads(row.cells):
            self.close()
            self.headed = True
            self.counts_with(row)
            self.found.extra("heading", row)
        elif self.is_title_heading(row):
            self.close()
            self.loose.append(row)
        elif not self.header_field(at, row):
            return self.other(at, row)
        return True

    def is_title_heading(self, row: Row) -> bool:
        if row.aid and not row.aid.number and row is self.rows[0]:
            return bool(row.aid.rest)  # Workshop: Selling with care
        return row.heading == 1 and self.firsts == 1 and not (row.marker or row.aid)

    def header_field(self, at: int, row: Row) -> bool:
        found = [] if extras.is_contact(row) else fields_of(row, header=not self.headed)
        if found and not self.is_value(row, found[0]) and not self.is_heading_line(at, found[0]):
            self.close()
            self.found.fields += found
            self.open = found[-1]
            self.counts_with(row)
            return True
        return False

    def counts_with(self, row: Row) -> None:
        if row.marker and row.marker.number:
            self.counting = row.marker.family

    def is_value(self, row: Row, entry: Entry) -> bool:
        """基本功：… below 课程收益： is part of the value, not a field."""
        if is_known(entry.name) or not entry.parts[0] or row.gap or self.listed:
            return False
        return bool(self.open and self.open.open)

    def is_heading_line(self, at: int, entry: Entry) -> bool:
        """A first line such as 厅堂营销：从服务到销售 is a title with a colon."""
        if is_known(entry.name):
            return False
        return not self.found.fields and not self.loose and bool(entry.parts[0])

    def other(self, at: int, row: Row) -> bool:
        if self.open and self.absorbs(at, row):
            self.take(row)
            return True
        if extras.is_contact(row):
            self.close()
            self.found.extra("contact", row)
            return True
        if is_structured(row) or self.begins_plain(at, row) or self.begins_blocks(at, row):
            return False
        self.close()
        self.loose.append(row)
        return True

    def begins_plain(self, at: int, row: Row) -> bool:
        """After 课程大纲 a line without marker begins the outline, unless a field still follows."""
        if not self.headed or row.text in self.repeated or extras.is_noise(row):
            return False
        for later in self.rows[at + 1 :]:
            if is_outline_heading(later) or (fields_of(later, header=False) and not later.marker):
                return False
            if is_structured(later):
                break
        return True

    def begins_blocks(self, at: int, row: Row) -> bool:
        """A line above a list, when more such lines follow: headings that have no number."""
        if not (self.loose or self.found.fields) or not self.heads_list(at):
            return False
        if row.text in self.repeated or row.text.endswith((":", "：")):
            return False
        later = range(at + 1, len(self.rows))
        return any(self.rows[place].plain and self.heads_list(place) for place in later)

    def heads_list(self, at: int) -> bool:
        row = self.rows[at]
        below = self.rows[at + 1].marker if at + 1 < len(self.rows) else None
        if not below or below.is_unit or extras.is_sentence(row.text) or extras.is_noise(row):
            return False
        return row.gap and below.number in (None, 1) and not fields_of(row, header=True)

    # ------------------------------------------------------------ field values

    def take(self, row: Row) -> None:
        self.listed = bool(row.marker)
        self.open.parts.append(f"{row.label} {row.text}".strip())
        self.open.lines += row.lines

    def close(self) -> None:
        self.open, self.listed = None, False

    def absorbs(self, at: int, row: Row) -> bool:
        """Whether the open field owns this row; a list is taken whole or not at all."""
        if opens_part(row) or row.text in self.repeated or extras.is_contact(row):
            return False
        entry = self.open
        empty = entry.open and len(entry.parts) == 1
        if row.marker or row.level is not None:
            return self.absorbs_list(at, row, empty)
        if row.aid:
            return False
        if entry.open:
            return True
        return entry.is_long and not row.gap and len(entry.parts[0]) > 30 and len(row.text) > 15

    def absorbs_list(self, at: int, row: Row, empty: bool) -> bool:
        entry, last = self.open, self.open.parts[-1]
        introduced = (
            empty or last.endswith((":", "：")) or (entry.is_long and row.marker.number is None)
        )
        continued = row.marker.number and entry.number == row.marker.number - 1
        if not (introduced or continued or (entry.is_long and self.begins_list(row))):
            return False
        end = self.list_end(at)
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
            elif row.marker and row.marker.number and number is None:
                return end
        return len(self.rows)

    # ------------------------------------------------------------ title

    def title(self) -> None:
        """Choose the title among the loose header lines; the others are noise."""
        best = max(self.loose, key=self.title_weight, default=None)
        if best is not None and self.title_weight(best) > 0:
            self.found.title = best.text.strip("《》") if best.text[0] == "《" else best.text
        for row in self.loose:
            same = self.found.title and row.text.strip("《》") == self.found.title.strip("《》")
            self.found.extra("title" if same else "noise", row)
        named = [entry for entry in self.found.fields if is_title_name(entry.name)]
        if named and named[0].parts[0]:
            self.found.title = named[0].parts[0].strip("《》")

    def title_weight(self, row: Row) -> int:
        text = row.text
        if extras.is_noise(row) or len(text) < 3 or len(text) > 80 or row.cells:
            return 0
        weight = 20 - self.loose.index(row)
        weight += 40 * (text in self.repeated) + 50 * (row.heading == 1)
        weight += 40 * (text[0] == "《" and text[-1] == "》")
        weight += 15 * any(text in other.text and text != other.text for other in self.rows[:30])
        weight -= 40 * extras.is_sentence(text)
        return weight

    def fall_back(self) -> int:
        """No structure at all: after the last field, or else after the first line, all is outline."""
        owned = {line for entry in self.found.fields for line in entry.lines}
        last = max((at for at, row in enumerate(self.rows) if owned & set(row.lines)), default=-1)
        loose = [at for at, row in enumerate(self.rows) if row in self.loose]
        later = [at for at in loose if at > last and at > loose[0]]
        if not later:
            return len(self.rows)
        gone = {line for row in self.rows[later[0] :] for line in row.lines}
        self.loose = [row for row in self.loose if not gone & set(row.lines)]
        self.found.extras = [one for one in self.found.extras if not gone & set(one.lines)]
        return later[0]

    # ------------------------------------------------------------ outline and footer

    def footer_from(self, start: int) -> None:
        self.close()
        self.until = 0
        rows = self.rows
        last = max((at for at in range(start, len(rows)) if is_structured(rows[at])), default=start)
        mode = ""
        for at in range(start, len(rows)):
            mode = self.body_row(at, rows[at], mode, at > last)

    def body_row(self, at: int, row: Row, mode: str, ended: bool) -> str:
        """Place one row of the second part; the mode says what extra is going on."""
        if row.depth:
            self.found.body.append(row)
            return ""
        if row.kind == "noise":
            self.found.extra("noise", row)
            return mode
        if row.mark:
            self.close()
            self.found.body.append(row)
            return ""
        if at < self.until and self.open:
            self.take(row)
            return ""
        kind = self.extra_kind(row, mode, ended)
        if kind:
            self.close()
            self.found.extra(kind, row)
            return kind if kind != "noise" else mode
        entries = self.late_fields(at, row, ended=ended)
        if entries:
            self.found.fields += entries
            self.open = entries[-1]
            return ""
        if self.open and self.open.open and row.plain and not is_structured(row):
            self.take(row)
            return ""
        self.close()
        if ended and mode in ("contact", "schedule", "testimonial"):
            long = extras.is_sentence(row.text) or len(row.text) >= 12
            self.found.extra("testimonial" if long else "noise", row)
            return mode
        self.found.body.append(row)
        return ""

    def extra_kind(self, row: Row, mode: str, ended: bool) -> str:
        if row.rule:
            return "schedule" if mode == "schedule" else "noise"
        if row.marker and row.marker.number and not row.cells:
            return ""
        if extras.is_contact(row):
            return "contact"
        if extras.is_grid(row) or (mode == "schedule" and extras.is_grid_line(row)):
            return "schedule"
        if ended and extras.is_schedule_head(row):
            return "schedule"
        if extras.is_praise_head(row) and ended:
            return "testimonial"
        if (is_outline_heading(row) and not row.marker) or is_column_heads(row.cells):
            return "heading"
        if row.plain and self.found.title and row.text.strip("《》") == self.found.title:
            return "title"
        return "noise" if extras.is_noise(row) else ""

    def late_fields(self, at: int, row: Row, *, ended: bool) -> list[Entry]:
        """Fields below the outline, or inside it when their name can be nothing else."""
        if row.aid or (row.marker and row.marker.family != self.counting):
            return []
        found = fields_of(row, header=False)
        if not found or not (ended or row.marker or len(found[0].name) >= 4):
            return []
        below = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if found[-1].open and below is not None and below.marker and not opens_part(below):
            self.until = self.list_end(at + 1)
        return found


def is_title_name(name: str) -> bool:
    return name.replace(" ", "") in {
        "课程名称",
        "課程名稱",
        "课程标题",
        "课程题目",
        "培训名称",
        "课程主题",
        "培训主题",
        "名称",
        "课名",
        "课程",
        "課程",
        "题目",
        "題目",
    } or name.lower() in {"course title", "course name", "titre", "titel", "title", "kurs"}
