"""What a list says of itself: its order, how its numbers are shown, who sent it, who is away."""

import io

import pytest
import xlsxwriter

from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told, workbook


def read_rows(*rows):
    return read_file("a.xlsx", workbook(*rows))


def codes(reading) -> list[str]:
    return [code for _where, code in doubts(reading)]


def test_the_order_that_a_chat_asks_for_outranks_what_words_look_like():
    reading = read_text(
        "请按“姓名 教研组 职务 手机”接龙，谢谢\n"
        "1. 安小宁 语文组 高一(3)班班主任 13900000001\n"
        "2. 白一凡+英语组+年级主任+13900000002\n"
        "3. 陈可（安老师代报） 政治组 班主任（电话开学后补）"
    )

    assert people(reading) == [
        ("安小宁", "13900000001", "语文组", "高一(3)班班主任"),
        ("白一凡", "13900000002", "英语组", "年级主任"),
        ("陈可", "政治组", "班主任"),
    ]
    assert "安老师代报" in told(reading)
    assert "电话开学后补" in told(reading)


def test_an_order_with_hyphens_keeps_initials_and_degrees():
    reading = read_text(
        "Format: Nama - Jabatan - Unit - No. HP\n"
        "1. Dewi Anggraini, S.E. - Teller - Cabang Melati - +62 812 0000 0001\n"
        "2. Yohanes K. Tarigan - Back Office - Cabang Anggrek - 0812 0000 0002"
    )

    assert [words[0] for words in people(reading)] == [
        "Dewi Anggraini, S.E.",
        "Yohanes K. Tarigan",
    ]
    assert people(reading)[1][2:] == ("Cabang Anggrek", "Back Office")


def test_a_number_is_read_with_the_zeros_that_its_cell_shows():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    shown = book.add_format({"num_format": '0#" "##" "##" "##" "##'})
    sheet.write_row(0, 0, ["NOM Prénom", "Téléphone"])
    sheet.write_row(1, 0, ["BENALI Yacine", "06 00 00 00 01"])
    sheet.write(2, 0, "LEROY Camille")
    sheet.write(2, 1, 600000002, shown)
    book.close()

    assert people(read_file("a.xlsx", out.getvalue()))[1] == ("LEROY Camille", "0600000002")


def test_the_sender_of_a_mail_is_no_participant_where_the_mail_is_signed():
    reading = read_text(
        "发件人: 安小宁 <a@example.com>\n发送时间: 2026年10月9日\n"
        "收件人: 培训组 <b@example.com>\n\n"
        "1、白一凡（所长）13900000001\n2、陈可 13900000002\n\n请查收。\n安小宁\n云泽市税务局\n"
        "电话：0871-60000001"
    )

    assert [words[0] for words in people(reading)] == ["白一凡", "陈可"]


def test_a_reason_for_leave_beside_somebody_is_a_doubt():
    reading = read_rows(["姓名", "部门", "请假事由"], ["安小宁", "财务部", "年终值班"])

    assert "absent" in codes(reading)


def test_a_number_that_got_the_zero_of_an_area_is_asked_about():
    reading = read_rows(["姓名", "电话"], ["安小宁", 1012345007], ["白一凡", "010-12345008"])

    assert codes(reading) == ["phone"]


def test_two_local_numbers_in_a_cell_are_one_and_another():
    assert of_table(["姓名", "手提／固網"], ["歐陽詠欣", "6123-4505 / 2800 0106"])[0] == (
        "歐陽詠欣",
        "61234505",
    )


def test_the_opinion_of_a_house_in_a_form_is_listed():
    reading = read_rows(
        ["姓名", "安小宁", "手机", "13900000001"],
        ["部门", "城东支行", "职务", "柜员"],
        ["推荐单位意见", "同意推荐。\n负责人签字：白一凡\n（盖章）"],
    )

    assert "同意推荐" in told(reading)


def test_names_of_provinces_beside_a_stated_name_column_are_nobody():
    rows = [
        ["姓名", "部门", "职务", "手机", "籍贯"],
        ["水清扬", "综合部", "主任", "13900000001", "甘肃"],
        ["田甜", "个人部", "理财经理", "13900000002", "四川"],
        ["白一凡", "公司部", "客户经理", "13900000003", "浙江"],
    ]

    assert [words[0] for words in of_table(*rows)] == ["水清扬", "田甜", "白一凡"]


def test_a_position_outranks_a_grade_and_a_unit_beside_both_outranks_a_wider_one():
    assert of_table(
        ["姓名", "条线", "部门及职务", "手机"],
        ["安小宁", "前台条线", "公司部/总经理", "13900000001"],
        ["白一凡", "前台条线", "个金部/财富顾问", "13900000002"],
    )[0] == ("安小宁", "13900000001", "公司部", "总经理")
    assert of_table(
        ["姓名", "职位名称", "职级", "手机"],
        ["安小宁", "业务经理", "P5", "13900000001"],
        ["白一凡", "审计经理", "P7", "13900000002"],
    )[0] == ("安小宁", "13900000001", "业务经理")


def test_an_extension_beside_a_mobile_and_a_code_of_the_process_are_listed():
    reading = read_rows(
        ["流程编号", "姓名", "手机", "分机"],
        ["LC01", "安小宁", "13900000001", "2311"],
        ["LC02", "白一凡", "+886912345602", "2312"],
    )

    assert [words[1] for words in people(reading)] == ["13900000001", "+886912345602"]
    assert "流程编号" in told(reading)
    assert "分机 2312" in told(reading)


