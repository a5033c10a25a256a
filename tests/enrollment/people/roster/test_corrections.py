"""What a later line says was wrong: by name, by number, by the old value, or of the same unit."""

import pytest

from enrollment.people.roster import read_text
from enrollment.people.roster.tokens import of_word
from tests.enrollment.people.roster.sheets import doubts, people, told

LISTED = (
    "汪洋 10:01\n1. 尹若琳 凤凰路支行 营业经理 13900002501\n"
    "2. 贺知行 新城支行 副行长 13900002502\n3. 苏蔓 营业部 柜员 13900002503\n汪洋 10:20\n"
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("不好意思，贺知行的电话写错了，应该是13900002512", ("贺知行", "13900002512")),
        ("苏蔓的号错了，是13900002513", ("苏蔓", "13900002513")),
        ("第二位的手机发错了，改成13900002512", ("贺知行", "13900002512")),
        ("2号电话有误，正确的是13900002512", ("贺知行", "13900002512")),
        ("13900002502打错了，应为13900002512", ("贺知行", "13900002512")),
        ("上面那个电话改成13900002512", ("苏蔓", "13900002512")),
        ("苏蔓的岗位是运营主管，不是柜员", ("苏蔓", "13900002503", "营业部", "运营主管")),
        (
            "发错了，尹若琳不是凤凰路支行，应该是桥头支行",
            ("尹若琳", "13900002501", "桥头支行", "营业经理"),
        ),
    ],
)
def test_a_correction_is_said_of_whom_it_means(line, expected):
    reading = read_text(LISTED + line)

    found = {one[0]: one for one in people(reading)}
    assert len(found) == 3
    assert found[expected[0]][: len(expected)] == expected
    assert [code for _where, code in doubts(reading)] == ["same-person"]


def test_a_list_without_senders_is_corrected_by_number_as_well():
    reading = read_text(
        "我行本次参训：\n第1位：尹若琳，凤凰路支行行长，13900042101\n"
        "第2位：贺知行，新城支行副行长，13900042102\n第二位的手机发错了，改成13900042112"
    )

    assert [one[:2] for one in people(reading)] == [
        ("尹若琳", "13900042101"),
        ("贺知行", "13900042112"),
    ]
    assert "13900042102" in told(reading)


def test_a_replacement_of_the_same_unit_is_of_the_unit_of_whoever_leaves():
    reading = read_text(
        "关于调整参训人员的函\n"
        "一、原参训人员尹若琳（凤凰路支行运营主管）变更为同支行的贺知行（运营副主管，13900001802）。\n"
        "二、原参训人员苏蔓变更为新城支行乔木生，柜员，手机13900001804。"
    )

    assert people(reading) == [
        ("贺知行", "13900001802", "凤凰路支行", "运营副主管"),
        ("乔木生", "13900001804", "新城支行", "柜员"),
    ]
    assert "尹若琳" in told(reading)


def test_whoever_replaces_somebody_listed_above_is_of_the_same_branch():
    reading = read_text(
        "1. 尹若琳 凤凰路支行 13900000101\n2. 苏蔓 营业部 13900000102\n"
        "尹若琳来不了，换成同支行的贺知行，13900000103"
    )

    assert people(reading)[-1] == ("贺知行", "13900000103", "凤凰路支行")


SENDERS = {
    "WeChat, sent on": "————— 2026-10-09 —————\n\n{0}  09:31\n\n{1}\n\n{2}  09:33\n\n{3}",
    "QQ": "2026-10-09 9:31:12 {0}(10001)\n{1}\n2026-10-09 9:33:40 {2}(10002)\n{3}",
    "Telegram": "{0}, [09.10.2026 09:31]\n{1}\n\n{2}, [09.10.2026 09:33]\n{3}",
    "WhatsApp": "[09/10/2026, 09:31:05] {0}: {1}\n[09/10/2026, 09:33:10] {2}: {3}",
    "Teams": "[9:31 AM] {0}\n{1}\n[9:33 AM] {2}\n{3}",
    "a name and a colon": "{0}:\n{1}\n\n{2}:\n{3}",
}


@pytest.mark.parametrize("form", SENDERS.values(), ids=SENDERS)
def test_chats_of_several_programs_say_who_speaks(form):
    reading = read_text(
        form.format(
            "凤凰路支行-尹若琳",
            "报名 营业经理 13900022101",
            "贺知行",
            "贺知行 新城支行副行长 13900022102",
        )
    )

    assert people(reading) == [
        ("尹若琳", "13900022101", "凤凰路支行", "营业经理"),
        ("贺知行", "13900022102", "新城支行", "副行长"),
    ]


def test_a_sender_may_bring_somebody_along():
    reading = read_text(
        "尹若琳 10/8 15:02\n尹若琳 凤凰路支行 13900012101\n苏蔓-营业部 10/8 15:06\n"
        "我和乔木生一起参加，他的电话13900012104，我的13900012103"
    )

    assert people(reading)[1:] == [
        ("苏蔓", "13900012103", "营业部"),
        ("乔木生", "13900012104"),
    ]


def test_an_answer_above_the_list_that_it_quotes_adds_to_it():
    reading = read_text(
        "老师好，在原来的基础上再增加一名：桥头支行 乔木生 柜员 13900002104，谢谢！\n\n汪洋\n\n"
        "------------------ 原始邮件 ------------------\n"
        '发件人: "汪洋" <wy@qs.example>;\n主题: 名单\n\n> 名单如下：\n'
        "> 1、尹若琳，凤凰路支行，运营主管，13900002101\n> 2、苏蔓，营业部，柜员，13900002103"
    )

    assert [one[0] for one in people(reading)] == ["乔木生", "尹若琳", "苏蔓"]


def test_a_hotline_takes_the_place_of_nobodys_mobile():
    reading = read_text("尹若琳 凤凰路支行 13900000101\n以上如有出入，以0871-60000000答复为准")

    assert people(reading) == [("尹若琳", "13900000101", "凤凰路支行")]


def test_nothing_is_said_by_an_empty_word():
    assert [one.text for one in of_word("")] == [""]
