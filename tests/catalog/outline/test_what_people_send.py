"""Small habits of outlines that people send: a scan's blanks, a hanging line, bold last heads."""

import pytest

from catalog.outline import losses, parse, parse_lines
from catalog.outline.tree import Line


def kinds(text):
    tree = parse(text)
    assert losses(tree) == []
    return [(item.depth, item.kind, item.label) for item in tree.items]


@pytest.mark.parametrize("label", ["案 例 ：", "案 例 分 析 ：", "案　例："])
def test_a_label_that_a_scan_pulled_apart_names_an_aid(label):
    found = kinds(f"一、收付\n1、点数\n2、复核\n{label} 一 张 假 币\n二、识别\n1、水印")

    assert (2, "case_study", label) in found


def test_blanks_that_make_no_label_are_left_alone():
    assert kinds("一、收付\n案 X：一张假币\n二、识别")[1][1] != "case_study"


def test_a_line_in_small_letters_below_the_words_of_a_number_goes_on_with_it():
    tree = parse("1. Greet\n1.1 Spillages are cleaned\n     without delay\n1.2 Ask\n2. Part")

    assert [item.lines for item in tree.items] == [(1,), (2, 3), (4,), (5,)]


def test_two_lines_in_small_letters_are_a_list():
    tree = parse("1. Greet\n1.1 Look at the guest\n     eyes\n     hands\n1.2 Ask\n2. Part")

    assert [item.lines for item in tree.items][:4] == [(1,), (2,), (3,), (4,)]


def test_a_bold_line_without_a_list_stands_beside_the_other_bold_heads():
    words = "Front desk/Day 1: In/Greeting/• smile/• ask/Parting/• thank/• wave/Next steps"
    words += "/Day 2: Out/Waving/• hand"
    lines = [
        Line(n, text, strong=n > 1 and text[0] != "•") for n, text in enumerate(words.split("/"), 1)
    ]
    depths = {item.title: item.depth for item in parse_lines(lines).items}

    assert [depths[name] for name in ("Greeting", "Parting", "Next steps")] == [2, 2, 2]


def test_parts_may_count_with_stems_or_stand_first_and_last():
    assert [kind[:3:2] for kind in kinds("甲部：法例\n1. 條例\n乙部：實務\n1. 梯具")] == [
        (1, "甲部："),
        (2, "1."),
        (1, "乙部："),
        (2, "1."),
    ]
    assert [one[0] for one in kinds("上篇：认识\n一、画像\n下篇：行动\n一、约访")] == [1, 2, 1, 2]


def test_numbers_alone_on_their_lines_number_the_titles_below_though_one_is_left_out():
    tree = parse("厅堂营销\n\n01\n迎客\n▪️问候\n\n02\n交谈\n▪️倾听\n\n04\n送客\n▪️告别\n")

    assert [(item.depth, item.label, item.title) for item in tree.items] == [
        (1, "01", "迎客"),
        (2, "▪️", "问候"),
        (1, "02", "交谈"),
        (2, "▪️", "倾听"),
        (1, "04", "送客"),
        (2, "▪️", "告别"),
    ]
    assert [doubt.code for doubt in tree.doubts] == ["numbering-gap"]


@pytest.mark.parametrize(
    "label", ["★案例★", "【案例】", "〖案例〗", "『案例』：", "~案例1~", "▲ 案例分析 ▲"]
)
def test_signs_on_either_side_of_a_word_name_an_aid(label):
    tree = parse(f"厅堂营销\n一、迎客\n1. 问候\n{label}一次投诉\n2. 倾听\n二、送客\n1. 告别")
    found = [item for item in tree.items if item.kind == "case_study"]

    assert [(item.label, item.title, item.depth) for item in found] == [(label, "一次投诉", 3)]


@pytest.mark.parametrize("line", ["★案例很多★", "★案例", "~~"])
def test_other_words_between_signs_are_no_label(line):
    tree = parse(f"厅堂营销\n一、迎客\n{line}\n二、送客\n1. 告别")

    assert not any(item.label.endswith("★") for item in tree.items)


@pytest.mark.parametrize("kicker", ["EXECUTIVE SERIES", "LEADERSHIP"])
def test_a_few_words_in_capitals_above_a_title_are_none(kicker):
    tree = parse(
        f"{kicker}\nManaging Difficult Talks\n\nModule 1: Ask\n- look\nModule 2: Part\n- wave"
    )

    assert tree.title == "Managing Difficult Talks"


@pytest.mark.parametrize(
    "below", ["How to win and keep a guest", "for branch staff", "2 Days in Leeds"]
)
def test_a_title_in_capitals_stays_one_above_its_subtitle(below):
    tree = parse(f"SELLING WITH CARE\n{below}\n\nModule 1: Ask\n- look\nModule 2: Part\n- wave")

    assert tree.title == "SELLING WITH CARE"


def test_a_mail_that_quotes_an_outline_says_nothing_of_it_above_the_quotation():
    tree = parse(
        "王老师您好：\n大纲如下，请看。\n\n> 厅堂营销\n> A. 迎客\n> A1. 问候\n> A2. 微笑\n"
        "> B. 送客\n> B1. 告别\n> B2. 挥手\n\n祝好\n小李"
    )

    assert tree.title == "厅堂营销"
    assert [(item.depth, item.label, item.title) for item in tree.items] == [
        (1, "A.", "迎客"),
        (2, "A1.", "问候"),
        (2, "A2.", "微笑"),
        (1, "B.", "送客"),
        (2, "B1.", "告别"),
        (2, "B2.", "挥手"),
    ]


def test_a_title_above_a_quotation_that_no_mail_introduces_stays_one():
    tree = parse("厅堂营销\n> 一、迎客\n> 二、送客\n> 三、回访")

    assert tree.title == "厅堂营销"


def test_codes_go_on_from_letter_to_letter():
    tree = parse("Front Desk\nA1. Smile\nA2. Ask\n- listen\nB1. Wave\n- go\nC1. Call\nC2. Write")

    assert [(item.depth, item.label) for item in tree.items if item.label] == [
        *((1, "A1."), (1, "A2."), (1, "B1."), (1, "C1."), (1, "C2.")),
    ]
    assert tree.doubts == ()
