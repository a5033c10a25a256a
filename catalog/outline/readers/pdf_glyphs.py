"""One page of a PDF as glyphs, rules and what is no text; the only module that calls pdfium."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from catalog.outline.tree import LeftOut, OutlineError, Place

from .source_text import MAX_CHARACTERS, TOO_LONG

STEEP = 0.2  # radians: what leans more is a watermark
THIN = 2.5  # points: a path as thin as this is a rule
MAX_PATHS = 4_000  # of a page; a drawing has more and is no table
INVISIBLE = 3  # text that is neither filled nor stroked
STROKED = 2  # filled and stroked: bold made by the printing program
SHOWN = 200
COMMENTS = (
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_FREETEXT,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_STAMP,
    raw.FPDF_ANNOT_INK,
)
STRUCK = (raw.FPDF_ANNOT_STRIKEOUT,)


class Glyph(NamedTuple):
    """A character; x and y are of its origin on the baseline, y grows downwards."""

    x: float
    y: float
    right: float
    size: float
    char: str
    strong: bool
    mark: int  # the marked content it belongs to; -1 without


class Rule(NamedTuple):
    """A straight line that is drawn; across or down."""

    x0: float
    x1: float
    y0: float
    y1: float


class Page(NamedTuple):
    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]
    left_out: list[LeftOut]


def read_page(document: pypdfium2.PdfDocument, at: int, *, read: int) -> Page:
    """One page of a document of which so many characters have been read.

    Raises OutlineError before it reads more than an outline can have.
    """
    page = document[at]
    try:
        width, height = page.get_size()
        place = Place("page", str(at + 1))
        _judge(read + raw.FPDFPage_CountObjects(page.raw))  # each holds a character or more
        text = page.get_textpage()
        try:
            _judge(read + raw.FPDFText_CountChars(text.raw))
            across, down, pictures = _drawn(page, height)
            glyphs, odd = _glyphs(text, height, has_picture=pictures > 0)
        finally:
            text.close()
        left_out = [LeftOut("picture", place)] * pictures
        left_out += [LeftOut(kind, place, words) for kind, words in odd]
        left_out += [LeftOut(kind, place, words) for kind, words in _annotations(page)]
        return Page(at + 1, width, height, glyphs, across, down, left_out)
    finally:
        page.close()


def _judge(length: int) -> None:
    if length > MAX_CHARACTERS:
        raise OutlineError(TOO_LONG, length=length, limit=MAX_CHARACTERS)


def _glyphs(
    text: pypdfium2.PdfTextPage, height: float, *, has_picture: bool
) -> tuple[list[Glyph], list[tuple[str, str]]]:
    """The glyphs that stand upright, and the kinds of those that do not or are not shown."""
    found: list[Glyph] = []
    leaning: list[str] = []
    hidden = False
    reader = _Reader(text, height)
    for at in range(raw.FPDFText_CountChars(text.raw)):
        char = reader.char(at)
        if char is None:
            continue
        if reader.leans(at):
            leaning.append(char)
            continue
        glyph, mode = reader.glyph(at, char)
        if mode == INVISIBLE and not has_picture:  # over a picture it is the text of a scan
            hidden = hidden or not char.isspace()
        elif glyph is not None:
            found.append(glyph)
    words = "".join(leaning).strip()
    odd = [("rotated", words[:SHOWN])] if words else []
    return found, [*odd, *([("hidden", "")] if hidden else [])]


class _Reader:
    """Asks pdfium about one character after the other, with buffers that are made once."""

    def __init__(self, text: pypdfium2.PdfTextPage, height: float):
        self.text = text.raw
        self.height = height
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box = raw.FS_RECTF()
        self.name = ctypes.create_string_buffer(100)
        self.objects: dict[int, tuple[int, int]] = {}

    def char(self, at: int) -> str | None:
        code = raw.FPDFText_GetUnicode(self.text, at)
        if raw.FPDFText_IsGenerated(self.text, at) == 1 or (code < 32 and code not in (2, 9)):
            return None
        if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
            return None
        return "\u00ad" if code == 2 else chr(code)

    def leans(self, at: int) -> bool:
        angle = raw.FPDFText_GetCharAngle(self.text, at)
        return bool(STEEP < angle < 2 * math.pi - STEEP)

    def glyph(self, at: int, char: str) -> tuple[Glyph | None, int]:
        if not raw.FPDFText_GetCharOrigin(self.text, at, self.x, self.y):
            return None, 0
        raw.FPDFText_GetLooseCharBox(self.text, at, self.box)
        mode, mark = self.object(at)
        size = self.box.top - self.box.bottom
        size = raw.FPDFText_GetFontSize(self.text, at) if size <= 0 else size
        made = Glyph(
            self.x.value,
            self.height - self.y.value,
            max(self.box.right, self.x.value),
            self.size(at),
            char,
            mode == STROKED or self.is_bold(at),
            mark,
        )
        return made, mode

    def size(self, at: int) -> float:
        """The size as it is seen: the font's own, scaled by the matrix of its text."""
        size = raw.FPDFText_GetFontSize(self.text, at)
        matrix = raw.FS_MATRIX()
        if raw.FPDFText_GetMatrix(self.text, at, matrix):
            size *= math.hypot(matrix.c, matrix.d) or 1
        return max(float(round(size, 1)), 1.0)

    def is_bold(self, at: int) -> bool:
        if raw.FPDFText_GetFontWeight(self.text, at) >= 600:
            return True
        raw.FPDFText_GetFontInfo(self.text, at, self.name, 100, None)
        name = self.name.value.lower()
        return any(word in name for word in (b"bold", b"heavy", b"black", b"demi"))

    def object(self, at: int) -> tuple[int, int]:
        """Render mode and marked content of the text object that a character belongs to."""
        one = raw.FPDFText_GetTextObject(self.text, at)
        if not one:
            return 0, -1
        key = ctypes.addressof(one.contents)
        if key not in self.objects:
            self.objects[key] = (
                raw.FPDFTextObj_GetTextRenderMode(one),
                raw.FPDFPageObj_GetMarkedContentID(one),
            )
        return self.objects[key]


