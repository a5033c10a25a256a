"""PURE. The days in a list of sessions, as people and other systems write them, by their months.

3月8-9日、4月12日         two sessions, in March and in April; 22-23 behind them is in April too
上海3月8-9日；西安5月10日  each with its city before it
2027-03-08 09:00:00      a day and an hour, as systems write them
2027年9月（日期待定）      the days are still open
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from catalog.outline.numerals import chinese
from catalog.plan.cell_signs import BY_HOUR, in_one_spelling, one_word_each
from catalog.plan.plan_cells import OPEN, OPEN_WORDS

DATE = re.compile(
    r"(?:(?P<year>\d{4})\s*[年/.]\s*)?(?P<month>\d{1,2})\s*[月/.]\s*(?P<day>\d{1,2})(?!\d)"
)
MONTH = re.compile(r"(?:(?P<year>\d{4})\s*[年/.-]\s*)?(?P<month>\d{1,2})(?:\s*月份?)?(?!\d)")
SERIAL = re.compile(r"4[5-9]\d{3}|5[0-4]\d{3}")  # 2023 to 2050
FIRST_SERIAL = date(1899, 12, 30)
IN_WORDS = re.compile(
    "[一二三]?十[一二三四五六七八九]?(?=[月日号])|[〇一二三四五六七八九]{1,4}(?=[年月日号])"
)
HOUR_BEHIND = re.compile(r"\s(\d{1,2}:\d\d)(?::\d\d)?$")
PIECES = re.compile("[;,]")
PLACE = re.compile(r"(?P<place>[\u3400-\u9fff]{2,8})\s?(?=\d)")
DATES = re.compile("^(?:具体)?(?:日期|时间)?")
ASIDE = " ()（）,，:："
# A line break before a bracket, or beside 至, parts nothing; nor does the comma of Apr 16, 2027.
NO_BREAK = re.compile(r"\s{0,9}\n\s{0,9}(?=[(（至到~-])|(?<=[至到~-])\s{0,9}\n\s{0,9}")
BEFORE_YEAR = re.compile(r"(?<=\d),\s?(?=20\d\d(?!\d))")


@dataclass(frozen=True, slots=True)
class Said:
    """Days as a cell of the plan says them, the first of their month, and a place before them."""

    month: date
    text: str
    place: str = ""


def days_of(cell: str) -> str:
    """The text of a cell in the spelling of the plan."""
    if SERIAL.fullmatch(cell):  # a date whose format is lost, as spreadsheets count days
        return f"{FIRST_SERIAL + timedelta(days=int(cell)):%Y/%m/%d}"
    cell = IN_WORDS.sub(lambda said: str(chinese(said[0])), cell)
    return one_word_each(in_one_spelling(NO_BREAK.sub(" ", BEFORE_YEAR.sub(" ", cell))))


def month_said(cell: str) -> int:
    """The month of the first day in the cell; 0 where it says none."""
    hit = DATE.match(days_of(cell))
    if hit is None or not (1 <= int(hit["month"]) <= 12 and 1 <= int(hit["day"]) <= 31):
        return 0
    return int(hit["month"])


def is_hours(cell: str) -> bool:
    return BY_HOUR.fullmatch(days_of(cell)) is not None


def said_in(cell: str, *, until: str = "", month: str = "", year: int) -> list[Said]:
    """What a cell says; ``until`` is the last day and ``month`` the month, of cells of their own.

    [] where no month, or no days, can be read.
    """
    text, *hours = _parted(days_of(cell))
    last, *more = _parted(days_of(until))
    if last:
        text = f"{text}-{last}"
    if hours and more:
        text = f"{text} {hours[0]}-{more[0]}"
    of_month = MONTH.fullmatch(month.strip())
    if opened := _opened(text, of_month, year):
        return [opened]
    return _by_month(text, of_month, year)


def _parted(text: str) -> tuple[str, ...]:
    """A day, and the hour behind it."""
    hour = HOUR_BEHIND.search(text)
    return (text[: hour.start()].strip(), hour[1]) if hour else (text,)


def _opened(text: str, of_month: re.Match[str] | None, year: int) -> Said | None:
    hit = MONTH.match(text)
    is_month = hit and ("月" in hit[0] or hit["year"])
    rest = DATES.sub("", (text[hit.end() :] if hit and is_month else text).strip(ASIDE))
    hit = hit if is_month else of_month
    if hit and (not rest or rest.casefold() in OPEN_WORDS) and 1 <= int(hit["month"]) <= 12:
        return Said(date(int(hit["year"] or year), int(hit["month"]), 1), OPEN)
    return None


def _by_month(text: str, of_month: re.Match[str] | None, year: int) -> list[Said]:
    found: list[Said] = []
    for piece in filter(None, map(str.strip, PIECES.split(text))):
        place = PLACE.match(piece)
        days = one_word_each(piece[place.end() :]) if place else piece
        begun = DATE.match(days) or (of_month if place or not found else None)
        if begun and 1 <= int(begun["month"]) <= 12:
            first = date(int(begun["year"] or year), int(begun["month"]), 1)
            found.append(Said(first, days, place["place"] if place else ""))
        elif found and not place:
            last = found[-1]
            found[-1] = Said(last.month, f"{last.text},{days}", last.place)
        else:
            return []
    return found
