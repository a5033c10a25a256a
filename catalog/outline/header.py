"""The header: title, fields and page furniture above the outline.

It ends at the first structured row that no field owns, or at the first line below 课程大纲.
"""

from . import extras
from .fields import Entry, fields_of, is_known, is_outline_heading, is_topic, may_be_a_chapter
from .rows import Row
from .tables import is_column_heads
from .tree import Extra
from .values import Values, is_structured, opens_part


class Header(Values):
    """``loose`` collects the lines that may be the title."""

    def mail_head(self) -> set[int]:
        """The lines that a mail program puts above a message, when two or more begin the text."""
        end = next(
            (at for at, row in enumerate(self.rows) if not extras.is_mail_head(row)), len(self.rows)
        )
        return set(range(end)) if end > 1 else set()

    def header(self) -> int:
        """Read the header; the index of the first row of the outline."""
        self.mail = self.mail_head()
        for at, row in enumerate(self.rows):
            if not self.header_row(at, row):
                return at
        return self.fall_back()

    def before_table(self, row: Row) -> bool:
        """A name above a table heads it: what it names are the columns, no value of its own."""
        if self.open and not "".join(self.open.parts) and not row.tier:
            self.found.fields.remove(self.open)
            self.found.extras.append(Extra("heading", tuple(self.open.lines)))
        self.close()
        if row.rule:
            self.found.put("noise", row)
        return row.rule

    def section_field(self, at: int, row: Row) -> bool:
        """Take the section of a heading whose words name a field: 学习目标, Prerequisites."""
        found = fields_of(row, header=False)
        section = self.layout.section(at)
        if not found or found[0].name in self.layout.again:
            return False
        if not self.lists_are_values and any(map(is_structured, section)):
            return False
        if may_be_a_chapter(found[0].name) and not self.layout.has_header(at):
            return False
        if any(opens_part(inner) for inner in section) or not self.goes_on(self.layout.end(at)):
            return False
        self.close()
        self.found.fields += found
        self.open = found[-1]
        if not section and not found[-1].parts[0]:
            self.found.fields.pop()
            self.open = None
            self.found.put("heading", row)
        self.until = self.layout.end(at)
        return True

    def goes_on(self, at: int) -> bool:
        """Whether an outline may still follow."""
        return any(map(is_structured, self.rows[at:])) or any(
            map(is_outline_heading, self.rows[at:])
        )

    def header_row(self, at: int, row: Row) -> bool:
        """Place one header row; False when the outline begins with it."""
        if row.depth:
            return False
        if row.kind == "noise" or (extras.is_greeting(row) and not self.headed) or at in self.mail:
            self.found.put("noise", row)
            return True
        if row.raw:
            self.close()
            self.found.put("noise", row)
            return True
        if row.tier or (row.rule and row.cell):
            return self.before_table(row)
        if at < self.until:
            if self.open:
                self.take(row)
            else:
                self.found.put("noise", row)
        elif row.rule:
            self.found.put("noise", row)
        elif is_column_heads(row.cells) or (
            is_outline_heading(row) and not (row.heading and row.text in self.twice)
        ):
            self.close()
            self.headed = True
            self.counts_with(row)
            self.found.put("heading", row)
        elif self.is_title_heading(at, row):
            self.close()
            self.loose.append(row)
        elif row.heading:
            return self.section_field(at, row) or self.contact_section(at, row)
        elif not self.header_field(at, row):
            return self.other(at, row)
        return True

    def contact_section(self, at: int, row: Row) -> bool:
        if not (extras.is_contact(row) or extras.is_footer_head(row)):
            return False
        kind = "testimonial" if extras.is_praise_head(row) else "contact"
        for inner in self.rows[at : self.layout.end(at)]:
            self.found.put(kind, inner)
        self.until = self.layout.end(at)
        return True

    def is_title_heading(self, at: int, row: Row) -> bool:
        if row.aid and not row.aid.number and row is self.rows[0]:
            return bool(row.aid.rest)  # Workshop: Selling with care
        return at in self.layout.titles or (row.titled and not row.marker)

    def header_field(self, at: int, row: Row) -> bool:
        if extras.is_contact(row):
            found = [] if extras.has_contact_label(row) else fields_of(row, header=False)
        else:
            found = fields_of(row, header=not self.headed) or self.numbered_field(row)
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
        if not entry.parts[0] and at + 1 < len(self.rows) and self.rows[at + 1].marker:
            return not self.promises(at + 1)
        if entry.parts[0] and self.owns_deeper(at):
            return True
        return not self.found.fields and not self.loose and bool(entry.parts[0])

    def other(self, at: int, row: Row) -> bool:
        if self.open and self.absorbs(at, row):
            self.take(row)
            return True
        if extras.is_contact(row):
            self.close()
            self.found.put("contact", row)
            return True
        begins = (
            self.begins_colon,
            self.begins_plain,
            self.begins_blocks,
            self.begins_nested,
            self.begins_under,
        )
        if is_structured(row) or any(begin(at, row) for begin in begins):
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

    def begins_colon(self, at: int, row: Row) -> bool:
        """A line with a colon above the only list of a text heads it."""
        below = self.rows[at + 1] if at + 1 < len(self.rows) else None
        return (
            row.text.endswith((":", "："))
            and len(row.text) <= 20
            and below is not None
            and bool(below.marker and below.marker.number == 1)
            and not self.promises(at + 1)
        )

    def begins_nested(self, at: int, row: Row) -> bool:
        """A line above deeper ones, when more lines of its own indentation are: only indented."""
        if not self.owns_deeper(at) or row.text in self.repeated:
            return False
        alike = (
            place
            for place in range(at + 1, len(self.rows))
            if self.rows[place].indent == row.indent and self.rows[place].plain
        )
        return any(self.owns_deeper(place) for place in alike)

    def owns_deeper(self, at: int) -> bool:
        if at + 1 >= len(self.rows):
            return False
        row, below = self.rows[at], self.rows[at + 1]
        short = not (extras.is_sentence(row.text) or extras.is_sentence(below.text))
        return below.plain and below.indent > row.indent + 1 and short and not below.cells

    def begins_under(self, at: int, row: Row) -> bool:
        """A bold line below which others follow like it: its look makes it a heading."""
        if not row.strong or row.titled or not (self.loose or self.found.fields):
            return False
        if row.text.endswith((":", "：")) or extras.is_sentence(row.text):
            return False
        below = self.rows[at + 1] if at + 1 < len(self.rows) else None
        return below is not None and not below.strong and below.marker is not None

    def heads_list(self, at: int) -> bool:
        row = self.rows[at]
        below = self.rows[at + 1].marker if at + 1 < len(self.rows) else None
        if not below or below.is_unit or extras.is_sentence(row.text) or extras.is_noise(row):
            return False
        return row.gap and below.number in (None, 1) and not fields_of(row, header=True)

    def title(self) -> None:
        """Choose the title among the loose header lines; the others are noise."""
        best = max(self.loose, key=self.title_weight, default=None)
        if best is not None and self.title_weight(best) > 0:
            self.found.title = without_quotes(best.text)
        for row in self.loose:
            same = (
                best is not None
                and self.found.title
                and row.text.strip("《》")
                in (
                    self.found.title.strip("《》"),
                    best.text.strip("《》"),
                )
            )
            self.found.put("title" if same else "noise", row)
        named = [entry for entry in self.found.fields if is_title_name(entry.name)]
        if named and named[0].parts[0]:
            self.found.title = named[0].parts[0].strip("《》")

    def title_weight(self, row: Row) -> int:
        text = row.text
        if (
            extras.is_noise(row)
            or len(text) < (1 if row.heading == 1 else 3)
            or len(text) > 80
            or row.cells
        ):
            return 0
        weight = 20 - self.loose.index(row)
        weight += 40 * (text in self.repeated) + 50 * (row.heading == 1)
        weight += 40 * (text[0] == "《" and text[-1] == "》")
        weight += 15 * any(text in other.text and text != other.text for other in self.rows[:30])
        weight -= 40 * extras.is_sentence(text)
        return weight

    def fall_back(self) -> int:
        """No structure at all: what follows the last field, or else the first line, is outline."""
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


def without_quotes(title: str) -> str:
    """《厅堂营销》 and 《厅堂营销》课程大纲 are called 厅堂营销."""
    name, close, rest = title[1:].partition("》") if title[0] == "《" else ("", "", "")
    return name if close and (not rest or is_topic(rest)) else title


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
