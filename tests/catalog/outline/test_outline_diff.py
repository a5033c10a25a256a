"""Two versions compared item by item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.outline import Item
from catalog.outline.diff import changes, grouped, same_items

MODULES = {
    "甲": ["第一句话", "自报家门"],
    "乙": ["回应借口", "确认金额"],
    "丙": ["收束通话", "记录要点"],
}


def outline(*names, **instead) -> list[Item]:
    items = []
    for name in names:
        items.append(Item(1, "module", "", f"模块{name}", (len(items) + 1,)))
        for title in instead.get(name, MODULES[name]):
            items.append(Item(2, "point", "", title, (len(items) + 1,)))
    return items


def news(old, new) -> list[tuple[str, str]]:
    """What is told: all but what stayed the same or was carried along."""
    return [
        (change.kind, (change.new or change.old).title)
        for change in changes(old, new)
        if change.kind != "same" and not change.carried
    ]


def test_the_same_outline_tells_nothing():
    assert news(outline("甲", "乙"), outline("甲", "乙")) == []


def test_a_new_item_is_added_and_a_missing_one_removed():
    old = outline("甲", "乙")
    new = outline("甲", "乙", 乙=["回应借口", "约定还款日"])

    assert news(old, new) == [("removed", "确认金额"), ("added", "约定还款日")]


def test_a_slightly_other_title_is_reworded():
    new = outline("甲", "乙", 乙=["回应各种借口", "确认金额"])

    assert news(outline("甲", "乙"), new) == [("reworded", "回应各种借口")]


def test_another_number_is_reworded():
    old, new = ([Item(1, "section", label, "开场", (1,))] for label in ("一、", "二、"))

    assert news(old, new) == [("reworded", "开场")]


@pytest.mark.parametrize("order", [("乙", "丙", "甲"), ("丙", "甲", "乙")], ids=["down", "up"])
def test_a_module_that_moved_is_one_move(order):
    moved = "甲" if order[-1] == "甲" else "丙"

    assert news(outline("甲", "乙", "丙"), outline(*order)) == [("moved", f"模块{moved}")]


def test_an_item_that_went_to_another_module_is_one_move():
    new = outline("甲", "乙", 甲=["第一句话"], 乙=["自报家门", "回应借口", "确认金额"])

    assert [kind for kind, _title in news(outline("甲", "乙"), new)] == ["moved"]


def test_equal_titles_stay_below_their_own_modules():
    old = outline("甲", "乙", 甲=["讨论"], 乙=["讨论"])
    new = outline("乙", "甲", 甲=["讨论"], 乙=["讨论"])

    assert [kind for kind, _title in news(old, new)] == ["moved"]


def test_a_module_with_another_name_and_number_is_the_same_one():
    points = ["回应借口", "约好日子", "确认金额"]
    old, new = outline("甲", "乙", 乙=points), outline("甲", "乙", 乙=points)
    new[3] = Item(1, "module", "第九单元", "全不一样的名称", (4,))
    new[6] = Item(2, "point", "", "一句新写的话", (7,))

    assert news(old, new) == [
        ("reworded", "全不一样的名称"),
        ("removed", "确认金额"),
        ("added", "一句新写的话"),
    ]
    assert same_items(old, new)[3] == 3


def test_modules_that_are_only_numbers_are_known_by_what_they_hold():
    old = [Item(1, "module", "第一模块", "", (1,)), *outline("甲")[1:]]
    old += [Item(1, "module", "第二模块", "", (4,)), *outline("乙")[1:]]
    new = [old[0], *outline("乙")[1:], old[3], *outline("甲")[1:]]

    assert same_items(old, new) == {0: 3, 1: 4, 2: 5, 3: 0, 4: 1, 5: 2}


TITLES = st.lists(
    st.builds(
        Item,
        depth=st.integers(1, 4),
        kind=st.just("point"),
        label=st.sampled_from(["", "一、", "1."]),
        title=st.text("甲乙丙丁", max_size=4),
        lines=st.just((1,)),
    ),
    max_size=12,
)


@given(TITLES, TITLES)
def test_every_item_of_both_versions_is_told_once(old, new):
    found = changes(old, new)

    assert [change.new for change in found if change.new] == new
    assert sorted(map(id, (c.old for c in found if c.old))) == sorted(map(id, old))


def test_what_is_told_stands_below_the_module_it_happened_in():
    old = outline("甲", "乙", "丙")
    new = outline("丙", "甲", "乙", 乙=["回应借口", "新的一点"], 丙=["收束通话"])

    groups = [
        (group.heading and group.heading.title, [one.kind for one in group.changes])
        for group in grouped(changes(old, new))
    ]

    assert groups == [
        (None, ["moved", "removed"]),  # of 丙
        ("模块乙", ["removed", "added"]),
    ]


def test_what_stood_in_a_renamed_module_is_told_below_its_new_name():
    old = [Item(1, "module", "", "授信实务与案例", (1,)), *outline("甲")[1:]]
    new = [Item(1, "module", "", "授信实务与案例（新）", (1,)), outline("甲")[1]]

    (group,) = grouped(changes(old, new))

    assert group.heading is None
    assert [(one.kind, one.top.title) for one in group.changes] == [
        ("reworded", "授信实务与案例（新）"),
        ("removed", "授信实务与案例（新）"),
    ]
