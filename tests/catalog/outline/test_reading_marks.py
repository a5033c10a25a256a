"""A 〔读法：…〕 line chooses a reading and is no part of the outline; tidying keeps it."""

import pytest

from catalog.outline import losses, parse
from catalog.outline.diff import changes, grouped
from catalog.outline.quality import weaknesses
from catalog.outline.readings import BY_MARK, with_mark
from catalog.outline.tidying import patches, tidy
from catalog.outline.writers.printed_text import as_plain

BLOCKS = """厅堂沟通课
第一模块 迎宾
站姿要稳
手势要轻

引导
取号
分流

送客
道别
回访
第二模块 收束
承诺
再确认
"""
CLOSE = """厅堂沟通课
第一模块 迎宾
站姿要稳
手势要轻

引导
取号
分流
第二模块 收束
承诺
再确认
"""


def shape(tree) -> list[tuple]:
    return [(item.depth, item.title) for item in tree.items]


def test_a_mark_chooses_the_reading_wherever_it_stands():
    wanted = shape(parse(BLOCKS, reading="blocks"))

    assert wanted != shape(parse(BLOCKS))
    for text in (
        "〔读法：空行〕\n" + BLOCKS,
        BLOCKS + "  〔讀法: 空行〕 \n",
        BLOCKS + "〔reading: blocks〕",
    ):
        assert shape(parse(text)) == wanted
        assert parse(text).readings[0].code == "blocks"


def test_the_mark_is_no_title_no_item_and_nothing_is_lost():
    tree = parse("〔读法：缩进〕\n" + BLOCKS)

    assert tree.title == "厅堂沟通课"
    assert "读法" not in str(shape(tree))
    assert (tree.extras[0].kind, tree.extras[0].lines) == ("noise", (1,))
    assert losses(tree) == []
    assert tree.to_text() == "〔读法：缩进〕\n" + BLOCKS


@pytest.mark.parametrize(
    "form",
    ["<h1>沟通课</h1>\n<h2>一章</h2>\n<ul><li>甲</li>\n<li>乙</li></ul>", "# 课\n## 章\n- 甲"],
)
def test_a_text_with_tags_or_signs_reads_the_same_below_a_mark(form):
    assert shape(parse("〔读法：编号〕\n" + form)) == shape(parse(form))


def test_an_unknown_word_is_a_doubt_and_changes_nothing():
    tree = parse("〔读法：随便〕\n" + BLOCKS)

    assert shape(tree) == shape(parse(BLOCKS))
    assert [(d.line, d.code, d.params) for d in tree.doubts if d.code.startswith("reading")] == [
        (1, "reading-unknown", {"label": "随便"})
    ]


def test_a_close_reading_is_a_doubt_until_somebody_chooses_and_no_part_of_the_contract():
    tree = parse(CLOSE)
    chosen = parse(with_mark(CLOSE, tree.readings[0].code))

    assert [doubt.code for doubt in tree.doubts] == ["reading-close"]
    assert tree.as_json()["warnings"] == []
    assert chosen.doubts == ()
    assert shape(chosen) == shape(tree)


@pytest.mark.parametrize("text", [BLOCKS, BLOCKS.replace("\n", "\r\n"), "甲\r乙", "甲"])
@pytest.mark.parametrize("code", sorted(set(BY_MARK.values())))
def test_a_mark_put_in_and_taken_out_leaves_the_text_as_it_was(text, code):
    marked = with_mark(with_mark(text, "flat"), code)

    assert with_mark(marked, "") == text
    assert marked.count("〔读法：") == 1
    assert marked.endswith(text)


def test_each_option_that_is_offered_is_what_its_mark_gives():
    for option in parse(BLOCKS).readings:
        again = parse(with_mark(BLOCKS, option.code))

        assert again.readings[0].code == option.code
        assert [one.unmarked for one in again.readings].count(True) == 1
    assert parse(BLOCKS).readings[0].unmarked


def test_a_chosen_reading_that_gives_the_usual_tree_stays_that_tree():
    text = "〔读法：缩进〕\n" + BLOCKS.replace("道别", "  道别")

    for code in ("indents", "usual"):
        assert parse(text, reading=code).readings[0].code == code


def test_tidying_keeps_the_mark_and_the_reading():
    text = "〔读法：空行〕\n" + BLOCKS.replace("承诺", "1、承诺").replace("再确认", "3、再确认")

    tidied = tidy(text)

    assert tidied.startswith("〔读法：空行〕\n")
    assert [(old, new) for _line, old, new in patches(text)] == [("3、再确认", "2、再确认")]
    assert shape(parse(tidied)) == shape(parse(text))


def test_another_reading_is_told_as_items_that_moved_and_no_weakness_names_the_mark():
    old, new = parse(BLOCKS).items, parse(with_mark(BLOCKS, "blocks")).items

    moved = [change.item.title for group in grouped(changes(old, new)) for change in group.changes]

    assert moved == ["手势要轻"]
    assert not any("读法" in weakness.item.title for weakness in weaknesses(new))


def test_what_is_taken_away_does_not_hold_the_mark():
    tree = parse(with_mark(BLOCKS, "blocks"))

    assert "读法" not in as_plain(tree.title, tree.items)


def test_a_fence_with_a_blank_in_it_states_levels_and_makes_tags_mere_text():
    lines = ["〔读法：{}〕", "<p>甲</p>", "  <p>乙</p>", "<p>丙</p>"]
    whole, blank = (parse("\n".join(["标题", *lines]).format(word)) for word in ("层级", " 层级 "))

    assert [(item.depth, item.title) for item in blank.items] == [
        (1, "<p>甲</p>"),
        (2, "<p>乙</p>"),
        (1, "<p>丙</p>"),
    ]
    assert [item.title for item in whole.items] == [item.title for item in blank.items]
