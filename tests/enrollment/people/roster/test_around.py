"""What the cells and lines around say of a word that nobody knows."""

import pytest

from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told, workbook


def test_words_above_a_column_of_numbers_are_a_header_whatever_they_say():
    rows = [
        ["编", "谁来", "在哪上班", "咋联系"],
        ["1", "白一凡", "城东支行", "13900000101"],
        ["2", "裴文", "营业部", "13900000102"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [
        ("白一凡", "13900000101", "城东支行"),
        ("裴文", "13900000102", "营业部"),
    ]
    assert {code for _where, code in doubts(reading)} == {"guessed"}


def test_a_word_is_what_the_lines_around_have_in_its_place():
    text = "白一凡 - 柜员 - 13900000101\n裴文 - 会计 - 13900000102\n郎月 - 大堂 - 13900000103"

    assert people(read_text(text))[2] == ("郎月", "13900000103", "大堂")


def test_a_department_said_once_is_said_of_those_below_it():
    rows = [
        ["部门", "姓名"],
        ["城东支行", "白一凡"],
        ["", "裴文"],
        ["营业部", "郎月"],
        ["", "雷鸣"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert [taken.person.department for taken in reading.people] == [
        "城东支行",
        "城东支行",
        "营业部",
        "营业部",
    ]
    assert doubts(reading) == [("Sheet1!3", "above"), ("Sheet1!5", "above")]


def test_a_department_that_somebody_lacks_is_nobody_elses():
    rows = [
        ["部门", "姓名"],
        ["城东支行", "白一凡"],
        ["营业部", "裴文"],
        ["", "郎月"],
        ["", "雷鸣"],
        ["营业部", "方淑"],
    ]

    assert of_table(*rows)[2:4] == [("郎月",), ("雷鸣",)]


def test_a_number_may_stand_in_several_columns():
    rows = [
        ["姓名", "区号", "电话", "分机"],
        ["白一凡", "0871", "60000001", "802"],
        ["裴文", "0871", "13900000102", "803"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [("白一凡", "087160000001转802"), ("裴文", "13900000102")]
    assert "803" in told(reading)


@pytest.mark.parametrize("typed", ["曹文斌改为田雨欣", "曹文斌→田雨欣", "田雨欣代替曹文斌"])
def test_of_two_names_in_a_cell_who_takes_the_place_is_taken(typed):
    reading = read_file("a.xlsx", workbook(["姓名", "手机"], [typed, "13900000101"]))

    assert people(reading) == [("田雨欣", "13900000101")]
    assert doubts(reading) == [("Sheet1!2", "absent")]
    assert typed in told(reading)


def test_a_small_heading_may_have_its_count_beside_it():
    rows = [["姓名", "手机"], ["城东支行", "1人"], ["白一凡", "13900000101"]]

    assert of_table(*rows) == [("白一凡", "13900000101", "城东支行")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "柜员：白一凡 13900000101、裴文 13900000102",
            [("白一凡", "13900000101", "柜员"), ("裴文", "13900000102", "柜员")],
        ),
        (
            "白一凡（城东支行）、裴文；带队：郎月 13900000103",
            [("白一凡", "城东支行"), ("裴文",)],
        ),
        (
            "裴文 13900000102\n更正：裴文的手机是13900000109",
            [("裴文", "13900000109")],
        ),
        (
            "1. 白一凡 13900000101\n2. 城西的雷鸣 13900000102\n3. 高行长 13900000103",
            [("白一凡", "13900000101"), ("雷鸣", "13900000102", "城西"), ("高行长", "13900000103")],
        ),
        (
            "我们去两个人一个是白一凡电话13900000101一个是裴文电话13900000102都是柜员",
            [("白一凡", "13900000101", "柜员"), ("裴文", "13900000102", "柜员")],
        ),
        ("第一排 白一凡 裴文\n第二排 郎月 雷鸣", [("白一凡",), ("裴文",), ("郎月",), ("雷鸣",)]),
        ("1 白一凡 男 13900000101\n2 裴文 女 13900000102\n--\n郝立敏\n人力资源部", None),
    ],
)
def test_messages_say_it_in_many_ways(text, expected):
    expected = expected or [("白一凡", "13900000101"), ("裴文", "13900000102")]

    assert people(read_text(text)) == expected


def test_a_title_that_ends_like_a_header_is_listed():
    reading = read_text("主题：报送学员名单\n\n分行学员名单\n白一凡\n裴文")

    assert people(reading) == [("白一凡",), ("裴文",)]
    assert "报送学员名单" in told(reading)
    assert "分行学员名单" in told(reading)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("白一凡、裴文（以上城东支行）；郎月（营业部）", ["城东支行", "城东支行", "营业部"]),
        (
            "白一凡......13900000101......营业部\n裴文........13900000102......零售部",
            ["营业部", "零售部"],
        ),
    ],
)
def test_a_department_of_several_and_one_behind_dots(text, expected):
    assert [taken.person.department for taken in read_text(text).people] == expected


def test_who_is_crossed_out_in_a_chat_is_asked_about():
    reading = read_text("1. 白一凡 13900000101\n~~2. 裴文 13900000102~~\n3. 郎月 13900000103 ❌")

    assert [taken.person.name for taken in reading.people] == ["白一凡", "裴文", "郎月"]
    assert doubts(reading) == [("2", "absent"), ("3", "absent")]


def test_a_number_below_a_name_is_that_persons():
    rows = [
        ["序号", "姓名/手机", "部门/职务"],
        ["1", "白一凡", "营业部"],
        ["", "13900000101", "柜员"],
        ["2", "裴文", "零售部"],
        ["", "13900000102", "经理"],
    ]

    assert of_table(*rows) == [
        ("白一凡", "13900000101", "营业部", "柜员"),
        ("裴文", "13900000102", "零售部", "经理"),
    ]


@pytest.mark.parametrize(
    "header", [["姓名", "出勤", "去处", "缘由"], ["氏名", "所属", "役職", "メール"]]
)
def test_a_column_of_names_is_known_beside_words_nobody_knows(header):
    rows = [header, ["白一凡", "营业部", "柜员", "b@x.example"], ["裴文", "零售部", "经理", ""]]

    reading = read_file("a.xlsx", workbook(*rows))

    assert [taken.person.name for taken in reading.people] == ["白一凡", "裴文"]


def test_an_example_may_say_so_behind_its_name():
    rows = [["姓名", "手机"], ["张三（示例）", "13800000000"], ["白一凡", "13900000101"]]

    assert of_table(*rows) == [("白一凡", "13900000101")]


def test_one_address_is_one_persons_whatever_comma_the_name_has():
    rows = [["Name", "E-mail"], ["Bin Ahmad, Faisal", "f@x.example"], ["Anna Lim", "a@x.example"]]

    assert of_table(*rows) == [("Bin Ahmad, Faisal", "f@x.example"), ("Anna Lim", "a@x.example")]
