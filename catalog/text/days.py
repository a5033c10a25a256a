"""PURE. A day as people type it: 2027-3-8, 3月8日, 3/8; 8.3 is the third of August; 3.8-9 two.

A moment is a day with its hour: 3/8 18:00, 3月8日18点.
"""

import re
import unicodedata
from datetime import date, datetime, time

DATED = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
SHORT_YEAR = re.compile(r"(\d{2})年\s*(\d{1,2})月\s*(\d{1,2})\s*[日号]?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
SEVERAL = re.compile(r"(.{3,24}?)\s?[~至到–—]\s?(.{1,16})|(.{3,24})-(.{1,16})")
NO_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")

TIMED = re.compile(
    r"(.{3,24}?)(?:(?<=[日号])|\s|T)\s?(\d{1,2})(?:[点时](?:(\d{2})分?)?|:(\d{2})(?::00)?)"
)


class NotADay(ValueError):
    """``why`` is shape, month or day; ``month`` and ``day`` are what was read."""

    def __init__(self, why: str, month: int = 0, day: int = 0):
        super().__init__(why)
        self.why, self.month, self.day = why, month, day


def day_in(text: str, *, today: date, ahead: bool) -> date:
    """The day; where no year is typed, the next such day, or without ``ahead`` the nearest.

    Raises NotADay.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if found := DATED.fullmatch(text) or COMPACT.fullmatch(text) or SHORT_YEAR.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _day(year + 2000 if len(found[1]) == 2 else year, month, day)
    if not (found := NO_YEAR.fullmatch(text)):
        raise NotADay("shape")
    month, day = map(int, found.groups())
    return _without_year(month, day, today=today, ahead=ahead)


def moment_in(text: str, *, today: date, ahead: bool) -> datetime:
    """The day and the hour, of no time zone. Raises NotADay, of shape also where no hour is."""
    found = TIMED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise NotADay("shape")
    hour, minute = int(found[2]), int(found[3] or found[4] or 0)
    if hour > 23 or minute > 59:
        raise NotADay("shape")
    return datetime.combine(day_in(found[1], today=today, ahead=ahead), time(hour, minute))


def days_in(text: str, *, today: date, ahead: bool) -> tuple[date, date]:
    """First and last day of what is typed: one day, or several on end, as 3.8-9 or 3月30日至4月1日.

    Raises NotADay. Whether so many days make sense is not judged.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    try:
        first = day_in(text, today=today, ahead=ahead)
    except NotADay as wrong:
        if wrong.why != "shape" or not (found := SEVERAL.fullmatch(text)):
            raise
        first = day_in(found[1] or found[3], today=today, ahead=ahead)
        return first, _last(found[2] or found[4], first)
    return first, first


def _last(text: str, first: date) -> date:
    """The last day, of which the day alone may be typed: it is in the same month or the next."""
    text = text.strip().rstrip("日号").strip()
    if not text.isdecimal() or len(text) > 2:
        return day_in(text, today=first, ahead=True)
    number = int(text)
    months = first.year * 12 + first.month - 1 + (number < first.day)
    return _day(months // 12, months % 12 + 1, number)


def _without_year(month: int, day: int, *, today: date, ahead: bool) -> date:
    if not 1 <= month <= 12:
        raise NotADay("month", month, day)
    years = range(today.year - 1, today.year + 9)  # 29 February is not in every fourth year
    days = [one for year in years if (one := _day_or_none(year, month, day))]
    if not days:
        raise NotADay("day", month, day)
    if ahead:
        return next(one for one in days if one >= today)
    return min(days, key=lambda one: abs((one - today).days))


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise NotADay("month", month, day)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADay("day", month, day) from error


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
