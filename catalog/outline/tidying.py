"""Numbering made tidy: siblings counted without gaps, one punctuation style for one kind of number.

Never applied by itself: the back office shows the new text as a difference to accept.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from .aids import aid
from .marks import without_marks
from .parsing import parse
from .readers.docx.formats import printed
from .readers.source_text import split_lines
from .tree import Item, Tree
from .writers.docx_labels import Pattern, patterns_of

Owners = tuple[int, ...]  # what an item stands below
Listed = tuple[Hashable, ...]  # what counts together: the owners first

PLAIN = re.compile(r"(?P<open>[（(]?)%n(?P<close>\s?[)）]?\s?[、.．:：,，]?)")
PARTED = re.compile(r"\d[.．:：h\-–]\d")
CHINESE_SIGNS = frozenset("、．：，）")


@dataclass(slots=True)
class Numbered:
    """An item with a number that Word could count, and what it becomes."""

    at: int  # among the items of the tree
    item: Item
    pattern: Pattern
    list: Listed  # what counts together
    new: int = 0
    style: str = ""

    @property
    def label(self) -> str:
        return self.style.replace("%n", printed(self.new, self.pattern.form))


def tidy(text: str) -> str:
    """The text with tidy numbers; only labels change, lines without a number never do.

    What would change the tree (its depths, kinds or titles) is left as it was.
    """
    tree = parse(text)
    entries = _numbered(tree)
    _renumber(entries)
    best = text
    for style in (_keep_style, _one_style):
        style(entries)
        new = _replaced(text, entries)
        if _shape(parse(new)) == _shape(tree):
            best = new
    return best


def _numbered(tree: Tree) -> list[Numbered]:
    """The items whose label is a number alone or a unit, on lines of their own."""
    uses = Counter(line for item in tree.items for line in item.lines)
    uses.update(line for field in tree.fields for line in field.lines)
    found: list[Numbered] = []
    path: list[int] = []
    for at, item in enumerate(tree.items):
        del path[item.depth - 1 :]
        if item.implied:
            found += _missing(item, found, tuple(path))
        patterns = patterns_of(item.label) if item.label else []
        if patterns and patterns[0].form != "bullet" and _counts(item) and uses[item.lines[0]] == 1:
            pattern = _likely(patterns, found, tuple(path))
            key = (tuple(path), pattern.form, PLAIN.sub("%n", pattern.text))
            found.append(Numbered(at, item, pattern, key, pattern.number, pattern.text))
        path.append(at)
    return found


def _missing(item: Item, found: list[Numbered], path: Owners) -> list[Numbered]:
    """A heading that the text lacks keeps its number free."""
    last = next((one for one in reversed(found) if one.list[0] == path), None)
    return [replace(last, item=item)] if last else []


def _counts(item: Item) -> bool:
    """案例01 and 1.2 are not renumbered: the first count through the course, the others hang on."""
    return not PARTED.search(item.label) and not aid(item.label)


def _likely(patterns: list[Pattern], found: list[Numbered], path: Owners) -> Pattern:
    """I after H is a letter: the form in which the list above goes on."""
    last = next((one for one in reversed(found) if one.list[0] == path), None)
    for pattern in patterns:
        if last and pattern.form == last.pattern.form and pattern.number == last.pattern.number + 1:
            return pattern
    return patterns[0]


def _renumber(entries: list[Numbered]) -> None:
    """Count on from the lowest number of each list: after a move it need not be the first."""
    last: dict[Listed, int] = {}
    for entry in entries:
        lowest = last.get(entry.list, entry.pattern.number)
        last[entry.list] = min(lowest, entry.pattern.number)
    for entry in entries:
        entry.new = last[entry.list]
        last[entry.list] += 1


def _keep_style(entries: list[Numbered]) -> None:
    for entry in entries:
        entry.style = entry.pattern.text


def _one_style(entries: list[Numbered]) -> None:
    """The style most used at a depth, for numbers that stand alone."""
    uses: dict[Hashable, Counter[str]] = {}
    for entry in entries:
        if PLAIN.fullmatch(entry.pattern.text):
            uses.setdefault(_family(entry), Counter())[entry.pattern.text] += 1
    for entry in entries:
        if PLAIN.fullmatch(entry.pattern.text):
            entry.style = uses[_family(entry)].most_common(1)[0][0]


def _family(entry: Numbered) -> Hashable:
    """1、 and 1. are one family, (1) and （1） another, 1) a third."""
    text = entry.pattern.text.replace("（", "(").replace("）", ")")
    return entry.item.depth, entry.pattern.form, "(" in text, ")" in text


def _replaced(text: str, entries: Iterable[Numbered]) -> str:
    lines, ends = split_lines(text)
    for entry in entries:
        if entry.item.lines and entry.label != entry.item.label:
            at = entry.item.lines[0] - 1
            lines[at] = _relabelled(lines[at], entry.item.label, entry.label)
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _relabelled(line: str, old: str, new: str) -> str:
    before, found, after = line.partition(old)
    if not found or any(char.isalnum() for char in without_marks(before)):
        return line
    if new[-1] in CHINESE_SIGNS and old[-1] not in CHINESE_SIGNS:
        after = after.lstrip(" ")
    elif new[-1] in ".:" and after[:1].isascii() and not after[:1].isspace():
        after = f" {after}"
    return before + new + after


def _shape(tree: Tree) -> list[Hashable]:
    return [(item.depth, item.kind, item.title, item.lines) for item in tree.items if item.lines]


Patch = tuple[int, str, str]  # the number of a line from 1, what it is, what it would be


def patches(text: str) -> list[Patch]:
    """The lines that ``tidy`` would change."""
    pairs = zip(split_lines(text)[0], split_lines(tidy(text))[0], strict=True)
    return [(number, old, new) for number, (old, new) in enumerate(pairs, 1) if old != new]


def put_in(text: str, chosen: Iterable[Patch]) -> str:
    """The text with the chosen ones of its patches."""
    lines, ends = split_lines(text)
    for number, _old, new in chosen:
        lines[number - 1] = new
    return "".join(line + end for line, end in zip(lines, ends, strict=True))
