"""HTML source made into rows: block elements end rows, lists give indentation, cells make tables.

Tags are read line by line, as the reader of the source sees them; one that runs over line ends is
read where it ends. So no character of a line is ever dropped that is not part of a whole tag.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalog.outline.fences import is_fence
from catalog.outline.markers import Marker
from catalog.outline.rows import NOT_SEEN, Row, read_marker
from catalog.outline.tree import LeftOut, Line, Place

from .tags import SHOWN, Grid, Mutes, Numbers, attributes
from .whole_tags import whole_tags

TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
HEADING_TAG = re.compile("h[1-6]")
BLOCK = frozenset(
    re.findall(
        r"\w+",
        """
        html head body main header footer nav aside section article div p ul ol li dl dt dd table
        thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 br hr pre blockquote figure form title
        """,
    )
)
FLOWING = frozenset(["p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
TELLING = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|table|tr|td|th|br|html|body|section|article|dl|dt|dd)\b[^<>]*>",
    re.IGNORECASE,
)


DIRECTIVE = re.compile(  # of Blade, Jinja, Handlebars, PHP and their like
    r"@[a-z]\w*\s?\([^()]*(?:\([^()]*\)[^()]*)*\)|@(?:end[a-z]+|else)"
    r"|\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\}|\{\{[#/>!](?:(?!\}\}).)*\}\}"
    r"|<\?(?:(?!\?>).)*\?>|<%(?:(?!%>).)*%>"
)
SUBTITLE = "——"
DEEPEST = 12  # lists in lists


def is_html(lines: Sequence[Line]) -> bool:
    """Whether a text is HTML source, not prose that mentions a tag, nor one that states levels."""
    texts = [line.text for line in lines if line.text.strip()]
    if any(map(is_fence, texts)):
        return False
    tags = [sum(1 for _ in TELLING.finditer(text)) for text in texts if "<" in text]
    return sum(tags) >= 3 and 4 * sum(1 for count in tags if count) >= len(texts)


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of one line: ("text", words), ("open", name), ("close", name)."""
    for kind, words, _tag in pieces(text):
        yield kind, words


def pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """As ``tokens``, each with the whole tag."""
    at, comments = 0, True
    while at < len(text):
        start = text.find("<", at)
        if start < 0:
            yield "text", text[at:], ""
            return
        opens = comments and text.startswith("<!--", start)
        end = text.find("-->", start) if opens else -1
        comments = comments and not (opens and end < 0)
        if end >= 0:
            yield from _words(text[at:start])
            at = end + 3
        elif found := TAG.match(text, start):
            yield from _words(text[at:start])
            at = found.end()
            yield _tag(found)
        else:
            yield "text", text[at : start + 1], ""
            at = start + 1


def _words(text: str) -> Iterator[tuple[str, str, str]]:
    if text:
        yield "text", text, ""


def _tag(found: re.Match[str]) -> tuple[str, str, str]:
    return ("close" if found[0][1] == "/" else "open"), found[1].lower(), found[0]


def left_out_of(lines: Sequence[Line]) -> tuple[LeftOut, ...]:
    """What of a page is not read, or not shown by a browser."""
    reader = HtmlReader(rows=False)
    reader.read(lines)
    return tuple(reader.left_out)


@dataclass(slots=True)
class Block:
    """The words between two block tags, with what the tags around them say."""

    words: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    heading: int | None = None
    item: str = ""  # the tag, of an entry of a list
    label: str = ""  # of the entry of a list, as a browser shows it
    list: str = ""  # the outermost list it stands in
    depth: int = 0  # lists around it
    strong: int = 0  # characters inside <b> or <strong>


