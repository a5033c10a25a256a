"""Source lines made into rows: one row is one thing to place, usually one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeGuard

from . import separated
from .aids import Aid, aid
from .kinds import AID_CODES
from .markers import Marker, marker
from .marks import split_mark
from .tree import Line

INVISIBLES = frozenset("\ufeff\u200b\u200c\u200d\u2060")
# Joiners belong to Persian and Indic words and to pictures of several signs; elsewhere they go.
NOT_SEEN = re.compile(
    "[\ufeff\u200b\u2060]|(?<![\u0600-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
WHITE = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
BLANK = WHITE + "".join(map(chr, range(0x2000, 0x200B))) + "".join(sorted(INVISIBLES))
HEADING = re.compile(r"(#{1,6})(?:\s+|(?=[^\s#]))")
BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
ITALIC = re.compile(r"(?<!\S)([*_])(?=[^\s*_])([^*_]{1,200})(?<=\S)\1(?=$|[\s:：,，.。])")
ESCAPE = re.compile(r"\\([\\`*_\[\]<>|])")
STRONG = re.compile(r"(\*\*|__)(?:(?!\1).)+\1[:：]?")
LABELLED = re.compile(r"(\*\*|__)(?:(?!\1).){1,40}(?:\1\s?[:：]|[:：]\s?\1)")
QUOTE = re.compile(r"(?:>\s?)+")
TASK = re.compile(r"\[[ xX]\]\s+")
PAGE = re.compile(r"[-–—·]\s{0,2}\d{1,4}\s{0,2}[-–—·]")  # a page number, not a bullet
LIST_SIGNS = frozenset("-*+")
BAR = re.compile(r"[|｜]")
# A sign or a number with a point, then a tab, is a list as Word copies it, and no cell.
LISTED = re.compile(
    r"(?:[^\w\s|｜]{1,2}|[olnuvqØ]|[(（]?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)）、]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\t\s*(?=[^\t]+$)"
)
DRESS = frozenset("\\*_|｜\t")  # what has to be read off a row that begins with a letter
RULE = re.compile(r"[\s|:\-=_*~·.—–+#>`]*$")


@dataclass(slots=True)
class Row:
    """``text`` is stripped of indentation and markup; ``indent`` counts columns."""

    lines: tuple[int, ...]
    text: str
    indent: int = 0
    label: str = ""  # an automatic number; not part of text
    heading: int | None = None
    level: int | None = None
    cell: tuple[int, int, int] | None = None
    cells: tuple[str, ...] = ()  # of a row of a text table
    gap: bool = False  # a blank line stands above
    strong: bool = False  # all of it is bold
    promoted: bool = False  # its look makes it a heading
    titled: bool = False  # in the style that titles have
    size: int = 0  # half points; 0 where the source does not say
    list: str = ""  # the list it is numbered in, where the source says so
    shared: bool = False  # other rows come from the same line
    rule: bool = False  # only punctuation or markup
    pair: bool = False  # a name cell and its value cell
    role: str = ""  # of a line without marker: "head", "close", "part" or "note"
    nested: bool = False  # its indentation tells its depth
    depth: int | None = None  # told by the source itself
    tier: int = 0  # by its column of a table: below so many cells of it, from 1
    told: str = ""  # by its column or its neighbours: "head" or "note"
    mark: str = ""  # an explicit mark of its kind, as printed: 〔案例〕
    kind: str = ""  # what the mark says
    raw: bool = False  # kept as it stands: its words could not be read without a loss
    signed: bool = False  # an aid behind a bullet of its own, or an entry of a list
    tags: bool = False  # holds nothing but tags of HTML
    unprinted: bool = False  # a browser counts the label, no line of the source holds it
    labelled: bool = False  # begins with a bold name and a colon
    quoted: bool = False  # behind >, as mails and Markdown have it
    marker: Marker | None = field(default=None)
    aid: Aid | None = field(default=None)
    family: str = "text"  # what counts together with it, once its neighbours have been heard

    @property
    def title(self) -> str:
        """The text after marker and aid label."""
        if self.aid:
            return self.aid.rest
        return self.marker.rest if self.marker else self.text

    @property
    def number(self) -> int | None:
        return self.marker.number if self.marker else None

    @property
    def glyph(self) -> str:
        """The sign of its bullet, or of the list that its number stands in; "" without."""
        return self.marker.glyph if self.marker else ""

    @property
    def unit(self) -> Marker | None:
        """The marker, where it is a unit."""
        return self.marker if self.marker and self.marker.is_unit else None

    @property
    def plain(self) -> bool:
        return not (self.marker or self.aid or self.heading or self.mark)


if TYPE_CHECKING:

    class Marked(Row):
        """A row that has a marker: what ``is_marked`` says of one."""

        marker: Marker


def is_marked(row: Row | None) -> "TypeGuard[Marked]":
    return row is not None and row.marker is not None


def plain_rows(lines: Sequence[Line]) -> list[Row]:
    """One row for every line that is not blank, with its Markdown marks read."""
    rows: list[Row] = []
    gap = False
    lines = separated.tabbed(lines)
    whole = "".join([line.text for line in lines])
    hidden, dressed = not INVISIBLES.isdisjoint(whole), not DRESS.isdisjoint(whole)
    spaced = "# " in whole
    measured = any(line.indent or line.size for line in lines)  # the source has margins
    for line in lines:
        if is_blank(line.text):
            gap = True
            continue
        body = line.text.strip()
        if hidden:
            body = NOT_SEEN.sub("", body).strip()
        hashtag = spaced and bool(rows) and _is_hashtag(body)
        plain = hashtag or (body[0].isalnum() and not dressed)
        read = read_marker if plain else marked
        rows.append(read(_row(line, body, gap, measured=measured)))
        gap = False
    return rows


def is_blank(text: str) -> bool:
    """Whether a line shows nothing: white space, or signs that nobody sees."""
    return not text.strip(BLANK)


def _is_hashtag(text: str) -> bool:
    """#话题 among headings that have a blank after their signs."""
    return text[0] == "#" and not text.lstrip("#")[:1].isspace()


