"""What the columns of a pasted list of sessions hold, by their heads, else by what stands below."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.plan.listed_cells import PLACE, days_of, is_hours, month_said
from enrollment.admin.plan_names import Named, meant_by, month_heads, named_in, without_spaces

MOST_TITLES = 8  # lines above the head
HEADS = [  # the first that fits
    ("first", re.compile("起止|起讫")),
    ("other", re.compile("截止|报名|发布|通知|制表|编制|报到|签到|星期")),
    ("other", re.compile("人数|价|费|收入|天数|课时(?!间)")),
    ("other", re.compile(r"\b(?:deadline|price|fee|seats)\b")),
    ("month", re.compile(r"月份|^月$|\bmonth\b")),
    ("venue", re.compile(r"场地|地点|会场|酒店|教室|\b(?:venue|hotel|location)\b")),
    ("teacher", re.compile(r"讲师|老师|主讲|师资|\b(?:trainer|instructor|teacher)s?\b")),
    ("last", re.compile(r"结束|结课|\b(?:end|until)\b")),
    ("city", re.compile(r"城市|地区|举办地|\bcity\b")),
    ("first", re.compile("^日$|日期|时间|开始|(?<!公)开课|开班|场次|安排|班期|档期")),
    ("first", re.compile(r"\b(?:dates?|start|when)\b")),
    ("course", re.compile(r"课程|课题|项目|\b(?:course|title)\b")),
]
BESIDE = {"other", "venue", "teacher", "course", "city"}  # of a table with days in many columns
# Where the days begin in a line that is written, not copied from a table
DAYS_BEGIN = re.compile(r"(?:\d{4}\s?[年/.-]\s?)?(?<!\d)\d{1,2}\s?[月/.-]\s?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Columns:
    """``kinds``: what a column holds, where that is known; ``rows`` are those below the head."""

    head: list[str]
    kinds: dict[int, str]
    rows: list[list[str]]

    def name(self, column: int) -> str:
        return _at(self.head, column)


def _at(row: list[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def columns_in(rows: list[list[str]], known: dict[str, Named], year: int) -> Columns | None:
    """The columns of a list, or None where the rows are no list but a block with months."""
    if all(len(row) == 1 for row in rows):
        written = [_before_and_days(row[0]) for row in rows]
        return _by_days(written, {}, is_table=False)
    for place, row in enumerate(rows[:MOST_TITLES]):
        below = rows[place + 1 :]
        if months := month_heads(row, year):
            in_cities = any(map(known["city"].get, _places_in(below)))
            return _turned(row, below, set(months), "month") if in_cities else None
        if _months_of(row):
            break
        if found := _headed(row, below, known):
            groups = [one for one in rows[:place] if _names_a_group(one, known)]
            return replace(found, rows=[*groups, *found.rows])
    return _by_days(rows, known["course"] | known["city"])


def _before_and_days(line: str) -> list[str]:
    begun = DAYS_BEGIN.search(line)
    days = line[begun.start() :] if begun else ""
    return [line.removesuffix(days).strip(), days] if month_said(days) else [line]


def _headed(row: list[str], below: list[list[str]], known: dict[str, Named]) -> Columns | None:
    """Where the row is a head: of a table with several cities, or courses, across, or of a list."""
    for kind, names in known.items():
        across = {column for column, cell in enumerate(row) if _names_one(cell, kind, names)}
        if len(across) > 1 and any(map(_months_of, below)):
            return _turned(row, below, across, kind)
    kinds = _kinds(row)
    return Columns(row, kinds, below) if _is_head(set(kinds.values())) else None


def _names_a_group(row: list[str], known: dict[str, Named]) -> bool:
    """Whether it says nothing but of which city, or course, the lines below are."""
    cells = [named_in(cell, known) for cell in row if cell]
    return len(cells) == 1 and bool(cells[0][0]) and not cells[0][1]


def _kinds(head: list[str]) -> dict[int, str]:
    return {column: kind for column, cell in enumerate(head) if (kind := _kind(cell))}


def _kind(head: str) -> str:
    name = without_spaces(head).replace("_", " ")
    return next((kind for kind, sign in HEADS if sign.search(name)), "")


def _is_head(kinds: set[str]) -> bool:
    return len(kinds - {"other"}) > 1 and bool(kinds & {"first", "month"})


def _places_in(rows: list[list[str]]) -> Iterator[str]:
    """What stands before the days in the cells: 上海 of 上海 5-6日."""
    for row in rows:
        yield from (hit["place"] for hit in map(PLACE.match, row) if hit)


def _names_one(cell: str, kind: str, names: Named) -> bool:
    found, left = named_in(cell, {kind: names})
    return bool(found) and not left


def _turned(head: list[str], below: list[list[str]], across: set[int], kind: str) -> Columns:
    """A line for each cell of the columns ``across``: other columns, the name of its own, the days.

    Columns beside them that say days as well are among them, whatever their heads are.
    """
    width = max(map(len, [head, *below]))
    across = across.union(*map(_months_of, below)) - set(range(min(across)))
    others = [column for column in range(width) if column not in across]
    rows = []
    for row in below:
        beside = [_at(row, column) for column in others]
        cells = [(_at(head, column), _at(row, column)) for column in sorted(across)]
        lines = [[*beside, name, cell] for name, cell in cells if days_of(cell)]
        rows += lines or [beside]
    heads = [_at(head, column) for column in others]
    kinds = {column: one for column, one in _kinds(heads).items() if one in BESIDE}
    return Columns(heads, kinds | {len(others): kind, len(others) + 1: "first"}, rows)


def _by_days(rows: list[list[str]], known: Named, *, is_table: bool = True) -> Columns | None:
    """By the cells that say days, where these are other months than a block without heads would
    have there: one column of them, or one of first and one of last days, else a line for each."""
    dated = list(map(_months_of, rows))
    if all(column == month for months in dated for column, month in months.items()):
        return None
    columns = sorted(set().union(*dated))
    first = dated.index(next(filter(None, dated)))
    head, below = _parted(rows, first, known) if is_table else ([], rows)
    if len(columns) > 1 and not (len(columns) == 2 and all(map(_is_from_to, rows))):
        return _turned(head, below, set(columns), "aside")
    kinds = dict.fromkeys(_columns_of_hours(rows) - set(columns), "first")
    return Columns(head, kinds | dict(zip(columns, ("first", "last"), strict=False)), below)


def _columns_of_hours(rows: list[list[str]]) -> set[int]:
    return {column for row in rows for column, cell in enumerate(row) if is_hours(cell)}


def _months_of(row: list[str]) -> dict[int, int]:
    """Column -> the month that its cell says."""
    return {column: month for column, cell in enumerate(row) if (month := month_said(cell))}


def _is_from_to(row: list[str]) -> bool:
    """Whether its cells that say days are a first and a last one, or none."""
    days = [days_of(row[column]) for column in _months_of(row)]
    return not days or (len(days) == 2 and not any("-" in text for text in days))


def _parted(rows: list[list[str]], first: int, known: Named) -> tuple[list[str], list[list[str]]]:
    """The line above the first one with days, if it is a head, and the lines below; else all."""
    above = rows[first - 1] if first else []
    is_head = len(list(filter(None, above))) > 1 and not any(meant_by(o, known) for o in above)
    return (above, rows[first:]) if is_head else ([], rows)
