"""PURE. The city × month table of an outline -> which sessions are planned where and when."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTH = re.compile(r"(?:(20\d\d)\s*年\s*)?(\d{1,2})\s*月份?")
DATED = re.compile(
    r"(?:(20\d\d)\s*[年.\-/]\s*)?(\d{1,2})\s*[月.]\s*(?:份|(\d{1,2})\s*[日号]?"
    r"(?:\s*[-–—~～至到]\s*(?:\d{1,2}\s*月\s*)?(\d{1,2})\s*[日号]?)?)?"
)
DAYS = re.compile(r"(\d{1,2})\s*[日号]?(?:\s*[-–—~～至到]\s*(\d{1,2})\s*[日号]?)?")
CELL_GAP = re.compile(r"\s{2,}|[:：]|\s(?=(?:20\d\d年)?\d{1,2}月)")
DECORATION = re.compile(r"[\s*_]")
CITY_NAME = re.compile(r"[^\W\d]{2,20}")
WORD_SIGN = re.compile(r"\w")
CITY_HEADS = re.compile(r"(?:开课|培训|上课)?(?:城市|地点|地区|校区)|city|location", re.IGNORECASE)
NOTHING = re.compile(r"[-–—\s:：/×xX无]*")
RULE = re.compile(r"[|\s:+-]*")


@dataclass(frozen=True, slots=True)
class Planned:
    """A session as printed: a month, and days where the table gives them."""

    city: str
    month: date
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    planned: tuple[Planned, ...]
    idle_cities: tuple[str, ...]  # cities that stand there without any month marked
    past: tuple[Planned, ...] = ()  # of the planned: their month is over, its year is printed


def read(rows: Iterable[str], *, today: date) -> Timetable:
    """Months that are past this year are those of the next, unless their year is printed."""
    months: dict[int, tuple[int | None, int]] = {}
    city_column = 0
    planned: list[Planned] = []
    cities: dict[str, None] = {}
    for row in rows:
        cells = cells_of(row)
        if heads := month_heads(cells):
            months, city_column = heads, _city_column(cells)
        elif cells and (months or len(cells) > 1):
            city = city_name(cells[min(city_column, len(cells) - 1)])
            if city:
                cities[city] = None
                planned += _sessions(city, cells, months, today=today)
    busy = {entry.city for entry in planned}
    past = tuple(entry for entry in planned if entry.month < today.replace(day=1))
    return Timetable(tuple(planned), tuple(city for city in cities if city not in busy), past)


def cells_of(row: str) -> list[str]:
    """Cells between bars, tabs or wide gaps; a rule of dashes has none."""
    if RULE.fullmatch(row):
        return []
    row = row.strip()
    if "|" in row or "｜" in row:
        return [cell.strip() for cell in row.strip("|｜").replace("｜", "|").split("|")]
    if "\t" in row:
        return [cell.strip() for cell in row.split("\t")]
    return [cell.strip() for cell in CELL_GAP.split(row)]


def month_heads(cells: list[str]) -> dict[int, tuple[int | None, int]]:
    """Column -> (year or None, month), if the row is the head of the table."""
    heads = {}
    for column, cell in enumerate(cells):
        match = MONTH.fullmatch(cell)
        if match and 1 <= int(match[2]) <= 12:
            heads[column] = (int(match[1]) if match[1] else None, int(match[2]))
    named = any(CITY_HEADS.fullmatch(cell) for cell in cells)
    return heads if named or len(heads) >= 3 else {}


def city_name(cell: str) -> str:
    """昆明市 is 昆明; "" for what is no name."""
    name = DECORATION.sub("", cell)
    if CITY_HEADS.fullmatch(name) or not CITY_NAME.fullmatch(name):
        return ""
    return name.removesuffix("市") if len(name) > 2 else name


def _city_column(cells: list[str]) -> int:
    named = (column for column, cell in enumerate(cells) if CITY_HEADS.fullmatch(cell))
    return next(named, 0)


def _sessions(
    city: str, cells: list[str], months: dict[int, tuple[int | None, int]], *, today: date
) -> list[Planned]:
    dated = []
    for column, cell in enumerate(cells):
        if NOTHING.fullmatch(cell):
            continue
        if column in months:
            dated.append(_in_month(city, cell, *months[column], today=today))
        elif not months:
            dated += [_dated(city, match, today=today) for match in DATED.finditer(cell)]
    return [entry for entry in dated if entry is not None]


def _in_month(city: str, cell: str, year: int | None, month: int, *, today: date) -> Planned | None:
    first = _month(year, month, today=today)
    days = DAYS.fullmatch(cell) or DATED.fullmatch(cell)
    if days is None:
        note = cell if WORD_SIGN.search(cell) else ""
        return Planned(city, first, note=note)
    numbers = [int(number) for number in days.groups()[-2:] if number]
    return _with_days(city, first, numbers, note=cell)


def _dated(city: str, match: re.Match[str], *, today: date) -> Planned | None:
    month = int(match[2])
    if not 1 <= month <= 12:
        return None
    first = _month(int(match[1]) if match[1] else None, month, today=today)
    return _with_days(city, first, [int(n) for n in match.groups()[2:] if n], note=match[0])


def _with_days(city: str, first: date, numbers: list[int], *, note: str) -> Planned:
    """With its days where they are days of that month in order; else the words stay as a note."""
    last = calendar.monthrange(first.year, first.month)[1]
    if not numbers:
        return Planned(city, first)
    if numbers != sorted(numbers) or not 1 <= numbers[0] <= numbers[-1] <= last:
        return Planned(city, first, note=note)
    return Planned(city, first, first.replace(day=numbers[0]), first.replace(day=numbers[-1]))


def _month(year: int | None, month: int, *, today: date) -> date:
    return date(year or today.year + (month < today.month), month, 1)
