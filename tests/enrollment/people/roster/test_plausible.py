"""What else stands beside the people of a file: other tables, other sheets, broken cells."""

import io

import pytest
import xlsxwriter

from enrollment.people.roster import read_file
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told, workbook


def read_rows(*rows, **options):
    return read_file("a.xlsx", workbook(*rows, **options))


def sheets(**named) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows in named.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("grade", ["职级", "职称", "职务层次", "技术等级", "Grade"])
def test_a_grade_is_no_job_title_beside_a_post(grade):
    header = ["姓名", grade, "单位及职务", "手机"]
    rows = [
        ["安小宁", "四级主任", "城东支行 行长", "13900000001"],
        ["白一凡", "三级主任", "营业部 副主任", "13900000002"],
    ]

    reading = read_rows(header, *rows)

    assert [one[-1] for one in people(reading)] == ["行长", "副主任"]
    assert grade in told(reading)


def test_a_grade_is_the_job_title_where_no_other_is_said():
    assert of_table(["姓名", "职称", "手机"], ["安小宁", "主治医师", "13900000001"]) == [
        ("安小宁", "13900000001", "主治医师")
    ]


LIST = [
    ["姓名", "部门", "职务", "手机"],
    ["安小宁", "营业部", "主任", "13900000001"],
    ["白一凡", "信贷部", "柜员", "13900000002"],
    ["裴文", "信贷部", "柜员", ""],
]


@pytest.mark.parametrize(
    "other",
    [
        [
            ["附件2 日程安排"],
            ["时间", "内容", "地点"],
            ["周一", "安全教育", "三楼"],
            ["周二", "方案汇报", "礼堂"],
        ],
        [
            ["收费标准"],
            ["项目", "单价", "金额"],
            ["培训费", "1200", "2400"],
            ["资料费", "80", "160"],
        ],
        [["分组讨论题目"], ["一组", "向上管理", "二楼"], ["二组", "高效沟通", "三楼"]],
    ],
)
def test_a_timetable_or_prices_below_a_list_are_nobody(other):
    reading = read_rows(*LIST, [], *other)

    assert [one[0] for one in people(reading)] == ["安小宁", "白一凡", "裴文"]
    assert all(text in told(reading) for row in other for text in row)


def test_names_without_numbers_below_a_list_are_people():
    reading = read_rows(
        *LIST, [], ["候补名单"], ["陈可", "营业部", "柜员", ""], ["戴安然", "", "", ""]
    )

    assert [one[0] for one in people(reading)][-2:] == ["陈可", "戴安然"]


SUMMARY = [["支行", "带队人", "人数"], ["城东支行", "安小宁", "2"], ["城西支行", "裴文", "1"]]


def test_a_sheet_that_only_repeats_others_is_left_out():
    reading = read_file(
        "a.xlsx",
        sheets(
            总表=[
                ["支行", "带队人", "人数"],
                ["城东支行", "安小宁", "2"],
                ["城西支行", "裴文", "1"],
            ],
            城东=[LIST[0], *LIST[1:3]],
            城西=[LIST[0], ["裴文", "信贷部", "柜员", "13900000003"]],
        ),
    )

    assert [one[0] for one in people(reading)] == ["安小宁", "白一凡", "裴文"]
    assert "城东支行" in told(reading)
    assert not doubts(reading)


def test_of_two_entries_of_one_person_the_fuller_is_kept():
    reading = read_file(
        "a.xlsx",
        sheets(总表=[["姓名", "电话"], ["安小宁", "13900000001"]], 明细=LIST[:3]),
    )

    assert people(reading)[0] == ("安小宁", "13900000001", "营业部", "主任")
    assert [code for _where, code in doubts(reading)] == ["same-person"]


def test_cells_broken_over_lines_and_rows_are_one_person():
    reading = read_rows(
        ["序号", "姓名", "部门", "职务", "联系方式"],
        ["1", "上官\n婉儿", "信贷\n管理部", "副主任\n（主持）", "1390000\n0001"],
        ["2", "端木", "营业部", "党支部书记、", "13900000002"],
        ["", "赐", "", "", ""],
        ["", "", "", "支行行长", "0871-60000001"],
        ["3", "裴文", "营业部", "柜员", "1390000"],
        ["", "", "", "", "0003"],
    )

    assert people(reading) == [
        ("上官婉儿", "13900000001", "信贷管理部", "副主任（主持）"),
        ("端木赐", "13900000002", "营业部", "党支部书记、支行行长"),
        ("裴文", "13900000003", "营业部", "柜员"),
    ]
    assert "0871-60000001" in told(reading)


def test_two_names_on_two_lines_of_a_cell_are_two_people():
    assert of_table(["姓名", "手机"], ["安小宁\n裴文", "13900000001\n13900000002"]) == [
        ("安小宁", "13900000001"),
        ("裴文", "13900000002"),
    ]


def test_a_column_that_went_to_nobody_is_listed():
    reading = read_rows(
        ["填写ID", "Surname", "Given name", "Chinese name", "Mobile"],
        ["1001", "Pei", "Wen", "裴文", "13900000001"],
        ["1002", "Weber", "Anna", "", "13900000002"],
    )

    assert "Chinese name：裴文" in told(reading)
    assert "填写ID" in told(reading)


@pytest.mark.parametrize(
    "remark", ["待定，周五前确认", "时间待定", "临时有事，由陈可参加", "审批中", "替补", "测试"]
)
def test_whoever_is_not_settled_is_asked_about(remark):
    reading = read_rows([*LIST[0], "备注"], [*LIST[1], remark], [*LIST[2], "手机号待定"])

    assert doubts(reading) == [("Sheet1!2", "absent")]


def test_on_cards_a_branch_is_the_department_and_a_grade_no_post():
    reading = read_rows(
        ["姓名", "安小宁", "单位", "城东支行"],
        ["职务", "", "职级", "六级"],
        ["手机", "13900000001", "用餐", ""],
        ["姓名", "裴文", "单位", "城西支行"],
        ["职务", "柜员", "职级", "八级"],
        ["手机", "13900000002", "用餐", "清真"],
    )

    assert people(reading) == [
        ("安小宁", "13900000001", "城东支行"),
        ("裴文", "13900000002", "城西支行", "柜员"),
    ]
    assert "职级 六级" in told(reading)
