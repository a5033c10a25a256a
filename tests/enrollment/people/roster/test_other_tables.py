"""Tables of other shapes: two rows a person, plans of seats, menus beside lists, who only waits."""

import io

import pytest
import xlsxwriter

from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told, workbook

NAMES = ("姓名", "部门", "手机")


def test_everybody_has_two_rows_where_the_header_has_two():
    rows = [
        ("序号", "姓名", "部门", "手机"),
        ("", "职务", "办公电话", "邮箱"),
        ("1", "安小宁", "授信部", "13900000001"),
        ("", "总经理", "0872-60000001", "an@example.com"),
        ("2", "裴文", "财务部", "13900000002"),
        ("", "柜员", "0872-60000002", "pei@example.com"),
    ]

    assert of_table(*rows, merged=["A1:A2", "A3:A4", "A5:A6"]) == [
        ("安小宁", "13900000001", "an@example.com", "授信部", "总经理"),
        ("裴文", "13900000002", "pei@example.com", "财务部", "柜员"),
    ]


def test_two_rows_of_a_header_that_only_groups_stay_one_row_a_person():
    rows = [
        ("姓名", "联系方式", ""),
        ("", "手机", "邮箱"),
        ("安小宁", "13900000001", "an@example.com"),
        ("裴文", "13900000002", "pei@example.com"),
    ]

    found = of_table(*rows, merged=["A1:A2", "B1:C1"])

    assert [person[0] for person in found] == ["安小宁", "裴文"]


def test_a_plan_of_seats_names_whoever_sits():
    rows = [
        ("座位图", "", "", ""),
        ("", "1列", "2列", "3列"),
        ("第一排", "安小宁", "裴文", "白一凡"),
        ("第二排", "简宁", "（空）", "石砚秋"),
        ("第三排", "钱雨泽", "舒望", "（空）"),
    ]

    found = {person[0] for person in of_table(*rows)}

    assert found == {"安小宁", "裴文", "白一凡", "简宁", "石砚秋", "钱雨泽", "舒望"}


def test_names_beside_numbers_are_no_plan_of_seats():
    rows = [NAMES, *[(f"安小{n}", "于洋", f"1390000000{n}") for n in "一二三四"]]

    assert len(of_table(*rows)) == 4


@pytest.mark.parametrize("stated", [True, False])
def test_beside_a_stated_list_a_menu_names_nobody(stated):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    menu, listed = book.add_worksheet("菜单"), book.add_worksheet("人员")
    dishes = ["菜名", "白切鸡", "宫保鸡", "麻婆豆腐", "康普茶"]
    menu.write_column(0, 0, dishes)
    people_of = [NAMES, ("安小宁", "财务部", "13900000001"), ("裴文", "审计部", "13900000002")]
    for number, row in enumerate(people_of[not stated :]):
        listed.write_row(number, 0, row)
    book.close()

    found = [person[0] for person in people(read_file("a.xlsx", out.getvalue()))]

    assert [name for name in found if name not in dishes] == ["安小宁", "裴文"]
    assert (set(found) & set(dishes) == set()) is stated


def test_below_a_row_that_says_so_people_only_may_come():
    rows = [
        NAMES,
        ("安小宁", "财务部", "13900000001"),
        ("以下为候补", "", ""),
        ("裴文", "审计部", "13900000002"),
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert len(people(reading)) == 2
    assert [code for _where, code in doubts(reading)] == ["absent"]


def test_one_person_named_in_two_scripts_is_one():
    reading = read_text(
        "Dear Ms. Gao,\n\n1) Emily Zhou 安小宁 | Audit | Senior Manager | 13900000001\n"
        "2) 裴文 Marcus Tan | Claims | Team Leader | 13900000002\n"
        "3) 白一凡 | Risk | Analyst | 13900000003"
    )

    assert [person[:2] for person in people(reading)] == [
        ("安小宁", "13900000001"),
        ("裴文", "13900000002"),
        ("白一凡", "13900000003"),
    ]
    assert "Emily Zhou" in told(reading)
    assert "Gao" in told(reading)


@pytest.mark.parametrize("unit", ["宣传科", "康复科"])
def test_a_section_that_begins_like_a_name_is_a_section(unit):
    reading = read_text(f"周科好！\n{unit}：\n安小宁 13900000001\n裴文 13900000002")

    assert people(reading) == [
        ("安小宁", "13900000001", unit),
        ("裴文", "13900000002", unit),
    ]


def test_a_correction_above_the_list_it_corrects_is_said_of_the_person_below():
    reading = read_text(
        "名单见下面。安小宁的手机号打错了，应为13900000009。\n\n-----原始邮件-----\n"
        "1. 安小宁，财务部，13900000001\n2. 裴文，审计部，13900000002"
    )

    assert [person[:2] for person in people(reading)] == [
        ("安小宁", "13900000009"),
        ("裴文", "13900000002"),
    ]
    assert "打错了" in told(reading)
    assert "13900000001" in told(reading)
