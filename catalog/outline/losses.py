"""Proof that a tree holds its whole source: every line in exactly one place, with its own words."""

import html

from .markup import tokens
from .rows import RULE
from .tree import Item, Tree, gettext_noop

MISSING = gettext_noop("第 %(line)d 行没有归到任何地方：%(text)s")
TWICE = gettext_noop("第 %(line)d 行出现在 %(count)d 处：%(text)s")
CHANGED = gettext_noop("第 %(line)d 行的文字有变动或丢失：%(text)s")
DISORDER = gettext_noop("条目没有按原文的顺序排列。")


def losses(tree: Tree) -> list[str]:
    """What a tree would lose or repeat of its source, as sentences; an empty list is right."""
    texts = {line.number: line.text for line in tree.source if line.text.strip()}
    places: dict[int, list[str]] = {}
    for what, entries in (("field", tree.fields), ("item", tree.items), ("extra", tree.extras)):
        for entry in entries:
            for line in set(entry.lines):
                places.setdefault(line, []).append(what)
    flat = {doubt.line for doubt in tree.doubts if doubt.code == "flattened"}
    found = []
    for line, text in texts.items():
        owners = places.get(line, [])
        params = {"line": line, "text": text.strip()[:40], "count": len(owners)}
        if not owners:
            found.append(MISSING % params)
        elif len(owners) > 1 and set(owners) != {"field"} and line not in flat:
            found.append(TWICE % params)
    return found + _changes(tree, texts) + _disorder(tree)


def _changes(tree: Tree, texts: dict[int, str]) -> list[str]:
    shared = _shared(tree)
    found = []
    for item in tree.items:
        if item.implied or shared & set(item.lines):
            continue
        want = "".join(_words(texts.get(line, "")) for line in item.lines)
        if _words(item.title) != want and _words(item.label) + _words(item.title) != want:
            found.append(_changed(item, texts))
    return found


def _changed(item: Item, texts: dict[int, str]) -> str:
    line = item.lines[0]
    return CHANGED % {"line": line, "text": texts.get(line, "").strip()[:40]}


def _shared(tree: Tree) -> set[int]:
    seen, shared = set(), set()
    for entry in (*tree.fields, *tree.items, *tree.extras):
        shared |= seen & set(entry.lines)
        seen |= set(entry.lines)
    return shared


def _disorder(tree: Tree) -> list[str]:
    firsts = [min(item.lines) for item in tree.items if item.lines]
    return [] if firsts == sorted(firsts) else [DISORDER]


def _words(text: str) -> str:
    """Letters and digits, which no reading may change; tags and entities aside."""
    if RULE.match(text):
        return ""
    if "<" in text:
        text = "".join(words for kind, words in tokens(text) if kind == "text")
    return "".join(char for char in html.unescape(text) if char.isalnum())
