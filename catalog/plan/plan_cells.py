"""PURE. What is typed in a cell of the plan -> sessions of that month, and back.

8-9            these days; ``8`` alone lasts as long as the course does
3.8-9          the same in March, as are 3月8-9日, 2027/3/8-9, 2027-03-08, 20270308 and Mar 8-9
30-1           into the next month
16-17+23-24    one session over several weekends; 30-31+6-7 and 30-31+4/10-11 into later months
8-9 上午        hours: 上午, 下午, 晚上, am, pm, or 9:00-16:30
8-9 #云水楼     in that venue         8-9 @陆怀远  with that instructor (several: @甲 @乙)
待定            the days are still open
8-9; 22-23     several, as are 8-9、22-23; days on end, 8、9日, are one session if it lasts so long
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from catalog.plan.cell_errors import CellError, gettext_noop
from catalog.plan.listed_days import sessions_of
from catalog.plan.meeting_days import stretches
from catalog.text.months import NAME, number_of

Hours = tuple[time, time]

HALF_DAYS: dict[str, Hours] = {
    "上午": (time(9), time(12)),
    "下午": (time(14), time(17)),
    "晚上": (time(18, 30), time(21)),
}
HALF_DAY_WORDS = HALF_DAYS | {
    "am": HALF_DAYS["上午"],
    "morning": HALF_DAYS["上午"],
    "pm": HALF_DAYS["下午"],
    "afternoon": HALF_DAYS["下午"],
    "evening": HALF_DAYS["晚上"],
}
OPEN = "待定"
OPEN_WORDS = frozenset({OPEN, "tbd", "tbc", "to be confirmed", "?", "日期待定"})
SAME_SIGN = {
    **{ord("０") + number: str(number) for number in range(10)},
    **dict.fromkeys(map(ord, "－–—~～至到"), "-"),
    **dict.fromkeys(map(ord, "；\n"), ";"),
    **dict.fromkeys(map(ord, "，、"), ","),
    ord("："): ":",
    ord("＃"): "#",
    ord("＠"): "@",
    ord("？"): "?",
    ord("＋"): "+",
    ord("／"): "/",
    ord("．"): ".",
    0xA0: " ",
}
MARKS = re.compile(r"[;,#@]")
MARK = re.compile(r"[#@]")
JOINS = re.compile(r"\s{0,20}([-+])\s{0,20}")
BEFORE_HALF = re.compile(r"(?<=[\d日号])(?=上午|下午|晚上)")
ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)|(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
# 8-Mar, 8-9 March 2027, 8-Mar-27, but not 8 Mar-27, which may be days of March as well
DAY_NAMED = rf"""
(?<![\d:/.a-z])(?P<day>\d{{1,2}})(?:\s{{0,5}}-\s{{0,5}}(?P<until>\d{{1,2}}))?
(?P<gap>-|\s{{0,5}})(?P<name>{NAME})(?![a-z\d])\.?
(?:(?P=gap)(?P<short>\d\d)(?![\d:]|[\s-]{{0,5}}[a-z])|[\s-]{{1,5}}(?P<year>\d{{4}})(?!\d))?
(?!\s{{0,5}}-\s{{0,5}}\d{{1,2}}(?![\d/.月]|[\s-]{{0,5}}(?:{NAME})))"""
# Mar 8, March 8-9 2027
NAMED_DAY = rf"""
(?<![a-z\d])(?P<name_>{NAME})\.?\s{{0,5}}(?P<day_>\d{{1,2}})(?![\d:])
(?:(?:\s{{0,5}}-\s{{0,5}}(?P<until_>\d{{1,2}}))?\s{{1,5}}(?P<year_>\d{{4}})(?!\d))?"""
WITH_MONTH = re.compile(f"{DAY_NAMED}|{NAMED_DAY}", re.IGNORECASE | re.VERBOSE)
DAYS = re.compile(
    r"(?:(?:(?P<year>\d{4})\s*[年/.]\s*)?(?P<month>\d{1,2})\s*[月/.]\s*)?"
    r"(?P<first>\d{1,2})\s*[日号]?"
    r"(?:\s*-\s*(?:(?:(?P<year2>\d{4})\s*[年/.]\s*)?(?P<month2>\d{1,2})\s*[月/.]\s*)?"
    r"(?P<last>\d{1,2})\s*[日号]?)?"
)
HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
WORDS = re.compile(r"[#@][^#@;,]+|[^\s#@]+")
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One session as typed; ``hours`` None are the course's, ``venue`` "" is none.

    ``meets`` are its days where it does not meet on all from the first to the last.
    """

    first: date | None = None
    last: date | None = None
    hours: Hours | None = None
    venue: str = ""
    teachers: tuple[str, ...] = ()
    meets: tuple[date, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.first is None


def read(text: str, *, month: date, days: int) -> list[Entry]:
    """The sessions that the text names, in its order; ``days`` is how long the course lasts.

    Raises CellError.
    """
    pieces = []
    for group in text.translate(SAME_SIGN).split(";"):
        listed = [_one_word_each(piece.strip()) for piece in group.split(",") if piece.strip()]
        pieces += sessions_of(listed, month=month, days=days)
    return [_entry(piece, month=month, days=days) for piece in pieces]


def write(entries: Iterable[str]) -> str:
    return "; ".join(entries)


def written(entry: Entry) -> str:
    """The text that reads as this entry: its shortest form."""
    parts = [runs_text(entry)]
    if entry.hours:
        parts.append(hours_text(entry.hours))
    if entry.venue:
        parts.append(f"#{entry.venue}")
    parts += [f"@{name}" for name in entry.teachers]
    return " ".join(parts)


def plain_name(name: str) -> str:
    """A name of a venue or an instructor as it can stand in a cell, without our signs."""
    return " ".join(MARKS.sub(" ", name.translate(SAME_SIGN)).split())


def runs_text(entry: Entry) -> str:
    """Its days; the month stands before those that begin in another one than the last."""
    if entry.first is None or entry.last is None:
        return OPEN
    runs = stretches(entry.meets) or [(entry.first, entry.last)]
    months = [run[0].month for run in runs]
    before = [entry.first.month, *(last.month for _first, last in runs)]
    return "+".join(
        days_text(*run) if month == shown else f"{month}/{days_text(*run)}"
        for run, month, shown in zip(runs, months, before, strict=False)
    )


def days_text(first: date, last: date) -> str:
    """The last day has its month where it would be read as one of the month of the first."""
    if first == last:
        return str(first.day)
    is_read = first.month == last.month or last.day < first.day
    return f"{first.day}-{last.day}" if is_read else f"{first.day}-{last.month}/{last.day}"


def hours_text(hours: Hours) -> str:
    named = next((name for name, known in HALF_DAYS.items() if known == hours), "")
    return named or f"{hours[0]:%-H:%M}-{hours[1]:%-H:%M}"


def _entry(piece: str, *, month: date, days: int) -> Entry:
    words, hours_given = WORDS.findall(_one_word_each(piece)), None
    venue, teachers, when = "", [], []
    for word in words:
        if word.startswith("#"):
            venue = " ".join(word[1:].split())
        elif word.startswith("@"):
            teachers.append(" ".join(word[1:].split()))
        elif (hours := _hours(word)) is not None:
            hours_given = hours
        else:
            when.append(word)
    said = " ".join(when)
    if said.casefold() in OPEN_WORDS:
        return Entry(None, None, hours_given, venue, tuple(teachers))
    runs = _runs(said, month=month, days=days)
    first, last = runs[0][0], runs[-1][1]
    span = range((last - first).days + 1)
    meets = tuple(
        day
        for day in (first + timedelta(days=n) for n in span)
        if any(begin <= day <= end for begin, end in runs)
    )
    apart = meets if len(stretches(meets)) > 1 else ()
    return Entry(first, last, hours_given, venue, tuple(teachers), apart)


def _one_word_each(piece: str) -> str:
    """Days and hours without spaces inside, a space between a day and what follows it.

    Venue and instructors, behind the first mark, stay as they are.
    """
    mark = MARK.search(piece)
    place = mark.start() if mark else len(piece)
    when = ISO.sub(lambda day: "/".join(filter(None, day.groups())), piece[:place])
    when = WITH_MONTH.sub(_with_number, when).strip()
    when = JOINS.sub(r"\1", when)
    return BEFORE_HALF.sub(" ", when) + piece[place:]


def _with_number(found: re.Match[str]) -> str:
    """2027/3/8-9 for 8-9 March 2027, and 30-4/1 for 30-1 April."""
    said = {key.rstrip("_"): text for key, text in found.groupdict().items() if text}
    year = f"20{said['short']}" if "short" in said else said.get("year", "")
    month = f"{year}/{number_of(said['name'].casefold())}/".removeprefix("/")
    day, until = said["day"], said.get("until")
    if until and found["name"] and int(until) < int(day):
        return f"{day}-{month}{until}"
    return f"{month}{day}-{until}" if until else f"{month}{day}"


def _hours(word: str) -> Hours | None:
    if (known := HALF_DAY_WORDS.get(word.casefold())) is not None:
        return known
    found = HOURS.fullmatch(word)
    if found is None:
        return None
    numbers = [int(number) for number in found.groups()]
    if numbers[0] > 23 or numbers[2] > 23 or numbers[1] > 59 or numbers[3] > 59:
        raise CellError(gettext_noop("“%(text)s”不是一天里的时间，请写成 9:00-17:00。"), text=word)
    hours = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    if hours[1] <= hours[0]:
        raise CellError(gettext_noop("“%(text)s”：结束时间要晚于开始时间。"), text=word)
    return hours


def _runs(said: str, *, month: date, days: int) -> list[tuple[date, date]]:
    """First and last day of each run; a single day lasts as long as the course, one of many not.

    A run without its month that begins before the one above it ended is in the next month.
    """
    if "+" not in said:
        return [_days(said, month=month, days=days)]
    runs: list[tuple[date, date]] = []
    for text in said.split("+"):
        found, begins = _matched(text, said), month
        if runs:
            last = runs[-1][1]
            number = int(found["month"] or last.month + (int(found["first"]) <= last.day))
            years = (number < last.month) + (number - 1) // 12
            begins = last.replace(day=1, year=last.year + years, month=(number - 1) % 12 + 1)
        run = _days(text, month=begins, days=1)
        if runs and (run[0] <= runs[-1][1] or (run[1] - runs[0][0]).days >= MOST_DAYS):
            raise CellError(
                gettext_noop("“%(text)s”：几段日子要按先后写，前后不超过 %(most)d 天。"),
                text=said[:40],
                most=MOST_DAYS,
            )
        runs.append(run)
    return runs


def _matched(text: str, said: str) -> re.Match[str]:
    found = DAYS.fullmatch(text)
    if found is None:
        raise _unread(said)
    return found


def _unread(said: str) -> CellError:
    return CellError(
        gettext_noop(
            "没有读懂“%(text)s”。请写成 8-9、8-9 上午 或 待定，几个班次用 ; 隔开；"
            "一个班次分几个周末上，写 16-17+23-24。"
        ),
        text=said[:40],
    )


def _check_month(found: re.Match[str], month: date, said: str) -> None:
    """Raise CellError for days of another month or year than the cell's."""
    if found["month"] and int(found["month"]) != month.month:
        raise CellError(
            gettext_noop(
                "“%(text)s”不在 %(month)d 月。表格软件会把 8-9 改成日期：请把单元格设为文本。"
            ),
            text=said,
            month=month.month,
        )
    if found["year"] and int(found["year"]) != month.year:
        raise CellError(gettext_noop("“%(text)s”不在 %(year)d 年。"), text=said, year=month.year)


def _days(said: str, *, month: date, days: int) -> tuple[date, date]:
    found = _matched(said, said)
    _check_month(found, month, said)
    first = _day(month, int(found["first"]), said)
    if not found["last"]:
        return first, first + timedelta(days=days - 1)
    last_number, month2 = int(found["last"]), int(found["month2"] or 0)
    if month2 and month2 not in (month.month, _next(month).month):
        raise _unread(said)
    goes_on = month2 != month.month if month2 else last_number < first.day
    last = _day(_next(month) if goes_on else month, last_number, said)
    other_year = found["year2"] and int(found["year2"]) != last.year
    if other_year or last < first or (last - first).days >= MOST_DAYS:
        raise CellError(gettext_noop("“%(text)s”：结束日期不能早于开始日期。"), text=said)
    return first, last


def _day(month: date, number: int, said: str) -> date:
    try:
        return month.replace(day=number)
    except ValueError:
        raise CellError(
            gettext_noop("“%(text)s”：%(month)d 月没有 %(day)d 日。"),
            text=said,
            month=month.month,
            day=number,
        ) from None


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def pairs(
    old: Sequence[str], new: Sequence[str]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Which old item becomes which new one: the same text first, the rest in order.

    Gives pairs of positions whose texts differ, positions that are gone, positions that are new.
    """
    gone, fresh = list(range(len(old))), []
    for place, text in enumerate(new):
        same = next((one for one in gone if old[one] == text), None)
        if same is None:
            fresh.append(place)
        else:
            gone.remove(same)
    changed = list(zip(gone, fresh, strict=False))
    return changed, gone[len(changed) :], fresh[len(changed) :]
