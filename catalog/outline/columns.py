"""Tables typed with tabs or bars: which of their lines only names the columns.

Words are not asked: names stand above cells that are all times, hours or days, or come again
above each part of the table.
"""

from collections.abc import Sequence
from itertools import takewhile

from .extras import is_sentence
from .fields import fields_of
from .rows import Row
from .table_columns import MEASURE, TIME, is_day

LONGEST_NAME = 24
MOST = 12  # lines of a table that are asked what its columns hold
FEWEST = 2


def name_columns(rows: Sequence[Row], at: int) -> bool:
    """Whether a line names the columns of the lines below it."""
    head = rows[at]
    if not _may_be_first(rows, at):
        return False
    below = list(takewhile(lambda row: len(row.cells) > 1, rows[at + 1 : at + 1 + MOST]))
    if not below or any(fields_of(row, header=False) for row in below):
        return False
    if _comes_again(rows, head):
        return True
    cells = [_aligned(row, len(head.cells)) for row in below]
    typed = [column for column in range(len(head.cells)) if _is_typed(cells, column)]
    return bool(typed) and (typed[0] == 0 or not fields_of(head, header=True))


def _may_be_first(rows: Sequence[Row], at: int) -> bool:
    """Whether a line begins a table, and each of its cells may be a name."""
    names = [cell for cell in rows[at].cells if cell]
    begins = at == 0 or len(rows[at - 1].cells) < FEWEST
    return begins and len(names) >= FEWEST and all(map(_may_name, names))


def _may_name(cell: str) -> bool:
    short = len(cell) <= LONGEST_NAME and not is_sentence(cell)
    return short and not (_says_value(cell) or cell[0].isdecimal())


def _says_value(cell: str) -> bool:
    return bool(TIME.fullmatch(cell) or MEASURE.fullmatch(cell)) or is_day(cell)


def _aligned(row: Row, width: int) -> tuple[str, ...]:
    """The cells of a line, with the empty ones that its indentation stands for."""
    missing = width - len(row.cells) if row.indent else 0
    return ("",) * missing + row.cells


def _is_typed(below: Sequence[tuple[str, ...]], column: int) -> bool:
    """Whether most cells of a column, and two at least, are times, measures or days."""
    cells = [cells[column] for cells in below if column < len(cells) and cells[column]]
    told = sum(map(_says_value, cells))
    return told >= FEWEST and told * 2 > len(below)


def _comes_again(rows: Sequence[Row], head: Row) -> bool:
    """Whether a line of cells begins several tables, and stands nowhere else."""
    places = [at for at, row in enumerate(rows) if row.cells == head.cells]
    firsts = [at for at in places if at == 0 or len(rows[at - 1].cells) < FEWEST]
    return len(places) >= FEWEST and places == firsts and places[-1] < len(rows) - 1
