"""The guard is guarded: a good tree that is spoiled is refused, with the sentence and the line.

``SPOILED`` says what each spoiling costs; ``WITHOUT`` takes one branch of the guard away at a time
and shows that some spoiled or good tree tells.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from inspect import getsource
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from catalog.outline import losses, parse
from catalog.outline.tree import Doubt, Extra, Field, Item, Line, Tree, shared_lines
from tests.catalog.outline.oracle import characters, complaints

EXAMPLES = sorted(Path(__file__).with_name("examples").glob("*.txt"))
GUARD = sys.modules["catalog.outline.losses"]
DISORDER = "条目没有按原文的顺序排列。"


@cache
def good(name: str) -> Tree:
    return parse((EXAMPLES[0].parent / f"{name}.txt").read_text(encoding="utf-8"))


def words_of(tree: Tree, line: int) -> str:
    return tree.source[line - 1].text.strip()[:40]


def missing(tree: Tree, line: int) -> str:
    return f"第 {line} 行没有归到任何地方：{words_of(tree, line)}"


def twice(tree: Tree, line: int, count: int = 2) -> str:
    return f"第 {line} 行出现在 {count} 处：{words_of(tree, line)}"


def changed(tree: Tree, line: int) -> str:
    return f"第 {line} 行的文字有变动或丢失：{words_of(tree, line)}"


def with_item(tree: Tree, at: int, *instead: Item) -> Tree:
    return replace(tree, items=(*tree.items[:at], *instead, *tree.items[at + 1 :]))


def with_field(tree: Tree, at: int, *instead: Field) -> Tree:
    return replace(tree, fields=(*tree.fields[:at], *instead, *tree.fields[at + 1 :]))


def other(text: str) -> str:
    """The text with one letter altered."""
    at = next(at for at, char in enumerate(text) if char.isalnum())
    return text[:at] + ("乙" if text[at] != "乙" else "甲") + text[at + 1 :]


# ------------------------------------------------------------ spoilings
# Each takes a tree and yields spoiled trees with the sentences that are right for them.

Spoiled = list[tuple[Tree, list[str]]]


def alone(tree: Tree, entries: tuple) -> list[int]:
    """The places of entries with words and with lines that nothing else holds."""
    shared = shared_lines((*tree.fields, *tree.items, *tree.extras))
    return [at for at, one in enumerate(entries) if one.lines and not shared & set(one.lines)]


def deleted(tree: Tree) -> Spoiled:
    found = []
    for at in alone(tree, tree.items):
        gone = [missing(tree, line) for line in tree.items[at].lines]
        found.append((with_item(tree, at), gone))
    for at in alone(tree, tree.fields):
        gone = [missing(tree, line) for line in sorted(tree.fields[at].lines)]
        found.append((with_field(tree, at), gone))
    for at in alone(tree, tree.extras):
        extras = tree.extras[:at] + tree.extras[at + 1 :]
        gone = [missing(tree, line) for line in tree.extras[at].lines]
        found.append((replace(tree, extras=extras), gone))
    return found


def doubled(tree: Tree) -> Spoiled:
    """An entry twice: its line stands twice, and its words are there twice."""
    found = []
    for at in alone(tree, tree.items)[:3]:
        item = tree.items[at]
        said = [*(twice(tree, line) for line in item.lines), changed(tree, item.lines[0])]
        found.append((with_item(tree, at, item, item), said))
    for at in alone(tree, tree.fields)[:3]:
        field = tree.fields[at]
        both = with_field(tree, at, field, field)  # several fields may share a line
        found.append((both, [changed(tree, min(field.lines))]))
    return found


def named_elsewhere(tree: Tree) -> Spoiled:
    """A line that is an item and noise as well: no word is lost, and still it stands twice."""
    found = []
    for at in alone(tree, tree.items)[:2]:
        lines = tree.items[at].lines
        again = replace(tree, extras=(*tree.extras, Extra("noise", lines, " ")))
        found.append((again, [twice(tree, line) for line in lines]))
    return found


def altered(tree: Tree) -> Spoiled:
    found = []
    for at in alone(tree, tree.items):
        item = tree.items[at]
        said = [changed(tree, item.lines[0])]
        if any(map(str.isalnum, item.title)):
            found.append((with_item(tree, at, item._replace(title=other(item.title))), said))
        if any(map(str.isalnum, item.label)):
            found.append((with_item(tree, at, item._replace(label=other(item.label))), said))
    for at in alone(tree, tree.fields):
        field = tree.fields[at]
        said = [changed(tree, field.lines[0])]
        found.append((with_field(tree, at, field._replace(name=other(field.name))), said))
        if any(map(str.isalnum, field.value)):
            found.append((with_field(tree, at, field._replace(value=other(field.value))), said))
    return found


def swapped(tree: Tree) -> Spoiled:
    """Two items that stand on lines of their own change places."""
    found = []
    places = alone(tree, tree.items)
    for at, after in pairwise(places):
        if after == at + 1:
            one, two = tree.items[at : at + 2]
            items = (*tree.items[:at], two, one, *tree.items[at + 2 :])
            found.append((replace(tree, items=items), [DISORDER]))
    return found


def titles_swapped(tree: Tree) -> Spoiled:
    found = []
    places = alone(tree, tree.items)
    for at, after in pairwise(places):
        one, two = tree.items[at], tree.items[after]
        if one.title != two.title and characters(one.title) and characters(two.title):
            first = with_item(tree, at, one._replace(title=two.title))
            both = with_item(first, after, two._replace(title=one.title))
            found.append((both, [changed(tree, item.lines[0]) for item in (one, two)]))
    return found


def line_dropped(tree: Tree) -> Spoiled:
    """An entry of several lines forgets its last one."""
    found = []
    for at in alone(tree, tree.items):
        item = tree.items[at]
        if len(item.lines) > 1:
            less = item._replace(lines=item.lines[:-1])
            said = [missing(tree, item.lines[-1]), changed(tree, item.lines[0])]
            found.append((with_item(tree, at, less), said))
    for at in alone(tree, tree.fields):
        field = tree.fields[at]
        if len(field.lines) > 1 and characters(tree.source[field.lines[-1] - 1].text):
            less = field._replace(lines=field.lines[:-1])
            said = [missing(tree, field.lines[-1]), changed(tree, field.lines[0])]
            found.append((with_field(tree, at, less), said))
    return found


def line_moved(tree: Tree) -> Spoiled:
    """An item's line is said to belong to the item above, whose words stay as they are."""
    found = []
    places = alone(tree, tree.items)
    for at, after in pairwise(places):
        one, two = tree.items[at], tree.items[after]
        longer = with_item(tree, at, one._replace(lines=one.lines + two.lines))
        if after == at + 1 and characters(two.title):
            found.append((with_item(longer, after), [changed(tree, one.lines[0])]))
    return found


