"""The body of a .docx as lines: one line a paragraph, text as after accepting all changes.

The body is read as a stream and never built as a tree, so a hostile one costs little memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from catalog.outline.readers.text import MAX_CHARACTERS, TOO_LONG
from catalog.outline.tree import Line, OutlineError, gettext_noop

from .formats import bullet
from .names import STRICT, TRANSITIONAL, left, number_in
from .numbering import Counters, lists_in
from .package import BROKEN, unpack
from .styles import Styles, styles_in

MAX_LINES = 20_000
MAX_NESTING = 200
TWIPS_A_COLUMN = 105  # a Chinese character of 10.5 points is two columns wide
DEEPEST_INDENT = 40
TOO_MANY = gettext_noop("这个 .docx 超过 %(limit)d 段。请只保留大纲，或拆成几门课程。")

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
VML = "urn:schemas-microsoft-com:vml"
WORDS = {  # elements that mean something here; all others are looked through
    **{name: name for name in ("p", "pPr", "t", "tab", "br", "cr", "noBreakHyphen", "sym")},
    **{name: name for name in ("txbxContent", "tbl", "tr", "tc", "gridSpan")},
    **{name: name for name in ("pStyle", "numId", "ilvl", "outlineLvl", "ind")},
    **{name: name for name in ("r", "rPr", "b", "sz", "vanish", "strike", "rStyle")},
    **dict.fromkeys(("del", "moveFrom", "instrText", "pPrChange", "rPrChange"), "skip"),
    **dict.fromkeys(("tcPrChange", "trPrChange", "tblPrChange", "sectPr"), "skip"),
}
KINDS = {
    f"{space} {name}": kind for space in (TRANSITIONAL, STRICT) for name, kind in WORDS.items()
}
KINDS |= {f"{MC} Fallback": "skip", f"{PICTURE} pic": "picture", f"{VML} imagedata": "picture"}
DELETED = tuple(f"{space} del" for space in (TRANSITIONAL, STRICT))
PROPERTIES = frozenset(["pStyle", "numId", "ilvl", "outlineLvl", "ind"])
LOOKS = frozenset(["b", "sz", "vanish", "strike", "rStyle"])
OFF = frozenset(["0", "false", "off"])
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Document:
    lines: list[Line]
    pictures: int  # left out: an outline has no place for them


@dataclass(slots=True)
class Paragraph:
    words: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)  # its own properties
    boxes: list["Paragraph"] = field(default_factory=list)
    cell: tuple[int, int, int] | None = None
    deleted: bool = False  # its mark is deleted
    looks: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # letters, run properties


def read_docx(data: bytes) -> list[Line]:
    """The paragraphs, blank ones included. Raises OutlineError."""
    return open_docx(data).lines


def open_docx(data: bytes) -> Document:
    """The paragraphs and what was left out.

    Raises OutlineError, with a sentence for the person, when the file cannot be read safely.
    """
    parts = unpack(data)
    body = Body()
    try:
        body.read(parts.body)
    except (expat.ExpatError, LookupError):
        raise OutlineError(BROKEN) from None
    liner = Liner(styles_in(parts.styles), Counters(lists_in(parts.numbering)))
    lines = [line for paragraph in body.paragraphs for line in liner.lines(paragraph)]
    length = sum(len(line.text) + len(line.label) for line in lines)
    if length > MAX_CHARACTERS:
        raise OutlineError(TOO_LONG, length=length, limit=MAX_CHARACTERS)
    return Document(lines, body.pictures)


class Body:
    """Collects paragraphs while the parser walks; text boxes come after their paragraph."""

    def __init__(self):
        self.paragraphs: list[Paragraph] = []
        self.count = 0  # paragraphs, those in text boxes too
        self.pictures = 0
        self.sinks = [self.paragraphs]
        self.open: list[Paragraph] = []
        self.skipped = 0  # how deep inside an element that is not read
        self.properties = False  # inside w:pPr
        self.run: dict[str, str] = {}  # properties of the open run
        self.run_properties = False  # inside w:rPr
        self.reading = False  # inside w:t
        self.tables = 0  # how many are open
        self.at = [-1, -1, -1]  # table, row, column of the outermost table
        self.span = 1

    def read(self, body: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.Parse(body, True)

    def start(self, name: str, said: dict[str, str]) -> None:
        if self.skipped:
            self.skip(name)
            return
        kind = KINDS.get(name)
        if kind is None:
            return
        if kind == "skip":
            self.skipped = 1
        elif kind == "rPr":
            self.run_properties = True
        elif self.run_properties:
            self.look(kind, said)
        elif self.properties:
            self.property(kind, said)
        elif kind == "r":
            self.run = {}
        elif kind == "t":
            self.reading = True
        elif kind in SIGNS:
            self.write(SIGNS[kind])
        else:
            self.structure(kind, said)

    def skip(self, name: str) -> None:
        self.skipped += 1
        if self.properties and self.skipped == 2 and name in DELETED and self.open:
            self.open[-1].deleted = True

    def structure(self, kind: str, said: dict[str, str]) -> None:
        if kind == "p":
            self.begin_paragraph()
        elif kind == "pPr":
            self.properties = True
        elif kind == "sym":
            sign = number_in_hex(value(said, "char"))
            self.write(bullet(chr(sign)) if sign else "")
        elif kind == "picture":
            self.pictures += 1
        elif kind == "txbxContent":
            self.sinks.append(self.open[-1].boxes if self.open else self.paragraphs)
        else:
            self.table(kind, said)

    def begin_paragraph(self) -> None:
        self.count += 1
        if self.count > MAX_LINES:
            raise OutlineError(TOO_MANY, limit=MAX_LINES)
        if len(self.open) > MAX_NESTING:
            raise OutlineError(BROKEN)
        cell = tuple(self.at) if self.tables and self.at[2] >= 0 else None
        paragraph = Paragraph(cell=cell)
        self.sinks[-1].append(paragraph)
        self.open.append(paragraph)

    def table(self, kind: str, said: dict[str, str]) -> None:
        """Tables inside a cell count as paragraphs of that cell."""
        if kind == "tbl":
            self.tables += 1
            if self.tables == 1:
                self.at = [self.at[0] + 1, -1, -1]
        elif self.tables > 1:
            return
        elif kind == "tr":
            self.at[1:] = [self.at[1] + 1, -1]
            self.span = 1
        elif kind == "tc":
            self.at[2] += self.span
            self.span = 1
        elif kind == "gridSpan":
            self.span = min(max(number_in(value(said, "val")) or 1, 1), 63)

    def property(self, kind: str, said: dict[str, str]) -> None:
        if kind not in PROPERTIES or not self.open:
            return
        own = self.open[-1].said
        if kind != "ind":
            own[kind] = value(said, "val")
            return
        for name in ("left", "start", "hanging"):
            own[name] = value(said, name)

    def look(self, kind: str, said: dict[str, str]) -> None:
        """A property of the open run; the paragraph's own mark says nothing of its words."""
        if kind in LOOKS and not self.properties:
            self.run[kind] = value(said, "val") or "1"

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        kind = KINDS.get(name)
        if kind == "rPr":
            self.run_properties = False
            return
        if kind == "t":
            self.reading = False
        elif kind == "p" and self.open:
            self.open.pop()
        elif kind == "pPr":
            self.properties = False
        elif kind == "txbxContent":
            self.sinks.pop()
        elif kind == "tbl":
            self.tables -= 1

    def text(self, words: str) -> None:
        if self.reading and not self.skipped:
            self.write(words)
            if self.open and words.strip():
                self.open[-1].looks.append((len(words.strip()), self.run))

    def write(self, words: str) -> None:
        if self.open:
            self.open[-1].words.append(words)


