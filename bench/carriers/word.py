"""Carriers that are Word files: headings above a list, list styles, typed numbers, or a table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell

from .labels import BULLETS, bulleted, decimal, scheme_below_headings, typed_below_headings
from .outlines import Node, Outline, Row, tree_of

FIRST_LIST = 90  # the template's own lists have smaller numbers
LEVELS = 5
INDENT = 420  # twentieths of a point a level
LIST_STYLES = ("List Bullet", "List Bullet 2", "List Bullet 3")
FONTS = ("Symbol", "Courier New", "Wingdings")
HEADS = {
    "zh": ("模块", "内容", "要点"),
    "ja": ("単元", "内容", "要点"),
    "en": ("Module", "Topic", "Points"),
}
Add = Callable[[str, int, bool], object]  # text, level, whether a list begins here
Written = tuple[bytes, tuple[Node, ...]]


def bullet_list(outline: Outline) -> Written:
    """One multi-level bullet list below the headings."""
    document = _document()
    lists = WordLists(document, [_bullet(level) for level in range(LEVELS)])
    rows = bulleted(outline.rows())
    _write(document, outline, rows, lists.add)
    return _bytes(document), tree_of(rows)


def decimal_list(outline: Outline) -> Written:
    """One multi-level 1. and 1.1. list; every other file starts it anew below each heading."""
    document = _document()
    lists = WordLists(document, [_number(level) for level in range(LEVELS)])
    starts_anew = bool(outline.number % 2)
    rows = decimal(outline.rows(), starts_anew=starts_anew)
    _write(document, outline, rows, lists.add, starts_anew=starts_anew)
    return _bytes(document), tree_of(rows)


def list_styles(outline: Outline) -> Written:
    """Word's own List Bullet, List Bullet 2, List Bullet 3 below the headings."""
    document = _document()
    rows = bulleted(outline.rows(), ("\uf0b7",))
    _write(
        document,
        outline,
        rows,
        lambda text, level, _: document.add_paragraph(text, style=LIST_STYLES[level]),
    )
    return _bytes(document), tree_of(rows)


def typed_numbers(outline: Outline) -> Written:
    """Numbers typed into Normal paragraphs below the headings."""
    document = _document()
    rows = typed_below_headings(outline.rows(), scheme_below_headings(outline))
    printed = [replace(row, text=row.label + row.text) for row in rows]
    _write(document, outline, printed, lambda text, *_: document.add_paragraph(text))
    return _bytes(document), tree_of(rows)


def table(outline: Outline) -> Written:
    """A timetable: module, section, points. The cell of a module spans the rows of its sections."""
    document = _document()
    _write(document, outline, [], lambda text, *_: document.add_paragraph(f"• {text}"))
    grid = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, head in zip(grid.rows[0].cells, HEADS[outline.language], strict=True):
        _fill(cell, [head])
    for module in outline.nodes:
        first = len(grid.rows)
        for section in module.children or (None,):
            cells = grid.add_row().cells
            if section:
                _fill(cells[1], [section.text])
                _fill(cells[2], [row.label + row.text for row in _points(outline, section)])
        cell = grid.cell(first, 0)
        _fill(cell.merge(grid.cell(len(grid.rows) - 1, 0)), [module.text])
    return _bytes(document), _as_in_table(outline)


def _points(outline: Outline, section: Node) -> list[Row]:
    """The rows of one cell: numbered where a point has points of its own, plain otherwise."""
    rows = replace(outline, nodes=section.children).rows()
    if not any(point.children for point in section.children):
        return rows
    scheme = scheme_below_headings(outline, plain=True)
    return [replace(row, label=scheme[row.depth - 1](row.path[-1])) for row in rows]


def _as_in_table(outline: Outline) -> tuple[Node, ...]:
    return tuple(
        replace(
            module,
            children=tuple(
                replace(section, children=tree_of(_points(outline, section)))
                for section in module.children
            ),
        )
        for module in outline.nodes
    )


def _fill(cell: _Cell, lines: Sequence[str]) -> None:
    for at, line in enumerate(lines):
        paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
        paragraph.text = line


def _document() -> Word:
    document = Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "SimSun")
    return document


def _bytes(document: Word) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _write(
    document: Word, outline: Outline, rows: list[Row], add: Add, *, starts_anew: bool = False
) -> None:
    """Title, fields and entries. In every other file the title is a heading above the modules."""
    below = outline.number % 2
    document.add_paragraph(outline.title, style="Heading 1" if below else "Title")
    _fields(document, outline, add)
    begun = False
    previous_is_heading = True
    for row in rows:
        if row.is_heading:
            document.add_paragraph(row.text, style=f"Heading {row.depth + below}")
        else:
            add(row.text, row.level, not begun or (starts_anew and previous_is_heading))
            begun = True
        previous_is_heading = row.is_heading


def _fields(document: Word, outline: Outline, add: Add) -> None:
    for name, value in outline.fields:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}{outline.colon}").bold = True
        if isinstance(value, str):
            paragraph.add_run(value)
        else:
            for at, part in enumerate(value):
                add(part, 0, at == 0)


class WordLists:
    """Lists of one definition; each start is a w:num of its own that begins at 1."""

    def __init__(self, document: Word, levels: list[str]):
        self.document = document
        self.numbering = document.part.numbering_part.element
        self.num = FIRST_LIST
        definition = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{FIRST_LIST}">'
            f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
        )
        self.numbering.insert(0, parse_xml(definition))  # definitions stand before all w:num

    def add(self, text: str, level: int, starts: bool) -> None:
        if starts:
            self.num += 1
            self.numbering.append(parse_xml(_num(self.num)))
        paragraph = self.document.add_paragraph(text)
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = level
        number.get_or_add_numId().val = self.num


def _num(number: int) -> str:
    return (
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{FIRST_LIST}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def _bullet(level: int) -> str:
    font = quoteattr(FONTS[level % 3])
    glyph = quoteattr(BULLETS[level % 3])
    fonts = f'<w:rPr><w:rFonts w:ascii={font} w:hAnsi={font} w:hint="default"/></w:rPr>'
    return _level(level, "bullet", glyph, fonts)


def _number(level: int) -> str:
    text = "".join(f"%{at}." for at in range(1, level + 2))
    return _level(level, "decimal", quoteattr(text), "")


def _level(level: int, form: str, text: str, fonts: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val={text}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/></w:pPr>'
        f"{fonts}</w:lvl>"
    )
