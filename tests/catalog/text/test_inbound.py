"""One way in for text: what people's programs add is taken off, what they meant stays."""

import pytest

from catalog.text import inbound


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("张　三", "张三"),
        (" 欧阳 靖 ", "欧阳靖"),
        ("阿依努尔•买买提", "阿依努尔·买买提"),
        ("扎西．达娃", "扎西·达娃"),
        ("\u202a安小宁\u202c", "安小宁"),
        ("Anna  Lim", "Anna Lim"),
        ("汤靖 (Jing Tang)", "汤靖 (Jing Tang)"),
        ("安小宁 白一凡", "安小宁 白一凡"),
    ],
)
def test_a_name(typed, meant):
    assert inbound.name(typed) == meant
    assert inbound.name(meant) == meant


@pytest.mark.parametrize(
    "typed",
    ["a@b.com", "ａ＠ｂ。com", " a@b.com\u200e", "<a@b.com>", "mailto:a@b.com", "a @ b.com；"],
)
def test_an_address(typed):
    assert inbound.email(typed) == "a@b.com"


def test_marks_that_nobody_sees_are_no_part_of_a_number():
    assert inbound.without_marks("\u202d139 0000 0001\u202c") == "139 0000 0001"


def test_private_characters_are_noticed():
    assert inbound.has_private_characters("潘\ue863")
    assert not inbound.has_private_characters("潘䶮𠮷")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\u202a信用卡\u202c 催收", "信用卡 催收"),
        ("信用卡，催收。", "信用卡 催收"),
        ("《大堂经理》", "大堂经理"),
        ("阿依努尔•买买提", "阿依努尔 买买提"),
        ("c++ 3.0 50%", "c++ 3.0 50%"),
        ("　信用卡　", "信用卡"),
    ],
)
def test_the_words_of_a_search(typed, meant):
    assert inbound.sought(typed) == meant
