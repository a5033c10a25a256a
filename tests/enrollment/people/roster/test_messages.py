"""Messages as people type them: running text, chats in which one follows up, flattened tables."""

import pytest

from enrollment.people.roster import read_text
from tests.enrollment.people.roster.sheets import doubts, people, told


def test_a_text_message_names_whoever_comes_and_nobody_else():
    reading = read_text(
        "【青山银行】孟老师好，我行参加人员如下：安小宁13900000001，裴文（柜员）13900000002；"
        "单师傅开车送站，不参加。\n"
        "刚又报一位，白一凡，手机是139 0000 0003，职务是柜员。"
        "司机老米13900000009接送，不参加培训。\n"
        "人力资源部 祝晓玲 0871-60000001"
    )

    assert people(reading) == [
        ("安小宁", "13900000001"),
        ("裴文", "13900000002", "柜员"),
        ("白一凡", "13900000003", "柜员"),
    ]
    assert all(
        word in told(reading) for word in ("青山银行", "孟老师好", "单师傅", "老米", "祝晓玲")
    )


def test_people_numbered_within_a_line_are_each_somebody():
    reading = read_text(
        "各位下午好，我行报3人：1.安小宁 主任 13900000001 2.裴文 13900000002 3、白一凡"
    )

    assert people(reading) == [
        ("安小宁", "13900000001", "主任"),
        ("裴文", "13900000002"),
        ("白一凡",),
    ]


def test_a_bracket_that_holds_a_title_and_a_remark_says_both():
    reading = read_text("1、安小宁（行长，清真）13900000001\n2、裴文（柜员，素食）13900000002")

    assert [one[-1] for one in people(reading)] == ["行长", "柜员"]
    assert "清真" in told(reading)


CHAT = """孟晓 2026-05-06 09:12
老师好，我报名
孟晓 2026-05-06 09:12
客户经理 13900000001
裴文 2026-05-06 09:20
裴文 城南支行 柜员
裴文 2026-05-06 09:21
13900000002
裴文 2026-05-06 09:31
号码发错了，应该是13900000012
城北支行-白一凡 2026-05-06 09:40
报名+1，综合柜员，13900000003
王老师（培训中心） 2026-05-06 09:50
收到，咨询电话 0871-60000001"""


def test_a_message_that_names_nobody_is_about_its_sender_or_whom_he_named():
    reading = read_text(CHAT)

    assert people(reading) == [
        ("孟晓", "13900000001", "客户经理"),
        ("裴文", "13900000012", "城南支行", "柜员"),
        ("白一凡", "13900000003", "城北支行", "综合柜员"),
    ]
    assert [where for where, code in doubts(reading) if code == "sender"] == ["4", "12"]
    assert "13900000002" in told(reading)


@pytest.mark.parametrize("empty", ["", "\n", "无\n"])
def test_a_table_flattened_to_one_cell_a_line_keeps_its_empty_fields_in_place(empty):
    reading = read_text(
        "发件人: 汪洋 <wy@example.com>\n名单如下：\n\n"
        "序号\n姓名\n部门\n职务\n手机号码\n"
        "1\n安小宁\n办公室\n文秘岗\n13900000001\n"
        f"2\n裴文\n城南支行\n柜面\n{empty}"
        "3\n白一凡\n城南支行\n行长\n13900000003\n\n"
        "以上共3人\n汪洋\n人力资源部"
    )

    assert people(reading) == [
        ("安小宁", "13900000001", "办公室", "文秘岗"),
        ("裴文", "城南支行", "柜面"),
        ("白一凡", "13900000003", "城南支行", "行长"),
    ]
    assert "汪洋" in told(reading)


def test_whoever_may_sign_below_running_text_is_asked_about():
    reading = read_text(
        "我行参加：安小宁13900000001，裴文13900000002。\n"
        "请预留停车位2个。\n"
        "办公室 祝晓玲 13900000009"
    )

    assert people(reading)[-1][0] == "祝晓玲"
    assert doubts(reading) == [("3", "absent")]


