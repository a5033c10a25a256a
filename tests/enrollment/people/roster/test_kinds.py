"""Lists of many hands: posts before names, levels of units, rooms, quotas, prose, scans."""

import pytest

from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told, workbook


def test_unit_and_title_may_stand_before_each_name():
    reading = read_text(
        "参加人员：凤凰路支行行长尹若琳13900002901、副行长贺知行13900002902，"
        "营业部 主任 苏蔓 13900002903"
    )

    assert people(reading) == [
        ("尹若琳", "13900002901", "凤凰路支行", "行长"),
        ("贺知行", "13900002902", "副行长"),
        ("苏蔓", "13900002903", "营业部", "主任"),
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("支行副行长贺知行 13900000101", ("贺知行", "13900000101", "支行副行长")),
        (
            "贺知行 凤凰路支行 支行副行长 13900000101",
            ("贺知行", "13900000101", "凤凰路支行", "支行副行长"),
        ),
        (
            "贺知行 凤凰路支行营业经理 13900000101",
            ("贺知行", "13900000101", "凤凰路支行", "营业经理"),
        ),
        (
            "桥头支行/贺知行/客户经理(小微)/13900000101",
            ("贺知行", "13900000101", "桥头支行", "客户经理"),
        ),
    ],
)
def test_a_post_is_not_cut_in_the_middle(typed, expected):
    assert people(read_text(f"{typed}\n苏蔓 营业部 柜员 13900000102"))[0] == expected


def test_of_two_levels_of_units_the_one_that_says_more_is_the_department():
    rows = [
        ["机构", "", "基本信息", "", ""],
        ["一级机构", "二级机构", "姓名", "岗位", "手机"],
        ["城区管理部", "凤凰路支行", "尹若琳", "柜员", "13900001901"],
        ["", "新城支行", "贺知行", "柜员", "13900001902"],
        ["县域管理部", "桥头支行", "苏蔓", "大堂经理", "13900001903"],
    ]

    found = of_table(*rows, merged=("A1:B1", "C1:E1", "A3:A4"))

    assert [one[2] for one in found] == ["凤凰路支行", "新城支行", "桥头支行"]


def test_a_path_of_units_is_less_of_a_department_than_its_last_part():
    rows = [
        ["姓名", "组织全称", "组织名称", "移动电话"],
        ["尹若琳", "银行/城区管理部/凤凰路支行", "凤凰路支行", "13900011101"],
        ["贺知行", "银行/总行/合规部", "合规部", "13900011102"],
    ]

    assert [one[2] for one in of_table(*rows)] == ["凤凰路支行", "合规部"]


def test_a_department_before_names_is_said_of_those_below_it():
    reading = read_text(
        "部门\t姓名\t职务\n营业部\t尹若琳\t柜员\n\t贺知行\t主管\n凤凰路支行\t苏蔓\t柜员\n"
        "\t乔木生\t柜员\n桥头支行\t温雅\t行长"
    )

    assert [one[1] for one in people(reading)] == [
        *("营业部", "营业部", "凤凰路支行", "凤凰路支行", "桥头支行")
    ]
    assert [code for _where, code in doubts(reading)] == ["above", "above"]


def test_contacts_beside_quotas_are_nobody():
    rows = [
        ["序号", "支行", "名额", "联系人", "联系电话"],
        [1, "凤凰路支行", 3, "汪洋", "0871-60002301"],
        [2, "新城支行", 2, "郎月", "0871-60002302"],
        ["合计", "", 5, "", ""],
    ]

    assert of_table(*rows) == []


def test_the_total_of_a_page_is_nobody():
    rows = [["序号", "姓名", "手机"], [1, "尹若琳", "13900002201"], ["本页小计", "1人", ""]]

    assert of_table(*rows) == [("尹若琳", "13900002201")]


