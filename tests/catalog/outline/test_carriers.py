"""Files of every kind become lines, and what of a file is no line is named by kind and place."""

import io
import zipfile

import pytest
import xlsxwriter

from catalog.outline import OutlineError
from catalog.outline.readers.docx import open_docx
from catalog.outline.readers.files import read_file, tree_of
from catalog.outline.readers.pdf_strips import is_label
from catalog.outline.readers.report import KINDS, groups
from tests.catalog.outline.docxes import docx, p, run, styles

CHARACTER = (
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)
DATE = (
    "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DATE</w:instrText>"
    "<w:fldChar w:fldCharType='separate'/><w:t>5日</w:t><w:fldChar w:fldCharType='end'/></w:r>"
)
MATH = (
    "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>"
    "<m:r><m:t>a=b</m:t></m:r></m:oMath>"
)
HIDING = (
    '<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)


def look(properties: str, text: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def kinds(source) -> list[tuple[str, str, bool]]:
    return [(entry.kind, entry.place.at, entry.kept) for entry in source.left_out]


@pytest.mark.parametrize(
    "body",
    [
        p(run("甲") + look("<w:vanish/>", "底价")),
        p(run("甲") + look('<w:vanish w:val="1"/>', "底价")),
        p(run("甲") + look('<w:rStyle w:val="Secret"/>', "底价")),
        p("甲") + p("底价", style="Note"),
        p("甲")
        + f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('底价')}</w:tc></w:tr></w:tbl>",
    ],
    ids=["run", "on", "character style", "paragraph style", "row"],
)
def test_hidden_words_of_a_word_file_never_become_text(body):
    source = open_docx(docx(body, styles=styles(CHARACTER, HIDING)))

    assert "底价" not in "".join(line.text for line in source.lines)
    assert [entry.kind for entry in source.left_out] == ["hidden"]
    assert "底价" not in str(source.left_out)


def test_a_switched_off_property_hides_nothing():
    source = open_docx(docx(p(look('<w:vanish w:val="0"/>', "甲"))))

    assert ([line.text for line in source.lines], source.left_out) == (["甲"], ())


@pytest.mark.parametrize(
    ("inner", "text", "found"),
    [
        (look("<w:strike/>", "旧题"), "旧题", [("struck", "1", True)]),
        ("<w:r><w:object/></w:r>" + run("甲"), "甲", [("object", "1", False)]),
        (
            DATE,
            "5日",
            [("field", "1", True)],
        ),
        (
            MATH,
            "a=b",
            [("formula", "1", True)],
        ),
        (f"<w:del>{run('旧')}</w:del>" + run("新"), "新", [("deleted", "1", False)]),
    ],
    ids=["struck", "object", "date", "formula", "deleted"],
)
def test_what_is_no_plain_text_is_named_with_its_place(inner, text, found):
    source = open_docx(docx(p(inner)))

    assert ("".join(line.text for line in source.lines), kinds(source)) == (text, found)


def test_a_cell_that_goes_on_from_above_is_one_blank_line():
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    first = cell.format('<w:vMerge w:val="restart"/>', p("第一天"))
    second = cell.format("<w:vMerge/>", p("") + p(""))
    source = open_docx(docx(f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"))

    assert [(line.text, line.merged) for line in source.lines] == [("第一天", False), ("", True)]


def workbook(write) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        write(book)
    return out.getvalue()


def test_the_fullest_visible_sheet_is_read_and_the_others_are_named():
    def write(book):
        book.add_worksheet("说明").write(0, 0, "请看下一页")
        sheet = book.add_worksheet("大纲")
        for row, cells in enumerate([["第一模块 开场"], ["", "一、问候"], ["", "", "1、站位"]]):
            sheet.write_row(row, 0, cells)
        sheet.write(3, 1, "内部备注")
        sheet.set_row(3, None, None, {"hidden": True})
        secret = book.add_worksheet("底价")
        secret.write(0, 0, "八千" * 100)
        secret.hide()

    source = read_file("a.xlsx", workbook(write))

    assert [(line.text, line.indent) for line in source.lines] == [
        ("第一模块 开场", 0),
        ("一、问候", 4),
        ("1、站位", 8),
    ]
    assert kinds(source) == [
        ("sheet", "说明", False),
        ("hidden-sheet", "底价", False),
        ("hidden-row", "4", False),
    ]
    assert [item.depth for item in tree_of(source).items] == [1, 2, 3]


def test_rows_of_a_csv_are_cells():
    source = read_file("a.csv", "时间,内容\n上午,开场\n下午,收束\n".encode("gb18030"))

    assert [(line.text, line.cell) for line in source.lines][2:4] == [
        ("上午", (0, 1, 0)),
        ("开场", (0, 1, 1)),
    ]
    assert source.facts[0].value == "GB18030"


A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def shape(kind: str, *paragraphs: tuple[int, str]) -> str:
    text = "".join(
        f'<a:p><a:pPr lvl="{level}"/><a:r><a:t>{words}</a:t></a:r></a:p>'
        for level, words in paragraphs
    )
    return f'<p:sp><p:nvSpPr><p:ph type="{kind}"/></p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>'


def slides(*shapes: str, hidden: str = "") -> bytes:
    targets = [f"slides/slide{at}.xml" for at in range(1, len(shapes) + 1)]
    ids = "".join(f'<p:sldId r:id="r{at}"/>' for at in range(1, len(shapes) + 1))
    relations = "".join(
        f'<Relationship Id="r{at}" Type="x/slide" Target="{target}"/>'
        for at, target in enumerate(targets, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("ppt/presentation.xml", f"<p:presentation {P} {R}>{ids}</p:presentation>")
        package.writestr(
            "ppt/_rels/presentation.xml.rels",
            f'<Relationships xmlns="{space}">{relations}</Relationships>',
        )
        for at, (target, inner) in enumerate(zip(targets, shapes, strict=True), 1):
            show = ' show="0"' if str(at) == hidden else ""
            package.writestr(
                f"ppt/{target}", f"<p:sld {P} {A}{show}><p:spTree>{inner}</p:spTree></p:sld>"
            )
    return out.getvalue()


def test_titles_of_slides_are_headings_and_bullets_keep_their_level():
    first = shape("title", (0, "开场")) + shape("body", (0, "问候"), (1, "站位"))
    second = shape("title", (0, "底价")) + "<p:pic/>"

    source = read_file("a.pptx", slides(first, second + "", first, hidden="2"))

    assert [(line.text, line.heading, line.level) for line in source.lines if line.text] == [
        ("开场", 1, None),
        ("问候", None, 0),
        ("站位", None, 1),
        ("问候", None, 0),
        ("站位", None, 1),
    ]
    assert kinds(source) == [("hidden-slide", "2", False), ("repeated", "3", False)]


def test_lists_of_a_page_are_stated_and_its_frame_is_named():
    page = (
        "<nav>首页 价格</nav>\n<h2>认识客户</h2>\n<ol>\n<li>看\n<ul>\n<li>衣着</li>\n</ul>\n</li>\n"
        '</ol>\n<p style="display:none">底价</p>\n<img alt="图一" src="x.png">\n'
    )
    source = read_file("a.html", page.encode())
    items = tree_of(source).items

    assert [(item.depth, item.title) for item in items] == [(1, "认识客户"), (2, "看"), (3, "衣着")]
    assert kinds(source) == [
        ("navigation", "1", False),
        ("hidden", "10", False),
        ("picture", "11", False),
    ]
    assert "底价" not in str(source.left_out)


def test_directives_of_a_template_are_noise_and_a_line_below_a_term_is_its_subtitle():
    page = (
        "@extends('main')\n{% block body %}\n<p>厅堂营销</p>\n<?php echo 1; ?>\n<dl>\n"
        "<dt>第一讲 迎客</dt>\n<dd>——三句问候</dd>\n<dd>1、微笑</dd>\n"
        "<dt>第二讲 送客</dt>\n<dd>——挥手</dd>\n<dd>——告别</dd>\n</dl>\n@endsection\n"
    )
    tree = tree_of(read_file("a.html", page.encode()))

    assert tree.title == "厅堂营销"
    assert [(item.depth, item.title, item.lines) for item in tree.items] == [
        (1, "迎客 ——三句问候", (6, 7)),
        (2, "微笑", (8,)),
        (1, "送客", (9,)),
        (2, "挥手", (10,)),
        (2, "告别", (11,)),
    ]
    assert {1, 2, 4, 13} <= {n for one in tree.extras if one.kind == "noise" for n in one.lines}


def test_an_element_that_never_ends_hides_nothing():
    source = read_file("a.html", "<nav>\n<ul>\n<li>开场</li>\n<li>收束</li>\n</ul>".encode())

    assert [item.title for item in tree_of(source).items] == ["开场", "收束"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7 nothing", "PDF"),
        ("a.xlsx", b"no zip", "打不开"),
        ("a.key", b"PK\x03\x04", ".pptx"),
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "图片"),
        ("a.xlsx", slides(shape("title")), "空的"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(name, data, said):
    with pytest.raises(OutlineError, match=said):
        read_file(name, data)


def test_a_report_names_the_places_of_one_kind_together():
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    (group,) = groups(open_docx(docx(p(picture), p(picture))).left_out)

    assert (group.kind, group.count, group.unit, group.places) == ("picture", 2, "line", ("1", "2"))
    assert group.kind in KINDS


@pytest.mark.parametrize(
    ("text", "label"), [("•", True), ("1.", True), ("一、", True), ("课", False)]
)
def test_a_number_or_bullet_before_a_tab_is_a_label(text, label):
    assert is_label(text) is label
