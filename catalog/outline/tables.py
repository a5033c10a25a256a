"""Tables made into rows: pairs of a field, lines of a city grid, or columns with a place.

Each column is judged by its cells first and its head second: day, time, measure, method, running
number or words. Days and words make the tree, from left to right; the rest are notes beside it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from . import plans, staircase
from .extras import is_grid, is_sentence
from .field_names import is_known, is_outline_heading
from .markers import marker
from .rows import Row
from .scripts import both

Table = list[dict[int, list[Row]]]  # rows of the table: column -> its paragraphs

COLUMN_NAMES = re.compile(
    both(
        r"(?:课程|培训|教学|学习)?(?:模块|单元|章节|主题|专题|课题|内容|时间|课时|时长|学时|要点|目标|形式|方式|序号"
        r"|项目|日期|备注|讲师|老师|大纲|纲要|收获|环节|阶段|天数|工具|案例|方法|编号|重点|核心内容|关键点|知识点|议题|提纲|板块|安排|产出|练习)"
        r"(?:[/（(].{1,8})?"
        r"|(?i:no\.?|module|unit|topics?|contents?|time|duration|hours?|day|session|activity|method|objectives?|outcome|trainer|date"
        r"|horaire|th[èe]me|contenu|dur[ée]e|zeit|inhalt|thema|dauer|methode)|内容|テーマ|回"
    )
)
SIDE_NAMES = re.compile(
    both(
        r".{0,4}(?:方式|形式|方法|讲师|老师|教师|主讲|地点|场地|备注|课时|学时|时长|时数|产出|工具|考核|负责人|讲者|担当|講師|形態|場所"
        r"|강사|방법|장소|비고|시수)(?:[（(].{1,8}[)）])?"
        r"|(?i:.{0,12}(?:methods?|methodology|format|trainer|teacher|speaker|lecturer|instructor|room|venue|place|hours?|hrs"
        r"|duration|remarks?|notes?|material|tools?|led by|who|méthodes?|formateur|intervenant"
        r"|salle|durée"
        r"|methodik?|methode|dozent(?:in)?|referent(?:in)?|raum|ort|dauer|ue|stunden|docente|sala|duración|método|modalidad"
        r"|carga horária|professor|recursos?|преподаватель|часы|место"
        r"|giảng viên)(?:\s?[（(].{1,12}[)）])?)"
    )
)
TIME = re.compile(
    r"\d{1,2}\s?[:：.h時时点]\s?(?:\d{2})?\s?(?:uhr|am|pm"
    r"|분)?(?:\s?[-–—~～至到bisà ]{1,5}\s?\d{1,2}\s?[:：.h時时点]?\s?(?:\d{2})?\s?(?:uhr|h|am"
    r"|pm)?)?"
    r"|(?:\d{1,2}\s?)?[ap]m|上午|下午|晚上|午前|午後|오전|오후|morning|afternoon|evening|matin|après-midi"
    r"|(?:vor|nach)mittags?|mañana|tarde",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    both(
        r"(?:周|星期|礼拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일"
        r"|(?i:mon|tues|wednes|thurs|fri|satur|sun)day|(?i:lun|mar|mercre|jeu|vendre|same)di|(?i:dimanche)"
        r"|(?i:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|(?i:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    )
    + r"|\d{1,2}\s?月\s?\d{1,2}\s?日?.{0,6}|\d{1,2}[./]\d{1,2}\.?(?:\d{2,4})?"
)
MEASURE = re.compile(
    r"[约約]?\d{1,4}(?:[.,]\d{1,2})?\s?(?:课时|學時|学时|小时|小時|分钟|分鐘|時間|分|天|节|節|h|hrs?|hours?|min(?:uten?|utes|\.)?|ue|std\.?|시간|분"
    r"|weeks?|days?|周|週|%|ore|horas?|ч(?:ас(?:а|ов)?)?\.?|tiết|giờ)?",
    re.IGNORECASE,
)


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


def is_column_heads(cells: Sequence[str]) -> bool:
    """模块 | 内容 | 课时: the names of columns, not an entry."""
    return len(cells) > 1 and all(_names_column(cell.strip(" *：:")) for cell in cells if cell)


def _names_column(name: str) -> bool:
    return bool(COLUMN_NAMES.fullmatch(name) or SIDE_NAMES.fullmatch(name))


def _table(block: list[Row], below: frozenset[str]) -> list[Row]:
    table = [_columns(list(group)) for _, group in groupby(block, key=_line_of)]
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
    overview = len(names) < len(pairs) or names & below or all(map(_typed, values))
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


class Model:
    """What each column of a table is, and so where each of its cells stands."""

    def __init__(self, table: Table):
        self.head, rows = _without_head(table)
        self.totals = [columns for columns in rows if plans.is_total(columns)]
        self.rows = [columns for columns in rows if not plans.is_total(columns)]
        self.columns = sorted({column for columns in table for column in columns})
        self.kinds = {column: self.kind(column) for column in self.columns}
        self.groups = [
            columns for columns in self.rows if len(columns) == 1 and self.is_group(columns)
        ]

    def kind(self, column: int) -> str:
        cells = [columns[column] for columns in self.rows if column in columns]
        texts = [cell[0].text.strip() for cell in cells]
        name = self.head[column][0].text.strip(" *：:") if column in self.head else ""
        first = column == self.columns[0]
        if first and (all(map(str.isdecimal, texts)) or plans.counts(texts)):
            return "serial"
        for kind, is_one in (
            ("time", TIME.fullmatch),
            ("side", MEASURE.fullmatch),
            ("day", is_day),
        ):
            if _most(texts, is_one):
                return kind
        return "side" if SIDE_NAMES.fullmatch(name) and not first else "words"

    def is_group(self, columns: dict[int, list[Row]]) -> bool:
        """A line of one cell that says the day or the unit of the lines below it."""
        row = next(iter(columns.values()))[0]
        return is_day(row.text) or bool(row.marker and row.marker.is_unit) or row.strong

    def place(self) -> None:
        for columns in (self.head, *self.totals):
            plans.set_aside(columns)
        shift = 1 if self.groups else 0
        tiers, told = self.tiers()
        self.label()
        for columns in self.rows:
            if columns in self.groups:
                _put(next(iter(columns.values())), 1, "head")
                continue
            for column, cell in columns.items():
                if self.kinds[column] == "serial":
                    for row in cell:
                        row.rule = True
                else:
                    _put(cell, tiers[column] + shift, told[column])

    def label(self) -> None:
        """Numbers of the first column are those of the names beside them."""
        serial, *others = self.columns
        if self.kinds[serial] == "serial" and self.kinds[others[0]] == "words":
            plans.label_names(
                [row for row in self.rows if row not in self.groups], *self.columns[:2]
            )

    def tiers(self) -> tuple[dict[int, int], dict[int, str]]:
        """The tier of each column from 1, and whether its cells are heads or notes."""
        tiers: dict[int, int] = {}
        told: dict[int, str] = {}
        level = 0
        tree = [column for column in self.columns if self.kinds[column] in ("day", "words")]
        words = [column for column in tree if self.kinds[column] == "words"]
        beside = self.are_beside(tree)
        for column in self.columns:
            kind = self.kinds[column]
            if kind in ("day", "words"):
                level = min(level + 1, 2) if beside else level + 1
                tiers[column], told[column] = (
                    level,
                    "" if words[-1:] == [column] and len(words) > 1 else "head",
                )
            elif kind == "time":
                tiers[column], told[column] = level + 1, "note"
            else:
                tiers[column], told[column] = max(2, 2 if beside else len(tree)), "note"
        return tiers, told

    def are_beside(self, tree: list[int]) -> bool:
        """Whether the columns after the first stand side by side: a grid, not a tree."""
        if len(tree) < 3 or "day" in [self.kinds[column] for column in tree[1:]]:
            return False
        if len(tree) > 4 or (self.kinds[tree[0]] == "day" and len(tree) > 3):
            return True
        middle, last = (self.weight(column) for column in tree[-2:])
        return middle > last * 0.8

    def weight(self, column: int) -> float:
        """Characters and paragraphs of an average cell."""
        cells = [columns[column] for columns in self.rows if column in columns]
        return sum(len(row.text) + 10 for cell in cells for row in cell) / max(1, len(cells))


def _most(texts: Sequence[str], is_such: Callable[[str], object]) -> bool:
    """Whether three of five cells, and one at least, are such."""
    return sum(1 for text in texts if is_such(text)) >= max(1, round(len(texts) * 0.6))


def _put(cell: list[Row], tier: int, told: str) -> None:
    for row in cell:
        row.tier = tier
        row.told = told


def is_day(text: str) -> bool:
    """第一天, 周一, Day 2, Montag, 3月5日."""
    found = marker(text)
    unit = bool(found and found.is_unit and not found.rest and len(text) < 12)
    return unit or bool(WEEKDAY.fullmatch(text.strip()))


def _without_head(table: Table) -> tuple[dict[int, list[Row]], Table]:
    """The names of the columns, which may stand below a line of one cell, and the other lines."""
    at = next((at for at, columns in enumerate(table[:2]) if len(columns) > 1), 0)
    if not _is_head(table[at:]):
        return {}, table
    return table[at], table[:at] + table[at + 1 :]


def _is_head(table: Table) -> bool:
    """Whether the first line names the columns: short cells, none like those below."""
    first, below = table[0], table[1:]
    cells = [cell[0] for cell in first.values()]
    if len(cells) < 2 or not below:
        return False
    if _is_bolder(table):
        return True
    if any(len(cell) > 1 for cell in first.values()):
        return False
    return is_column_heads([row.text for row in cells]) or _names_columns(first, below)


def _names_columns(first: dict[int, list[Row]], below: Table) -> bool:
    """Whether short cells stand above others that are times or measures, or half are known."""
    cells = [cell[0] for cell in first.values()]
    if not all(map(_may_name, cells)):
        return False
    if any(_is_typed(below, column) for column in first):
        return True
    return sum(1 for row in cells if COLUMN_NAMES.fullmatch(row.text)) * 2 >= len(cells)


def _is_bolder(table: Table) -> bool:
    """Whether the first line is bold, and most of the others are not."""
    rest = [cell[0] for columns in table[1:] for cell in columns.values()]
    bold = all(row.strong for cell in table[0].values() for row in cell)
    return bold and sum(1 for row in rest if not row.strong) * 2 > len(rest)


def _may_name(row: Row) -> bool:
    """Whether a cell may be the name of a column."""
    if len(row.text) > 24 or row.label or is_sentence(row.text):
        return False
    return not (is_day(row.text) or _typed(row.text))


def _is_typed(below: Table, column: int) -> bool:
    """Whether most cells of a column are times or measures."""
    cells = [columns[column][0] for columns in below if column in columns]
    return sum(1 for row in cells if _typed(row.text)) * 2 > len(below)


def _typed(text: str) -> bool:
    return bool(TIME.fullmatch(text) or MEASURE.fullmatch(text))


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
