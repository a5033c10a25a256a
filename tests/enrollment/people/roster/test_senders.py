"""Lists as banks, insurers, hospitals, factories, schools and programs send them."""

import pytest

from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told, workbook


@pytest.mark.parametrize("count", ["两人", "2人", "（2人）", "共两位"])
def test_a_department_that_leads_a_line_may_be_counted(count):
    text = f"公司部{count}：林涛 13900000101，吴静 13900000102"

    assert people(read_text(text)) == [
        ("林涛", "13900000101", "公司部"),
        ("吴静", "13900000102", "公司部"),
    ]


@pytest.mark.parametrize("typed", ["00 44 20 7946 0018", "0044 20 79460018", "+44 (0)20 7946 0018"])
def test_a_number_from_abroad_may_be_spread_with_blanks(typed):
    assert people(read_text(f"姓名\t电话\n吴静\t{typed}")) == [("吴静", "+442079460018")]


def test_an_address_may_stand_in_the_cell_of_the_number():
    rows = [
        ["姓名", "联系方式"],
        ["林涛", "13900000101 lintao@bank.example"],
        ["吴静", "13900000102/wujing@bank.example"],
        ["高远", "gaoyuan@bank.example"],
    ]

    assert of_table(*rows) == [
        ("林涛", "13900000101", "lintao@bank.example"),
        ("吴静", "13900000102", "wujing@bank.example"),
        ("高远", "gaoyuan@bank.example"),
    ]


def test_a_number_may_stand_in_the_cell_of_the_address():
    rows = [["姓名", "邮箱"], ["林涛", "lintao@bank.example 13900000101"]]

    assert of_table(*rows) == [("林涛", "13900000101", "lintao@bank.example")]


