"""The invented outlines that every carrier holds, and the tree that each must be read back as."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

FOLDER = Path(__file__).with_name("invented")
STEP = "  "  # one level of the files in FOLDER


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of a tree; ``label`` is what a carrier prints before the text, if anything."""

    text: str
    children: tuple["Node", ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry on its line, with what the carriers need to know about its place."""

    text: str
    path: tuple[int, ...]  # its number among its siblings, and those of the entries above it
    headings: int  # how many levels of the path, from the top, are headings
    running: int  # how many entries of the first list level there have been, this one included
    label: str = ""

    @property
    def depth(self) -> int:
        return len(self.path)

    @property
    def is_heading(self) -> bool:
        return self.depth <= self.headings

    @property
    def level(self) -> int:
        """Its level in the list below the headings, from 0."""
        return self.depth - self.headings - 1


@dataclass(frozen=True, slots=True)
class Outline:
    name: str
    number: int  # its place in the set: carriers vary their manners by it
    language: str
    title: str
    fields: tuple[tuple[str, str | tuple[str, ...]], ...]
    nodes: tuple[Node, ...] = field(repr=False)

    @property
    def colon(self) -> str:
        return ": " if self.language == "en" else "："

    def rows(self) -> list[Row]:
        return list(_rows(self.nodes))


def load() -> list[Outline]:
    """Return all outlines, by name."""
    return [_outline(file, at) for at, file in enumerate(sorted(FOLDER.glob("*.txt")))]


def _outline(file: Path, number: int) -> Outline:
    """language, title and fields as "name: value"; a blank line; the tree by indentation."""
    head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    first, second, *rest = head.split("\n")
    fields: list[tuple[str, str | tuple[str, ...]]] = []
    for line in rest:
        if line.startswith("- "):
            name, parts = fields[-1]
            fields[-1] = (name, (*parts, line[2:]))
        else:
            name, value = _pair(line)
            fields.append((name, value or ()))
    nodes = tree((_depth(line), line.strip(), "") for line in body.split("\n") if line)
    return Outline(file.stem, number, _pair(first)[1], _pair(second)[1], tuple(fields), nodes)


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.strip()


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip(" "))) // len(STEP) + 1


def tree(entries: Iterable[tuple[int, str, str]]) -> tuple[Node, ...]:
    """Return the tree of (depth, text, label) in reading order; the parent is the nearest above."""
    return _children(list(entries))


def _children(entries: Sequence[tuple[int, str, str]]) -> tuple[Node, ...]:
    tops, smallest = [], None
    for at, (depth, _, _) in enumerate(entries):
        if smallest is None or depth <= smallest:
            tops.append(at)
            smallest = depth
    return tuple(
        Node(entries[at][1], _children(entries[at + 1 : end]), entries[at][2])
        for at, end in pairwise([*tops, len(entries)])
    )


def tree_of(rows: Iterable[Row]) -> tuple[Node, ...]:
    return tree((row.depth, row.text, row.label) for row in rows)


def count(nodes: Iterable[Node]) -> int:
    return sum(1 + count(node.children) for node in nodes)


def _rows(nodes: tuple[Node, ...]) -> Iterator[Row]:
    """The top entries are headings, and so are the next ones where each has entries of its own."""
    running = 0
    for number, top in enumerate(nodes, start=1):
        second = bool(top.children) and all(node.children for node in top.children)
        for path, node in _walk((top,), (), number):
            running += len(path) == 2 + second
            yield Row(node.text, path, 1 + second, running)


def _walk(
    nodes: tuple[Node, ...], above: tuple[int, ...], first: int = 1
) -> Iterator[tuple[tuple[int, ...], Node]]:
    for number, node in enumerate(nodes, start=first):
        yield (*above, number), node
        yield from _walk(node.children, (*above, number))