def test_whoever_comes_instead_is_taken_where_each_has_a_column():
    rows = [
        ["支行", "原参训人员", "原参训人员电话", "调整后参训人员", "调整后人员电话"],
        ["凤凰路支行", "尹若琳", "13900023101", "贺知行", "13900023102"],
        ["新城支行", "苏蔓", "13900023103", "乔木生", "13900023104"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [
        ("贺知行", "13900023102", "凤凰路支行"),
        ("乔木生", "13900023104", "新城支行"),
    ]
    assert "尹若琳" in told(reading)


def test_a_person_may_be_told_in_two_rows_of_which_the_name_is_merged():
    rows = [
        ["姓名", "单位及职务", "联系方式"],
        ["尹若琳", "凤凰路支行", "手机：13900014101"],
        ["", "营业经理", "邮箱：yinrl@qs.example"],
    ]

    assert of_table(*rows, merged=("A2:A3",)) == [
        ("尹若琳", "13900014101", "yinrl@qs.example", "凤凰路支行", "营业经理")
    ]


def test_labels_of_a_line_are_said_of_whom_it_names():
    reading = read_text(
        "单位：银行 部门：凤凰路支行 姓名：尹若琳 职务：营业经理 电话：13900013101；\n"
        "单位：银行 部门：新城支行 姓名：贺知行 职务：副行长 电话：13900013102；"
    )

    assert people(reading) == [
        ("尹若琳", "13900013101", "凤凰路支行", "营业经理"),
        ("贺知行", "13900013102", "新城支行", "副行长"),
    ]


def test_prose_names_people_with_their_posts_and_its_writer_is_nobody():
    reading = read_text(
        "陈老师：您好！我支行这次派营业经理尹若琳和柜员贺知行两位同志参加，尹若琳电话13900025101，"
        "贺知行电话13900025102。另外行长乔木生想旁听第一天的课，他的手机是13900025104。谢谢！\n"
        "凤凰路支行 汪洋"
    )

    assert people(reading) == [
        ("尹若琳", "13900025101", "营业经理"),
        ("贺知行", "13900025102", "柜员"),
        ("乔木生", "13900025104", "行长"),
    ]
    assert "汪洋" in told(reading)


def test_rooms_name_who_shares_them():
    reading = read_text(
        "Room 1 (twin): Grace Lee / Amy Chan\nRoom 2: Priya Raman, Mei Ling Wong\nRoom 3: TBA"
    )

    assert people(reading) == [("Grace Lee",), ("Amy Chan",), ("Priya Raman",), ("Mei Ling Wong",)]


def test_a_hyphen_is_a_part_of_a_name_where_other_marks_divide():
    reading = read_text("1. Dr. Anna-Lena Vogt – Head of Audit – +49 151 0000 2005")

    assert people(reading) == [("Anna-Lena Vogt", "+4915100002005", "Head of Audit")]


def test_a_text_may_hold_one_person_a_column():
    reading = read_text(
        "姓名\t尹若琳\t贺知行\n部门\t零售部\t运营部\n手机\t13900045101\t13900045102"
    )

    assert people(reading) == [
        ("尹若琳", "13900045101", "零售部"),
        ("贺知行", "13900045102", "运营部"),
    ]


def test_numbers_below_several_names_are_one_each():
    reading = read_text("尹若琳（营业部）、贺知行（信贷部）\n分别为13900041701、13900041702")

    assert people(reading) == [
        ("尹若琳", "13900041701", "营业部"),
        ("贺知行", "13900041702", "信贷部"),
    ]


def test_a_scan_with_a_blank_behind_each_character_is_closed_up():
    reading = read_text(
        "姓 名：柏 一 鸣\n单 位：凤 凰 路 支 行\n联 系 电 话：1 3 9 0 0 0 4 1 9 0 1"
    )

    assert people(reading) == [("柏一鸣", "13900041901", "凤凰路支行")]


def test_codes_of_countries_may_be_called_codes_of_areas():
    rows = [["姓名", "区号", "手机"], ["尹若琳", "86", "13900042011"], ["苏蔓", "852", "61000422"]]

    assert [one[1] for one in of_table(*rows)] == ["13900042011", "+85261000422"]


def test_a_driver_of_a_list_of_rooms_is_nobody_and_placeholders_are_no_names():
    rows = [
        ["No.", "Name of Nominee", "Designation", "Mobile No."],
        [1, "LEE Ka Yan", "Manager", "+852 6100 3301"],
        [2, "TBC", "", ""],
        [3, "司机老李", "", "13900015199"],
    ]

    assert of_table(*rows) == [("LEE Ka Yan", "+85261003301", "Manager")]


def test_a_question_may_be_a_label():
    reading = read_text(
        "姓名？ 霍启明\n单位部门？ 城南支行\n职务？ 副行长\n手机号？ 13900058011\n\n"
        "姓名？ 祁连雪\n单位部门？ 城北支行\n职务？ 柜员\n手机号？ 13900058012"
    )

    assert people(reading) == [
        ("霍启明", "13900058011", "城南支行", "副行长"),
        ("祁连雪", "13900058012", "城北支行", "柜员"),
    ]


def test_english_prose_names_who_attends_and_who_does_not():
    reading = read_text(
        "Hi Karen,\n\nThanks for the invitation. From our side Grace Lee (Senior Manager, Retail "
        "Banking, grace@x.example) will attend. Priya Raman cannot make it this time; Mei Ling "
        "Wong (+852 6100 5904) will take her place.\n\nBest regards\nJohn Smith\nHead of HR"
    )

    assert people(reading) == [
        ("Grace Lee", "grace@x.example", "Retail Banking", "Senior Manager"),
        ("Mei Ling Wong", "+85261005904"),
    ]
    assert "Priya Raman" in told(reading)


def test_a_row_of_other_things_over_a_header_is_no_group_of_it():
    rows = [
        ["单位名称", "银行", "", "联系人", "郎月", "0871-60055000"],
        ["开票信息", "名称：青山农商银行股份有限公司  税号：9153000000000055XX", "", "", "", ""],
        ["学员姓名", "职务", "手机", "邮箱", "是否住宿", "住宿要求"],
        ["霍启明", "科长", "13900055011", "huo@qs.example", "是", "单住"],
    ]

    found = of_table(*rows, merged=("B2:F2",))

    assert found == [("霍启明", "13900055011", "huo@qs.example", "科长")]


def test_a_header_merged_over_names_and_numbers_is_both():
    rows = [
        ["单位", "人数", "姓名及联系方式", "", "联络员"],
        ["城南支行", 2, "霍启明", "13900061051", "郎月"],
        ["", "", "祁连雪", "13900061052", ""],
        ["城北支行", 1, "岳小满", "13900061053", "高远"],
    ]

    merged = ("C1:D1", "A2:A3", "B2:B3", "E2:E3")
    reading = read_file("a.xlsx", workbook(*rows, merged=merged))

    assert people(reading) == [
        ("霍启明", "13900061051", "城南支行"),
        ("祁连雪", "13900061052", "城南支行"),
        ("岳小满", "13900061053", "城北支行"),
    ]
    assert "联络员" in told(reading)


def test_labels_below_several_names_are_said_of_each():
    reading = read_text("报名人员：霍启明、祁连雪\n部门：城南支行\n电话：13900061061、13900061062")

    assert people(reading) == [
        ("霍启明", "13900061061", "城南支行"),
        ("祁连雪", "13900061062", "城南支行"),
    ]


def test_a_mobile_is_kept_rather_than_the_number_of_an_office_before_it():
    reading = read_text("霍启明，城南支行，办公0871-60061201，手机13900061021\n祁连雪，13900061022")

    assert people(reading)[0] == ("霍启明", "13900061021", "城南支行")
    assert "60061201" in told(reading)


def test_a_row_that_corrects_an_earlier_one_is_kept_instead():
    reading = read_text(
        "1. 霍启明 城南支行 13900061001\n2. 祁连雪 城北支行 13900061002\n"
        "3. 祁连雪 城北支行 13900061092 （更正号码）"
    )

    assert [one[:2] for one in people(reading)] == [
        ("霍启明", "13900061001"),
        ("祁连雪", "13900061092"),
    ]
    assert "13900061002" in told(reading)


@pytest.mark.parametrize(
    "text",
    [
        "张老师您好，收到通知。我行近期人员紧张，本期暂不派人参加，谢谢理解。\n青山农商银行 郎月",
        "郎月 10/8 15:00\n各位下午好，明天的会议改到三楼\n高远 10/8 15:02\n收到",
        "Prof. Alan Turner from the City University will give the opening lecture.",
        "辛苦啦！\n谢谢老师",
    ],
)
def test_talk_names_nobody_who_comes(text):
    assert people(read_text(text)) == []


def test_small_headings_in_english_are_nobody():
    reading = read_text(
        "First session (22 Oct):\n- Grace Lee, Retail Banking\n- Daniel Okafor, Risk\n\n"
        "Cheers,\nKaren"
    )

    assert people(reading) == [("Grace Lee", "Retail Banking"), ("Daniel Okafor", "Risk")]


def test_the_wider_unit_is_taken_where_the_narrower_one_is_empty():
    rows = [
        ["分行", "支行", "网点", "姓名", "手机"],
        ["昆明分行", "城南支行", "滇池路网点", "卓一凡", "13900071301"],
        ["昆明分行", "城南支行", "", "祝余", "13900071302"],
        ["玉溪分行", "红塔支行", "中心网点", "慕容雪", "13900071303"],
    ]

    assert [one[2] for one in of_table(*rows)] == ["滇池路网点", "城南支行", "中心网点"]


def test_numbered_fields_of_exported_contacts_are_known_by_their_last_word():
    text = (
        "Name,Phone 1 - Value,E-mail 1 - Value,Organization 1 - Name,Organization 1 - Title,"
        "Organization 1 - Department\n"
        "卓一凡,13900076011,zyf@qs.example,青山农商银行,客户经理,凤凰路支行\n"
        "Grace Lee,+852 6100 7602,grace@x.example,Harbour Bank,Analyst,Risk\n"
    )

    assert people(read_file("a.csv", text.encode())) == [
        ("卓一凡", "13900076011", "zyf@qs.example", "凤凰路支行", "客户经理"),
        ("Grace Lee", "+85261007602", "grace@x.example", "Risk", "Analyst"),
    ]


def test_an_address_among_numbers_is_a_persons_where_the_name_is_likely():
    rows = [
        ["Full Name", "Contact (mobile / email)"],
        ["LEE Ka Yan", "+852 6100 7901"],
        ["WONG Mei Ling", "mlwong@harbour.example"],
    ]

    assert of_table(*rows)[1] == ("WONG Mei Ling", "mlwong@harbour.example")


def test_a_title_without_commas_above_a_csv_does_not_double_its_people():
    text = (
        "10月培训报名（收集表）,,,,,\n"
        "提交者（自动）,提交时间（自动）,您的姓名（必填）,您的部门（必填）,您的职位（必填）,手机号（必填）\n"
        "卓一凡,2026年10月9日 10:12,卓一凡,凤凰路支行,客户经理,13900086011\n"
        "匿名,2026年10月9日 10:15,祝余,新城支行,柜员,13900086012\n"
        "慕容雪,2026年10月9日 10:16,慕容雪,新城支行,柜员,13900086013\n"
        "慕容雪,2026年10月9日 10:20,慕容雪,新城支行,大堂经理,13900086013\n"
    )

    assert people(read_file("a.csv", text.encode())) == [
        ("卓一凡", "13900086011", "凤凰路支行", "客户经理"),
        ("祝余", "13900086012", "新城支行", "柜员"),
        ("慕容雪", "13900086013", "新城支行", "柜员"),
    ]


def test_a_spoken_message_names_one_after_the_other():
    reading = read_text(
        "我们支行去两个人啊，一个是卓一凡，电话是13900081011，另外一个慕容雪，她的号码是13900081013，"
        "都是柜员"
    )

    assert people(reading) == [
        ("卓一凡", "13900081011", "柜员"),
        ("慕容雪", "13900081013", "柜员"),
    ]
