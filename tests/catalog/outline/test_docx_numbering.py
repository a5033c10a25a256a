"""Automatic numbers are what Word displays."""

import pytest

from catalog.outline.readers.docx import read_docx
from catalog.outline.readers.docx.formats import printed
from tests.catalog.outline.docxes import docx, level, numbering, p, style, styles

LEVELS = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimalEnclosedCircle", "%3"),
)


def labels(*body: str, numbering: str = "", styles: str = "") -> list[str]:
    return [line.label for line in read_docx(docx(*body, numbering=numbering, styles=styles))]


def items(*levels: int, num: int = 1) -> list[str]:
    return [p("条目", num=(num, at)) for at in levels]


def test_three_levels_count_apart_and_begin_anew_below_each_upper_one():
    assert labels(*items(0, 1, 2, 2, 1, 2, 0, 1), numbering=numbering(*LEVELS)) == [
        *("一、", "（一）", "①", "②", "（二）", "①", "二、", "（一）"),
    ]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 103, "一百零三"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 3, "寅"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("decimalFullWidth", 10, "１０"),
        ("japaneseCounting", 10, "十"),
        ("ideographDigital", 10, "一〇"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 11, "11th"),
        ("ganada", 3, "다"),
        ("chosung", 2, "ㄴ"),
        ("russianLower", 4, "г"),
        ("none", 5, ""),
        ("no such format", 7, "7"),
    ],
)
def test_a_number_is_shown_in_its_format(form, number, shown):
    assert printed(number, form) == shown


def test_a_custom_format_keeps_its_leading_zeros():
    assert printed(7, "custom", "001, 002, 003, ...") == "007"


def test_words_stand_around_the_number():
    made = numbering(level(0, "decimal", "第%1章"), level(1, "decimal", "%1.%2"))

    assert labels(*items(0, 1, 1, 0, 1), numbering=made) == ["第1章", "1.1", "1.2", "第2章", "2.1"]


def test_upper_numbers_are_decimal_where_the_level_says_legal():
    made = numbering(
        level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    )

    assert labels(*items(0, 1), numbering=made) == ["第一章", "1.1"]


def test_a_second_list_of_one_definition_goes_on_unless_it_overrides_the_start():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = [*items(0, 0), *items(0, num=2), *items(0, 0, num=3)]

    assert labels(*body, numbering=numbering(level(0, "decimal", "%1."), nums=nums)) == [
        *("1.", "2.", "3.", "1.", "2."),
    ]


def test_an_override_may_bring_a_level_of_its_own():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'upperLetter', '%1)', start=3)}</w:lvlOverride></w:num>"
    )

    made = numbering(level(0, "decimal", "%1."), nums=nums)

    assert labels(*items(0, 0), numbering=made) == ["C)", "D)"]


@pytest.mark.parametrize(
    ("restart", "shown"),
    [("", ["1", "1", "2", "1"]), ('<w:lvlRestart w:val="0"/>', ["1", "1", "2", "2"])],
)
def test_a_level_that_never_restarts_counts_on(restart, shown):
    made = numbering(level(0, "decimal", "%1"), level(1, "decimal", "%2", more=restart))

    assert labels(*items(0, 1, 0, 1), numbering=made) == shown


def test_a_list_style_is_looked_up_by_its_link():
    part = numbering(
        *LEVELS,
        nums="</w:numbering>",
    )
    linked = part.replace(
        '<w:abstractNum w:abstractNumId="0">',
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Own"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Own"/>',
    ).replace(
        "</w:numbering></w:numbering>",
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
    )

    assert labels(*items(0, 0), numbering=linked) == ["一、", "二、"]


def test_a_style_numbers_its_paragraphs_on_the_level_that_names_it():
    made = numbering(
        level(0, "decimal", "%1", more='<w:pStyle w:val="1"/>'),
        level(1, "decimal", "%1.%2", more='<w:pStyle w:val="2"/>'),
    )
    names = styles(
        style("1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
        style("2", "heading 2", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', base="1"),
    )
    body = [p("甲", style="1"), p("乙", style="2"), p("丙", style="2"), p("丁", style="1")]

    assert labels(*body, numbering=made, styles=names) == ["1", "1.1", "1.2", "2"]


def test_numbering_taken_off_a_paragraph_is_off():
    made = numbering(level(0, "decimal", "%1."))
    body = [*items(0), p("不编号", num=(0, 0)), *items(0)]

    assert labels(*body, numbering=made) == ["1.", "", "2."]


@pytest.mark.parametrize(
    ("sign", "shown"), [("\uf0b7", "•"), ("\uf06c", "●"), ("o", "○"), ("n", "■"), ("–", "–")]
)
def test_bullets_of_symbol_fonts_are_shown_as_readers_see_them(sign, shown):
    assert labels(*items(0), numbering=numbering(level(0, "bullet", sign))) == [shown]
