"""Proof that a tree holds its whole source: every line in exactly one place, with its own words."""

import html
import re
from collections import Counter
from itertools import pairwise

from .marks import without_marks
from .readers.html import is_html, tokens
from .readers.whole_tags import whole_tags
from .rows import is_blank
from .tree import Extra, Field, Item, Tree, gettext_noop, shared_lines

MISSING = gettext_noop("第 %(line)d 行没有归到任何地方：%(text)s")
TWICE = gettext_noop("第 %(line)d 行出现在 %(count)d 处：%(text)s")
CHANGED = gettext_noop("第 %(line)d 行的文字有变动或丢失：%(text)s")
SPACES = re.compile(r"[\W_]+")
TASK = re.compile(r"^\s*[-*+]\s+\[[xX]\]\s+")
COUNTER = re.compile(
    r"^\s*(?:#{1,6}\s+)?(?:\*\*)?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．)）]"
)
DISORDER = gettext_noop("条目没有按原文的顺序排列。")


def losses(tree: Tree) -> list[str]:
    """Return what a tree would lose or repeat of its source, as sentences; empty is right."""
    return [sentence for _, sentence in _losses(tree)]


def lost_lines(tree: Tree) -> set[int]:
    """Return the lines of those entries that lose, double or alter their words."""
    return {line for lines, _ in _losses(tree) for line in lines}


Loss = tuple[tuple[int, ...], str]  # lines, the sentence


def _losses(tree: Tree) -> list[Loss]:
    texts = {line.number: line.text for line in tree.source if not is_blank(line.text)}
    entries = tree.entries
    shared = shared_lines(entries)
    placed = {line for entry in entries for line in entry.lines}
    misplaced = _misplaced(tree, texts) if shared or texts.keys() - placed else []
    return misplaced + _changes(tree, texts, shared) + _disorder(tree)


def _without_wrapped_tags(tree: Tree, texts: dict[int, str]) -> dict[int, str]:
    """In HTML source a tag stands where it ends."""
    if not tree.ends or not any("<" in text for text in texts.values()):
        return texts
    if not is_html(tree.source):
        return texts
    whole = {line.number: line.text for line in whole_tags(tree.source)}
    return {number: whole[number] for number in texts}


def _misplaced(tree: Tree, texts: dict[int, str]) -> list[Loss]:
    """Lines that are nowhere, or in several places though nothing says so."""
    places: dict[int, list[str]] = {}
    for what, entries in (("field", tree.fields), ("item", tree.items), ("extra", tree.extras)):
        for entry in entries:
            for line in set(entry.lines):
                places.setdefault(line, []).append(what)
    flat = {doubt.line for doubt in tree.doubts if doubt.code == "flattened"}
    found: list[Loss] = []
    for line, text in texts.items():
        owners = places.get(line, [])
        params = {"line": line, "text": text.strip()[:40], "count": len(owners)}
        if not owners:
            found.append(((line,), MISSING % params))
        elif len(owners) > 1 and set(owners) != {"field"} and line not in flat:
            found.append(((line,), TWICE % params))
    return found


def _changes(tree: Tree, typed: dict[int, str], shared: set[int]) -> list[Loss]:
    texts = _without_wrapped_tags(tree, typed)
    found = [
        _changed(item, typed)
        for item in tree.items
        if not (shared and shared & set(item.lines))
        and not (_is_empty(item) if item.implied or not item.lines else _item_holds(item, texts))
    ]
    found += [
        _changed(field, typed)
        for field in tree.fields
        if not shared & set(field.lines) and not _field_is_whole(field, texts)
    ]
    return found + _changes_of_shared(tree, texts, typed, shared)


def _is_empty(item: Item) -> bool:
    """Whether an inserted heading has no line and no word: nothing else may come from nowhere."""
    return item.implied and not (item.lines or item.label or item.title)


def _item_holds(item: Item, texts: dict[int, str]) -> bool:
    return _item_stands(item, texts) or _item_is_whole(item, texts)


