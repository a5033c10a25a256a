"""PURE. The stacks of tables that a sheet may be: all headers, one of them, or none."""

from collections.abc import Iterator
from dataclasses import replace

from enrollment.people.names import title_likeness
from enrollment.people.roster import headers
from enrollment.people.roster.contents import LIKENESS, column_texts, mean
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import DEPARTMENT, NAME
from enrollment.people.roster.layouts import (
    Layout,
    header_blocks,
    layouts_under,
    names_others,
    texts_by_row,
    titles_of,
    without_header,
)
from enrollment.people.roster.rows import section_of


def stacks(grid: Grid) -> Iterator[list[Layout]]:
    """Every way to read the sheet as tables: all headers, one of them, or none."""
    rows = grid.rows()
    blocks = header_blocks(grid)
    if blocks:
        yield _stacked(grid, blocks, rows)
    if len(blocks) > 1:
        for block in blocks[:6]:
            yield _stacked(grid, [block], rows)
    for block in blocks[:6]:
        if len(block) > 1:
            if not names_others(grid, block[:-1]):
                yield _stacked(grid, [block[-1:]], rows)
            yield _stacked(grid, [block[:-1]], rows)
    yield without_header(grid, rows)
    yield under_sections(grid, rows)
    for first in blocks[:2]:
        below = [row for row in rows if row > first[-1]]
        said = {column: "-".join(texts) for column, texts in titles_of(grid, first).items()}
        yield [
            replace(
                layout,
                header=first,
                titles={c: title for c, title in said.items() if c not in layout.columns},
                swapped=True,
            )
            for layout in without_header(grid, below)
            if not any(headers.OTHER_PERSON.search(said.get(c, "")) for c in layout.of(NAME))
        ]


def under_sections(grid: Grid, rows: list[int]) -> list[Layout]:
    """Names below a row of departments or titles: each column is a list of its own."""
    by_row = texts_by_row(grid)
    for place, row in enumerate(rows):
        below = tuple(rows[place + 1 :])
        sections = {column: section_of(text) for column, text in by_row[row].items()}
        if len(sections) > 1 and all(sections.values()):
            return [
                Layout((row,), below, {column: NAME}, span=(column, column), section=section)
                for column, section in sections.items()
            ]
        titles = {c: text for c, text in by_row[row].items() if title_likeness(text) >= 0.8}
        first = min(by_row[row])
        if len(titles) > 1 and len(titles) + (first not in titles) == len(by_row[row]):
            return _under_titles(grid, row, below, titles)
    return []


def _under_titles(grid: Grid, row: int, below: tuple[int, ...], titles: dict[int, str]):
    """A row for each department, a column for each title."""
    first = grid.columns()[0]
    units = mean(column_texts(grid, below, first), LIKENESS[DEPARTMENT]) >= 0.6
    beside = {first: DEPARTMENT} if units and first not in titles else {}
    return [
        Layout((row,), below, {column: NAME, **beside}, span=(column, column), title=title)
        for column, title in titles.items()
    ]


def _stacked(grid: Grid, blocks: list[tuple[int, ...]], rows: list[int]) -> list[Layout]:
    found = []
    for place, block in enumerate(blocks):
        until = blocks[place + 1][0] if place + 1 < len(blocks) else 1 << 21
        below = [row for row in rows if block[-1] < row < until]
        found += [layout for layout in layouts_under(grid, block, below) if layout.has_name]
    return found
