"""Why a line of an outline reads as it does: python -m bench.why FILE

Prints what each line became, and behind it the named rules of docs/outline.md on which it hangs,
the rarest first: without that rule the line would read otherwise. Rules on which most of the text
hangs stand at the end. A line without a rule is decided by the code of a pass, and whether a
line without a word of its own is a module, a section or a point by its place (``items.py``).
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from catalog.outline.readers.files import read_file, tree_of
from catalog.outline.rule import Rule
from catalog.outline.rule_book import PASSES, Pass
from catalog.outline.tree import Tree

A_LONG_TEXT = 20  # entries; of a shorter one every rule is told at its lines
Entries = dict[int, list[tuple[str, int, str]]]  # by line: kind, depth and words


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    file = options.parse_args().file
    source = read_file(file.name, file.read_bytes())
    print("\n".join(explained(lambda: tree_of(source))))


def explained(read: Callable[[], Tree]) -> Iterator[str]:
    """A line for each entry of the tree that ``read`` gives anew each time."""
    usual, rules = entries(read()), reasons(read)
    lines = Counter(name for names in rules.values() for name in names)
    general = {name for name, count in lines.items() if count * 2 > len(usual) >= A_LONG_TEXT}
    for number in sorted(usual):
        names = sorted(set(rules[number]) - general, key=lambda name: (lines[name], name))
        why = f"  ← {', '.join(names)}" if names else ""
        for kind, depth, words in usual[number]:
            yield f"{number:>4} {kind:<10} {'  ' * (depth - 1)}{words}{why}".rstrip()
    if general:
        yield f"most lines hang on {', '.join(sorted(general))}"


def reasons(read: Callable[[], Tree]) -> dict[int, list[str]]:
    """By line, the rules without which it reads otherwise, as pass/rule."""
    usual, found = entries(read()), defaultdict(list)
    for one in PASSES:
        for rule in one.rules:
            with without(one, rule):
                otherwise = entries(read())
            for number in usual:
                if otherwise.get(number) != usual[number]:
                    found[number].append(f"{one.name}/{rule.name}")
    return found


@contextmanager
def without(one: Pass, rule: Rule) -> Iterator[None]:
    rules = one.rules
    one.module.RULES = tuple(other for other in rules if other is not rule)
    try:
        yield
    finally:
        one.module.RULES = rules


def entries(tree: Tree) -> Entries:
    """What became of each line, at the first of those that are read as one; the title at 0."""
    found: Entries = defaultdict(list)
    if tree.title:
        found[0].append(("title", 1, tree.title))
    for field in tree.fields:
        found[min(field.lines)].append(("field", 1, f"{field.name}: {field.value}"))
    for item in tree.items:
        if item.lines:
            words = f"{item.label} {item.title}".strip()
            found[min(item.lines)].append((item.kind, item.depth, words))
    for extra in tree.extras:
        found[min(extra.lines)].append((extra.kind, 1, ""))
    return found


if __name__ == "__main__":
    main()
