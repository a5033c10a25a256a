"""From text or lines to a Tree; it never raises and never loses a line.

Six passes: lines become rows, rows are sorted into regions, the outline's rows are nested by
the most plausible reading, nodes get their kinds, and what a person should look at is named.
"""

from collections.abc import Callable, Sequence

from . import doubts, fences, flat, furniture, readings, staircase, tables, toc
from .disambiguate import disambiguate
from .items import items_of
from .losses import lost_lines
from .readers.html import HtmlReader, is_html
from .readers.source_text import split_lines
from .regions import divide
from .rows import Row, is_blank, plain_rows
from .tree import Doubt, Extra, Field, Item, Line, Option, Tree, repeated, shared_lines

ReadRows = Callable[[Sequence[Line]], list[Row]]
REPAIRS = 3  # rounds in which lines that cannot be read word for word are kept as they are


def parse(text: str, *, reading: str = "") -> Tree:
    """Return the tree of an outline given as text; any text will do, doubts are part of it.

    ``reading`` names a convention of ``readings``; a 〔读法：…〕 line in the text does the same.
    """
    texts, ends = split_lines(text)
    lines = tuple(map(Line, range(1, len(texts) + 1), texts))
    return _read(lines, tuple(ends), rows_of_text, reading)


def parse_lines(lines: Sequence[Line], *, reading: str = "") -> Tree:
    """Return the tree of lines that carry styles, such as the paragraphs of a .docx."""
    return _read(tuple(lines), (), rows_of_lines, reading)


def _read(lines: tuple[Line, ...], ends: tuple[str, ...], rows_of: ReadRows, chosen: str) -> Tree:
    """Read whole; a line that would not be kept word for word costs only itself its place."""
    mark = readings.reading_mark(lines)
    body: Sequence[Line] = lines
    if mark.lines:
        body = [line for line in lines if line.number not in mark.lines]
    if mark.fences:
        body = fences.with_depths(body, mark.fences)
        rows_of = rows_of_lines  # a tag in an outline that states its levels is a word of it
    if chosen:
        mark = mark._replace(code=chosen)
    kept: set[int] = set()
    for _ in range(REPAIRS):
        tree = _tree(lines, ends, _keep(rows_of(body), body, kept), mark, kept)
        lost = lost_lines(tree)
        if not lost:
            return tree
        kept |= lost
    everything = {line.number for line in body if not is_blank(line.text)}
    return _tree(lines, ends, _keep([], body, everything), mark, everything)


def _keep(rows: list[Row], lines: Sequence[Line], kept: set[int]) -> list[Row]:
    """Rows in which the lines of ``kept`` stand as they are, each by itself."""
    if not kept:
        return rows
    whole = [row for row in rows if kept.isdisjoint(row.lines)]
    read = {number for row in whole for number in row.lines}
    raw = [
        Row((line.number,), line.text.strip(), raw=True, depth=line.depth)
        for line in lines
        if not is_blank(line.text) and line.number not in read
    ]
    return sorted([*whole, *raw], key=lambda row: row.lines[0])


def _tree(
    lines: tuple[Line, ...],
    ends: tuple[str, ...],
    rows: list[Row],
    mark: readings.ReadingMark,
    kept: set[int],
) -> Tree:
    page, course = furniture.split([row for row in rows if not row.tags])
    regions = divide(course)
    body, listed = toc.split(regions.body)
    for row in listed:
        regions.put("toc", row)
    found = readings.read(body, mark.code)
    nodes = found[0].nodes
    items = items_of(nodes)
    extras = [*regions.extras, *page.extras]
    extras += [Extra("noise", (line,)) for line in mark.lines]
    extras += [Extra("noise", row.lines) for row in rows if row.tags]
    fields = tuple(entry.made() for entry in regions.fields)
    ended = bool(regions.body) and course[-1] is not regions.body[-1]
    flattened = crowded(fields, (*items, *extras))
    first = rows[0].lines[0] if rows else 1
    doubted = doubts.find(regions.title, regions.fields, nodes, first, flattened, ended=ended)
    doubted += page.doubts()
    doubted += [Doubt(line, "kept-as-is") for line in sorted(kept)]
    doubted += doubts.of_readings(found, mark, first)
    return Tree(
        title=regions.title,
        fields=fields,
        items=tuple(items),
        extras=tuple(sorted(extras, key=lambda extra: extra.lines)),
        doubts=tuple(sorted(doubted, key=lambda doubt: doubt.line)),
        source=lines,
        ends=ends,
        readings=tuple(
            Option(one.convention.code, one.convention.name, round(one.cost, 4), one.unmarked)
            for one in found
        ),
    )


def rows_of_text(lines: Sequence[Line]) -> list[Row]:
    """The rows of a text, whatever it was pasted from."""
    return _settled(HtmlReader().read(lines) if is_html(lines) else plain_rows(lines))


def rows_of_lines(lines: Sequence[Line]) -> list[Row]:
    """The rows of paragraphs; a tag in them is a word of the course."""
    return _settled(plain_rows(lines))


def _settled(rows: list[Row]) -> list[Row]:
    course, page = furniture.part(rows)
    read = disambiguate(flat.split(staircase.place(tables.merge(course))))
    rows = sorted(read + page, key=lambda row: row.lines[0])
    several = repeated([number for row in rows for number in row.lines])
    for row in rows:
        row.shared = not several.isdisjoint(row.lines)
    return rows


def crowded(fields: Sequence[Field], others: Sequence[Item | Extra]) -> list[int]:
    """Lines that hold several entries which are not all fields."""
    mixed = {number for entry in others for number in entry.lines}
    return sorted(shared_lines((*fields, *others)) & mixed)