def _drawn(page: pypdfium2.PdfPage, height: float) -> tuple[list[Rule], list[Rule], int]:
    """Rules across, rules down, and the number of pictures."""
    across: list[Rule] = []
    down: list[Rule] = []
    pictures, paths = 0, 0
    for thing in page.get_objects(max_depth=3):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif thing.type == raw.FPDF_PAGEOBJ_PATH and paths < MAX_PATHS:
            paths += 1
            left, bottom, right, top = thing.get_bounds()
            for rule in _edges(left, right, height - top, height - bottom):
                (down if rule.x1 - rule.x0 <= THIN else across).append(rule)
    return across, down, pictures


def _edges(x0: float, x1: float, y0: float, y1: float) -> Iterator[Rule]:
    """A thin path is a rule; a box is four of them."""
    if x1 - x0 <= THIN or y1 - y0 <= THIN:
        if max(x1 - x0, y1 - y0) > 2 * THIN:
            yield Rule(x0, x1, y0, y1)
        return
    yield from (Rule(x0, x1, y0, y0), Rule(x0, x1, y1, y1))
    yield from (Rule(x0, x0, y0, y1), Rule(x1, x1, y0, y1))


def _annotations(page: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 500)):
        note = raw.FPDFPage_GetAnnot(page.raw, at)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind in COMMENTS:
            yield "comment", _contents(note)
        elif kind in STRUCK:
            yield "struck", _contents(note)
        elif kind == raw.FPDF_ANNOT_WIDGET:
            yield "form", ""
        raw.FPDFPage_CloseAnnot(note)


def _contents(note: Any) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    if not 2 < length < 100_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(
        note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length
    )
    return buffer.raw[: length - 2].decode("utf-16-le", "ignore")[:SHOWN]