def made_up(tree: Tree) -> Spoiled:
    """Words that no line holds: an inserted heading has none."""
    said = "第 0 行的文字有变动或丢失："
    heading = Item(1, "section", "", "天外飞来", (), implied=True)
    return [
        (replace(tree, items=(heading, *tree.items)), [said]),
        (replace(tree, items=(heading._replace(implied=False), *tree.items)), [said]),
        (replace(tree, items=(Item(1, "section", "", "", ()), *tree.items)), [said]),
    ]


SPOILED = (
    deleted,
    doubled,
    named_elsewhere,
    altered,
    swapped,
    titles_swapped,
    line_dropped,
    line_moved,
    made_up,
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_a_spoiled_tree_is_refused_with_the_sentence_and_the_line(path, spoil):
    for tree, said in spoil(good(path.stem)):
        assert losses(tree) == said
        assert complaints(tree)


def test_every_spoiling_occurs_often():
    counts = {
        spoil.__name__: sum(len(spoil(good(path.stem))) for path in EXAMPLES) for spoil in SPOILED
    }

    assert min(counts.values()) >= 20, counts


# ------------------------------------------------------------ lines that hold several entries


FLAT = "一、开场 二、收尾"


def flat(*items: Item, doubts: tuple = (Doubt(1, "flattened"),), fields: tuple = ()) -> Tree:
    return Tree(None, fields, items, (), doubts, (Line(1, FLAT),))


OPENING = Item(1, "section", "一、", "开场", (1,))
CLOSING = Item(1, "section", "二、", "收尾", (1,))
SHARED = {
    "as it is": (flat(OPENING, CLOSING), []),
    "nothing says that it lost its line breaks": (
        flat(OPENING, CLOSING, doubts=()),
        [f"第 1 行出现在 2 处：{FLAT}"],
    ),
    "an entry is gone": (flat(OPENING), [f"第 1 行的文字有变动或丢失：{FLAT}"]),
    "an entry stands twice": (
        flat(OPENING, CLOSING, CLOSING),
        [f"第 1 行的文字有变动或丢失：{FLAT}"],
    ),
    "a letter is another": (
        flat(OPENING, CLOSING._replace(title="收场")),
        [f"第 1 行的文字有变动或丢失：{FLAT}"],
    ),
    "two entries have changed places": (flat(CLOSING, OPENING), [DISORDER]),
    "two titles have changed places": (
        flat(OPENING._replace(title="收尾"), CLOSING._replace(title="开场")),
        [DISORDER],
    ),
    "fields may share a line": (
        flat(doubts=(), fields=(Field("一", "开场", (1,)), Field("二", "收尾", (1,)))),
        [],
    ),
    "a field of a shared line has lost a letter": (
        flat(doubts=(), fields=(Field("一", "开场", (1,)), Field("二", "收", (1,)))),
        [f"第 1 行的文字有变动或丢失：{FLAT}"],
    ),
}


@pytest.mark.parametrize("name", SHARED)
def test_a_line_that_holds_several_entries(name):
    tree, said = SHARED[name]

    assert losses(tree) == said


# ------------------------------------------------------------ small forms that are no loss

HELD = {
    "tags and entities": "<ul>\n<li>甲 &amp; 乙</li>\n丙 &amp; 丁\n</ul>",
    "a ticked task": "甲\n- [x] 乙\n- [ ] 丙",
    "a rule": "甲\n一、乙\n-----\n二、丙",
    "a number before a field": "一、课程背景\n变化很快。\n二、课程大纲\n第一讲 开场\n第二讲 收尾",
    "an automatic number": [Line(1, "开场", label="1."), Line(2, "收尾", label="2.")],
}


@pytest.mark.parametrize("name", HELD)
def test_what_no_reading_keeps_is_no_loss(name):
    assert losses(held(name)) == []


def held(name: str) -> Tree:
    source = HELD[name]
    if isinstance(source, str):
        return parse(source)
    items = tuple(Item(1, "section", line.label, line.text, (line.number,)) for line in source)
    return Tree(None, (), items, (), (), tuple(source))


# ------------------------------------------------------------ no branch can be taken away unseen

FEW = (
    "arabic-top",
    "fields-one-line",
    "flattened",
    "flattened-all",
    "header-numbered-footer",
    "html-list",
    "long-lines",
    "module-two-lines",
    "restart-missing",
    "title-quoted-decimals",
)

WITHOUT = {  # what the guard looks at: its words in the source, and what stands there without it
    "is nowhere": ("if not owners:", "if False:"),
    "stands twice": ("elif len(owners) > 1 and", "elif False and"),
    "but fields may": ('and set(owners) != {"field"}', ""),
    "but a flattened line may": ("and line not in flat:", ":"),
    "looks at lines that nobody names": (
        "if shared or texts.keys() - placed else []",
        "if shared else []",
    ),
    "looks at lines that several name": (
        "if shared or texts.keys() - placed else []",
        "if texts.keys() - placed else []",
    ),
    "an item has its own words": ("return want in (", "return True or want in ("),
    "the quick answer reads the title": (".lstrip() == title", ".lstrip() != ''"),
    "an item has the words of all its lines": (
        "for line in item.lines)",
        "for line in item.lines[:1])",
    ),
    "the number may be automatic": ("in (_words(item.title), ", "in (None, "),
    "inserted headings are empty": ("return item.implied and not (", "return not ("),
    "inserted headings have no words": ("(item.lines or item.label or item.title)", "item.lines"),
    "a field has its own words": ("return got in (", "return True or got in ("),
    "a field's number may go": ('COUNTER.sub("", first)', "first"),
    "a field has all its lines": ('"".join(map(_words, rest))', '""'),
    "shared lines have their own words": ("if Counter(words) != got:", "if False:"),
    "shared fields count": (
        "        return _words(entry.name) + _words(entry.value)",
        '        return ""',
    ),
    "shared extras count": (
        "return _words(entry.text or ",
        "return str() and _words(entry.text or ",
    ),
    "shared lines keep their order": (
        "return None if _in_order(printed, words) else ",
        "return None if True else ",
    ),
    "in order": ("return [(late, DISORDER)] if late else []", "return []"),
    "ticks are no words": ('TASK.sub("", text)', "text"),
    "tags are no words": ('if "<" in text:', "if False:"),
    "entities are read": ('html.unescape(text) if "&" in text else text', "text"),
}


def guard_without(branch: str) -> Callable[[Tree], list[str]]:
    """The guard with one branch taken out of its source."""
    snippet, instead = WITHOUT[branch]
    source = getsource(GUARD)
    assert source.count(snippet) == 1, f"{snippet} stands {source.count(snippet)} times"
    module = ModuleType("catalog.outline.weaker")
    module.__package__ = "catalog.outline"
    exec(compile(source.replace(snippet, instead), "weaker", "exec"), module.__dict__)  # noqa: S102
    return module.losses


@cache
def judged() -> list[tuple[Tree, list[str]]]:
    """Good and spoiled trees with what is right to say of each."""
    trees = [good(name) for name in FEW]
    spoiled = [pair for tree in trees for spoil in SPOILED for pair in spoil(tree)]
    return [
        *((tree, []) for tree in trees),
        *((held(name), []) for name in HELD),
        *SHARED.values(),
        *spoiled,
    ]


def test_the_whole_guard_is_right_about_all_of_them():
    assert [said for tree, said in judged() if losses(tree) != said] == []


@pytest.mark.parametrize("branch", WITHOUT)
def test_a_guard_without_one_of_its_branches_is_found_out(branch):
    weaker = guard_without(branch)

    assert any(weaker(tree) != said for tree, said in judged())
