"""An outline printed and read back is the same outline."""

import json
from pathlib import Path

import pytest

from catalog.outline import parse
from catalog.outline.writers.printed_text import as_json, as_markdown, as_plain

EXAMPLES = sorted(Path(__file__).with_name("examples").glob("*.txt"))
# A plain text cannot say that these lines without a number head a list.
NO_PLAIN = {"english-headings"}

TEXT = "授信实务\n第一讲 准备\n1、名单\n案例：一张[运单]\n2、拜访\n第二讲 成交\n1、方案\n2、跟进\n"


def places(tree) -> list[tuple]:
    return [
        (item.depth, f"{item.label}{item.title}".replace(" ", ""))
        for item in tree.items
        if not item.implied
    ]


def test_plain_text_is_indented_by_depth():
    tree = parse(TEXT)

    assert as_plain(tree.title, tree.items).splitlines()[:5] == [
        *("授信实务", "", "第一讲 准备", "  1、 名单", "    案例： 一张[运单]"),
    ]


def test_markdown_has_headings_at_the_top_and_lists_below():
    tree = parse(TEXT)

    assert as_markdown(tree.title, tree.items).splitlines()[:6] == [
        *("# 授信实务", "", "## 第一讲 准备", "", "- 1、 名单", "  - 案例： 一张\\[运单\\]"),
    ]


def test_json_is_the_contract_on_one_line():
    tree = parse(TEXT)

    printed = as_json(tree)

    assert printed.count("\n") == 1
    assert json.loads(printed) == json.loads(json.dumps(tree.as_json()))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_markdown_reads_back_to_the_same_places(path):
    tree = parse(path.read_text(encoding="utf-8"))

    again = parse(as_markdown(tree.title or "", tree.items))

    assert places(again) == places(tree)


@pytest.mark.parametrize(
    "path", [path for path in EXAMPLES if path.stem not in NO_PLAIN], ids=lambda path: path.stem
)
def test_plain_text_reads_back_to_the_same_places(path):
    tree = parse(path.read_text(encoding="utf-8"))

    again = parse(as_plain(tree.title or "", tree.items))

    assert places(again) == places(tree)
