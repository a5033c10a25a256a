"""A PDF with a text layer as lines: sizes, weights and places are what it states.

Wrapped lines are joined, what repeats at the edge of the pages is left out, rules make tables.
"""

from collections.abc import Iterator, Sequence

import pypdfium2

from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Source, gettext_noop

from .pdf_edges import without_edges
from .pdf_flow import Flow, joined
from .pdf_glyphs import Glyph, Page, read_page
from .pdf_strips import Strip, strips_of
from .pdf_structure import Bookmarks
from .pdf_tables import Table, tables_of

MAX_PAGES = 200
LOCKED = gettext_noop("这个 PDF 有密码。请去掉密码，或上传原来的 Word 文件。")
BROKEN = gettext_noop("这个 PDF 打不开，可能已损坏。请重新导出，或上传原来的 Word 文件。")
TOO_MANY_PAGES = gettext_noop("这个 PDF 有 %(pages)d 页，最多 %(limit)d 页。请只导出大纲所在的页。")
SCANNED = gettext_noop(
    "这个 PDF 是扫描件或图片，里面没有文字。"
    "请上传原来的 Word 文件，或在手机、WPS 里先识别成文字再上传。"
)
Texts = dict[tuple[int, int], list[Line]]  # row and column: the paragraphs of a cell
CELL_PADDING = 6.0  # points between words and the rule to their right


def open_pdf(data: bytes) -> Source:
    """The lines of a PDF, read here; ``apart.read_apart`` does it within limits."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise OutlineError(LOCKED if locked else BROKEN) from None
    try:
        return _read(document)
    except pypdfium2.PdfiumError:
        raise OutlineError(BROKEN) from None
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument) -> Source:
    count = len(document)
    if count > MAX_PAGES:
        raise OutlineError(TOO_MANY_PAGES, pages=count, limit=MAX_PAGES)
    pages: list[Page] = []
    for at in range(count):
        read = sum(len(page.glyphs) for page in pages)
        pages.append(read_page(document, at, read=read))
    if not any(not glyph.char.isspace() for page in pages for glyph in page.glyphs):
        raise OutlineError(SCANNED)
    left_out = [entry for page in pages for entry in page.left_out]
    left_out += [LeftOut("object")] * min(document.count_attachments(), 50)
    lines, edges = Assembler(pages, Bookmarks(document)).lines()
    return Source(lines, (*left_out, *edges), (Fact("pages", str(count)),))


class Assembler:
    """Turns pages into lines; what it knows of the whole document is measured once."""

    def __init__(self, pages: Sequence[Page], bookmarks: Bookmarks):
        self.pages = pages
        self.bookmarks = bookmarks
        self.tables = [tables_of(page) for page in pages]
        self.made: list[Line] = []
        self.count = 0  # tables so far
        self.open: Table | None = None  # the table that ended the page before
        self.open_rows = 0
        self.head: tuple[str, ...] = ()

    def lines(self) -> tuple[tuple[Line, ...], list[LeftOut]]:
        both = zip(self.pages, self.tables, strict=True)
        text = [self.text_of(page, tables) for page, tables in both]
        text, edges = without_edges(self.pages, text)
        width = max(page.width for page in self.pages)
        flow = Flow([strip for strips in text for strip in strips], width=width)
        for page, tables, strips in zip(self.pages, self.tables, text, strict=True):
            for part in in_order(strips, tables):
                if isinstance(part, Table):
                    self.table(page, part)
                else:
                    self.text(flow, part)
        numbered = (line._replace(number=at) for at, line in enumerate(self.made, 1))
        return tuple(numbered), edges

    def text_of(self, page: Page, tables: Sequence[Table]) -> list[Strip]:
        outside = [
            glyph for glyph in page.glyphs if all(table.cell(glyph) is None for table in tables)
        ]
        return strips_of(page.number, outside)

    def text(self, flow: Flow, strips: list[Strip]) -> None:
        self.open = None
        for lines in flow.paragraphs(strips):
            if flow.is_gap(lines[0]) and self.made:
                self.made.append(Line(0, ""))
            words = joined(lines)
            self.made.append(
                Line(
                    0,
                    words,
                    heading=self.bookmarks.heading(lines[0].page, words),
                    indent=flow.indent(lines[0]),
                    strong=all(strip.strong for strip in lines),
                    size=round(2 * lines[0].size),
                )
            )

    def table(self, page: Page, table: Table) -> None:
        """The cells row by row; a table that goes on from the page before keeps its number."""
        goes_on = self.open is not None and same_columns(self.open, table)
        if not goes_on:
            self.count += 1
            self.open_rows = 0
        texts = texts_of(page, table)
        head = tuple(
            " ".join(line.text for line in texts.get((0, column), []))
            for column in range(table.columns)
        )
        skip = int(goes_on and any(head) and head == self.head)
        if not goes_on:
            self.head = head
        for row in range(skip, table.rows):
            for column in range(table.columns):
                self.cell(table, texts, row, column, row - skip + self.open_rows)
        self.open, self.open_rows = table, self.open_rows + table.rows - skip

    def cell(
        self, table: Table, texts: dict[tuple[int, int], list[Line]], row: int, column: int, at: int
    ) -> None:
        owner = table.owner[row, column]
        if owner[0] == row and owner != (row, column):
            return  # covered by the cell to its left
        place = (self.count - 1, at, column)
        if owner != (row, column):
            self.made.append(Line(0, "", cell=place, merged=True))
            return
        for line in texts.get(owner) or [Line(0, "")]:
            self.made.append(line._replace(cell=place))


def texts_of(page: Page, table: Table) -> Texts:
    """What stands in each cell."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in page.glyphs:
        if place := table.cell(glyph):
            cells.setdefault(place, []).append(glyph)
    return {
        place: cell_texts(page.number, glyphs, table.right_of(place))
        for place, glyphs in cells.items()
    }


def cell_texts(page: int, glyphs: list[Glyph], right: float) -> list[Line]:
    """The paragraphs of one cell, as wide as the cell allows."""
    strips = strips_of(page, glyphs)
    if not strips:
        return []
    flow = Flow(strips, right=max(right - CELL_PADDING, *(strip.x1 for strip in strips)))
    return [
        Line(
            0,
            joined(lines),
            strong=all(strip.strong for strip in lines),
            size=round(2 * lines[0].size),
        )
        for lines in flow.paragraphs(strips)
    ]


def same_columns(one: Table, other: Table) -> bool:
    return len(one.xs) == len(other.xs) and all(
        abs(a - b) < 4 for a, b in zip(one.xs, other.xs, strict=True)
    )


def in_order(strips: Sequence[Strip], tables: Sequence[Table]) -> Iterator[list[Strip] | Table]:
    """Text and tables of a page from top to bottom."""
    rest = list(strips)
    for table in tables:
        above = [strip for strip in rest if strip.y <= table.ys[0] + 1]
        if above:
            yield above
        rest = rest[len(above) :]
        yield table
    if rest:
        yield rest
