"""Lists of people who stand across a row by what they do."""

from enrollment.people.roster import read_file, read_text
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


def test_people_of_one_cell_may_each_have_a_title_between_the_same_separators():
    rows = [
        ["部门", "人数", "参训人员（姓名、职务、电话）"],
        ["营业部", "2", "安小宁、柜员、13900000001；白一凡、行长、13900000002"],
        ["信贷部", "2", "陈可/柜员/13900000003，戴安然/副行长/13900000004"],
        ["运营部", "2", "海若冰 讲师 13900000005；漆若 外拓 13900000006"],
    ]

    assert of_table(*rows) == [
        ("安小宁", "13900000001", "营业部", "柜员"),
        ("白一凡", "13900000002", "营业部", "行长"),
        ("陈可", "13900000003", "信贷部", "柜员"),
        ("戴安然", "13900000004", "信贷部", "副行长"),
        ("海若冰", "13900000005", "运营部", "讲师"),
        ("漆若", "13900000006", "运营部", "外拓"),
    ]


def test_boxes_to_tick_below_a_list_are_nobody():
    boxes = "■转账　□刷卡"
    rows = [["序号", "姓名", "手机"], ["1", "安小宁", "13900000001"], ["缴费", boxes, boxes]]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [("安小宁", "13900000001")]
    assert "□刷卡" in told(reading)


def test_a_rare_name_between_its_branch_and_a_number_is_somebody():
    reading = read_text(
        "城东支行报两位：\n城东支行 冒小宁 柜员 13900000001\n大堂经理 白一凡 13900000002"
    )

    assert people(reading) == [
        ("冒小宁", "13900000001", "城东支行", "柜员"),
        ("白一凡", "13900000002", "城东支行", "大堂经理"),
    ]
