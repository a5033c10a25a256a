"""From text or lines to a Tree; it never raises and never loses a line."""

from collections.abc import Sequence

from . import doubts, kinds, toc
from .depth import Builder
from .reading import split_lines
from .regions import divide
from .rows import plain_rows
from .tree import Line, Tree


def parse(text: str) -> Tree:
    """The tree of an outline given as text. Any text will do; what is doubtful is said so."""
    texts, ends = split_lines(text)
    lines = tuple(Line(number, line) for number, line in enumerate(texts, 1))
    return _tree(lines, tuple(ends))


def parse_lines(lines: Sequence[Line]) -> Tree:
    """The tree of lines that carry styles, such as the paragraphs of a .docx."""
    return _tree(tuple(lines), ())


def _tree(lines: tuple[Line, ...], ends: tuple[str, ...]) -> Tree:
    rows = plain_rows(lines)
    regions = divide(rows)
    body, listed = toc.split(regions.body)
    for row in listed:
        regions.extra("toc", row)
    nodes = Builder(body).build()
    items = kinds.items(nodes)
    first = rows[0].lines[0] if rows else 1
    ended = bool(regions.body) and rows[-1] is not regions.body[-1]
    found = doubts.find(regions.title, regions.fields, nodes, first, [], ended=ended)
    return Tree(
        title=regions.title,
        fields=tuple(entry.made() for entry in regions.fields),
        items=tuple(items),
        extras=tuple(sorted(regions.extras, key=lambda extra: extra.lines)),
        doubts=tuple(found),
        source=lines,
        ends=ends,
    )
