"""What a .docx says, paragraph by paragraph: text, headings, tables, boxes, changes."""

import pytest

from catalog.outline import parse, parse_lines
from catalog.outline.readers.docx import open_docx, read_docx
from catalog.outline.readers.flowing import lines_as_text
from tests.catalog.outline.docxes import docx, level, numbering, p, run, style, styles, table


def texts(*body: str) -> list[str]:
    return [line.text for line in read_docx(docx(*body))]


def test_each_paragraph_is_a_line_and_blank_ones_count():
    lines = read_docx(docx(p("甲"), p(""), p("乙")))

    assert [(line.number, line.text) for line in lines] == [(1, "甲"), (2, ""), (3, "乙")]


def test_tabs_and_line_breaks_inside_a_paragraph_start_no_line():
    assert texts(p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>")) == [
        "甲\t乙\n丙"
    ]


def test_tab_stops_among_the_properties_are_no_text():
    assert texts(p("甲", more='<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>')) == ["甲"]


def test_changes_are_read_as_accepted():
    body = (
        f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('走')}</w:moveFrom><w:moveTo>{run('来')}</w:moveTo>"
    )

    assert texts(p(body)) == ["新来"]


def test_links_and_controls_are_looked_through():
    link = f"<w:hyperlink>{run('链接')}</w:hyperlink>"
    control = f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"

    assert texts(p(link), control) == ["链接", "控件"]


def test_field_codes_are_not_text():
    assert texts(p(f"<w:r><w:instrText>PAGEREF</w:instrText></w:r>{run('3')}")) == ["3"]


def test_a_text_box_counts_once_and_after_its_paragraph():
    box = f"<w:txbxContent>{p('框里')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('框外')}"
    )

    assert texts(p(both), p("后面")) == ["框外", "框里", "后面"]


def test_cells_know_their_table_row_and_column():
    merged = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("合并")
    body = table([p("甲"), p("乙")], [merged, p("丙")])

    lines = read_docx(docx(p("上"), body))

    assert [(line.text, line.cell) for line in lines] == [
        ("上", None),
        ("甲", (0, 0, 0)),
        ("乙", (0, 0, 1)),
        ("合并", (0, 1, 0)),
        ("丙", (0, 1, 2)),
    ]


@pytest.mark.parametrize(
    ("key", "name", "properties", "heading"),
    [
        ("Heading2", "heading 2", "", 2),
        ("3", "heading 3", "", 3),
        ("a", "标题 1", "", 1),
        ("b", "正文大字", '<w:outlineLvl w:val="1"/>', 2),
        ("c", "正文", '<w:outlineLvl w:val="9"/>', None),
        ("d", "Title", "", 0),
        ("e", "Überschrift 2", "", 2),
        ("f", "List Paragraph", "", None),
    ],
)
def test_headings_go_by_outline_level_or_by_the_name_of_the_style(key, name, properties, heading):
    names = styles(style(key, name, properties))

    assert read_docx(docx(p("甲", style=key), styles=names))[0].heading == heading


def test_a_style_inherits_its_heading_and_circles_end():
    names = styles(style("x", "我的标题", base="y"), style("y", "heading 1", base="x"))

    assert read_docx(docx(p("甲", style="x"), styles=names))[0].heading == 1


def test_the_outline_level_of_a_paragraph_wins_over_its_style():
    names = styles(style("1", "heading 1"))
    body = p("甲", style="1", more='<w:outlineLvl w:val="2"/>')

    assert read_docx(docx(body, styles=names))[0].heading == 3


def test_pictures_are_counted_and_left_out():
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"

    document = open_docx(docx(p(picture), p(picture + run("图"))))

    assert [line.text for line in document.lines] == ["", "图"]
    assert [(entry.kind, entry.place.at) for entry in document.left_out] == [
        ("picture", "1"),
        ("picture", "2"),
    ]


def test_text_made_from_lists_and_headings_reads_to_the_same_tree():
    made = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
    names = styles(style("1", "heading 1"))
    body = [
        *(p("认识产品", style="1"), p("按揭", num=(1, 0)), p("一手房", num=(1, 1))),
        *(p("二手房", num=(1, 1)), p("消费贷", num=(1, 0)), p("风险", style="1")),
        *(p("欺诈", num=(1, 0)), p("共债", num=(1, 0))),
    ]
    lines = read_docx(docx(p("个贷上岗"), *body, numbering=made, styles=names))

    shapes = [
        [(item.depth, item.kind, item.title) for item in tree.items]
        for tree in (parse_lines(lines), parse(lines_as_text(lines)))
    ]

    assert shapes[0] == shapes[1]
    assert [depth for depth, _, _ in shapes[0]] == [1, 2, 3, 3, 2, 1, 2, 2]


def test_a_table_row_becomes_one_line_of_text():
    lines = read_docx(docx(table([p("课程时长"), p("2天")], [p("讲师"), p("周老师")])))

    assert lines_as_text(lines) == "课程时长 | 2天\n讲师 | 周老师\n"