def _row(line: Line, body: str, gap: bool, *, measured: bool) -> Row:
    blanks = width(line.text)
    indent = (line.indent or blanks // 2) if measured else line.indent + blanks
    if line.level is not None:
        indent = line.indent or 4 * line.level
    row = Row((line.number,), body, indent, line.label, line.heading, line.level, line.cell)
    row.gap, row.strong, row.size, row.list = gap, line.strong, line.size, line.list
    row.titled = line.heading == 0
    depth, note = line.depth, line.note
    if not body[:1].isalnum():
        row.rule = is_rule(body)
    if depth is not None or note:
        row.depth, row.role = depth, "note" if note else ""
    return row


def is_rule(text: str) -> bool:
    """Whether a line holds nothing but punctuation and white space."""
    return not text[:1].isalnum() and bool(RULE.match(text))


def width(text: str) -> int:
    """Columns of white space before the text; a tab ends at a multiple of four."""
    if text[:1].isalnum():
        return 0
    columns = 0
    for char in text:
        if char == "\t":
            columns += 4 - columns % 4
        elif char == "\u3000":
            columns += 2
        elif char.isspace():
            columns += 1
        elif char not in INVISIBLES:
            break
    return columns


def marked(row: Row) -> Row:
    """Read heading marks, quotes, bold and cells off a row, then its marker and aid."""
    if row.rule or (row.text[0] in "-–—·" and PAGE.fullmatch(row.text)):
        return row
    text = row.text
    if text[0] == ">":
        text, row.quoted = QUOTE.sub("", text, count=1) or text, True
    if text[0] == "#" and not row.size:
        text = _without_hashes(row, text)
    if "\\" in text or "*" in text or "_" in text:
        text = _bare(row, text)
    _cells(row, text)
    row.text = text.strip()
    return read_marker(row)


def _without_hashes(row: Row, text: str) -> str:
    """## 标题 is a heading; # that stands far right or before ( is none."""
    heading = HEADING.match(text)
    if heading is None or not text[heading.end() :].strip("# "):
        return text
    if not heading[0][-1:].isspace() and (row.indent >= 4 or text[1] in "!("):
        return text
    row.heading = row.heading or len(heading[1])
    return text[heading.end() :].rstrip("#").rstrip()


def _cells(row: Row, text: str) -> None:
    """Divide a row of a table typed with bars or tabs."""
    if "|" in text or text.count("｜") > 1 or text[0] == "｜":
        cells = tuple(cell.strip() for cell in BAR.split(text.strip("|｜")))
        if len(cells) > 1 or text[0] in "|｜":
            row.cells = cells
    elif "\t" in text and not (row.size or LISTED.match(text)):
        row.cells = tuple(cell.strip() for cell in text.split("\t"))


def _bare(row: Row, text: str) -> str:
    """Without the marks of bold and without escapes; all of it bold makes the row strong."""
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    if "**" in text or "__" in text:
        row.strong = bool(STRONG.fullmatch(text))
        row.labelled = not row.strong and bool(LABELLED.match(text))
        text = BOLD.sub(r"\2", text)
    if text.count("*") > 1 or text.count("_") > 1:
        text = ITALIC.sub(r"\2", text)
    return text


def read_marker(row: Row) -> Row:
    """Set marker and aid from the row's text and automatic label."""
    if row.cells:
        row.text = " ".join(cell for cell in row.cells if cell)
    row.kind, row.mark = "", ""
    if row.text[:1] == "〔":
        row.kind, row.mark, row.text = split_mark(row.text)
    if row.label:
        _labelled(row)
    else:
        row.aid = aid(row.text)
        row.marker = None if row.aid else marker(row.text)
    if row.marker:
        _after_marker(row, row.marker)
    if row.mark:
        _obey(row)
    return row


def _after_marker(row: Row, mark: Marker) -> None:
    """Read what stands behind a marker: another one behind a sign of a list, or a mark."""
    if mark.glyph == "*" and len(mark.label) > 1:
        row.indent += 4 * (len(mark.label) - 1)  # ** stands one level below *
    if mark.glyph in LIST_SIGNS and not row.label:
        mark = _inner(row, mark)
    if not row.mark and mark.rest[:1] == "〔":
        row.kind, row.mark, rest = split_mark(mark.rest)
        row.marker = replace(mark, rest=rest)


def _labelled(row: Row) -> None:
    """The automatic number may be the label of an aid, a marker, or a sign of Word's own."""
    text, label = row.text, row.label
    found = aid(f"{label} {text}")
    row.aid = replace(found, label="") if found and found.label == label else None
    if row.aid:
        row.marker = None
        return
    mark = marker(f"{label} {text}")
    if mark and mark.label.replace(" ", "") == label.replace(" ", ""):
        row.marker = mark
    else:
        row.marker = Marker("auto:" + str(row.level), None, label, text)


def _obey(row: Row) -> None:
    """What a mark says about the place of a line without a number."""
    if row.marker or row.aid:
        return
    if row.kind in AID_CODES:
        row.aid = Aid(row.kind, "", (), row.text)
    elif row.kind == "module":
        row.heading = row.heading or 1
    elif row.kind == "section":
        row.role = "head"


def _inner(row: Row, mark: Marker) -> Marker:
    """A bullet of a Markdown list may hold a number: - 1、…"""
    rest = TASK.sub("", mark.rest, count=1)
    inner = None if aid(rest) else marker(rest)
    if inner and inner.glyph in LIST_SIGNS:
        row.indent += 2  # - - 问候 begins a list inside a list
        row.marker = replace(inner, label=f"{mark.label} {inner.label}")
    elif inner and inner.family not in ("bullet", "dash"):
        row.marker = replace(inner, glyph=mark.glyph)
    else:
        row.marker = replace(mark, rest=rest)
    return row.marker
