"""A flat outline as parts and rows; counts; one kind alone."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.outline.kinds import COUNTED
from catalog.queries.outline_parts import counts, only, parts


def item(position, depth, kind="point", label="", *, implied=False):
    return SimpleNamespace(
        position=position, depth=depth, kind=kind, label=label, title="", implied=implied
    )


def items(*depths, kind="point"):
    return [item(position, depth, kind) for position, depth in enumerate(depths, 1)]


def outlined(part) -> str:
    """The rows of a part as the page nests them: every bracket is a list."""
    return "".join(
        f"{row.item.position}{'(' if row.opens else ',' + '),' * len(row.closes)}"
        for row in part.rows
    )


def test_each_item_hangs_below_the_nearest_smaller_depth_above_it():
    found = parts(items(1, 2, 3, 3, 2, 1, 2))

    assert [(part.head.position, outlined(part)) for part in found] == [
        (1, "2(3,4,),5,"),
        (6, "7,"),
    ]


def test_a_depth_that_skips_one_is_still_one_list_deeper():
    (part,) = parts(items(1, 4, 6, 2))

    assert outlined(part) == "2(3,),4,"


def test_an_outline_without_modules_is_parts_without_rows():
    assert [(part.head.position, part.rows) for part in parts(items(2, 2))] == [(1, []), (2, [])]


@given(st.lists(st.integers(1, 6), max_size=60))
def test_no_item_is_lost_and_every_list_that_opens_closes(depths):
    found = parts(items(*depths))

    shown = [i.position for part in found for i in (part.head, *(row.item for row in part.rows))]
    assert shown == list(range(1, len(depths) + 1))
    for part in found:
        assert outlined(part).count("(") == outlined(part).count(")")


def test_counts_follow_the_order_a_reader_is_told_and_skip_what_is_implied():
    outline = [
        item(1, 1, "tool"),
        item(2, 1, "module"),
        item(3, 2, "section", implied=True),
        item(4, 2, "tool"),
        item(5, 2, "point"),
    ]

    assert counts(outline) == [("module", 1), ("tool", 2)]


def test_a_part_counts_what_it_holds_without_its_head():
    (part,) = parts([item(1, 1, "module"), item(2, 2, "section"), item(3, 3, "case_study")])

    assert part.counts == [("section", 1), ("case_study", 1)]


def test_one_kind_alone_keeps_what_stands_above_it_once():
    outline = [
        item(1, 1, "module"),
        item(2, 2, "section"),
        item(3, 3, "tool"),
        item(4, 3, "tool"),
        item(5, 1, "module"),
        item(6, 2, "point"),
    ]

    assert [kept.position for kept in only(outline, "tool")] == [1, 2, 3, 4]


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(COUNTED)), max_size=40))
def test_one_kind_alone_keeps_every_item_of_it_in_order(shape):
    outline = [item(n, depth, kind) for n, (depth, kind) in enumerate(shape, 1)]

    kept = only(outline, "tool")

    assert [i.position for i in kept if i.kind == "tool"] == [
        i.position for i in outline if i.kind == "tool"
    ]
    assert [i.position for i in kept] == sorted({i.position for i in kept})


@pytest.mark.parametrize(
    ("kind", "label", "says"),
    [
        ("case_study", "案例分析01:", True),
        ("case_study", "01:", False),
        ("tool", "承诺工具04.", True),
        ("point", "案例1、", False),
    ],
)
def test_a_label_may_say_the_kind_itself(kind, label, says):
    (part,) = parts([item(1, 1, kind, label)])

    assert part.itself[0].says_its_kind is says