def test_one_name_behind_its_unit_is_a_participant_and_a_post_in_brackets_is_its_own():
    reading = read_text(
        "办公室：卢静怡（彝族）\n零售部：范悦、鲍国强（副总经理）\n科技部：时光、乌兰托娅"
    )

    assert people(reading) == [
        ("卢静怡", "办公室"),
        ("范悦", "零售部"),
        ("鲍国强", "零售部", "副总经理"),
        ("时光", "科技部"),
        ("乌兰托娅", "科技部"),
    ]


def test_two_people_of_one_line_are_not_read_in_the_order_for_one():
    reading = read_text(
        "接龙格式：姓名+部门+职务+手机号\n"
        "1. 安小宁、白一凡，城东支行，客户经理，13900000001、13900000002\n"
        "2. 陈可 信贷部 13900000003，15号下午才能到"
    )

    assert [words[:2] for words in people(reading)] == [
        ("安小宁", "13900000001"),
        ("白一凡", "13900000002"),
        ("陈可", "13900000003"),
    ]


def test_family_and_given_names_below_a_merged_heading_are_one_name():
    rows = [
        ["", "Participant", "", "Role", "", "Contact", ""],
        ["#", "Surname", "Given Name", "Position", "Department", "Mobile", "Email"],
        [1, "HOLLIS", "Grace", "Senior Actuary", "Actuarial", "13900000001", "g@example.com"],
        [2, "MARLOWE", "Daniel", "Head of Claims", "Claims", "13900000002", "d@example.com"],
        [3, "TAN", "Wei Ling", "HRBP", "HR", "13900000003", "w@example.com"],
    ]

    found = of_table(*rows, merged=["B1:C1", "D1:E1", "F1:G1"])

    assert [words[0] for words in found] == ["Grace HOLLIS", "Daniel MARLOWE", "Wei Ling TAN"]


def test_what_heads_a_block_beside_others_is_listed_or_the_department():
    rows = [
        ["正式学员", "", "", "翠屏支行（2人）", "", ""],
        ["姓名", "岗位", "手机", "姓名", "岗位", "手机"],
        ["安小宁", "行长", "13900000001", "白一凡", "柜员", "13900000003"],
        ["陈可", "柜员", "13900000002", "戴安然", "柜员", "13900000004"],
    ]
    reading = read_file("a.xlsx", workbook(*rows, merged=["A1:C1", "D1:F1"]))

    assert "正式学员" in told(reading)
    assert ("白一凡", "13900000003", "翠屏支行", "柜员") in people(reading)


def test_words_of_a_remark_are_nobody_and_a_unit_is_not_cut_at_its_field_of_work():
    reading = read_text(
        "姓名\t部门\t岗位\t手机\n袁野\t稽核审计部\t审计师\t13900000001\n陈可\t理赔部\t查勘员\t13900000002\n\n"
        "另：袁野因出差改为线上参加；陈可换号了，手机请以13900000003为准。"
    )

    assert [words[0] for words in people(reading)] == ["袁野", "陈可"]
    assert people(reading)[0] == ("袁野", "13900000001", "稽核审计部", "审计师")


@pytest.mark.parametrize(
    "facts", [("填报单位：人力资源部", "填报日期：5月1日"), ("填报单位：", "填报日期：")]
)
def test_facts_of_the_list_merged_above_its_header_group_no_columns(facts):
    rows = [
        (facts[0], "", facts[1], ""),
        ("支行（部门）", "姓名", "职务", "手机"),
        ("城东支行", "安小宁", "行长", "13900000001"),
        ("", "裴文", "柜员", "13900000002"),
        ("董事会办公室", "白一凡", "秘书", "13900000003"),
    ]

    reading = read_file("a.xlsx", workbook(*rows, merged=["A1:B1", "C1:D1", "A3:A4"]))

    assert people(reading) == [
        ("安小宁", "13900000001", "城东支行", "行长"),
        ("裴文", "13900000002", "城东支行", "柜员"),
        ("白一凡", "13900000003", "董事会办公室", "秘书"),
    ]


def test_of_two_levels_of_an_organisation_the_lower_is_the_department():
    rows = [
        ("姓名", "一级机构", "二级部门", "手机"),
        ("安小宁", "青山分行", "营业部", "13900000001"),
        ("裴文", "青山分行", "公司业务部", "13900000002"),
    ]

    assert [person[2] for person in of_table(*rows)] == ["营业部", "公司业务部"]


def test_a_level_that_a_header_says_counts_more_than_how_much_stands_below_it():
    wider, narrower, lowest = ("一级部门", "公司部"), ("二级部门", "营业部"), ("三级部门", "一组")
    columns = [narrower, lowest, wider]
    rows = [
        ("姓名", *(header for header, _unit in columns), "手机"),
        ("安小宁", *(unit for _header, unit in columns), "13900000001"),
        ("裴文", "柜面部", "", "零售部", "13900000002"),
        ("白一凡", "", "", "风控部", "13900000003"),
    ]

    assert [person[2] for person in of_table(*rows)] == ["一组", "柜面部", "风控部"]
