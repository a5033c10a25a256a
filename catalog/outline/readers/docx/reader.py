"""A .docx as lines: one line a paragraph, text as after accepting all changes.

What is no text of the body (notes, pictures, hidden words …) is returned beside the lines.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from xml.parsers import expat

from catalog.outline.readers.source_text import MAX_CHARACTERS, TOO_LONG
from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Place, Source

from .body import OFF, Body, Paragraph, Piece
from .names import left, number_in
from .numbering import Counters, lists_in
from .package import BROKEN, Parts, unpack
from .styles import Styles, styles_in

TWIPS_A_COLUMN = 105  # a Chinese character of 10.5 points is two columns wide
DEEPEST_INDENT = 40
SHOWN = 200  # characters of a part that was left out


def read_docx(data: bytes) -> list[Line]:
    """The paragraphs, blank ones included. Raises OutlineError."""
    return list(open_docx(data).lines)


def open_docx(data: bytes) -> Source:
    """The paragraphs and what was left out.

    Raises OutlineError, with a sentence for the person, when the file cannot be read safely.
    """
    parts = unpack(data)
    body = Body()
    try:
        body.read(parts.body)
    except (expat.ExpatError, LookupError):
        raise OutlineError(BROKEN) from None
    liner = Liner(styles_in(parts.styles), Counters(lists_in(parts.numbering)), parts.texts)
    lines = [line for paragraph in body.paragraphs for line in liner.lines(paragraph)]
    length = sum(len(line.text) + len(line.label) for line in lines)
    if length > MAX_CHARACTERS:
        raise OutlineError(TOO_LONG, length=length, limit=MAX_CHARACTERS)
    return Source(tuple(lines), tuple(_all_left_out(liner, parts)), tuple(_facts(lines)))


def _all_left_out(liner: "Liner", parts: Parts) -> Iterator[LeftOut]:
    yield from liner.left_out
    named = {(entry.kind, entry.text) for entry in liner.left_out}
    for (kind, _key), text in parts.texts.items():
        unnamed = kind == "comment" and (kind, text[:SHOWN]) not in named
        if (kind in ("header", "footer") and text) or unnamed:
            yield LeftOut(kind, Place(), text[:SHOWN])


def _facts(lines: list[Line]) -> Iterator[Fact]:
    yield Fact("paragraphs", str(sum(1 for line in lines if line.text.strip())))
    if tables := {line.cell[0] for line in lines if line.cell}:
        yield Fact("tables", str(len(tables)))


# What a style says: heading, list, level in it, indentation, and a place that is told.
Style = tuple[int | None, str | None, int, int | None, tuple[int, bool] | None]


def list_level(said: Mapping[str, str], otherwise: int) -> int:
    """The level in its list that a paragraph states, else that of its style."""
    level = number_in(said.get("ilvl", ""))
    return min(max(otherwise if level is None else level, 0), 8)


def outline_level(said: Mapping[str, str], otherwise: int | None) -> int | None:
    """The heading level that a paragraph states, else that of its style; 9 says text."""
    outline = number_in(said.get("outlineLvl", ""))
    if outline is None:
        return otherwise
    return outline + 1 if outline < 9 else None


def indentation(said: Mapping[str, str], by_list: int | None, by_style: int | None) -> int:
    """Columns: its own, that of its own list, of its style, of the list of its style."""
    own = left(said.get("left") or said.get("start", ""), said.get("hanging", ""))
    listed = by_list if "numId" in said else None
    twips = first_known(own, listed, by_style, by_list)
    return min(round(twips / TWIPS_A_COLUMN), DEEPEST_INDENT)


def first_known(*numbers: int | None) -> int:
    return next((number for number in numbers if number is not None), 0)


class Liner:
    """Gives each paragraph its line number, its list number and its heading level."""

    def __init__(self, styles: Styles, counters: Counters, texts: Mapping[tuple[str, str], str]):
        self.styles = styles
        self.counters = counters
        self.texts = texts
        self.number = 0
        self.known: dict[str, Style] = {}
        self.left_out: list[LeftOut] = []
        self.joined: tuple[int, int, int] | None = None  # the merged cell that has its blank line

    def lines(self, paragraph: Paragraph) -> Iterator[Line]:
        if paragraph.merged and not paragraph.pieces and self.joined == paragraph.cell:
            self.report(paragraph, self.number)
            return
        self.joined = paragraph.cell if paragraph.merged else None
        self.number += 1
        pieces = self.shown(paragraph)
        self.report(paragraph, self.number)
        yield self.line(paragraph, pieces)
        for inner in paragraph.boxes:
            yield from self.lines(inner)

    def line(self, paragraph: Paragraph, pieces: list[Piece]) -> Line:
        text, said = "".join(piece.words for piece in pieces), paragraph.said
        style = said.get("pStyle", "")
        heading, style_num, style_level, style_indent, place = self.style(style)
        heading = outline_level(said, heading)
        num = said.get("numId") or style_num or ""
        depth, note = place or (None, False)
        label, level = "", None
        if num not in ("", "0") and (text or not self.is_gone(paragraph)):
            level = list_level(said, style_level)
            label = self.counters.label(num, level)
        by_list = self.counters.indent(num, level) if label and level is not None else None
        return Line(
            number=self.number,
            text=text,
            label=label,
            heading=heading,
            level=level if label else None,
            cell=paragraph.cell,
            indent=indentation(said, by_list, style_indent),
            depth=depth,
            note=note,
            list=self.counters.key(num) if label else "",
            strong=self.is_bold(style, pieces),
            size=self.size(style, pieces),
            merged=paragraph.merged,
        )

    def is_gone(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph without words is one that no list counts."""
        return bool(paragraph.deleted or paragraph.merged or self.is_hidden(paragraph))

    def shown(self, paragraph: Paragraph) -> list[Piece]:
        """The pieces that a reader of the document sees; hidden and struck ones are reported."""
        style, hides = paragraph.said.get("pStyle", ""), False
        if paragraph.table_style:
            hides = self.styles.table_hides(paragraph.table_style)
        pieces, hidden = [], False
        for piece in paragraph.pieces:
            if self.run_is(piece, "hidden", hides or self.styles.hidden(style)):
                hidden = hidden or bool(piece.words.strip())
            else:
                pieces.append(piece)
        if hidden:
            self.leave_out("hidden", self.number)
        by_style = self.styles.struck(style)
        for struck, group in groupby(pieces, lambda piece: self.run_is(piece, "struck", by_style)):
            words = "".join(piece.words for piece in group).strip() if struck else ""
            if words:
                self.leave_out("struck", self.number, words, kept=True)
        return pieces

    def run_is(self, piece: Piece, what: str, by_paragraph: bool) -> bool:
        """Whether a run is hidden or struck: by itself, by its own style or by its paragraph's."""
        run = piece.run
        if not run:
            return by_paragraph
        for name in ("vanish",) if what == "hidden" else ("strike", "dstrike"):
            if name in run:
                return run[name] not in OFF
        said = getattr(self.styles.of_run(run["rStyle"]), what) if "rStyle" in run else None
        return bool(said) or by_paragraph

    def is_hidden(self, paragraph: Paragraph) -> bool:
        """The paragraph's own mark is hidden: nothing of it takes room, and no list counts it."""
        mark = paragraph.mark.get("vanish")
        by_style = self.styles.hidden(paragraph.said.get("pStyle", ""))
        return by_style if mark is None else mark not in OFF

    def report(self, paragraph: Paragraph, number: int) -> None:
        for aside in paragraph.asides:
            text = aside.text or self.texts.get((aside.kind, aside.key), "")
            self.leave_out(aside.kind, number, text, kept=aside.kept)

    def leave_out(self, kind: str, number: int, text: str = "", *, kept: bool = False) -> None:
        self.left_out.append(LeftOut(kind, Place("line", str(number)), text[:SHOWN], kept))

    def is_bold(self, style: str, pieces: list[Piece]) -> bool:
        """Whether every letter is bold, by its run or by the style of the paragraph."""
        by_style = self.styles.bold(style)
        runs = [piece.run for piece in pieces if piece.words.strip()]
        return bool(runs) and all(
            (run["b"] not in OFF)
            if "b" in run
            else by_style or self.styles.bold(run.get("rStyle", ""), run=True)
            for run in runs
        )

    def size(self, style: str, pieces: list[Piece]) -> int:
        """The size of most of the letters, in half points."""
        sizes: dict[int, int] = {}
        for words, run in pieces:
            if letters := len(words.strip()):
                size = number_in(run.get("sz", "")) or self.styles.size(style)
                sizes[size] = sizes.get(size, 0) + letters
        return max(sizes, key=sizes.__getitem__, default=0)

    def style(self, key: str) -> Style:
        """Heading, list, level in it and indentation that a style gives, through its bases."""
        if key not in self.known:
            self.known[key] = self.resolved(key)
        return self.known[key]

    def resolved(self, key: str) -> Style:
        chain = self.styles.chain(key)
        num = next((style.num for _, style in chain if style.num is not None), None)
        made = self.counters.lists.get(num or "")
        linked = [made.definition.level_of(name) for name, _ in chain] if made else []
        level = first_known(*linked, *(style.level for _, style in chain))
        indent = next((style.indent for _, style in chain if style.indent is not None), None)
        heading, place = self.styles.heading(key), self.styles.place(key)
        if heading and self.styles.tell_depth:
            place = heading, False
        return heading, num, level, indent, place
