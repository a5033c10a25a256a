"""Lists as HR sends them whom nobody here knows: what was read wrongly in them, by its kind."""

import pytest

from catalog.documents.tabular import Column, csv_chunks, shown_rows
from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told, workbook


@pytest.mark.parametrize("other", ["部门联系人", "单位对接人", "对接人姓名"])
def test_whoever_answers_for_a_department_is_not_on_its_list(other):
    rows = [
        (other, "联系人电话", "参训人员姓名", "手机", "部门"),
        ("安若溪", "0871-60000001", "裴文", "13900000101", "信贷部"),
        ("安若溪", "0871-60000001", "简宁", "13900000102", "合规部"),
    ]

    assert of_table(*rows) == [
        ("裴文", "13900000101", "信贷部"),
        ("简宁", "13900000102", "合规部"),
    ]


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("姓名（拼音）", "姓名（中文）"),
        ("姓名(汉语拼音)", "姓名"),
        ("Name (English)", "Name (Chinese)"),
        ("姓名【英文】", "姓名【中文】"),
    ],
)
def test_of_two_columns_of_names_the_one_in_latin_letters_is_second(latin, han):
    rows = [(latin, han, "手机"), ("AN RUOXI", "安若溪", "13900000101")]

    assert of_table(*rows) == [("安若溪", "13900000101")]


def test_a_name_in_latin_letters_alone_is_a_name():
    rows = [("姓名（拼音）", "手机"), ("AN RUOXI", "13900000101"), ("PEI WEN", "13900000102")]

    assert of_table(*rows) == [("AN RUOXI", "13900000101"), ("PEI WEN", "13900000102")]


@pytest.mark.parametrize("name", ["鈴木 花子", "铃木　一郎", "高橋 由美", "渡边 明"])
def test_a_japanese_name_with_a_blank_is_one_person(name):
    rows = [("氏名", "所属", "電話番号"), (name, "審査部", "139-0000-0101")]

    assert [person[1:] for person in of_table(*rows)] == [("13900000101", "審査部")]


def test_a_post_behind_a_name_that_japanese_have_too_is_a_post():
    assert people(read_text("高木 柜员 13900000101\n安田 信贷部 13900000102")) == [
        ("高木", "13900000101", "柜员"),
        ("安田", "13900000102", "信贷部"),
    ]


def test_two_names_with_a_blank_between_them_are_two_people():
    rows = [("部门", "参训人员"), ("信贷部", "安若溪 裴文"), ("合规部", "简宁 石砚秋")]

    assert [person[0] for person in of_table(*rows)] == ["安若溪", "裴文", "简宁", "石砚秋"]


def test_lines_may_be_counted_with_circled_numbers():
    text = "①安若溪 13900000101\n②裴文 13900000102\n⑪简宁 13900000103"

    assert people(read_text(text)) == [
        ("安若溪", "13900000101"),
        ("裴文", "13900000102"),
        ("简宁", "13900000103"),
    ]


def test_circled_numbers_part_the_people_of_one_line():
    text = "①安若溪13900000101②裴文13900000102；③简宁 13900000103"

    assert people(read_text(text)) == [
        ("安若溪", "13900000101"),
        ("裴文", "13900000102"),
        ("简宁", "13900000103"),
    ]


@pytest.mark.parametrize("count", ["（共3人）", "，共3人", " (3人)", "（三位）"])
def test_how_many_are_named_is_said_of_nobody(count):
    reading = read_text(f"参训人员：安若溪、裴文、简宁{count}")

    assert people(reading) == [("安若溪",), ("裴文",), ("简宁",)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mr. John Smith", "John Smith"),
        ("Dr Emma Braun", "Emma Braun"),
        ("Ms Karen Wu", "Karen Wu"),
        ("Ms. 安若溪", "安若溪"),
    ],
)
def test_how_somebody_is_spoken_to_is_no_part_of_the_name(typed, name):
    assert of_table(("Name", "Mobile"), (typed, "13900000101")) == [(name, "13900000101")]


@pytest.mark.parametrize("ours", ["我行", "我部", "我司", "我们支行", "贵行"])
def test_our_branch_is_no_department(ours):
    text = f"{ours}：裴文（13900000101，大堂经理）、简宁（13900000102，柜员）"

    assert people(read_text(text)) == [
        ("裴文", "13900000101", "大堂经理"),
        ("简宁", "13900000102", "柜员"),
    ]


def test_a_branch_in_guiyang_is_one():
    assert people(read_text("贵阳分行：裴文 13900000101")) == [("裴文", "13900000101", "贵阳分行")]


def test_the_sender_is_not_taken_for_whom_the_message_names():
    text = (
        "安若溪 2026/11/20 09:35\n裴文 13900000101 柜员\n\n"
        "石砚秋 2026/11/20 10:15\n我这边就简宁一个，电话13900000102\n"
    )

    assert people(read_text(text)) == [
        ("裴文", "13900000101", "柜员"),
        ("简宁", "13900000102"),
    ]


@pytest.mark.parametrize(
    "example",
    ["例 张某某+营业部+138xxxxxxxx", "示例：张三 13800000000", "张某某 营业部 138xxxxxxxx"],
)
def test_the_example_in_a_numbered_list_is_nobody(example):
    reading = read_text(
        f"#接龙\n1. {example}\n2. 裴文+营业部+13900000101\n3. 简宁+保卫部+13900000102"
    )

    assert [person[0] for person in people(reading)] == ["裴文", "简宁"]
    assert "张" in told(reading)


