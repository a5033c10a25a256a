"""Tables made into rows: pairs of a field, lines of a city grid, or columns with a place."""

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from . import plans, staircase
from .extras import is_grid, is_sentence
from .field_names import is_known, is_outline_heading
from .rows import Row
from .table_columns import Model, Table, is_column_heads, is_day, is_head, typed


def merge(rows: list[Row]) -> list[Row]:
    """The rows, with those of each table given their place or joined."""
    out: list[Row] = []
    blocks = [list(members) for _, members in groupby(rows, key=_table_of)]
    for at, block in enumerate(blocks):
        if block[0].cell is None:
            out += block
        else:
            first = at < 2 and not any(map(_has_place, out))
            out += _table(block, _outline_below(blocks[at + 1 :]) if first else frozenset())
    return out


def _table_of(row: Row) -> int | None:
    return row.cell[0] if row.cell else None


def _has_place(row: Row) -> bool:
    """Whether a line outside of tables belongs to an outline by its own looks."""
    return bool((row.heading or 0) > 1 or row.number or row.level is not None)


def _outline_below(blocks: Sequence[list[Row]]) -> frozenset[str]:
    """The words of headings and numbers below a table that make an outline of their own."""
    rows = [row for block in blocks if block[0].cell is None for row in block]
    told = [row.title for row in rows if row.heading or row.number]
    return frozenset(told) if len(told) > 1 else frozenset()


def _table(block: list[Row], below: frozenset[str]) -> list[Row]:
    table = [_columns(list(group)) for _, group in groupby(block, key=_line_of)]
    if both := _facts_and_plan(table):
        return both
    first = [_text(cell) for cell in table[0].values()]
    told = _names_fields(table) or are_facts(table, below)
    if told and not is_column_heads(first) and _width(table) > 1:
        return [row for columns in table for row in _outline_of(columns) or _pairs(columns)]
    return _rows_of(table, block)


def _names_fields(table: Table) -> bool:
    """Whether half of the lines begin with the name of a known field."""
    names = [next(iter(columns.values()))[0].text for columns in table]
    return sum(1 for name in names if is_known(name.rstrip(":："))) * 2 >= len(names)


MOST_FACTS = 14
LONGEST_NAME = 32


def are_facts(table: Table, below: frozenset[str]) -> bool:
    """Whether a table holds names and values, in whatever language: short | with a number.

    Names that head parts of the outline below, or values that are all hours, make an overview.
    """
    if not below or not 1 < len(table) <= MOST_FACTS:
        return False
    pairs = [tuple(columns.values()) for columns in table]
    if not all(len(pair) == 2 and _may_be_fact(*pair) for pair in pairs):
        return False
    names = {name[0].text.rstrip(" :：") for name, _ in pairs}
    values = [_text(value) for _, value in pairs]
    overview = len(names) < len(pairs) or names & below or all(map(typed, values))
    return not overview and _measured(values) * 4 >= len(pairs)


def _measured(values: Sequence[str]) -> int:
    """How many values hold a number: hours, a price, a date."""
    return sum(1 for value in values if any(map(str.isdigit, value)))


def _may_be_fact(name: list[Row], value: list[Row]) -> bool:
    """Whether one cell may be a short name and the other its value, one paragraph each."""
    first = name[0]
    if len(name) > 1 or len(value) > 1 or len(first.text) > LONGEST_NAME or first.label:
        return False
    if first.marker or first.aid or value[0].unit or is_sentence(first.text):
        return False
    return not (is_day(first.text) or any(map(str.isdigit, first.text)))


FEWEST_LINES, FEWEST_COLUMNS = 2, 3


def _facts_and_plan(table: Table) -> list[Row]:
    """The rows of a table that holds fields above the names of its columns; none for others."""
    at = _facts_above(table)
    facts = [row for columns in table[:at] for row in _facts_of(columns)]
    return facts + _plan(table[at:]) if at else []


def _facts_above(table: Table) -> int:
    """How many lines of fields stand above the names of columns in the same table; 0 for none."""
    told = list(takewhile(_tells_facts, table))
    at = len(told)
    if not any(len(columns) > 1 for columns in told) or len(table) - at <= FEWEST_LINES:
        return 0
    return at if len(table[at]) >= FEWEST_COLUMNS and is_head(table[at:]) else 0


def _tells_facts(columns: dict[int, list[Row]]) -> bool:
    """Whether a line holds the name of a known field and its value, or a single cell."""
    texts = [_text(cell) for cell in columns.values()]
    return len(texts) == 1 or (is_known(texts[0].rstrip(":：")) and not is_column_heads(texts))


def _facts_of(columns: dict[int, list[Row]]) -> list[Row]:
    if len(columns) > 1:
        return list(_pairs(columns))
    (cell,) = columns.values()
    for row in cell:
        row.cell = None
    return cell


def _plan(table: Table) -> list[Row]:
    return _rows_of(table, [row for columns in table for cell in columns.values() for row in cell])


def _rows_of(table: Table, block: list[Row]) -> list[Row]:
    """Lines of a grid of cities, lines that no table orders, or cells with a place."""
    if any(is_grid(_joined(columns)) for columns in table[:2]):
        return [_joined(columns) for columns in table]
    if _width(table) == 1 or len(table) == 1:
        for row in block:
            row.cell = None
        return block
    if not any(join(table) for join in (plans.join, staircase.join)):
        Model(table).place()
    return [row for row in block if row.lines]


def _line_of(row: Row) -> int:
    return row.cell[1] if row.cell else 0


def _width(table: Table) -> int:
    return len({column for columns in table for column in columns})


def _columns(group: list[Row]) -> dict[int, list[Row]]:
    columns: dict[int, list[Row]] = {}
    for row in group:
        columns.setdefault(row.cell[2] if row.cell else 0, []).append(row)
    return columns


def _text(cell: list[Row]) -> str:
    return "\n".join(f"{row.label} {row.text}".strip() for row in cell)


def _joined(columns: dict[int, list[Row]]) -> Row:
    members = [row for cell in columns.values() for row in cell]
    cells = tuple(_text(cell) for cell in columns.values())
    return Row(tuple(n for row in members for n in row.lines), " ".join(cells), cells=cells)


def _outline_of(columns: dict[int, list[Row]]) -> list[Row]:
    """The lines of a row whose first cell says 课程大纲 and whose last one holds the outline."""
    name, *values = columns.values()
    lines = [row for cell in values for row in cell]
    if len(values) != 1 or len(lines) < 2 or not is_outline_heading(name[0]):
        return []
    for row in (*name, *lines):
        row.cell = None
    return [*name, *lines]


def _pairs(columns: dict[int, list[Row]]) -> Iterator[Row]:
    """Name and value of each field; a value without a known name before it joins the last one."""
    pair: list[list[Row]] = []
    last = -1
    for column, cell in columns.items():
        filled = len(pair) > 1 or column > last + 1  # an empty cell is a value too
        if pair and filled and is_known(cell[0].text.rstrip(":：")):
            yield _pair(pair)
            pair = []
        pair.append(cell)
        last = column
    yield _pair(pair)


def _pair(cells: list[list[Row]]) -> Row:
    lines = tuple(number for cell in cells for row in cell for number in row.lines)
    value = "\n".join(row.text for cell in cells[1:] for row in cell)
    row = Row(lines, f"{_text(cells[0])} {value}".strip(), cells=(cells[0][0].text, value))
    row.pair = True
    return row
