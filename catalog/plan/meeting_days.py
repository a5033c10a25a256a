"""PURE. The days of a session that does not meet every day: as people type and read them."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

MOST = 31  # days of one session: what is longer was a slip of the keyboard
COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
# A number above 12 is no month: 16-17 are two days of the month before it, and so are 2027.3.8-9.
HYPHENS = re.compile(r"^((?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?|(?:1[3-9]|[23]\d)日?)-(?=\d)")
RUN = re.compile("[~～–—至到]")
BETWEEN = re.compile(r"[、,，;；\s]+")
DAY = re.compile(
    r"(?:(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月])?(?P<day>\d{1,2})日?"
    r"(?:[~～–—至到](?:(?P<month2>\d{1,2})[-/.月])?(?P<day2>\d{1,2})日?)?"
)


class UnreadableDay(ValueError):
    """``args[0]`` is what cannot be read as a day."""


def read_days(text: str) -> list[date]:
    """The days in order, each once: 2027-01-16~17、23、2月6日; what is left out is as before it.

    A month before the one above it is of the next year. Raise UnreadableDay.
    """
    found: list[date] = []
    text = COMPACT.sub(r"\1-\2-\3", unicodedata.normalize("NFKC", text))
    for word in filter(None, BETWEEN.split(text)):
        is_run = RUN.search(word)
        parts = DAY.fullmatch(word if is_run else HYPHENS.sub(r"\1~", word))
        last = found[-1] if found else None
        if parts is None or not (last or parts["year"]):
            raise UnreadableDay(word)
        first = _day(word, parts["year"], parts["month"], parts["day"], last)
        end = _day(word, None, parts["month2"], parts["day2"], first) if parts["day2"] else first
        if end < first or (end - first).days >= MOST:
            raise UnreadableDay(word)
        found += [first + timedelta(days=n) for n in range((end - first).days + 1)]
    return sorted(set(found))


def _day(word: str, year: str | None, month: str | None, day: str, last: date | None) -> date:
    of = last or date(int(year or 1), 1, 1)
    number = int(month or of.month)
    try:
        return date(int(year or of.year + (number < of.month)), number, int(day))
    except ValueError as refusal:
        raise UnreadableDay(word) from refusal


def write_days(days: Sequence[date]) -> str:
    """The days as ``read_days`` reads them: 2027-01-16~17、23~24."""
    words: list[str] = []
    last = None
    for first, end in stretches(days):
        if last is None or first.year != last.year:
            shown = f"{first:%Y-%m-%d}"
        else:
            shown = f"{first:%m-%d}" if first.month != last.month else f"{first.day}"
        if end != first:
            shown += f"~{end.day}" if end.month == first.month else f"~{end:%m-%d}"
        words.append(shown)
        last = end
    return "、".join(words)


def stretches(days: Sequence[date]) -> list[tuple[date, date]]:
    """First and last day of each run of days on end."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def days_between(first: date | None, last: date | None, meeting_days: list[str]) -> list[date]:
    """The days that a session meets; a list of days that is not of these dates says nothing."""
    if first is None or last is None:
        return []
    if meeting_days and (meeting_days[0], meeting_days[-1]) == (f"{first}", f"{last}"):
        return [date.fromisoformat(day) for day in meeting_days]
    count = min((last - first).days + 1, MOST)
    return [first + timedelta(days=number) for number in range(count)]