@pytest.mark.parametrize("between", ["分機", "內線", "轉", "转分机", "extn ", "extension "])
def test_an_extension_is_kept_however_it_is_called(between):
    typed = f"0871-60000001 {between} 210"
    rows = [("姓名", "电话"), ("裴文", typed)]

    assert of_table(*rows) == [("裴文", "087160000001转210")]
    assert people(read_text(f"裴文 {typed}")) == [("裴文", "087160000001转210")]


@pytest.mark.parametrize("typed", ["139,0000,0101", "13,900,000,101"])
def test_a_mobile_number_may_be_grouped_as_a_sum_of_money(typed):
    data = f'姓名,手机\n裴文,"{typed}"\n'.encode()

    assert people(read_file("a.csv", data)) == [("裴文", "13900000101")]


def test_numbers_with_commas_between_them_stay_two():
    data = workbook(("姓名", "手机"), ("裴文", "13900000101,13900000102"))

    reading = read_file("a.xlsx", data)

    assert people(reading) == [("裴文", "13900000101")]
    assert "13900000102" in told(reading)


@pytest.mark.parametrize("typed", ["9123 4501", "9123-4501"])
def test_a_number_of_eight_digits_may_be_parted(typed):
    reading = read_text(f"1. 安若溪 {typed} 企业银行部\n2. 裴文 6123 4502 合规部")

    assert [person[1:] for person in people(reading)] == [
        ("91234501", "企业银行部"),
        ("61234502", "合规部"),
    ]
    assert {code for _where, code in doubts(reading)} == {"phone"}


def test_two_years_are_no_number():
    reading = read_text("2026-2027 年度\n1. 安若溪 13900000101")

    assert [person[:2] for person in people(reading)] == [("安若溪", "13900000101")]


@pytest.mark.parametrize(
    "asked",
    [
        "please enrol Anna Schmidt, Wang Lei and Li Na.",
        "Please register the following colleagues: Anna Schmidt, Wang Lei and Li Na.",
        "Attendees: Anna Schmidt, Wang Lei & Li Na",
        "We would like to nominate Anna Schmidt, Wang Lei and Li Na",
    ],
)
def test_a_sentence_in_english_may_name_who_comes(asked):
    reading = read_text(f"Hello,\n{asked}\nKind regards\nPeter Novak\n")

    assert people(reading) == [("Anna Schmidt",), ("Wang Lei",), ("Li Na",)]


def test_a_department_of_two_words_is_one():
    text = "1) Anna Schmidt, Legal and Compliance, 13900000101"

    assert people(read_text(text)) == [("Anna Schmidt", "13900000101", "Legal and Compliance")]


@pytest.mark.parametrize("count", ["1", "12", "③", "3."])
def test_a_number_glued_to_a_name_is_not_in_it(count):
    rows = [("姓名", "电话"), (f"{count}安若溪", "13900000101"), (f"{count}欧阳文", "13900000102")]

    assert [person[0] for person in of_table(*rows)] == ["安若溪", "欧阳文"]


def test_a_list_that_left_as_a_file_comes_back_as_it_was():
    columns = [Column("姓名"), Column("部门"), Column("职务"), Column("手机", "phone")]
    listed = [
        ["安若溪", "7-11", "1/2", "13900000101"],
        ["裴文", "=部", "-", "+85261234567"],
        ["'t Hooft Jan", "00123", "+岗", "087160000001转802"],
    ]
    back = [
        ("安若溪", "13900000101", "7-11", "1/2"),
        ("裴文", "+85261234567", "=部"),
        ("'t Hooft Jan", "087160000001转802", "00123", "+岗"),
    ]
    data = "".join(csv_chunks(listed, columns)).encode()

    assert people(read_file("a.csv", data)) == back
    rows = [[column.name for column in columns], *shown_rows(listed, columns)]
    assert of_table(*rows) == back


@pytest.mark.parametrize("comes", ["实际参训人员", "最终参训人员", "现参训人员"])
def test_of_who_was_planned_and_who_comes_the_latter_comes(comes):
    rows = [
        ("支行", "原定人员", comes, "手机"),
        ("东支行", "安若溪", "裴文", "13900000101"),
        ("西支行", "简宁", "简宁", "13900000102"),
    ]

    assert of_table(*rows) == [("裴文", "13900000101", "东支行"), ("简宁", "13900000102", "西支行")]


@pytest.mark.parametrize("role", ["随行司机", "随车司机", "陪同人员", "工作人员", "随行医生"])
def test_who_only_goes_along_is_not_on_the_list(role):
    rows = [
        ("序号", "姓名", "手机"),
        (1, "裴文", "13900000101"),
        (2, "简宁", "13900000102"),
        (f"{role}：", "安若溪", "13900000103"),
    ]

    assert [person[0] for person in of_table(*rows)] == ["裴文", "简宁"]


def test_a_line_may_be_parted_by_backslashes():
    text = "裴文\\13900000101\\审计部\n简宁\\13900000102\\合规部"

    assert people(read_text(text)) == [
        ("裴文", "13900000101", "审计部"),
        ("简宁", "13900000102", "合规部"),
    ]
