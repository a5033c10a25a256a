"""Lists of people who stand across a row by what they do."""

from enrollment.people.roster import read_file
from tests.enrollment.people.roster.sheets import of_table, people, told, workbook

TWO_ROWS = [
    ["支行", "网点负责人", "", "大堂经理（1人）", ""],
    ["", "姓名", "电话", "姓名", "电话"],
    ["城东支行", "安小宁", "13900000001", "白一凡", "13900000002"],
    ["城西支行", "陈可", "13900000003", "戴安然（副主管）", "13900000004"],
    ["城南支行", "海若冰", "13900000005", "空缺", ""],
]
IN_TWO_ROWS = [
    ("安小宁", "13900000001", "城东支行", "网点负责人"),
    ("陈可", "13900000003", "城西支行", "网点负责人"),
    ("海若冰", "13900000005", "城南支行", "网点负责人"),
    ("白一凡", "13900000002", "城东支行", "大堂经理"),
    ("戴安然", "13900000004", "城西支行", "副主管"),
]


def test_a_post_over_names_and_numbers_is_the_job_title_of_all_below_it():
    reading = read_file("a.xlsx", workbook(*TWO_ROWS, merged=["B1:C1", "D1:E1", "A1:A2"]))

    assert people(reading) == IN_TWO_ROWS
    assert "空缺" in told(reading)


def test_a_post_reaches_over_its_columns_where_nothing_is_merged():
    assert of_table(*TWO_ROWS) == IN_TWO_ROWS


def test_a_post_may_be_part_of_the_header_of_its_column():
    rows = [
        ["网点", "负责人姓名", "负责人电话", "大堂经理姓名", "大堂经理电话"],
        ["城东支行", "安小宁", "13900000001", "白一凡", "13900000002"],
        ["城西支行", "陈可", "13900000003", "戴安然", "13900000004"],
    ]

    assert of_table(*rows) == [
        ("安小宁", "13900000001", "城东支行", "负责人"),
        ("陈可", "13900000003", "城西支行", "负责人"),
        ("白一凡", "13900000002", "城东支行", "大堂经理"),
        ("戴安然", "13900000004", "城西支行", "大堂经理"),
    ]


def test_posts_may_be_the_only_header_and_a_cell_may_hold_several_people():
    rows = [
        ["序号", "支行", "行长", "客户经理", "备注"],
        ["1", "城东支行", "安小宁 13900000001", "白一凡 13900000002\n海若冰 13900000007", ""],
        ["2", "城西支行", "陈可（副行长）13900000003", "—", "轮休"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [
        ("安小宁", "13900000001", "城东支行", "行长"),
        ("陈可", "13900000003", "城西支行", "副行长"),
        ("白一凡", "13900000002", "城东支行", "客户经理"),
        ("海若冰", "13900000007", "城东支行", "客户经理"),
    ]
    assert "轮休" in told(reading)


def test_a_post_that_nobody_knows_is_one_beside_others():
    rows = [
        ["单位", "支部书记", "联系电话", "客户经理", "联系电话", "合计"],
        ["城东支行", "安小宁", "13900000001", "白一凡", "13900000002", "2"],
        ["城西支行", "陈可", "13900000003", "戴安然", "13900000004", "2"],
    ]

    assert of_table(*rows) == [
        ("安小宁", "13900000001", "城东支行", "支部书记"),
        ("陈可", "13900000003", "城西支行", "支部书记"),
        ("白一凡", "13900000002", "城东支行", "客户经理"),
        ("戴安然", "13900000004", "城西支行", "客户经理"),
    ]


def test_one_post_beside_a_list_of_names_is_another_person():
    rows = [
        ["姓名", "手机", "部门负责人", "联系电话"],
        ["安小宁", "13900000001", "白一凡", "13900000002"],
        ["陈可", "13900000003", "戴安然", "13900000004"],
    ]

    assert of_table(*rows) == [("安小宁", "13900000001"), ("陈可", "13900000003")]
