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
from datetime import date, datetime, time, timedelta

from catalog.plan.cell_errors import CellError, gettext_noop
from catalog.plan.cell_signs import WEEKDAYS, in_one_spelling, one_word_each
from catalog.plan.listed_days import sessions_in
from catalog.plan.meeting_days import stretches

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
OPEN_WORDS = frozenset(
    {OPEN, "日期待定", "时间待定", "未定", "待排", "待通知", "另行通知", "?"}
    | {"tbd", "tba", "tbc", "to be confirmed", "to be announced"}
)
MARKS = re.compile(r"[;,#@]")
DAYS = re.compile(
    r"(?:(?:(?P<year>\d{4})\s*[年/.]\s*)?(?P<month>\d{1,2})\s*[月/.]\s*)?"
    r"(?P<first>\d{1,2})\s*[日号]?"
    r"(?:\s*-\s*(?:(?:(?P<year2>\d{4})\s*[年/.]\s*)?(?P<month2>\d{1,2})\s*[月/.]\s*)?"
    r"(?P<last>\d{1,2})\s*[日号]?)?"
)
HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
WORDS = re.compile(r"[#@][^#@;,]+|[^\s#@]+")
BY_WEEKDAY = re.compile(f"周[{WEEKDAYS}]{{1,7}}")
NOTE = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,40})")
MOST_DAYS = 60
MORE_DAYS = 7  # that a session over the end of a month may have more than its course: 30-1, not 9-8
LONGEST = 500  # characters of a cell
PART_OF_A_DAY = timedelta(hours=5)


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
    if len(text) > LONGEST:
        raise CellError(
            gettext_noop("“%(text)s…”：一格最多 %(most)d 个字。"), text=text[:20], most=LONGEST
        )
    groups = in_one_spelling(text).split(";")
    pieces = [piece for group in groups for piece in sessions_in(group, month=month, days=days)]
    return [_entry(piece, month=month, days=days) for piece in pieces]


def write(entries: Iterable[str]) -> str:
    return "; ".join(entries)


def written(entry: Entry, *, days: int) -> str:
    """The text that reads as this entry for a course of so many days: its shortest form."""
    parts = [runs_text(entry, days=days)]
    if entry.hours:
        parts.append(hours_text(entry.hours))
    if entry.venue:
        parts.append(f"#{entry.venue}")
    parts += [f"@{name}" for name in entry.teachers]
    return " ".join(parts)


def runs_text(entry: Entry, *, days: int) -> str:
    """Its days; the month stands before those that begin in another one than the last.

    A day is 8-8 where 8 alone would last longer.
    """
    if entry.first is None or entry.last is None:
        return OPEN
    if entry.first == entry.last and days > 1:
        return f"{entry.first.day}-{entry.last.day}"
    runs = stretches(entry.meets) or [(entry.first, entry.last)]
    months = [run[0].month for run in runs]
    before = [entry.first.month, *(last.month for _first, last in runs)]
    return "+".join(
        days_text(*run, days=days) if month == shown else f"{month}/{days_text(*run, days=days)}"
        for run, month, shown in zip(runs, months, before, strict=False)
    )


def days_text(first: date, last: date, *, days: int) -> str:
    """The last day has its month where it would be read as one of the month of the first."""
    if first == last:
        return str(first.day)
    goes_on = last.day < first.day and (last - first).days < days + MORE_DAYS
    is_read = first.month == last.month or goes_on
    return f"{first.day}-{last.day}" if is_read else f"{first.day}-{last.month}/{last.day}"


def hours_text(hours: Hours) -> str:
    named = next((name for name, known in HALF_DAYS.items() if known == hours), "")
    return named or f"{hours[0]:%-H:%M}-{hours[1]:%-H:%M}"


def _entry(piece: str, *, month: date, days: int) -> Entry:
    words, hours_given = WORDS.findall(one_word_each(piece)), None
    venue, weekdays, teachers, when = "", "", [], []
    for word in words:
        if word.startswith("#"):
            venue = " ".join(word[1:].split())
        elif word.startswith("@"):
            teachers.append(" ".join(word[1:].split()))
        elif (hours := _hours(word)) is not None:
            hours_given = hours
        elif BY_WEEKDAY.fullmatch(word):
            weekdays += word[1:]
        else:
            when.append(word)
    said = " ".join(when)
    if said.casefold() in OPEN_WORDS:
        return Entry(None, None, hours_given, venue, tuple(teachers))
    runs = _runs(said or piece, month=month, days=days)
    _check_weekdays(runs, weekdays)
    _check_part(said, hours_given, days)
    return Entry(runs[0][0], runs[-1][1], hours_given, venue, tuple(teachers), _apart(runs))


def _apart(runs: list[tuple[date, date]]) -> tuple[date, ...]:
    """The days of runs that do not touch."""
    first, last = runs[0][0], runs[-1][1]
    span = range((last - first).days + 1)
    meets = tuple(
        day
        for day in (first + timedelta(days=n) for n in span)
        if any(begin <= day <= end for begin, end in runs)
    )
    return meets if len(stretches(meets)) > 1 else ()


def _check_weekdays(runs: list[tuple[date, date]], said: str) -> None:
    """Raise CellError where the weekdays that stand there are not those of the days."""
    begin, end = runs[0][0], runs[-1][1]
    wrong = [
        day
        for day, name in zip((begin, end), (said[:1], said[1:][-1:]), strict=True)
        if name and day.weekday() != WEEKDAYS.index(name)
    ]
    if wrong:
        raise CellError(
            gettext_noop("“周%(text)s”：%(month)d 月 %(day)d 日不是那个星期几。"),
            text=said,
            month=wrong[0].month,
            day=wrong[0].day,
        )


def _check_part(said: str, hours: Hours | None, days: int) -> None:
    """Raise CellError for one day with the hours of half a day, where a course has more days."""
    if hours is None or days == 1 or not DAYS.fullmatch(said) or "-" in said:
        return
    if datetime.combine(date.min, hours[1]) - datetime.combine(date.min, hours[0]) < PART_OF_A_DAY:
        raise CellError(
            gettext_noop(
                "“%(text)s %(hours)s”：课程是 %(days)d 天。只上这一天的，写 %(text)s-%(text)s；"
                "每天都在这个时间上的，写出最后一天。"
            ),
            text=said,
            hours=hours_text(hours),
            days=days,
        )


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
    if note := NOTE.search(said):
        return CellError(
            gettext_noop(
                "“%(text)s”：格子里放不下括号里的“%(note)s”。讲师写在 @ 后面，场地写在 # 后面，"
                "别的请去掉，保存后写到班次里。"
            ),
            text=said[:40],
            note=note[1].strip(),
        )
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
    last = _last_day(found, first, month=month, said=said)
    is_said = found["month2"] or last.month == month.month
    other_year = found["year2"] and int(found["year2"]) != last.year
    most = MOST_DAYS if is_said else days + MORE_DAYS
    if other_year or last < first or (last - first).days >= most:
        raise CellError(gettext_noop("“%(text)s”：结束日期不能早于开始日期。"), text=said)
    return first, last


def _last_day(found: re.Match[str], first: date, *, month: date, said: str) -> date:
    """Of the month, or of the next one if that is said or the day is before the first."""
    number, month2 = int(found["last"]), int(found["month2"] or 0)
    if month2 and month2 not in (month.month, _next(month).month):
        raise _unread(said)
    goes_on = month2 != month.month if month2 else number < first.day
    return _day(_next(month) if goes_on else month, number, said)


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