class HtmlReader:
    """Feed it lines; ``rows`` are in reading order, bare lines hold nothing but tags.

    What a reader of the page does not see, or what belongs to the page rather than to the course,
    is reported in ``left_out``; its lines are noise. Whoever asks for that alone saves the rows.
    """

    def __init__(self, *, frame: bool = True, rows: bool = True):
        self.makes_rows = rows
        self.rows: list[Row] = []
        self.left_out: list[LeftOut] = []
        self.mutes = Mutes(frame=frame)
        self.block = Block()
        self.lists: list[Numbers] = []
        self.count = 0  # outermost lists so far
        self.tables = -1
        self.grid: Grid | None = None
        self.cells: list[tuple[int, list[Block]]] | None = None  # column, blocks
        self.bold = 0
        self.number = 0
        self.term: list[Block] = []  # the <dt> above, and what may go on with its title
        self.inside = False  # a paragraph, an item or a cell: there a line end is a space

    def read(self, lines: Sequence[Line]) -> list[Row]:
        for line in whole_tags(lines):
            if line.text.strip():
                self.line(line)
        self.flush()
        self.join()
        self.end_row()
        if self.mutes.name and self.mutes.frame:  # an element that never ends would hide the rest
            other = HtmlReader(frame=False, rows=self.makes_rows)
            rows = other.read(lines)
            self.left_out = other.left_out
            return rows
        owned = {number for row in self.rows for number in row.lines}
        self.rows += [
            Row((line.number,), line.text.strip(), rule=True, tags=True)
            for line in lines
            if line.text.strip() and line.number not in owned
        ]
        return sorted(self.rows, key=lambda row: row.lines[0])

    def line(self, line: Line) -> None:
        self.number = line.number
        if not self.mutes.name and DIRECTIVE.fullmatch(line.text.strip()):
            return
        for kind, words, tag in pieces(line.text):
            if self.mutes.name:
                self.muted(kind, words)
            elif kind == "text":
                self.text(words)
            else:
                self.element(kind == "open", words, tag)
        if not self.inside:
            self.flush()
        else:
            self.block.words.append(" ")

    def muted(self, kind: str, words: str) -> None:
        if kind == "text":
            self.mutes.hear(words)
        elif done := self.mutes.tag(kind == "open", words):
            self.leave_out(done, self.mutes.said, self.mutes.line)

    def element(self, opening: bool, name: str, tag: str) -> None:
        said = attributes(tag) if opening else {}
        if opening and self.mutes.begin(name, said, self.number):
            self.flush()
        elif opening and name in SHOWN:
            self.leave_out(SHOWN[name], said.get("alt", ""), self.number)
        elif name in ("b", "strong"):
            self.bold = max(0, self.bold + (1 if opening else -1))
        elif name in BLOCK:
            self.tag(opening, name, said)

    def leave_out(self, kind: str, text: str, line: int) -> None:
        self.left_out.append(LeftOut(kind, Place("line", str(line)), text))

    def text(self, words: str) -> None:
        if not words.strip():
            self.block.words.append(" " if words else "")
            return
        self.block.words.append(words)
        self.block.strong += len(words.strip()) if self.bold else 0
        if self.number not in self.block.lines:
            self.block.lines.append(self.number)

    def tag(self, opening: bool, name: str, said: dict[str, str]) -> None:
        self.flush()
        if name in FLOWING:
            self.inside = opening
        if name in ("ul", "ol", "dl"):
            self.nest(opening, name, said)
        elif opening and name in ("li", "dt", "dd"):
            self.begin_item(name, said)
        elif opening and HEADING_TAG.fullmatch(name):
            self.block.heading = int(name[1])
        elif name in ("tr", "table"):
            self.begin_or_end_row(opening, name)
        elif name in ("td", "th") and opening and self.cells is not None:
            self.grid = self.grid or Grid()
            self.cells.append((self.grid.place(said), []))

    def nest(self, opening: bool, name: str, said: dict[str, str]) -> None:
        if opening:
            self.count += not self.lists
            self.lists.append(Numbers(name, said))
        elif self.lists:
            self.lists.pop()
        self.block.depth = self.depth

    @property
    def depth(self) -> int:
        """Lists around the place; more than anybody writes would only cost time."""
        return min(len(self.lists), DEEPEST)

    def begin_item(self, name: str, said: dict[str, str]) -> None:
        block = self.block
        block.item, block.list = name, f"list {self.count}" if self.lists else ""
        block.depth = self.depth + (name == "dd")
        block.label = self.lists[-1].label(said) if self.lists and name == "li" else ""

    def begin_or_end_row(self, opening: bool, name: str) -> None:
        self.end_row()
        if name == "table":
            self.tables += opening
            self.grid = Grid() if opening else None
        self.cells = [] if opening and name == "tr" else None
        if self.cells is not None:
            self.grid = self.grid or Grid()
            self.grid.next_row()

    def flush(self) -> None:
        if not self.block.words:
            self.block.lines, self.block.heading = [], None
            return
        block, self.block = self.block, Block(depth=self.depth)
        words = " ".join(NOT_SEEN.sub("", html.unescape("".join(block.words))).split())
        if not words:
            block.words, block.lines = [], []
            self.block = block
            block.heading = None
            return
        block.words = [words]
        if self.cells:
            self.join()
            self.cells[-1][1].append(block)
        else:
            self.put(block)

    def put(self, block: Block) -> None:
        """A row of its own; a single —— line below a term goes on with the term's title."""
        if not self.makes_rows:
            return
        dashed = block.item == "dd" and block.words[0].startswith(SUBTITLE)
        if not dashed:
            self.join()
        self.rows.append(made(block))
        above = self.term if dashed else []
        self.term = [block] if block.item == "dt" else [*above, block] if above else []

    def join(self) -> None:
        """Make one row of a term and the line below it; of several such lines each is one."""
        if len(self.term) == 2:
            term, below = self.term
            term.words = [f"{term.words[0]} {below.words[0]}"]
            term.lines = list(dict.fromkeys((*term.lines, *below.lines)))
            term.strong = 0
            self.rows[-2:] = [made(term)]
        self.term = []

    def end_row(self) -> None:
        """A row on one source line stays one line; else each block of a cell is one."""
        cells, self.cells = self.cells or [], None
        blocks = [(column, block) for column, inner in cells for block in inner]
        if blocks and self.makes_rows:
            self.put_row(cells, blocks)

    def put_row(
        self, cells: list[tuple[int, list[Block]]], blocks: list[tuple[int, Block]]
    ) -> None:
        numbers = [number for _, block in blocks for number in block.lines]
        crowded = len(set(numbers)) < len(numbers)
        if crowded and all(len(inner) < 2 for _, inner in cells):
            words = tuple(inner[0].words[0] if inner else "" for _, inner in cells)
            self.rows.append(read_marker(Row(tuple(sorted(set(numbers))), "", cells=words)))
            return
        self.put_cells(blocks, crowded=crowded)

    def put_cells(self, blocks: list[tuple[int, Block]], *, crowded: bool) -> None:
        for column, block in blocks:
            row = made(block)
            if not crowded:
                row.cell = (max(self.tables, 0), self.grid.row if self.grid else 0, column)
            self.rows.append(row)


def made(block: Block) -> Row:
    """A row with what the tags state: heading, level, list and the label a browser shows."""
    words = block.words[0]
    row = Row(tuple(block.lines), words, heading=block.heading, indent=4 * block.depth)
    row.strong = block.strong >= len(words.replace(" ", "")) > 0
    read_marker(row)
    if block.item and (row.plain or row.aid):  # an aid is an entry like those beside it
        row.label, row.signed, row.aid = block.label, row.aid is not None, None
        if row.label:
            row.unprinted = True
            read_marker(row)
        else:
            row.marker = Marker("bullet", None, "", words, glyph="*")
    if block.item:
        row.level, row.list = max(block.depth - 1, 0), block.list
    return row
