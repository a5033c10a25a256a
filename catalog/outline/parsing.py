"""From text or lines to a Tree; it never raises and never loses a line."""

from collections.abc import Callable, Sequence

from . import doubts, flat, kinds, tables, texts, toc
from .depth import Builder, by_indentation, only_indented, placed
from .losses import losses
from .path import Node
from .readers.html import HtmlReader, is_html
from .readers.text import split_lines
from .regions import Regions, divide
from .rows import Row, plain_rows
from .settle import settle
from .tree import Extra, Field, Item, Line, Tree, repeated, shared_lines


def parse(text: str) -> Tree:
    """The tree of an outline given as text. Any text will do; what is doubtful is said so."""
    texts, ends = split_lines(text)
    lines = tuple(map(Line, range(1, len(texts) + 1), texts))
    return _lossless(lines, tuple(ends))


def parse_lines(lines: Sequence[Line]) -> Tree:
    """The tree of lines that carry styles, such as the paragraphs of a .docx."""
    return _lossless(tuple(lines), (), (rows_of_lines, rows_of_plain, rows_of_nothing))


def _lossless(
    lines: tuple[Line, ...], ends: tuple[str, ...], ways: Sequence[Callable] = ()
) -> Tree:
    """The first reading that keeps every word; the last one keeps lines as they are."""
    for rows_of in ways or (rows_of_any, rows_of_plain, rows_of_nothing):
        tree = _tree(lines, ends, rows_of(lines))
        if not losses(tree):
            break
    return tree


def _tree(lines: tuple[Line, ...], ends: tuple[str, ...], rows: list[Row]) -> Tree:
    regions = divide(rows)
    nodes = _nodes(regions)
    items = kinds.items(nodes)
    first = rows[0].lines[0] if rows else 1
    ended = bool(regions.body) and rows[-1] is not regions.body[-1]
    fields = tuple(entry.made() for entry in regions.fields)
    flattened = crowded(fields, (*items, *regions.extras))
    found = doubts.find(regions.title, regions.fields, nodes, first, flattened, ended=ended)
    return Tree(
        title=regions.title,
        fields=fields,
        items=tuple(items),
        extras=tuple(sorted(regions.extras, key=lambda extra: extra.lines)),
        doubts=tuple(found),
        source=lines,
        ends=ends,
    )


def _nodes(regions: Regions) -> list[Node]:
    if regions.body and all(row.depth for row in regions.body):
        return placed(regions.body)
    body, listed = toc.split(regions.body)
    for row in listed:
        regions.put("toc", row)
    if only_indented(body):
        return by_indentation(body)
    texts.assign(body)
    return Builder(body).build()


def rows_of_plain(lines: Sequence[Line]) -> list[Row]:
    """One row a line, whatever its words look like."""
    return settle(tables.merge(plain_rows(lines)))


def rows_of_nothing(lines: Sequence[Line]) -> list[Row]:
    """Rows without any reading: the words as they stand."""
    return [
        Row((line.number,), line.text.strip(), label=line.label)
        for line in lines
        if line.text.strip()
    ]


def rows_of_any(lines: Sequence[Line]) -> list[Row]:
    """The rows of a text, whatever it was pasted from."""
    return _read(HtmlReader().read(lines) if is_html(lines) else plain_rows(lines))


def rows_of_lines(lines: Sequence[Line]) -> list[Row]:
    """The rows of paragraphs; a tag in them is a word of the course."""
    return _read(plain_rows(lines))


def _read(rows: list[Row]) -> list[Row]:
    rows = settle(flat.split(tables.merge(rows)))
    several = repeated([number for row in rows for number in row.lines])
    for row in rows:
        row.shared = not several.isdisjoint(row.lines)
    return rows


def crowded(fields: Sequence[Field], others: Sequence[Item | Extra]) -> list[int]:
    """Lines that hold several entries which are not all fields."""
    mixed = {number for entry in others for number in entry.lines}
    return sorted(shared_lines((*fields, *others)) & mixed)
