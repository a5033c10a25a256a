"""Tables of a .docx: a table of fields, a city × month grid, or outline in cells."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from .extras import is_grid
from .fields import is_known
from .rows import Row
from .scripts import both

COLUMN_NAMES = re.compile(
    both(
        r"(?:课程|培训|教学|学习)?(?:模块|单元|章节|主题|专题|课题|内容|时间|课时|时长|学时|要点|目标|形式|方式|序号"
        r"|项目|日期|备注|讲师|老师|大纲|纲要|收获|环节|阶段|天数|工具|案例|方法|编号|重点|核心内容|关键点|知识点|议题|提纲|板块|安排|产出|练习)"
        r"(?:[/（(].{1,8})?"
        r"|(?i:no\.?|module|unit|topics?|contents?|time|duration|hours?|day|session|activity|method|objectives?|outcome|trainer|date"
        r"|horaire|th[èe]me|contenu|dur[ée]e|zeit|inhalt|thema|dauer|methode)|内容|テーマ|回"
    )
)


def merge(rows: list[Row]) -> list[Row]:
    """Rows of cells become pairs or grid lines where a table is one of fields or of months."""
    out: list[Row] = []
    for table, members in groupby(rows, key=lambda row: row.cell[0] if row.cell else None):
        block = list(members)
        out += block if table is None else _table(block)
    return out


def is_column_heads(cells: Sequence[str]) -> bool:
    """模块 | 内容 | 课时: the names of columns, not an entry."""
    return len(cells) > 1 and all(
        COLUMN_NAMES.fullmatch(cell.strip(" *：:")) for cell in cells if cell
    )


def _table(block: list[Row]) -> list[Row]:
    lines = [_columns(list(group)) for _, group in groupby(block, key=lambda row: row.cell[1])]
    names = [next(iter(columns.values()))[0].text for columns in lines]
    known = sum(1 for name in names if is_known(name.rstrip(":：")))
    if known * 2 >= len(names) and not is_column_heads([_text(cell) for cell in lines[0].values()]):
        return [pair for columns in lines for pair in _pairs(columns)]
    if any(is_grid(_joined(columns)) for columns in lines[:2]):
        return [_joined(columns) for columns in lines]
    if is_column_heads([_text(cell) for cell in lines[0].values()]):
        for cell in lines[0].values():
            for row in cell:
                row.rule = True
    for row in block:
        row.indent += 4 * row.cell[2]
    return block


def _columns(group: list[Row]) -> dict[int, list[Row]]:
    columns: dict[int, list[Row]] = {}
    for row in group:
        columns.setdefault(row.cell[2], []).append(row)
    return columns


def _text(cell: list[Row]) -> str:
    return "\n".join(f"{row.label} {row.text}".strip() for row in cell)


def _joined(columns: dict[int, list[Row]]) -> Row:
    members = [row for cell in columns.values() for row in cell]
    cells = tuple(_text(cell) for cell in columns.values())
    return Row(tuple(n for row in members for n in row.lines), " ".join(cells), cells=cells)


def _pairs(columns: dict[int, list[Row]]) -> Iterator[Row]:
    """Name and value of each field; a value without a known name before it joins the last one."""
    pair: list[list[Row]] = []
    for cell in columns.values():
        if pair and is_known(cell[0].text.rstrip(":：")) and len(pair) > 1:
            yield _pair(pair)
            pair = []
        pair.append(cell)
    yield _pair(pair)


def _pair(cells: list[list[Row]]) -> Row:
    lines = tuple(number for cell in cells for row in cell for number in row.lines)
    value = "\n".join(_text(cell) for cell in cells[1:])
    row = Row(lines, f"{_text(cells[0])} {value}".strip(), cells=(_text(cells[0]), value))
    row.pair = True
    return row
