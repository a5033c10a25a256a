"""An explicit mark overrules the kind of a line; it is for the editor, and no reader sees it."""

import pytest

from catalog.outline import losses, parse
from catalog.outline.marks import WORDS, mark_of, split_mark, without_marks

KINDS = [kind for kind in WORDS if kind != "noise"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_after_the_number_makes_the_kind(kind):
    text = f"时间管理\n一、认识\n1、特性\n2、{mark_of(kind)}日志\n3、陷阱\n"

    tree = parse(text)

    assert [item.kind for item in tree.items] == ["section", "point", kind, "point"]
    assert tree.items[2].label == "2、"
    assert [item.depth for item in tree.items] == [1, 2, 2, 2]
    assert losses(tree) == []


def test_a_mark_at_the_beginning_makes_a_line_without_number_an_aid():
    tree = parse("时间管理\n一、认识\n1、特性\n〔练习〕写一天的日志\n2、陷阱\n")

    assert [(item.depth, item.kind, item.label) for item in tree.items] == [
        (1, "section", "一、"),
        (2, "point", "1、"),
        (3, "exercise", ""),
        (2, "point", "2、"),
    ]


def test_a_marked_line_is_never_a_header_field():
    tree = parse("时间管理\n〔要点〕课程目标：会排序\n1、四象限\n2、二八\n")

    assert (tree.fields, tree.items[0].kind) == ((), "point")


def test_a_line_to_ignore_is_kept_as_an_extra():
    tree = parse("时间管理\n1、四象限\n〔忽略〕内部备注\n2、二八\n")

    assert [(extra.kind, extra.lines) for extra in tree.extras] == [
        ("title", (1,)),
        ("noise", (3,)),
    ]
    assert losses(tree) == []


def test_readers_see_a_label_without_its_mark():
    assert [without_marks(label) for label in ("2、〔案例〕", "〔模块〕 第一讲", "一、")] == [
        *("2、", "第一讲", "一、"),
    ]


def test_other_words_in_such_brackets_are_no_mark():
    assert split_mark("〔2019〕5号文") == ("", "", "〔2019〕5号文")
