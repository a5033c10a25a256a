"""The body of a .docx as paragraphs, each with its runs and with what is no text in it.

The body is read as a stream and never built as a tree, so a hostile one costs little memory.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from catalog.outline.tree import OutlineError, gettext_noop

from .formats import bullet
from .names import number_in, number_in_hex, value
from .package import BROKEN
from .vocabulary import FIELDS, KINDS, LOOKS, PROPERTIES, REFERENCES, RELATIONS, SIGNS

MAX_LINES = 20_000
MAX_NESTING = 200
TOO_MANY = gettext_noop("这个 .docx 超过 %(limit)d 段。请只保留大纲，或拆成几门课程。")
OFF = frozenset(["0", "false", "off"])


class Piece(NamedTuple):
    """Words of one run, with the properties of the run itself."""

    words: str
    run: dict[str, str]


class Aside(NamedTuple):
    """What stands in a paragraph and is no text of it; ``key`` names an entry of another part."""

    kind: str
    key: str = ""
    text: str = ""
    kept: bool = False


@dataclass(slots=True)
class Paragraph:
    pieces: list[Piece] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)  # its own properties
    mark: dict[str, str] = field(default_factory=dict)  # the look of its paragraph mark
    asides: list[Aside] = field(default_factory=list)
    boxes: list["Paragraph"] = field(default_factory=list)
    cell: tuple[int, int, int] | None = None
    merged: bool = False  # in a cell that goes on from the one above
    deleted: bool = False  # its mark is deleted
    table_style: str = ""


class Body:
    """Collects paragraphs while the parser walks; text boxes come after their paragraph."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.count = 0  # paragraphs, those in text boxes too
        self.sinks = [self.paragraphs]
        self.open: list[Paragraph] = []
        self.level = 0  # how many elements are open
        self.skipped = 0  # the level of an element of which nothing is read
        self.mutes: list[tuple[int, str]] = []  # levels of elements whose words are not shown
        self.properties = False  # inside w:pPr
        self.run_properties = False  # inside w:rPr
        self.row_properties = False  # inside w:trPr
        self.run: dict[str, str] = {}  # properties of the open run
        self.reading: list[str] = []  # inside w:t or w:instrText
        self.instruction: list[str] = []  # the code of the open field
        self.tables = 0  # how many are open
        self.at = [-1, -1, -1]  # table, row, column of the outermost table
        self.span = 1
        self.table_style = ""

    def read(self, body: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.Parse(body, True)

    def start(self, name: str, said: dict[str, str]) -> None:
        self.level += 1
        kind = None if self.skipped else KINDS.get(name)
        if kind is None:
            return
        if kind in LOOKS:
            self.look(kind, said)
        elif kind in PROPERTIES:
            self.property(kind, said)
        elif kind in SIGNS:
            if not self.properties:  # there a tab is a tab stop
                self.write(SIGNS[kind])
        else:
            STARTS.get(kind, Body.aside)(self, kind, said)

    def end(self, name: str) -> None:
        level, self.level = self.level, self.level - 1
        if self.skipped:
            if level == self.skipped:
                self.skipped = 0
            return
        if self.mutes and level == self.mutes[-1][0]:
            self.mutes.pop()
        kind = KINDS.get(name)
        if kind in ENDS:
            ENDS[kind](self)

    def text(self, words: str) -> None:
        if not self.reading or self.skipped:
            return
        if self.reading[-1] == "instruction":
            self.instruction.append(words[:200])
        else:
            self.write(words)

    def write(self, words: str) -> None:
        if not self.open or not words:
            return
        if self.mutes:
            if words.strip():
                self.note(self.mutes[-1][1])
        else:
            self.open[-1].pieces.append(Piece(words, self.run))

    def note(self, kind: str, key: str = "", text: str = "", *, kept: bool = False) -> None:
        """Something that is no text: said of the paragraph it stands in, once for a muted one."""
        owner = self.open[-1] if self.open else self.paragraphs[-1] if self.paragraphs else None
        aside = Aside(kind, key, text, kept)
        if owner is not None and not (kind in MUTING and aside in owner.asides):
            owner.asides.append(aside)

    # Elements that begin

    def skip(self, kind: str, said: dict[str, str]) -> None:
        self.skipped = self.level

    def deletion(self, kind: str, said: dict[str, str]) -> None:
        """A deleted run is left out; in the properties of a mark it is the mark that is deleted."""
        if self.row_properties:
            self.mutes.append((self.level - 2, "deleted"))  # w:tr/w:trPr/w:del
        elif not self.properties:
            self.note("deleted")
        elif self.open:
            self.open[-1].deleted = True
        self.skipped = self.level

    def aside(self, kind: str, said: dict[str, str]) -> None:
        self.note(kind)

    def reference(self, kind: str, said: dict[str, str]) -> None:
        self.note(kind, value(said, "id"))

    def related(self, kind: str, said: dict[str, str]) -> None:
        """An element that names another part by a relation."""
        key = next((text for name, text in said.items() if name in RELATIONS), "")
        if kind != "link" or key:
            self.note(kind, key)

    def embedded(self, kind: str, said: dict[str, str]) -> None:
        """A foreign object; the picture that stands for it is not counted besides."""
        self.note(kind)
        self.skipped = self.level

    def formula(self, kind: str, said: dict[str, str]) -> None:
        self.note(kind, kept=True)

    def wordart(self, kind: str, said: dict[str, str]) -> None:
        if words := said.get("string", "").strip():
            self.note(kind, text=words)

    def begin_paragraph(self, kind: str, said: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_LINES:
            raise OutlineError(TOO_MANY, limit=MAX_LINES)
        if len(self.open) > MAX_NESTING:
            raise OutlineError(BROKEN)
        table, line, column = self.at
        cell = (table, line, column) if self.tables and column >= 0 else None
        merged = any(kind == "merged" for _, kind in self.mutes)
        paragraph = Paragraph(cell=cell, merged=merged, table_style=self.table_style)
        self.sinks[-1].append(paragraph)
        self.open.append(paragraph)

    def begin_properties(self, kind: str, said: dict[str, str]) -> None:
        self.properties = True

    def begin_row_properties(self, kind: str, said: dict[str, str]) -> None:
        self.row_properties = True

    def begin_run_properties(self, kind: str, said: dict[str, str]) -> None:
        self.run_properties = True

    def begin_run(self, kind: str, said: dict[str, str]) -> None:
        self.run = {}

    def begin_text(self, kind: str, said: dict[str, str]) -> None:
        self.reading.append(kind)

    def symbol(self, kind: str, said: dict[str, str]) -> None:
        sign = number_in_hex(value(said, "char"))
        self.write(bullet(chr(sign)) if sign else "")

    def box(self, kind: str, said: dict[str, str]) -> None:
        self.sinks.append(self.open[-1].boxes if self.open else self.paragraphs)

    def begin_table(self, kind: str, said: dict[str, str]) -> None:
        """Tables inside a cell count as paragraphs of that cell."""
        self.tables += 1
        if self.tables == 1:
            self.at = [self.at[0] + 1, -1, -1]
            self.table_style = ""

    def of_table(self, kind: str, said: dict[str, str]) -> None:
        if self.tables > 1:
            return
        if kind == "tblStyle":
            self.table_style = value(said, "val")
        elif kind == "tr":
            self.at[1:] = [self.at[1] + 1, -1]
            self.span = 1
        elif kind == "tc":
            self.at[2] += self.span
            self.span = 1
        else:
            self.span = min(max(number_in(value(said, "val")) or 1, 1), 63)

    def merge(self, kind: str, said: dict[str, str]) -> None:
        """A cell that goes on from its neighbour shows nothing of its own."""
        if value(said, "val") in ("", "continue"):
            self.mutes.append((self.level - 2, "merged"))  # until w:tc ends: w:tc/w:tcPr/w:vMerge

    def mute_row(self, kind: str, said: dict[str, str]) -> None:
        if value(said, "val") not in OFF:
            self.mutes.append((self.level - 2, "hidden"))  # w:tr/w:trPr/w:hidden

    def mute_control(self, kind: str, said: dict[str, str]) -> None:
        if value(said, "val") not in OFF:
            self.mutes.append((self.level - 2, "placeholder"))  # w:sdt/w:sdtPr/w:showingPlcHdr

    def drawing(self, kind: str, said: dict[str, str]) -> None:
        if said.get("hidden", "0") not in OFF:
            self.mutes.append((self.level - 1, "hidden"))  # wp:inline/wp:docPr

    def shape(self, kind: str, said: dict[str, str]) -> None:
        if "visibility:hidden" in said.get("style", "").replace(" ", ""):
            self.mutes.append((self.level, "hidden"))

    def field_mark(self, kind: str, said: dict[str, str]) -> None:
        if value(said, "fldCharType") == "begin":
            self.instruction = []
        else:
            self.field_ends(value(said, "fldCharType") == "separate")

    def simple_field(self, kind: str, said: dict[str, str]) -> None:
        self.instruction = [value(said, "instr")]
        self.field_ends(True)

    def field_ends(self, has_result: bool) -> None:
        """A field whose text the program makes: a date, a page number, an old formula."""
        code, self.instruction = "".join(self.instruction).split(), []
        if code and code[0].upper() in FIELDS:
            kind = "formula" if code[0].upper() == "EQ" else "field"
            self.note(kind, text=" ".join(code)[:80], kept=has_result)

    # Properties, and elements that end

    def look(self, kind: str, said: dict[str, str]) -> None:
        """A property of the open run, or of the mark of the open paragraph."""
        if not self.run_properties:
            return
        if not self.properties:
            self.run[kind] = value(said, "val") or "1"
        elif self.open:
            self.open[-1].mark[kind] = value(said, "val") or "1"

    def property(self, kind: str, said: dict[str, str]) -> None:
        if not self.properties or not self.open:
            return
        own = self.open[-1].said
        if kind != "ind":
            own[kind] = value(said, "val")
            return
        for name in ("left", "start", "hanging"):
            own[name] = value(said, name)

    def end_paragraph(self) -> None:
        if self.open:
            self.open.pop()

    def end_properties(self) -> None:
        self.properties = False

    def end_row_properties(self) -> None:
        self.row_properties = False

    def end_run_properties(self) -> None:
        self.run_properties = False

    def end_run(self) -> None:
        self.run = {}

    def end_text(self) -> None:
        self.reading.pop()

    def end_box(self) -> None:
        self.sinks.pop()

    def end_table(self) -> None:
        self.tables -= 1
        if not self.tables:
            self.table_style = ""


MUTING = frozenset(["hidden", "merged", "placeholder", "deleted"])
STARTS: dict[str, Callable[..., None]] = {
    "skip": Body.skip,
    "deletion": Body.deletion,
    "object": Body.embedded,
    "formula": Body.formula,
    "wordart": Body.wordart,
    "p": Body.begin_paragraph,
    "pPr": Body.begin_properties,
    "rPr": Body.begin_run_properties,
    "trPr": Body.begin_row_properties,
    "r": Body.begin_run,
    "t": Body.begin_text,
    "instruction": Body.begin_text,
    "sym": Body.symbol,
    "txbxContent": Body.box,
    "tbl": Body.begin_table,
    **dict.fromkeys(("tr", "tc", "gridSpan", "tblStyle"), Body.of_table),
    "merge": Body.merge,
    "hiddenRow": Body.mute_row,
    "placeholder": Body.mute_control,
    "drawing": Body.drawing,
    "shape": Body.shape,
    "fieldMark": Body.field_mark,
    "simpleField": Body.simple_field,
    **dict.fromkeys(REFERENCES, Body.reference),
    **dict.fromkeys(("link", "smartart", "altchunk"), Body.related),
}
ENDS: dict[str | None, Callable[..., None]] = {
    "p": Body.end_paragraph,
    "pPr": Body.end_properties,
    "rPr": Body.end_run_properties,
    "trPr": Body.end_row_properties,
    "r": Body.end_run,
    "t": Body.end_text,
    "instruction": Body.end_text,
    "txbxContent": Body.end_box,
    "tbl": Body.end_table,
}
