"""Header fields in four carriers: 名：值, a label line above its lines, 【名】值, table cells."""

import re
from dataclasses import dataclass, replace

from . import words
from .field_names import (
    ALONE,
    COMPOUND,
    QUESTION,
    in_two_languages,
    is_known,
    may_be_a_chapter,
    may_be_a_name,
    may_label,
    tight,
)
from .markers import Marker, marker
from .rows import Row
from .tree import Field

DROPPABLE = re.compile(r"(?:[一二三四五六七八九十]{1,4}|\d{1,2})[、.．)）]")
BOXED = re.compile(
    r"[【〖\[]\s{0,2}([^【】〖〗\[\]]{1,20}?)\s{0,2}[:：]?[】〗\]]\s{0,2}[:：]?\s{0,3}"
)
COLONS = re.compile("[:：]")
WIDE_GAP = re.compile(r"(?:\s{3}|[\t\u3000])$")  # another field begins, whatever it is called
NAME_APART = re.compile(r"(\S{2,8}?)[ \t\u3000]+(?=\S)")
UNIT_ONLY = re.compile(
    r"(?:[￥¥$€]?\s?(?:元|万元|rmb|cny)?\s?(?:/|每)\s?(?:人|天|期|位|day|person)|元(?:/.{0,4})?|人"
    r"|天|小时|课时|年?\s{0,8}月?\s{0,8}日"
    r"|年\s{0,8}月\s{0,8}(?:日)?|[_＿…·.—\-\s]+|xx+|[待]填写|tbd|[（(]\s*[)）])?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """A field being read; ``open`` while it may take the rows below."""

    name: str
    parts: list[str]
    lines: list[int]
    open: bool = False
    counted: tuple[str, int] | None = None  # family and number before its name: 五、考核方式
    indent: int = 0  # of the line with its name
    deeper: bool = False  # its value is indented below its name

    def made(self) -> Field:
        value = "\n".join(part for part in self.parts if part)
        return Field(self.name, value, tuple(dict.fromkeys(self.lines)))

    @property
    def is_long(self) -> bool:
        return bool(LONG.search(self.name))

    @property
    def is_short(self) -> bool:
        """A name whose value is a word or a number, never a list."""
        return bool(SHORT.search(self.name))

    @property
    def incomplete(self) -> bool:
        return bool(UNIT_ONLY.fullmatch("".join(self.parts).strip()))


LONG = re.compile(words.FIELD_LONG, re.IGNORECASE)
SHORT = re.compile(words.FIELD_SHORT, re.IGNORECASE)


def names_field(text: str) -> bool:
    """Whether a text begins with a known name and a colon."""
    at = _colon_at(text)
    return at is not None and is_known(text[:at].strip())


def fields_of(row: Row, *, header: bool) -> list[Entry]:
    """The fields a row carries; in the header unknown names count too."""
    if row.rule or row.aid or row.mark:
        return []
    if row.cells:
        return _cell_fields(row, header=header)
    text, prefix = row.text, ""
    if row.marker:
        if _divides(row.marker):
            return []
        text, header, prefix = row.marker.rest, False, _prefix(row, row.marker)
    found = _bracketed(text, header) or _colon(text, header) or _bare(row, text, header)
    for entry in found:
        entry.lines = list(row.lines)
        entry.indent = row.indent
        entry.counted = counted_by(row.marker)
    if found and prefix:
        found[0].name = prefix + found[0].name
    return found


def counted_by(mark: Marker | None) -> tuple[str, int] | None:
    return (mark.family, mark.number) if mark and mark.number else None


def _divides(mark: Marker) -> bool:
    return mark.is_unit or mark.family in ("half", "clock")


def _prefix(row: Row, mark: Marker) -> str:
    """The number of a field, where no header would print such a number: it belongs to the name."""
    droppable = DROPPABLE.fullmatch(mark.label) and not row.shared
    return "" if mark.number is None or droppable else mark.label


def _bracketed(text: str, header: bool) -> list[Entry]:
    found = BOXED.match(text)
    if not found or not (is_known(found[1]) or (header and not marker(found[1]))):
        return []
    rest = text[found.end() :]
    return [Entry(found[1], [rest], [], open=not rest)]


def _colon(text: str, header: bool) -> list[Entry]:
    at = _colon_at(text)
    if at is None:
        return []
    name, rest = text[:at].strip(), text[at + 1 :].strip()
    known = is_known(name)
    if not known and not (header and (may_be_a_name(name) or (not rest and may_label(name)))):
        return []
    if known and (more := _split(text, at)):
        return more
    printed = name if in_two_languages(name) else tight(name)
    return [Entry(printed, [rest], [], open=not rest)]


def _colon_at(text: str) -> int | None:
    places = [at for at in (text.find(":", 0, 30), text.find("：", 0, 30)) if at > 0]
    if not places:
        return _bar_at(text)
    at = min(places)
    return None if at is None or text[at + 1 : at + 3] == "//" else at


def _bar_at(text: str) -> int | None:
    """课程对象｜柜员: a bar after a known name does as a colon."""
    at = max(text.find("|", 0, 30), text.find("｜", 0, 30))
    return at if at > 0 and is_known(text[:at].strip()) else None


def _split(text: str, first: int) -> list[Entry]:
    """Several fields on one line: 讲师：周老师 天数：1天 费用：500元."""
    starts = [(0, first)]
    for colon in list(COLONS.finditer(text[first + 1 : first + 400]))[:12]:
        at = first + 1 + colon.start()
        begin = _name_before(text, starts[-1][1] + 1, at)
        if begin is not None:
            starts.append((begin, at))
    if len(starts) < 2:
        return []
    ends = [begin for begin, _ in starts[1:]] + [len(text)]
    return [
        Entry(text[begin:colon].strip(), [text[colon + 1 : end].strip(" \t\u3000|｜;；,，/")], [])
        for (begin, colon), end in zip(starts, ends, strict=True)
    ]


def _name_before(text: str, start: int, colon: int) -> int | None:
    """Where the longest known name before a colon begins; glued names only in short values."""
    for begin in range(max(start, colon - 16), colon):
        wide = WIDE_GAP.search(text, max(start, begin - 4), begin)
        if wide and may_be_a_name(text[begin:colon]):
            return begin
        apart = begin == start or text[begin - 1] in " \t\u3000|｜;；/"
        glued = (
            begin - start <= 20 and text[begin] > "\u3400" and text[begin - 1] not in "，,、。的"
        )
        if (apart or glued) and text[begin] not in " \u3000" and is_known(text[begin:colon]):
            return begin
    return None


def _bare(row: Row, text: str, header: bool) -> list[Entry]:
    """A label line without a colon, or a known name and its value with white space between."""
    name = tight(text[:40])
    if len(text) <= 20 and (COMPOUND.fullmatch(name) or QUESTION.fullmatch(name.rstrip("？?"))):
        return [Entry(name, [""], [], open=True)]
    if in_two_languages(text) and is_known(text):
        return [Entry(text, [""], [], open=True)]
    if _is_told_alone(row, text, header):
        return [Entry(text, [""], [], open=True)]
    return _apart(text) if row.marker is None or row.marker.family == "bullet" else []


def _is_told_alone(row: Row, text: str, header: bool) -> bool:
    """Whether a heading, a bold line or a line of the header is the name of what stands below."""
    least = 2 if row.heading and not (row.marker or may_be_a_chapter(text)) else 4
    told = row.heading or row.strong or header
    return bool(told and least <= len(text) <= 30 and ALONE.fullmatch(text.rstrip("？?")))


def names_apart(text: str) -> bool:
    """Whether a known name and its value stand apart by white space."""
    return bool(_apart(text))


def _apart(text: str) -> list[Entry]:
    """授课天数  2天: white space between a known name and its value."""
    found = NAME_APART.match(text)
    if found is None or text[found.end()] in "/／|｜":
        return []  # 培训对象 / Audience: the other half of the name
    wide = "\u3000" in found[0] or "  " in found[0]
    if COMPOUND.fullmatch(found[1]) or (wide and ALONE.fullmatch(found[1])):
        return [Entry(found[1], [text[found.end() :]], [])]
    return []


def _names_cell(cell: str) -> bool:
    """Whether a cell is the name of the value beside it: 费用, 班主任："""
    return is_known(cell.rstrip(":：")) or (cell.endswith((":", "：")) and may_be_a_name(cell[:-1]))


def _cell_fields(row: Row, *, header: bool) -> list[Entry]:
    cells = [cell.strip("*_ ") for cell in row.cells]
    if len(cells) > 2 and all(map(is_known, cells)):
        return []  # the names of columns
    if row.pair:
        return [Entry(cells[0].rstrip(":："), [cells[1]], list(row.lines))]
    return _inline(row, cells, header=header) or _pairs_of_cells(row, cells)


def _inline(row: Row, cells: list[str], *, header: bool) -> list[Entry]:
    """Each cell a field with a colon of its own."""
    inline = [_colon(cell, header=True) for cell in cells if cell]
    if not _begins_field(inline, header=header):
        return []
    if all(inline):
        return [replace(entry, lines=list(row.lines)) for group in inline for entry in group]
    if any(inline[1:]) or not inline[0][0].parts[0]:
        return []
    value = " | ".join([inline[0][0].parts[0], *filter(None, cells[1:])])
    return [Entry(inline[0][0].name, [value], list(row.lines))]  # 分类：管理 | 营销 | 礼仪


def _begins_field(inline: list[list[Entry]], *, header: bool) -> bool:
    """Whether the first cell is a known field, or each of several is one of the header."""
    if not (inline and inline[0]):
        return False
    return is_known(inline[0][0].name) or (header and all(inline) and len(inline) > 1)


def _pairs_of_cells(row: Row, cells: list[str]) -> list[Entry]:
    """Name and value, name and value; empty cells after the first two are none."""
    filled = list(filter(None, cells))  # merged cells leave empty ones between the pairs
    merged = len(filled) > 2 and all(map(is_known, filled[::2]))
    cells = filled if merged else cells if any(cells[2:]) else cells[:2]
    names = cells[::2]
    if len(cells) % 2 or not all(map(_names_cell, names)):
        return []
    if row.strong and may_be_a_chapter(names[0]):
        return []  # Quota [7 ore], all of it bold: a heading and its hours
    return [
        Entry(name.rstrip(":："), [value], list(row.lines))
        for name, value in zip(names, cells[1::2], strict=True)
    ]
