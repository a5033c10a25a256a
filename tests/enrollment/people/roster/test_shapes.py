"""The shapes that lists have: each a small list, and who is read from it."""

import pytest

from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told, workbook


def test_of_two_columns_of_one_meaning_the_one_that_holds_it_is_read():
    rows = [
        ["Title", "Surname", "Given name", "Position", "Mobile"],
        ["Ms", "WONG", "Mei Ling", "Branch Manager", "+852 9123 4567"],
        ["Mr", "SMITH", "John", "Head of Operations", "+852 9123 4568"],
    ]

    assert of_table(*rows) == [
        ("Mei Ling WONG", "+85291234567", "Branch Manager"),
        ("John SMITH", "+85291234568", "Head of Operations"),
    ]


def test_a_mobile_is_taken_from_whichever_column_of_numbers_has_one():
    rows = [
        ["姓名", "联系方式1", "联系方式2"],
        ["安小宁", "0871-65000001", "13900000001"],
        ["白一凡", "13900000002", "0871-65000002"],
        ["陈可", "", "0871-65000003"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [
        ("安小宁", "13900000001"),
        ("白一凡", "13900000002"),
        ("陈可", "087165000003"),
    ]
    assert "087165000001" in told(reading)
    assert "0871-65000002" in told(reading)


def test_a_heading_over_each_of_several_headers_is_the_department():
    head = ["姓名", "手机"]
    rows = [
        ["城东支行（共1人）"],
        head,
        ["安小宁", "13900000001"],
        ["小计", "1人"],
        ["城西支行（共1人）"],
        head,
        ["白一凡", "13900000002"],
    ]

    assert of_table(*rows) == [
        ("安小宁", "13900000001", "城东支行"),
        ("白一凡", "13900000002", "城西支行"),
    ]


def test_a_heading_over_the_only_header_is_a_title():
    rows = [["城东支行"], ["姓名", "手机"], ["安小宁", "13900000001"]]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [("安小宁", "13900000001")]
    assert "城东支行" in told(reading)


def test_blocks_side_by_side_may_count_their_headers():
    rows = [
        ["房号", "姓名1", "电话1", "姓名2", "电话2", "备注"],
        ["801", "安小宁", "13900000001", "白一凡", "13900000002", ""],
        ["802", "陈可", "13900000003", "", "", "晚到"],
    ]

    assert sorted(of_table(*rows)) == [
        ("安小宁", "13900000001"),
        ("白一凡", "13900000002"),
        ("陈可", "13900000003"),
    ]


def test_names_may_stand_below_their_departments():
    rows = [
        ["营业部", "信贷部（2人）", "风险部"],
        ["安小宁", "白一凡", "陈可"],
        ["", "戴安然", ""],
    ]

    assert sorted(of_table(*rows)) == [
        ("安小宁", "营业部"),
        ("戴安然", "信贷部"),
        ("白一凡", "信贷部"),
        ("陈可", "风险部"),
    ]


def test_several_people_may_share_a_row_line_by_line():
    rows = [
        ["支行", "姓名", "手机", "岗位"],
        ["城东支行", "安小宁\n海若", "13900000001\n13900000002", "柜员\n行长"],
    ]

    assert of_table(*rows) == [
        ("安小宁", "13900000001", "城东支行", "柜员"),
        ("海若", "13900000002", "城东支行", "行长"),
    ]


def test_a_name_in_two_scripts_is_one_person():
    rows = [["姓名", "手机"], ["汤靖\nJing Tang", "13900000001"], ["安小宁", "13900000002"]]

    found = of_table(*rows)

    assert len(found) == 2
    assert "汤靖" in found[0][0]


def test_a_title_that_names_people_is_no_header():
    rows = [["参加人员名单"], ["姓名", "手机"], ["安小宁", "13900000001"]]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [("安小宁", "13900000001")]
    assert "参加人员名单" in told(reading)


@pytest.mark.parametrize(
    ("column", "cell"), [("备注", "临时取消"), ("是否参加", "否"), ("情况", "请假")]
)
def test_whoever_a_list_says_does_not_come_is_a_doubt(column, cell):
    rows = [
        ["姓名", "手机", column],
        ["安小宁", "13900000001", cell],
        ["白一凡", "13900000002", ""],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert len(reading.people) == 2
    assert doubts(reading) == [("Sheet1!2", "absent")]


def test_whoever_a_note_says_does_not_come_is_a_doubt_and_a_substitute_is_taken():
    text = (
        "安小宁 13900000001\n白一凡 13900000002\n\n不好意思，白一凡来不了了，换成陈可 13900000003"
    )

    reading = read_text(text)

    assert people(reading) == [
        ("安小宁", "13900000001"),
        ("白一凡", "13900000002"),
        ("陈可", "13900000003"),
    ]
    assert doubts(reading) == [("2", "absent")]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("海若，城西支行行长，13900000001，单独来", ("海若", "13900000001", "城西支行", "行长")),
        ("安小宁 13900000001 高铁", ("安小宁", "13900000001")),
        ("曲靖：安小宁 13900000001", ("安小宁", "13900000001")),
        (
            "1) Mei Ling Wong – Branch Manager, Central – +852 9123 4567",
            ("Mei Ling Wong", "+85291234567", "Central", "Branch Manager"),
        ),
    ],
)
def test_what_is_said_beside_a_name_in_a_message_is_nobody(line, person):
    assert people(read_text(line)) == [person]


def test_a_numbered_line_speaks_for_itself():
    text = "1. 城东支行：安小宁 13900000001\n2. 白一凡 13900000002"

    assert people(read_text(text)) == [
        ("安小宁", "13900000001", "城东支行"),
        ("白一凡", "13900000002"),
    ]


def test_who_stands_below_the_word_contact_is_nobody():
    rows = [
        ["姓名", "手机", "部门"],
        ["安小宁", "13900000001", "营业部"],
        ["三、联系人"],
        ["白一凡", "13900000002"],
    ]
    text = "安小宁 13900000001\n联系人：\n白一凡 13900000002"

    assert of_table(*rows) == [("安小宁", "13900000001", "营业部")]
    assert people(read_text(text)) == [("安小宁", "13900000001")]


def test_a_forwarded_mail_is_read_without_its_heads_and_marks():
    text = (
        "发件人: 城东支行 办公室\n收件人: 培训部\n主题: 名单\n\n> 城东支行：\n"
        "> 安小宁  柜员  13900000001\n> 白一凡  主任  13900000002"
    )

    assert people(read_text(text)) == [
        ("安小宁", "13900000001", "城东支行", "柜员"),
        ("白一凡", "13900000002", "城东支行", "主任"),
    ]


@pytest.mark.parametrize("typed", ["安小宁 女", "安小宁（女）", "安小宁/女"])
def test_a_gender_is_no_part_of_a_name(typed):
    assert of_table(["姓名", "手机"], [typed, "13900000001"]) == [("安小宁", "13900000001")]


def test_department_and_title_in_one_column_are_known_by_what_stands_there():
    rows = [
        ["人员", "联系", ""],
        ["安小宁", "13900000001", "城东支行柜员"],
        ["白一凡", "13900000002", "城西支行副行长"],
    ]

    assert of_table(*rows)[1] == ("白一凡", "13900000002", "城西支行", "副行长")


def test_a_sentence_that_names_people_twice_names_them_once():
    text = (
        "张老师，我们去3个人，安小宁、白一凡和陈可，"
        "安小宁电话13900000001，陈可13900000003。都是柜员"
    )

    assert people(read_text(text)) == [
        ("安小宁", "13900000001", "柜员"),
        ("白一凡", "柜员"),
        ("陈可", "13900000003", "柜员"),
    ]


def test_a_sentence_is_no_dotted_name():
    assert [len(read_text(text).people) for text in ("名单明天发您。都是柜员", "好的。收到")] == [
        0,
        0,
    ]


def test_somebody_may_be_called_like_a_city_where_a_header_says_it_is_a_name():
    assert of_table(["姓名"], ["安宁"]) == [("安宁",)]


def test_a_header_that_is_true_is_not_read_over_for_more_names():
    rows = [
        ["学员姓名", "手机", "发票抬头", "纳税人识别号", "收件人", "收件人电话", "收件地址"],
        ["安小宁", "13900000001", "甲银行", "9153", "孟立敏", "13900000099", "示例路1号"],
        ["白一凡", "13900000002", "甲银行", "9153", "孟立敏", "13900000099", "示例路1号"],
    ]

    assert of_table(*rows) == [("安小宁", "13900000001"), ("白一凡", "13900000002")]


def test_headers_in_the_wrong_order_are_a_doubt_and_the_contents_decide():
    rows = [["手机", "姓名"], ["安小宁", "13900000001"], ["白一凡", "13900000002"]]

    reading = read_file("a.xlsx", workbook(*rows))

    assert people(reading) == [("安小宁", "13900000001"), ("白一凡", "13900000002")]
    assert {code for _where, code in doubts(reading)} == {"swapped"}


@pytest.mark.parametrize(
    "ending",
    ["孟立敏", "孟立敏\n甲银行零售部 副总经理\n手机 13900000099"],
)
def test_who_signs_a_message_is_nobody(ending):
    reading = read_text(f"我部报名：\n安小宁 13900000001\n白一凡 13900000002\n\n{ending}")

    assert people(reading) == [("安小宁", "13900000001"), ("白一凡", "13900000002")]
    assert "孟立敏" in told(reading)


def test_a_block_of_lines_for_each_person_is_no_signature():
    text = "安小宁\n13900000001\n城东支行\n\n白一凡\n13900000002\n城西支行"

    assert people(read_text(text)) == [
        ("安小宁", "13900000001", "城东支行"),
        ("白一凡", "13900000002", "城西支行"),
    ]


def test_the_foot_of_a_table_of_marks_is_nobody():
    rows = [["姓名", "笔试", "手机"], ["安小宁", 80, "13900000001"], ["平均分", 80, ""]]

    assert of_table(*rows) == [("安小宁", "13900000001")]


def test_a_sentence_before_names_is_listed():
    reading = read_text("我行参训人员如下：安小宁、白一凡、Anna Lim，共3人。")

    assert people(reading) == [("安小宁",), ("白一凡",), ("Anna Lim",)]
    assert "我行参训人员如下" in told(reading)


def test_a_number_in_a_line_makes_it_no_heading():
    text = "安小宁13900000001柜员城东支行\n白一凡13900000002主任城西支行"

    assert people(read_text(text)) == [
        ("安小宁", "13900000001", "城东支行", "柜员"),
        ("白一凡", "13900000002", "城西支行", "主任"),
    ]


def test_a_list_that_names_nobody_says_what_was_looked_at():
    reading = read_file("a.xlsx", workbook(["会议室", "三楼"], ["请准时参加"]))

    assert people(reading) == []
    assert "请准时参加" in told(reading)


@pytest.mark.parametrize("mark", ["：", "=", "……", "...", " : "])
def test_a_label_may_be_parted_from_its_value_by_more_than_a_colon(mark):
    text = "\n".join(f"{label}{mark}{value}" for label, value in CARD)

    assert people(read_text(text)) == [("安小宁", "13900000001", "营业部", "柜员")]


CARD = [("姓名", "安小宁"), ("手机", "13900000001"), ("部门", "营业部"), ("职务", "柜员")]


def test_who_stands_in_a_second_table_of_contacts_is_nobody():
    text = "姓名,手机\n安小宁,13900000001\n白一凡,13900000002\n\n联系人,电话\n孟立敏,0871-60000000"

    reading = read_file("a.csv", text.encode())

    assert people(reading) == [("安小宁", "13900000001"), ("白一凡", "13900000002")]
    assert "孟立敏" in told(reading)


def test_names_may_stand_below_their_titles_beside_their_departments():
    rows = [
        ["网点", "行长", "大堂经理"],
        ["城东支行", "安小宁", "白一凡"],
        ["城西支行", "陈可", "戴安然"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert sorted(people(reading)) == [
        ("安小宁", "城东支行", "行长"),
        ("戴安然", "城西支行", "大堂经理"),
        ("白一凡", "城东支行", "大堂经理"),
        ("陈可", "城西支行", "行长"),
    ]
    assert "支行" not in told(reading)


def test_a_family_name_before_a_comma_is_one_person():
    names = ["Lee, Ka Yan", "St. John-Smythe, Ann", "Nguyen, Thi Mai"]

    found = of_table(
        ["Name", "Email"], *([name, f"p{n}@example.com"] for n, name in enumerate(names))
    )

    assert [row[0] for row in found] == names


def test_two_whole_names_in_a_cell_stay_two_people():
    found = of_table(["Name", "Team"], ["Ken Lee, Amy Wu", "Sales"], ["Ann Poe", "Sales"])

    assert [row[0] for row in found] == ["Ken Lee", "Amy Wu", "Ann Poe"]


def test_numbers_in_circles_before_names_are_no_part_of_them():
    found = of_table(["姓名", "手机"], ["①林晚", "13900000001"], ["②罗布次仁", "13900000002"])

    assert [row[0] for row in found] == ["林晚", "罗布次仁"]


def test_professions_beyond_banks_are_no_people():
    text = (
        "名单如下：\n1. 蒋文博，化学学院，教授，13900000001\n2. 谭思远，图书馆，馆员，13900000002"
    )

    assert people(read_text(text)) == [
        ("蒋文博", "13900000001", "化学学院", "教授"),
        ("谭思远", "13900000002", "图书馆", "馆员"),
    ]


def test_senders_with_their_times_make_a_conversation_of_it_and_no_table():
    text = (
        "人力部-何欣  09:02\n请报名单，谢谢\n零售部-黄琪  09:18\n黄琪 部门经理 13900000003\n"
        "曾宇航 理财经理 13900000004\n人力部-何欣  09:20\n收到"
    )

    assert [row[:2] for row in people(read_text(text))] == [
        ("黄琪", "13900000003"),
        ("曾宇航", "13900000004"),
    ]


def test_a_dash_behind_a_slash_is_no_title():
    found = of_table(["姓名", "科室及职务"], ["石榴红", "放射科/—"], ["林晚", "药剂科/药师"])

    assert found == [("石榴红", "放射科"), ("林晚", "药剂科", "药师")]


def test_columns_of_a_header_nobody_understands_are_still_named():
    head = ["参训教师", "学院", "职称", "手机", "邮箱", "T恤尺码", "是否清真餐"]
    rows = [
        ["1、江晚秋", "文学院", "教授", "13900000001", "jiang@example.org", "M", "否"],
        ["2、宋砚", "物理学院", "讲师", "13900000002", "song@example.org", "XL", "是"],
    ]

    reading = read_file("a.xlsx", workbook(head, *rows))

    assert [row[0] for row in people(reading)] == ["江晚秋", "宋砚"]
    assert "T恤尺码" in told(reading)
    assert "是否清真餐" in told(reading)


def test_whoever_shares_a_room_is_a_person_of_the_row():
    rows = [
        ["序号", "房型", "入住人", "手机号", "同住人", "手机号", "备注"],
        [1, "标间", "安小宁", "13900000001", "白一凡", "13900000002", "禁烟房"],
        [2, "大床房", "陈可", "13900000003", "/", "/", ""],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert sorted(people(reading)) == [
        ("安小宁", "13900000001"),
        ("白一凡", "13900000002"),
        ("陈可", "13900000003"),
    ]
    assert "/" not in told(reading)


def test_a_companion_needs_no_number_unless_the_list_names_him_anyway():
    head = ["房号", "姓名", "室友"]
    pairs = [["801", "安小宁", "白一凡"], ["802", "陈可", "戴安然"]]
    mutual = [["801", "安小宁", "白一凡"], ["801", "白一凡", "安小宁"]]

    assert sorted(of_table(head, *pairs)) == [("安小宁",), ("戴安然",), ("白一凡",), ("陈可",)]
    assert of_table(head, *mutual) == [("安小宁",), ("白一凡",)]


def test_a_branch_before_the_first_of_two_people_is_said_of_both():
    rows = [
        ["支行", "姓名", "手机", "姓名", "手机"],
        ["城东支行", "安小宁", "13900000001", "白一凡", "13900000002"],
        ["城西支行", "陈可", "13900000003", "戴安然", "13900000004"],
    ]

    assert sorted(of_table(*rows)) == [
        ("安小宁", "13900000001", "城东支行"),
        ("戴安然", "13900000004", "城西支行"),
        ("白一凡", "13900000002", "城东支行"),
        ("陈可", "13900000003", "城西支行"),
    ]


def test_a_name_in_another_script_or_a_recommender_is_no_second_person():
    rows = [
        ["姓名", "手机", "英文名", "推荐人", "电话"],
        ["安小宁", "13900000001", "Anning", "高远", "13900000009"],
        ["白一凡", "13900000002", "Yifan", "高远", "13900000009"],
    ]

    assert of_table(*rows) == [("安小宁", "13900000001"), ("白一凡", "13900000002")]


@pytest.mark.parametrize(
    "head", ["参训人员及电话", "人员/联系方式", "姓名电话", "培训人员、手机号"]
)
def test_names_and_numbers_of_a_branch_may_share_one_cell(head):
    rows = [
        ["序号", "网点名称", head, "人数", "说明"],
        [1, "江岸支行", "安小宁 13900000001\n白一凡 13900000002", 2, "其中一人待定岗"],
        [2, "青年路支行", "陈可 13900000003", 1, ""],
        ["合计", "", "", 3, ""],
    ]

    assert of_table(*rows) == [
        ("安小宁", "13900000001", "江岸支行"),
        ("白一凡", "13900000002", "江岸支行"),
        ("陈可", "13900000003", "青年路支行"),
    ]


@pytest.mark.parametrize("below", ["", "\n城东银行人力资源部 培训岗\n手机：13900000009"])
@pytest.mark.parametrize(
    "above", ["\n", "\n\n以上2人均需住宿。谢谢！\n\n", "\n如有疑问请随时联系\n"]
)
def test_whoever_signs_a_message_does_not_attend(above, below):
    text = (
        "1）姓名：安小宁，部门：授信部，职务：经理，手机：13900000001，邮箱：an@bank.example\n"
        "2）姓名：白一凡，部门：风险部，职务：主管，手机：13900000002，邮箱：无\n"
        f"{above}高远{below}"
    )

    reading = read_text(text)

    assert [taken.person.name for taken in reading.people] == ["安小宁", "白一凡"]
    assert "高远" in told(reading)


def test_where_most_names_are_two_words_none_of_them_is_two_people():
    rows = [
        ("氏名", "部署", "携帯電話"),
        ("佐藤　健一", "営業部", "13900000001"),
        ("高橋　美咲", "営業部", "13900000002"),
        ("王　思琪", "審査部", "13900000003"),
    ]

    assert [person[1] for person in of_table(*rows)] == [row[2] for row in rows[1:]]


def test_the_last_label_of_a_row_of_a_form_has_a_value_that_may_look_like_one():
    reading = of_table(
        ("姓名", "安小宁", "手机", "13900000001"),
        ("部门", "授信审批部", "职务", "高级审批人"),
        ("年龄", "30", "忌口", "清真"),
        ("姓名", "裴文", "手机", "13900000002"),
        ("部门", "营业部", "职务", "柜员"),
    )

    assert reading[0] == ("安小宁", "13900000001", "授信审批部", "高级审批人")