def test_several_people_of_a_cell_have_their_own_addresses():
    rows = [
        ["姓名", "联系方式"],
        ["林涛\n吴静", "13900000101 / lin@x.example\n13900000102 / wu@x.example"],
        ["高远、田野", "gao@x.example"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [
        ("林涛", "13900000101", "lin@x.example"),
        ("吴静", "13900000102", "wu@x.example"),
        ("高远",),
        ("田野",),
    ]
    assert doubts(reading) == [("Sheet1!3", "shared-number")]


def test_names_and_numbers_take_turns_in_one_cell():
    rows = [
        ["部门", "参训人员"],
        ["个险部", "安若溪 13900000161 白一凡 13900000162"],
        ["银保部", "陈可/13900000163"],
        ["杭州中支", "13900000164 戴安然 13900000165 范思远"],
    ]

    assert of_table(*rows) == [
        ("安若溪", "13900000161", "个险部"),
        ("白一凡", "13900000162", "个险部"),
        ("陈可", "13900000163", "银保部"),
        ("戴安然", "13900000164", "杭州中支"),
        ("范思远", "13900000165", "杭州中支"),
    ]


def test_whoever_sent_a_form_is_not_who_attends():
    rows = [
        ["发起人姓名", "发起人部门", "审批状态", "参训人姓名", "参训人手机", "参训人部门"],
        ["郎月", "人力资源部", "已通过", "安若溪", "13900000111", "个金部"],
        ["郎月", "人力资源部", "已撤销", "陈可", "13900000113", "运营部"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [
        ("安若溪", "13900000111", "个金部"),
        ("陈可", "13900000113", "运营部"),
    ]
    assert doubts(reading) == [("Sheet1!3", "absent")]


@pytest.mark.parametrize("merged", [("E1:F1",), ()])
def test_emergency_contacts_beside_people_are_nobody(merged):
    rows = [
        ["个人信息", "", "", "", "紧急联系人", ""],
        ["姓名", "工种", "班组", "电话", "姓名", "电话"],
        ["安若溪", "钳工", "维修班", "13900000371", "安国强", "13900000971"],
        ["白一凡", "焊工", "焊接班", "13900000372", "林秀英", "13900000972"],
    ]

    assert of_table(*rows, merged=merged) == [
        ("安若溪", "13900000371", "维修班", "钳工"),
        ("白一凡", "13900000372", "焊接班", "焊工"),
    ]


def test_of_workshop_and_shift_the_workshop_is_the_department():
    rows = [
        ["车间", "班组", "工号", "姓名", "岗位", "手机"],
        ["一车间", "甲班", "A0012", "安若溪", "班长", "13900000131"],
        ["仓库", "", "C0021", "范思远", "叉车工", "13900000135"],
    ]

    assert of_table(*rows) == [
        ("安若溪", "13900000131", "一车间", "班长"),
        ("范思远", "13900000135", "仓库", "叉车工"),
    ]


def test_guests_of_a_room_are_people():
    rows = [
        ["房号", "入住人1", "手机", "入住人2", "手机", "房型"],
        ["801", "安若溪", "13900000241", "白一凡", "13900000242", "双床"],
        ["803", "戴安然", "13900000244", "（留空）", "", "双床"],
    ]

    assert sorted(of_table(*rows)) == [
        ("安若溪", "13900000241"),
        ("戴安然", "13900000244"),
        ("白一凡", "13900000242"),
    ]


def test_a_title_that_is_mr_or_ms_is_no_job_title():
    text = (
        "Title,Full Name,Rank,Mobile\n"
        "Mr,CHAN Tai Man,Senior Manager,+852 9123 4567\nMs,LEE Mei Fung,Officer,+852 6123 4567\n"
    )

    assert people(read_file("a.csv", text.encode())) == [
        ("CHAN Tai Man", "+85291234567", "Senior Manager"),
        ("LEE Mei Fung", "+85261234567", "Officer"),
    ]


def test_a_row_one_cell_short_keeps_its_number():
    text = "姓名  部门  岗位  电话\n安若溪  城东支行  柜员  13900000211\n陈可  营业部  13900000213"

    assert people(read_text(text)) == [
        ("安若溪", "13900000211", "城东支行", "柜员"),
        ("陈可", "13900000213", "营业部"),
    ]


def test_numbered_headings_above_and_below_the_only_header_are_departments():
    rows = [
        ["一、零售条线"],
        ["姓名", "手机"],
        ["安若溪", "13900000161"],
        ["二、对公条线"],
        ["白一凡", "13900000162"],
    ]

    assert of_table(*rows) == [
        ("安若溪", "13900000161", "零售条线"),
        ("白一凡", "13900000162", "对公条线"),
    ]


def test_a_group_chain_of_wechat_is_read_line_by_line():
    text = (
        "#接龙\n请按“姓名+支行+手机”接龙，周三截止\n\n例 王某某 城中支行 13800000000\n"
        "1. 人力-郎月 代报：安若溪 13900000101\n"
        "2. 白一凡（城西支行）13900000102 + 陈可（城西支行）13900000103\n"
        "3. 城南-戴安然-柜员-13900000104\n4. 范思远：13900000105 城北\n5. 取消\n6. 季小满 待定"
    )

    reading = read_text(text)

    assert people(reading) == [
        ("安若溪", "13900000101"),
        ("白一凡", "13900000102", "城西支行"),
        ("陈可", "13900000103", "城西支行"),
        ("戴安然", "13900000104", "城南", "柜员"),
        ("范思远", "13900000105", "城北"),
        ("季小满",),
    ]
    assert "郎月" in told(reading)
    assert "待定" in told(reading)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("城东支行行长安若溪13900000252", ("安若溪", "13900000252", "城东支行", "行长")),
        ("副行长白一凡 13900000253", ("白一凡", "13900000253", "副行长")),
    ],
)
def test_a_title_may_be_glued_to_the_name_behind_it(line, expected):
    assert people(read_text(f"{line}\n陈可 13900000254")) == [expected, ("陈可", "13900000254")]


def test_each_title_of_a_line_stays_with_its_own_name():
    text = "营业部：柜员 陈可 13900000254，戴安然（会计主管）13900000255"

    assert people(read_text(text)) == [
        ("陈可", "13900000254", "营业部", "柜员"),
        ("戴安然", "13900000255", "营业部", "会计主管"),
    ]


def test_what_is_said_of_all_is_said_of_everybody_named_before():
    text = "安若溪13900000201，白一凡13900000202，都是营业部的；陈可13900000203是信贷部的。谢谢"

    assert people(read_text(text)) == [
        ("安若溪", "13900000201", "营业部"),
        ("白一凡", "13900000202", "营业部"),
        ("陈可", "13900000203", "信贷部"),
    ]


def test_headings_of_departments_that_pay_or_teach_are_departments_too():
    text = "办公室（1人）\n安若溪\n财务科（2人）\n陈可  戴安然\n教务处\n高朗"

    assert people(read_text(text)) == [
        ("安若溪", "办公室"),
        ("陈可", "财务科"),
        ("戴安然", "财务科"),
        ("高朗", "教务处"),
    ]


def test_a_list_may_be_headed_by_the_number_of_its_course():
    assert people(read_text("第3期名单：安若溪、白一凡")) == [("安若溪",), ("白一凡",)]


def test_rooms_below_a_list_name_nobody_anew():
    rows = [
        ["序号", "姓名", "部门", "职位", "手机号"],
        ["1", "安若溪", "银保部", "经理", "13900000101"],
        ["2", "白一凡", "个险部", "组训", "13900000102"],
        ["住宿安排"],
        ["房号", "入住人", "房型", "入住日期", "退房日期"],
        ["待定", "安若溪、白一凡", "标间", "9月10日", "9月13日"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [
        ("安若溪", "13900000101", "银保部", "经理"),
        ("白一凡", "13900000102", "个险部", "组训"),
    ]
    assert "安若溪、白一凡" in told(reading)


def test_who_filled_in_a_sheet_above_its_header_is_no_group_of_columns():
    rows = [
        ["填报日期：2025-08-30", "", "填报人：郎月"],
        ["邮箱", "电话（手机/座机）", "姓名", "归属部门"],
        ["an@x.example", "13900000101/0755-60006701", "安若溪", "核保部"],
        ["", "办公：0755-60006703，手机：13900000102", "白一凡", "客服部"],
    ]

    assert of_table(*rows) == [
        ("安若溪", "13900000101", "an@x.example", "核保部"),
        ("白一凡", "13900000102", "客服部"),
    ]


def test_whoever_has_no_chinese_name_keeps_the_english_one():
    rows = [
        ["English Name", "中文姓名", "Mobile"],
        ["CHAN Tai Man", "陈大文", "+852 9123 4567"],
        ["Peter HUGHES", "", "+44 7700 900123"],
    ]

    assert of_table(*rows) == [
        ("陈大文", "+85291234567"),
        ("Peter HUGHES", "+447700900123"),
    ]


def test_a_title_that_begins_like_a_department_stays_whole():
    text = "1. 安若溪+湖畔支行+风险经理+13900000101\n2. 白一凡，开发区支行，综合柜员，13900000102"

    assert people(read_text(text)) == [
        ("安若溪", "13900000101", "湖畔支行", "风险经理"),
        ("白一凡", "13900000102", "开发区支行", "综合柜员"),
    ]


def test_a_sentence_of_a_letter_is_no_name_with_a_dot():
    text = (
        "某某咨询公司：\n贵司来函收悉。经研究，我行选派下列2名同志参加培训：\n一、风险管理部\n"
        "安若溪，副总经理，13900000101\n白一凡，经理，13900000102\n特此函复。"
    )

    assert people(read_text(text)) == [
        ("安若溪", "13900000101", "风险管理部", "副总经理"),
        ("白一凡", "13900000102", "风险管理部", "经理"),
    ]