class Liner:
    """Gives each paragraph its line number, its list number and its heading level."""

    def __init__(self, styles: Styles, counters: Counters):
        self.styles = styles
        self.counters = counters
        self.number = 0
        self.known: dict[str, tuple] = {}

    def lines(self, paragraph: Paragraph) -> Iterator[Line]:
        self.number += 1
        text, said = "".join(paragraph.words), paragraph.said
        style = said.get("pStyle", "")
        heading, style_num, style_level, style_indent, place = self.style(style)
        outline = number_in(said.get("outlineLvl", ""))
        if outline is not None:
            heading = outline + 1 if outline < 9 else None
        num = said.get("numId") or style_num
        label, level = "", None
        if num and num != "0" and not (paragraph.deleted and not text):
            level = number_in(said.get("ilvl", ""))
            level = min(max(style_level if level is None else level, 0), 8)
            label = self.counters.label(num, level)
        own = left(said.get("left") or said.get("start", ""), said.get("hanging", ""))
        by_list = self.counters.indent(num, level) if label else None
        if own is None:
            own = by_list if by_list is not None and "numId" in said else style_indent
        twips = (by_list if own is None else own) or 0
        indent = min(round(twips / TWIPS_A_COLUMN), DEEPEST_INDENT)
        yield Line(
            number=self.number,
            text=text,
            label=label,
            heading=heading,
            level=level if label else None,
            cell=paragraph.cell,
            indent=indent,
            depth=place[0] if place else None,
            note=bool(place and place[1]),
            list=self.counters.key(num) if label else "",
            strong=self.is_bold(style, paragraph.looks),
            size=self.size(style, paragraph.looks),
        )
        for inner in paragraph.boxes:
            yield from self.lines(inner)

    def is_bold(self, style: str, looks: list[tuple[int, dict[str, str]]]) -> bool:
        """Whether every letter is bold, by its run or by the style of the paragraph."""
        by_style = self.styles.bold(style)
        return bool(looks) and all(
            (run["b"] not in OFF)
            if "b" in run
            else by_style or self.styles.bold(run.get("rStyle", ""), run=True)
            for _, run in looks
        )

    def size(self, style: str, looks: list[tuple[int, dict[str, str]]]) -> int:
        """The size of most of the letters, in half points."""
        sizes: dict[int, int] = {}
        for letters, run in looks:
            size = number_in(run.get("sz", "")) or self.styles.size(style)
            sizes[size] = sizes.get(size, 0) + letters
        return max(sizes, key=sizes.__getitem__, default=0)

    def style(self, key: str) -> tuple:
        """Heading, list, level in it and indentation that a style gives, through its bases."""
        if key not in self.known:
            self.known[key] = self.resolved(key)
        return self.known[key]

    def resolved(self, key: str) -> tuple:
        chain = self.styles.chain(key)
        num = next((style.num for _, style in chain if style.num is not None), None)
        level = next((style.level for _, style in chain if style.level is not None), 0)
        made = self.counters.lists.get(num or "")
        linked = [made.definition.level_of(name) for name, _ in chain] if made else []
        level = next((at for at in linked if at is not None), level)
        indent = next((style.indent for _, style in chain if style.indent is not None), None)
        heading, place = self.styles.heading(key), self.styles.place(key)
        if heading and self.styles.tell_depth:
            place = heading, False
        return heading, num, level, indent, place


def value(said: dict[str, str], name: str) -> str:
    return said.get(f"{TRANSITIONAL} {name}") or said.get(f"{STRICT} {name}") or ""


def number_in_hex(text: str) -> int:
    try:
        number = int(text[:6], 16)
    except ValueError:
        return 0
    return number if 31 < number < 0xD800 or 0xDFFF < number < 0xFFFF else 0