def test_lines_between_running_numbers_are_rows_without_a_header():
    reading = read_text(
        "参会人员\n1\n安小宁\n信贷部\n客户经理\n13900000001\n2\n裴文\n综合部\n文秘\n13900000002\n"
        "3\n白一凡\n信贷部\n风控\n13900000003"
    )

    assert [one[:3] for one in people(reading)] == [
        ("安小宁", "13900000001", "信贷部"),
        ("裴文", "13900000002", "综合部"),
        ("白一凡", "13900000003", "信贷部"),
    ]


def test_a_message_in_english_greets_nobody_who_comes():
    reading = read_text(
        "Hi Ms Zhao, attendees from Harbour Bank: 1) Grace Lee, Compliance Manager; "
        "2) Amy Chan (Operations) +852 6000 1003. Driver Mr Wong will not attend. Thanks, Karen"
    )

    assert [one[0] for one in people(reading)] == ["Grace Lee", "Amy Chan"]


def test_a_word_beside_the_only_name_and_number_of_a_line_is_nobody():
    reading = read_text("1. 城东支行 安小宁 13900000001 大堂\n2. 城西支行 裴文 13900000002 柜员")

    assert [one[0] for one in people(reading)] == ["安小宁", "裴文"]


def test_of_labelled_lines_a_branch_is_the_department_and_an_empty_post_stays_empty():
    reading = read_text(
        "姓名：安小宁\n单位：城东支行\n职务：\n职级：七级\n电话：13900000001\n\n"
        "姓名：裴文\n单位：城西支行\n职务：柜员\n电话：13900000002"
    )

    assert people(reading) == [
        ("安小宁", "13900000001", "城东支行"),
        ("裴文", "13900000002", "城西支行", "柜员"),
    ]


def test_a_list_in_english_has_courtesy_titles_initials_and_the_department_above():
    reading = read_text(
        "Please register:\n\nTreasury\n"
        "- Mr. Amos K. Brill, Vice President, +65 8123 4601, amos@example.com\n"
        "- Ms. Wen Li, Dealer, +65 8123 4602\n\n"
        "Trade Finance\n"
        "- DR. T. Ines Vale, Analyst, +65 8123 4603\n"
    )

    assert people(reading) == [
        ("Amos K. Brill", "+6581234601", "amos@example.com", "Treasury", "Vice President"),
        ("Wen Li", "+6581234602", "Treasury", "Dealer"),
        ("T. Ines Vale", "+6581234603", "Trade Finance", "Analyst"),
    ]


def test_spoken_lines_without_a_mark_name_somebody_before_each_number():
    reading = read_text(
        "老师你好我们这次报三个人\n"
        "第一个城南支行客户经理安小宁电话13900000001\n"
        "第二个也是城南支行的柜员裴文电话13900000002\n"
        "第三个风险管理部的白一凡手机13900000003他可能晚到半天\n"
        "麻烦您登记一下谢谢"
    )

    assert people(reading) == [
        ("安小宁", "13900000001", "城南支行", "客户经理"),
        ("裴文", "13900000002", "城南支行", "柜员"),
        ("白一凡", "13900000003", "风险管理部"),
    ]


def test_sentences_of_a_mail_share_a_department_a_post_and_deal_out_numbers():
    reading = read_text(
        "公司业务部的安小宁担任副总经理，手机是13900000001。"
        "同部门的两位客户经理裴文和白一凡也一起来，电话分别是13900000002和13900000003。\n"
        "另外，国际业务部的单证主管简宁（13900000004）只上前两天的课。"
    )

    assert people(reading) == [
        ("安小宁", "13900000001", "公司业务部", "副总经理"),
        ("裴文", "13900000002", "公司业务部", "客户经理"),
        ("白一凡", "13900000003", "公司业务部", "客户经理"),
        ("简宁", "13900000004", "国际业务部", "单证主管"),
    ]


@pytest.mark.parametrize("unit", ["和平支行", "派出所", "第一支行", "另山支行"])
def test_a_unit_that_begins_like_a_word_of_the_sentence_stays_whole(unit):
    assert people(read_text(f"{unit}安小宁13900000001")) == [("安小宁", "13900000001", unit)]
