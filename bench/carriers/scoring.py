"""How much of an outline a reader kept: every entry with its text and the text of its parent.

White space, punctuation and labels do not count. The title and the fields are not entries: a
reader that puts them into the tree is not punished, and what it hangs below the title is at the
top.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .outlines import Node, count

TOP = ""
Pair = tuple[str, str]  # an entry and its parent


@dataclass(frozen=True, slots=True)
class Score:
    nodes: int
    right: int
    wrong: tuple[str, ...]  # one sentence each
    empty: bool  # none of the entries is in the tree, wherever


def score(title: str, wanted: tuple[Node, ...], read: tuple[Node, ...]) -> Score:
    names = dict(_names(wanted))
    expected = list(_pairs(wanted, names, hidden=TOP))
    found = list(_pairs(read, names, hidden=bare(title)))
    missing = Counter(expected) - Counter(found)
    parents: dict[str, list[str]] = {}
    for name, parent in (Counter(found) - Counter(expected)).elements():
        parents.setdefault(name, []).append(parent)
    known = set(names.values())
    return Score(
        nodes=count(wanted),
        right=len(expected) - missing.total(),
        wrong=tuple(_sentence(pair, parents) for pair in missing.elements()),
        empty=not any(name in known for name, _ in found),
    )


def bare(text: str) -> str:
    """Letters and digits only."""
    return "".join(sign for sign in text if sign.isalnum())


def _names(nodes: Iterable[Node]) -> Iterator[Pair]:
    """What an entry may be called: its text, with or without the label that was written."""
    for node in nodes:
        yield bare(node.label + node.text), bare(node.text)
        yield bare(node.text), bare(node.text)
        yield from _names(node.children)


def _pairs(
    nodes: Iterable[Node], names: dict[str, str], *, hidden: str, parent: str = TOP
) -> Iterator[Pair]:
    for node in nodes:
        name = _name(node, names)
        if name == hidden:
            yield from _pairs(node.children, names, hidden=hidden, parent=parent)
        else:
            yield name, parent
            yield from _pairs(node.children, names, hidden=hidden, parent=name)


def _name(node: Node, names: dict[str, str]) -> str:
    whole = bare(node.label + node.text)
    text = bare(node.text)
    return names.get(whole) or names.get(text) or whole or "(no words)"


def _sentence(pair: Pair, parents: dict[str, list[str]]) -> str:
    name, wanted = pair
    if not parents.get(name):
        return f"{name}: missing"
    return f"{name}: below {parents[name].pop(0) or 'the top'}, not {wanted or 'the top'}"