def _item_stands(item: Item, texts: dict[int, str]) -> bool:
    """The quick answer for most lines: label and title as they are, with white space between."""
    _depth, _kind, label, title, lines, _implied = item
    if len(lines) != 1:
        return False
    text = texts.get(lines[0], "").strip()
    return text.startswith(label) and text[len(label) :].lstrip() == title


def _item_is_whole(item: Item, texts: dict[int, str]) -> bool:
    want = "".join(_words(texts.get(line, "")) for line in item.lines)
    return want in (_words(item.title), _words(item.label) + _words(item.title))


def _field_is_whole(field: Field, texts: dict[int, str]) -> bool:
    """The number before a name may go: 一、课程背景."""
    first, *rest = [texts.get(line, "") for line in field.lines] or [""]
    more = "".join(map(_words, rest))
    got = _words(field.name) + _words(field.value)
    return got in (_words(first) + more, _words(COUNTER.sub("", first)) + more)


Entry = Item | Field | Extra


def _changes_of_shared(
    tree: Tree, texts: dict[int, str], typed: dict[int, str], shared: set[int]
) -> list[Loss]:
    """Lines with several entries hold the same characters together, and their items in order."""
    if not shared:
        return []
    sharing = [entry for entry in tree.entries if not shared.isdisjoint(entry.lines)]
    groups = (_change_of_group(group, texts, typed) for group in _groups(sharing))
    return [loss for loss in groups if loss]


def _groups(entries: list[Entry]) -> list[list[Entry]]:
    """Entries that share lines, directly or through others; the topmost group first."""
    first: dict[int, int] = {}  # of a line, a line above it in the same group

    def top(line: int) -> int:
        while first.setdefault(line, line) != line:
            first[line] = line = first[first[line]]
        return line

    for entry in entries:
        for line in entry.lines:
            one, two = sorted((top(entry.lines[0]), top(line)))
            first[two] = one
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(top(entry.lines[0]), []).append(entry)
    return [groups[line] for line in sorted(groups)]


def _change_of_group(
    group: list[Entry], texts: dict[int, str], typed: dict[int, str]
) -> Loss | None:
    lines = sorted({line for entry in group for line in entry.lines})
    words = "".join(_words(texts.get(line, "")) for line in lines)
    printed = "".join(
        _words(entry.label) + _words(entry.title) for entry in group if isinstance(entry, Item)
    )
    got = Counter(printed)
    for entry in group:
        got.update(_words_beside(entry, texts))
    if Counter(words) != got:
        sentence = CHANGED % {"line": lines[0], "text": typed.get(lines[0], "").strip()[:40]}
        return tuple(lines), sentence
    return None if _in_order(printed, words) else (tuple(lines), DISORDER)


def _words_beside(entry: Entry, texts: dict[int, str]) -> str:
    """The words of what is no item."""
    if isinstance(entry, Field):
        return _words(entry.name) + _words(entry.value)
    if isinstance(entry, Extra):
        return _words(entry.text or "".join(texts.get(line, "") for line in entry.lines))
    return ""


def _in_order(printed: str, words: str) -> bool:
    left = iter(words)
    return all(char in left for char in printed)


def _changed(item: Item | Field, texts: dict[int, str]) -> Loss:
    line = item.lines[0] if item.lines else 0
    return item.lines, CHANGED % {"line": line, "text": texts.get(line, "").strip()[:40]}


def _disorder(tree: Tree) -> list[Loss]:
    several = [item.lines for item in tree.items if item.lines]
    firsts = [min(lines) if len(lines) > 1 else lines[0] for lines in several]
    late = tuple(line for above, line in pairwise(firsts) if line < above)
    return [(late, DISORDER)] if late else []


def _words(text: str) -> str:
    """Letters and digits, which no reading may change; tags, entities and marks aside."""
    if "〔" in text:
        text = without_marks(text)
    if "[" in text:
        text = TASK.sub("", text)
    if "<" in text:
        text = "".join(words for kind, words in tokens(text) if kind == "text")
    return SPACES.sub("", html.unescape(text) if "&" in text else text)
