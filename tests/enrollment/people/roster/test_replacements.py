"""Who leaves and who comes instead, in sentences, chats and remarks; and who is nobody."""

import pytest

from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, people, told, workbook


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "吴静来不了，换成 科技部 高远 13900000103",
            [("高远", "13900000103", "科技部")],
        ),
        ("吴静换成科技部高远，电话13900000103", [("高远", "13900000103", "科技部")]),
        (
            "原报名的李明因出差不能参加，换成 科技部 张弛 13900000105，其他不变。",
            [("张弛", "13900000105", "科技部")],
        ),
        (
            "原 安若溪（营业部）改为 白一凡（信贷部）13900000102",
            [("白一凡", "13900000102", "信贷部")],
        ),
        (
            "安若溪（13900000101）因工作原因无法参加，由白一凡（13900000102）代替参加",
            [("白一凡", "13900000102")],
        ),
        ("新增：戴安然 信贷部 13900000104", [("戴安然", "13900000104", "信贷部")]),
        ("安若溪的手机号改为13900000101", [("安若溪", "13900000101")]),
    ],
)
def test_of_a_replacement_only_who_comes_is_taken(text, expected):
    reading = read_text(f"有变化：\n{text}")

    assert people(reading) == expected
    assert reading.doubts == []


def test_whoever_was_listed_and_is_replaced_later_is_asked_about():
    text = "1. 林涛 13900000101\n2. 吴静 13900000102\n吴静来不了，换成 科技部 高远 13900000103"

    reading = read_text(text)

    assert [row[0] for row in people(reading)] == ["林涛", "吴静", "高远"]
    assert doubts(reading) == [("2", "absent")]
    assert "吴静来不了" in told(reading)


def test_a_column_of_replacements_is_asked_about_beside_whoever_it_replaces():
    rows = [
        ["原参训人", "变更后参训人", "手机"],
        ["安若溪", "", "13900000101"],
        ["白一凡", "陈可", "13900000102"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert doubts(reading) == [("Sheet1!3", "absent")]
    assert "陈可" in told(reading)


def test_what_a_later_message_adds_is_said_of_the_same_person():
    text = (
        "郎月 09:10\n安若溪13900000101\n白一凡13900000102\n\n"
        "郎月 09:15\n安若溪 营业部 行长\n白一凡 信贷部"
    )

    reading = read_text(text)

    assert people(reading) == [
        ("安若溪", "13900000101", "营业部", "行长"),
        ("白一凡", "13900000102", "信贷部"),
    ]
    assert doubts(reading) == [("6", "same-person"), ("7", "same-person")]


@pytest.mark.parametrize(
    "text",
    [
        "各位老师好，培训改为周五上午9点，地点换成二楼会议室。\n联系人：郎月 13900000101",
        "请通知高铁票改签的同志，费用由财务科统一报销；安排住宿的由办公室负责。",
        "培训讲师：王强\n授课老师：李静 13900000102\n主持人：郎月",
        "张老师您好，我行本期无人参加，谢谢。郎月 13900000105",
        "报名请联系郎月 13900000101 或 高朗 13900000102\n截止周五",
        "序号,课程,讲师,时间\n1,大堂服务,王强,周一\n2,厅堂营销,李静,周二",
        "陈可因病请假，由部门主任安排人员代替，另行通知。",
        "酒店：滨江大酒店 0871-65000011\n报到时间 周日下午",
        "替换件清单：轴承 3 个，密封圈 5 个，电机 1 台。",
    ],
)
def test_a_notice_a_timetable_and_who_answers_for_them_are_nobody(text):
    assert people(read_text(text)) == []


def test_a_school_signs_below_its_wishes():
    text = (
        "我校派以下老师参加培训：\n安若溪，数学组，备课组长，手机13900000141\n"
        "祝工作顺利！\n滨江实验中学 办公室 郎月\n0571-86000011"
    )

    assert people(read_text(text)) == [("安若溪", "13900000141", "数学组", "备课组长")]


def test_remarks_that_name_somebody_else_or_another_number_are_asked_about():
    rows = [
        ["姓名", "手机", "说明"],
        ["安若溪", "13900000101", "不来了"],
        ["白一凡", "13900000102", "改为陈可，13900000112"],
        ["戴安然", "13900000103", "电话换了：13900000113"],
        ["范思远", "13900000104", "只参加第一天"],
    ]

    reading = read_file("a.xlsx", workbook(*rows))

    assert len(people(reading)) == 4
    assert doubts(reading) == [
        ("Sheet1!2", "absent"),
        ("Sheet1!3", "absent"),
        ("Sheet1!3", "two-numbers"),
        ("Sheet1!4", "two-numbers"),
    ]
