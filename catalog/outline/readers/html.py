"""HTML source made into rows: block elements end rows, lists give indentation, cells make tables.

Tags are read line by line, as the reader of the source sees them; a tag that runs over a line end
stays text. So no character of a line is ever dropped that is not part of a whole tag.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalog.outline.markers import Marker
from catalog.outline.rows import INVISIBLE, Row, read_marker
from catalog.outline.tree import Line

TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
HEADING_TAG = re.compile("h[1-6]")
BLOCK = frozenset(
    [
        "html",
        "head",
        "body",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "section",
        "article",
        "div",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "pre",
        "blockquote",
        "figure",
        "form",
        "title",
        "script",
        "style",
    ]
)
FLOWING = frozenset(["p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
TELLING = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|table|tr|td|th|br|html|body|section|article|dl|dt|dd)\b[^<>]*>",
    re.IGNORECASE,
)


def is_html(lines: Sequence[Line]) -> bool:
    """Whether a text is HTML source rather than prose that mentions a tag."""
    texts = [line.text for line in lines if line.text.strip()]
    tags = [sum(1 for _ in TELLING.finditer(text)) for text in texts if "<" in text]
    return sum(tags) >= 3 and 4 * sum(1 for count in tags if count) >= len(texts)


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of one line: ("text", words), ("open", name), ("close", name)."""
    at, comments = 0, True
    while at < len(text):
        start = text.find("<", at)
        if start < 0:
            yield "text", text[at:]
            return
        end = text.find("-->", start) if comments and text.startswith("<!--", start) else -1
        comments = comments and (end >= 0 or not text.startswith("<!--", start))
        found = None if end >= 0 else TAG.match(text, start)
        if end < 0 and not found:
            yield "text", text[at : start + 1]
            at = start + 1
            continue
        if start > at:
            yield "text", text[at:start]
        at = end + 3 if end >= 0 else found.end()
        if found:
            yield ("close" if found[0][1] == "/" else "open"), found[1].lower()


@dataclass(slots=True)
class Block:
    words: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    heading: int | None = None
    item: bool = False
    depth: int = 0
    strong: int = 0  # characters inside <b> or <strong>


class HtmlReader:
    """Feed it lines; ``rows`` are in reading order, ``bare`` are lines with nothing but tags."""

    def __init__(self):
        self.rows: list[Row] = []
        self.block = Block()
        self.lists = 0
        self.cells: list[list[Block]] | None = None
        self.bold = 0
        self.hidden = 0
        self.inside = False  # a paragraph, an item or a cell: there a line end is a space

    def read(self, lines: Sequence[Line]) -> list[Row]:
        for line in lines:
            if line.text.strip():
                self.line(line)
        self.flush()
        self.end_row()
        owned = {number for row in self.rows for number in row.lines}
        self.rows += [
            Row((line.number,), line.text.strip(), rule=True)
            for line in lines
            if line.text.strip() and line.number not in owned
        ]
        return sorted(self.rows, key=lambda row: row.lines[0])

    def line(self, line: Line) -> None:
        for kind, words in tokens(line.text):
            if kind == "text":
                self.text(words, line.number)
            elif words in ("b", "strong"):
                self.bold = max(0, self.bold + (1 if kind == "open" else -1))
            elif words in BLOCK:
                self.tag(kind == "open", words)
        if not self.inside:
            self.flush()
        else:
            self.block.words.append(" ")

    def text(self, words: str, number: int) -> None:
        if self.hidden or not words.strip():
            self.block.words.append(" " if words and not self.hidden else "")
            return
        self.block.words.append(words)
        self.block.strong += len(words.strip()) if self.bold else 0
        if number not in self.block.lines:
            self.block.lines.append(number)

    def tag(self, opening: bool, name: str) -> None:
        self.flush()
        if name in FLOWING:
            self.inside = opening
        if name in ("script", "style"):
            self.hidden = int(opening)
        elif name in ("ul", "ol", "dl"):
            self.lists = max(0, self.lists + (1 if opening else -1))
        elif opening and name in ("li", "dt", "dd"):
            self.block.item, self.block.depth = True, self.lists
        elif opening and HEADING_TAG.fullmatch(name):
            self.block.heading = int(name[1])
        elif name in ("tr", "table"):
            self.end_row()
            self.cells = [] if opening and name == "tr" else None
        elif name in ("td", "th") and opening and self.cells is not None:
            self.cells.append([])

    def flush(self) -> None:
        block, self.block = self.block, Block()
        words = " ".join(html.unescape("".join(block.words)).translate(INVISIBLE).split())
        if not words:
            self.block.item, self.block.depth = block.item, block.depth
            return
        block.words = [words]
        if self.cells:
            self.cells[-1].append(block)
        else:
            self.rows.append(made(block))

    def end_row(self) -> None:
        cells, self.cells = self.cells, None
        if not cells or not any(cells):
            return
        if any(len(blocks) > 1 for blocks in cells):
            self.rows += [made(block) for blocks in cells for block in blocks]
            return
        blocks = [blocks[0] if blocks else Block([""]) for blocks in cells]
        numbers = sorted({number for block in blocks for number in block.lines})
        row = Row(tuple(numbers), "", cells=tuple(block.words[0] for block in blocks))
        self.rows.append(read_marker(row))


def made(block: Block) -> Row:
    words = block.words[0]
    row = Row(tuple(block.lines), words, heading=block.heading, indent=4 * block.depth)
    row.strong = block.strong >= len(words.replace(" ", "")) > 0
    read_marker(row)
    if block.item and row.plain:
        row.marker = Marker("bullet", None, "", words, glyph="*")
    return row
