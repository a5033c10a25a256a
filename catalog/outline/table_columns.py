"""What each column of a table is, and so where each of its cells stands.

Each column is judged by its cells first and its head second: day, time, measure, method, running
number or words. Days and words make the tree, from left to right; the rest are notes beside it.
"""

import re
from collections.abc import Callable, Sequence

from . import plans
from .extras import is_sentence
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


def is_column_heads(cells: Sequence[str]) -> bool:
    """模块 | 内容 | 课时: the names of columns, not an entry."""
    return len(cells) > 1 and all(_names_column(cell.strip(" *：:")) for cell in cells if cell)


def _names_column(name: str) -> bool:
    return bool(COLUMN_NAMES.fullmatch(name) or SIDE_NAMES.fullmatch(name))


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
    if not is_head(table[at:]):
        return {}, table
    return table[at], table[:at] + table[at + 1 :]


def is_head(table: Table) -> bool:
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
    return not (is_day(row.text) or typed(row.text))


def _is_typed(below: Table, column: int) -> bool:
    """Whether most cells of a column are times or measures."""
    cells = [columns[column][0] for columns in below if column in columns]
    return sum(1 for row in cells if typed(row.text)) * 2 > len(below)


def typed(text: str) -> bool:
    return bool(TIME.fullmatch(text) or MEASURE.fullmatch(text))
