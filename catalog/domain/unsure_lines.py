"""Lines of a picture that were recognised with doubt: doubts of the outline while their words stay.

The report of a version (``intake``) keeps their words; whoever corrects the line has settled it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from catalog.outline import Tree
from catalog.outline.readers.report import UNSURE
from catalog.outline.tree import Doubt

Intake = Mapping[str, Any]


def with_unsure(tree: Tree, intake: Intake | None) -> Tree:
    """The tree with a doubt at each line that still has the words of an unsure one."""
    lines = {line.number: line.text for line in tree.source}
    doubts = [Doubt(number, UNSURE) for number, _words in _still(lines, intake or {})]
    if not doubts:
        return tree
    return replace(
        tree, doubts=tuple(sorted((*tree.doubts, *doubts), key=lambda doubt: doubt.line))
    )


def carry(intake: Intake, tree: Tree) -> list[list[Any]]:
    """The unsure lines of an earlier version that stand in this one, as its report has them."""
    lines = {line.number: line.text for line in tree.source}
    unsure = _still(lines, intake)
    return [[UNSURE, ["line", str(number)], True, words] for number, words in unsure]


def _still(lines: dict[int, str], intake: Intake) -> Iterator[tuple[int, str]]:
    """Where each unsure line stands now: at its number, or at the only other place."""
    entries = (entry for entry in intake.get("left_out", ()) if entry[0] == UNSURE)
    for _kind, (_unit, at), _kept, *words in entries:
        holding = [number for number, text in lines.items() if words and words[0] in text]
        if int(at or 0) in holding:
            yield int(at), words[0]
        elif len(holding) == 1:
            yield holding[0], words[0]
