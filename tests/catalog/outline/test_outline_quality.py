"""What an editor would mend in an outline that reads without a doubt."""

from catalog.outline import Item
from catalog.outline.quality import weaknesses
from tests.pace import within


def item(depth, kind, title) -> Item:
    return Item(depth, kind, "", title, (1,))


def codes(*items) -> list[tuple[str, str]]:
    return [(weakness.code, weakness.item.title) for weakness in weaknesses(items)]


def test_a_good_outline_has_no_weakness():
    assert (
        codes(item(1, "module", "开场"), item(2, "point", "话术"), item(3, "tool", "话术卡")) == []
    )


def test_a_module_without_case_tool_or_exercise_is_named():
    found = codes(item(1, "module", "开场"), item(2, "point", "第一句话"))

    assert found == [("module-without-aid", "开场")]


def test_a_heading_with_nothing_below_is_named():
    found = codes(item(1, "module", "开场"), item(2, "section", "空节"), item(2, "tool", "话术卡"))

    assert found == [("empty-section", "空节")]


def test_two_items_that_say_nearly_the_same_are_named_once():
    found = codes(
        item(1, "point", "逾期客户的分类与沟通方式"), item(1, "point", "逾期客户的分类与沟通方式。")
    )

    assert found == [("near-duplicate", "逾期客户的分类与沟通方式。")]


def test_short_titles_may_repeat():
    assert codes(item(1, "point", "课堂讨论"), item(1, "point", "课堂讨论")) == []


def test_a_line_of_more_than_80_characters_is_named():
    assert [code for code, _title in codes(item(1, "point", "长" * 81))] == ["long-line"]


def test_ten_thousand_items_take_no_more_than_three_thousand_strides():
    items = [item(2, "point", f"第{n}条：与客户谈第{n}笔欠款的办法") for n in range(10_000)]

    assert within(3_000, lambda: weaknesses(items))
