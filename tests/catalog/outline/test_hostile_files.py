"""Hostile workbooks, slides, pages and PDF: a sentence or a tree, quickly and cheaply."""

import random
import tracemalloc
import zipfile
from io import BytesIO

import openpyxl
import pytest

from catalog.outline import OutlineError
from catalog.outline.readers import apart
from catalog.outline.readers.files import read_file, tree_of
from tests.catalog.outline.docxes import docx, numbering, p
from tests.catalog.outline.pdfs import CATALOG, page_of, pdf, stream
from tests.damage import damaged
from tests.pace import within
from tests.size import size

STRIDES = 2_000
MEGABYTES = 100
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(**parts: str | bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(cells: str, strings: str = "") -> bytes:
    sheets = f'<sheets><sheet name="A" sheetId="1" r:id="r1" xmlns:r="{OFFICE}"/></sheets>'
    one = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    two = f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "xl/workbook.xml": f"<workbook {MAIN}>{sheets}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{one}{two}'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>",
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst {MAIN}>{strings}</sst>"
    return packed(**parts)


SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:r="{OFFICE}"'
)


def deck(inner: str, times: int = 1) -> bytes:
    ids = '<p:sldId r:id="r1"/>' * times
    relation = f'<Relationship Id="r1" Type="{OFFICE}/slide" Target="slides/slide1.xml"/>'
    return packed(
        **{
            "ppt/presentation.xml": f"<p:presentation {SPACES}>{ids}</p:presentation>",
            "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relation}'
            "</Relationships>",
            "ppt/slides/slide1.xml": f"<p:sld {SPACES}><p:spTree>{inner}</p:spTree></p:sld>",
        }
    )


def noise(length: int) -> bytes:
    return random.Random(1).randbytes(length)  # noqa: S311


ROW = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
SHAPE = "<p:sp><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
# Each is small as a file and would be dear to unpack, to parse or to place.
HOSTILE = {
    "a bomb.xlsx": lambda: workbook(" " * (60 * 1024 * 1024)),
    "many cells.xlsx": lambda: workbook('<row><c r="A1"><v>1</v></c></row>' * 500_000),
    "a far cell.xlsx": lambda: workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "one long text for all cells.xlsx": lambda: workbook(
        "".join(map(ROW.format, range(1, 4_000))), f"<si><t>{'a' * 200_000}</t></si>"
    ),
    "an entity.xlsx": lambda: packed(
        **{"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
    ),
    "deep nesting.xlsx": lambda: packed(**{"xl/workbook.xml": "<a>" * 100_000}),
    "no sheets.xlsx": lambda: packed(**{"xl/workbook.xml": f"<workbook {MAIN}/>"}),
    "a bomb.pptx": lambda: deck(" " * (60 * 1024 * 1024)),
    "one slide ten thousand times.pptx": lambda: deck(SHAPE.format("x"), 10_000),
    "one long slide again and again.pptx": lambda: deck(SHAPE.format("x" * 100_000), 300),
    "groups in groups.pptx": lambda: deck("<p:grpSp>" * 30_000 + "</p:grpSp>" * 30_000),
    "many shapes.pptx": lambda: deck(SHAPE.format("x") * 60_000),
    "an entity.pptx": lambda: packed(
        **{"ppt/presentation.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
    ),
    "open tags.html": lambda: b"<ul><li>a" * 15_000,
    "closing tags.html": lambda: b"<p>a</p>" + b"</li></ul>" * 19_000,
    "a tag without end.html": lambda: b"<p>a</p><div " + b"a=b " * 45_000,
    "quotes without end.html": lambda: b"<p>a</p>" + b"<a href='" * 20_000,
    "comments without end.html": lambda: b"<p>a</p>" + b"<!-- " * 39_000,
    "a wide table.html": lambda: b"<table><tr>" + b"<td colspan=1000>a</td>" * 8_000,
    "a huge span.html": lambda: b"<table><tr><td colspan=999999999 rowspan=999999999>a</table>",
    "entities.html": lambda: b"<p>" + b"&#x10ffff;&amp;" * 13_000 + b"</p>",
    "noise.html": lambda: b"<html>" + noise(200_000),
    "a bomb.pdf": lambda: page_of(b" " * (60 * 1024 * 1024), packed=True),
    "many letters.pdf": lambda: page_of(
        b"BT /F1 1 Tf " + b"(aaaaaaaaaa) Tj " * 300_000 + b"ET", packed=True
    ),
    "many rules.pdf": lambda: page_of(
        b"BT /F1 9 Tf 50 50 Td (a) Tj ET " + b"0 0 m 9 9 l S " * 30_000, packed=True
    ),
    "pages that hold themselves.pdf": lambda: pdf(
        CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    ),
    "a count that is a lie.pdf": lambda: pdf(
        CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", stream(b"")
    ),
    "a huge page.pdf": lambda: page_of(b"BT /F1 9e9 Tf 1e9 1e9 Td (a) Tj ET"),
    "noise.pdf": lambda: b"%PDF-1.7\n" + noise(200_000),
    "cut off.pdf": lambda: page_of(b"BT /F1 9 Tf 50 50 Td (a) Tj ET")[:-200],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name):
    data = HOSTILE[name]()

    def read():
        try:
            tree_of(read_file(name, data))
        except OutlineError as refused:
            assert str(refused)

    assert within(STRIDES, read)
    tracemalloc.start()
    read()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak / 1024 / 1024 < MEGABYTES


def written_by_openpyxl(*lines: str) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for line in lines:
        book.active.append([line])
    book.save(out)
    return out.getvalue()


RIGHT = {
    "a.docx": lambda: docx(
        p("第一模块 沟通") + p("听完再说", num=(1, 0)) * 9, numbering=numbering("")
    ),
    "a.xlsx": lambda: written_by_openpyxl("第一模块 沟通", "1、听完再说", "2、再听一遍"),
    "a.pptx": lambda: deck(SHAPE.format("听完再说")),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_damaged_file_is_read_or_refused_in_a_sentence(name):
    right, refused = RIGHT[name](), 0
    assert tree_of(read_file(name, right))

    for data in damaged(right, size(150, 1000)):
        try:
            tree_of(read_file(name, data))
        except OutlineError as error:
            assert str(error)
            refused += 1

    assert refused


def test_a_pdf_whose_drawings_draw_each_other_is_given_up_with_a_remedy(monkeypatch):
    monkeypatch.setitem(apart.LIMITS, "pdf", apart.LIMITS["pdf"]._replace(seconds=1))
    draws = b"/X Do " * 10
    forms = [
        stream(draws).replace(
            b"<<",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % n,
        )
        for n in range(7, 19)
    ]
    data = page_of(b"BT /F1 9 Tf 50 50 Td (a) Tj ET " + draws, *forms, stream(b""))

    with pytest.raises(OutlineError, match=r"1 秒内没有读完.*打印成 PDF.*Word"):
        read_file("a.pdf", data)


def test_a_pdf_that_takes_too_much_memory_is_refused_with_a_remedy(monkeypatch):
    monkeypatch.setitem(apart.LIMITS, "pdf", apart.LIMITS["pdf"]._replace(memory=1024 * 1024))

    with pytest.raises(OutlineError, match="Word"):
        read_file("a.pdf", page_of(b" " * 8_000_000 + b"BT /F1 9 Tf 50 50 Td (a) Tj ET"))
