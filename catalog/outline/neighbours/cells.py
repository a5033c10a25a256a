"""Lines of typed tables whose first cell is empty: it goes on from the one above."""

import re
from collections.abc import Iterator
from itertools import pairwise

from catalog.outline.columns import name_columns
from catalog.outline.markers import Marker
from catalog.outline.rows import Row

DAY = re.compile(r"\d{1,2}\.\s?[^\W\d]")


def merged_cells(rows: list[Row]) -> None:
    """Monday | 9:00 | Greet, then 10:00 | Ask below an empty cell: Monday is above both."""
    for table in _tables(rows):
        heads = [row for row in table if not _goes_on(row)]
        owning = sum(1 for above, row in pairwise(table) if _opens(above, row))
        if len(heads) < 2 or heads[0] is not table[0] or owning * 2 < len(heads):
            continue
        if all(row.plain for row in heads):
            for row in heads:
                row.marker = Marker("unit:cell", None, "", row.text, discovered=True)
            _read_days(table)


def _read_days(table: list[Row]) -> None:
    """6. April below an empty cell, where the cell above it has 5. April, is no point 6."""
    columns = {at for row in table for at, cell in enumerate(row.cells) if DAY.match(cell)}
    for row in table:
        first = next((at for at, cell in enumerate(row.cells) if cell), 0)
        if first and first in columns and row.number:
            row.marker = None


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
