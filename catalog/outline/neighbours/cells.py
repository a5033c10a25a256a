"""Lines of typed tables whose first cell is empty: it goes on from the one above."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from catalog.outline.columns import name_columns
from catalog.outline.markers import Marker
from catalog.outline.rows import Row


def merged_cells(rows: list[Row]) -> None:
    """Monday | 9:00 | Greet, then 10:00 | Ask below an empty cell: Monday is above both."""
    for table in _tables(rows):
        heads = [row for row in table if not _goes_on(row)]
        owning = sum(1 for above, row in pairwise(table) if _opens(above, row))
        if len(heads) < 2 or heads[0] is not table[0] or owning * 2 < len(heads):
            continue
        if all(row.plain or _is_numbered(row) for row in heads):
            for row in heads:
                mark = row.marker or Marker("", None, "", row.text)
                row.marker = replace(mark, family="unit:cell", discovered=True)


def _is_numbered(row: Row) -> bool:
    """Whether the first cell of a line is a number and nothing else."""
    return bool(row.marker and row.marker.number and row.cells[0].isdecimal())


def _opens(above: Row, row: Row) -> bool:
    return _goes_on(row) and not _goes_on(above)


def _goes_on(row: Row) -> bool:
    """Whether the first cell of a line is empty: it begins with a tab or with two bars."""
    return row.indent > 0 or bool(row.cells and not row.cells[0])


def _tables(rows: list[Row]) -> Iterator[list[Row]]:
    """The lines of each typed table below the names of its columns."""
    table: list[Row] = []
    for at, row in enumerate(rows):
        if (len(row.cells) > 1 or (table and row.indent)) and not row.heading:
            if not name_columns(rows, at):
                table.append(row)
            continue
        if table:
            yield table
        table = []
    if table:
        yield table
