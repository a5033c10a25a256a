"""PURE. The notice of a year's holidays, or a table typed like it -> its days, and back.

元旦：1月1日（周四）至3日（周六）放假，共3天。1月4日（周日）上班。
春节 2/15-2/23 班 2/14、2/28        the same as a row of a table

Every line has a name and days; lines without any (head, signature) are given back as left out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from catalog.plan.cell_errors import gettext_noop
from catalog.plan.meeting_days import stretches

LONGEST_NAME = 40
MOST_DAYS = 31  # of one holiday
WEEKDAYS = "一二三四五六日"
DAY = re.compile(
    r"(?:(\d{4})年\s?)?(?:(\d{1,2})月\s?)?(?<!\d)(\d{1,2})(?![\d年月天个])\s?(日?)\s?(\([^()]{0,40}\))?"
)
ISO = re.compile(r"(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
NUMBERING = re.compile(r"^\(?[一二三四五六七八九十\d]{1,3}[、.)]\s?")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
VERB = re.compile(r"放假|上班")
MARK = re.compile(r"调休|班|休")
SENTENCE_END = re.compile("[。;]")
JOINERS = {"至", "到", "-", "~", "–", "—"}


class NoticeError(ValueError):
    """``message`` % ``params`` says which line is wrong and why."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params)
        self.message, self.params = message, params


@dataclass(frozen=True, slots=True)
class NamedDay:
    day: date
    name: str
    is_holiday: bool  # else a day of a weekend on which everybody works


@dataclass(slots=True)
class Notice:
    days: list[NamedDay] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Said:
    """A day as it stands in a line; ``joined`` leads a run from the day before it to this one."""

    day: date
    begins: int
    ends: int
    joined: bool


def read(text: str, year: int) -> Notice:
    """The days of that year's notice, by date. Raises NoticeError."""
    found = Notice()
    by_day: dict[date, NamedDay] = {}
    for raw in text.splitlines():
        line = _plain(raw)
        name, days = _name(line), list(_days(line, year))
        if not line:
            continue
        if not name or not days or (not VERB.search(line) and days[-1].day.year != year):
            found.left_out.append(raw.strip())
            continue
        for one in _named(line, name, days):
            _check(one, by_day)
            by_day[one.day] = one
    found.days = [by_day[day] for day in sorted(by_day)]
    return found


def _plain(line: str) -> str:
    line = unicodedata.normalize("NFKC", line).strip()
    name, *cells = line.split("\t")
    if len(cells) > 1 and not VERB.search(line):  # a row of a table: name, days off, days of work
        line = f"{name} {cells[0]} 班 {'、'.join(cells[1:])}"
    line = ISO.sub(r"\1年\2月\3日", line)
    return NUMBERING.sub("", SLASH.sub(r"\1月\2日", line), count=1) if line else ""


def _name(line: str) -> str:
    first = DAY.search(line)
    name = line[: first.start()] if first else ""
    return "" if len(name) > LONGEST_NAME else name.strip(" :,、。;\t")


def _days(line: str, year: int) -> Iterator[_Said]:
    month, ends = 0, 0
    for match in DAY.finditer(line):
        joined = bool(ends) and line[ends : match.start()].strip() in JOINERS
        if not (match[2] or match[4] or joined):
            continue  # a number of something else
        month = int(match[2] or month)
        day = _date(int(match[1] or year), month, int(match[3]), line)
        weekday = WEEKDAY.search(match[5] or "")
        if weekday and WEEKDAYS.index(weekday[1].replace("天", "日")) != day.weekday():
            raise NoticeError(
                gettext_noop("“%(line)s”：%(day)s 不是那个星期几。这是 %(year)d 年的通知吗？"),
                line=line[:60],
                day=f"{day:%Y-%m-%d}",
                year=year,
            )
        yield _Said(day, match.start(), match.end(), joined)
        ends = match.end()


def _date(year: int, month: int, day: int, line: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        sentence = gettext_noop("“%(line)s”：没有 %(month)d 月 %(day)d 日。")
        raise NoticeError(sentence, line=line[:60], month=month, day=day) from error


def _named(line: str, name: str, said: list[_Said]) -> Iterator[NamedDay]:
    before: date | None = None
    for one in said:
        is_holiday, first = _is_holiday(line, one), one.day
        if one.joined and before:
            first = before + timedelta(days=1)
            if not 0 < (one.day - before).days < MOST_DAYS:
                sentence = gettext_noop("“%(line)s”：%(day)s 不在它前面那一天之后。")
                raise NoticeError(sentence, line=line[:60], day=f"{one.day:%Y-%m-%d}")
        for number in range((one.day - first).days + 1):
            yield NamedDay(first + timedelta(days=number), name, is_holiday)
        before = one.day


def _is_holiday(line: str, said: _Said) -> bool:
    """What is said behind the day in its sentence; else the mark that stands before it."""
    behind = SENTENCE_END.split(line[said.ends :], maxsplit=1)[0]
    if verb := VERB.search(behind):
        return verb[0] == "放假"
    before = SENTENCE_END.split(line[: said.begins])[-1]
    marks = MARK.findall(before)
    return not marks or marks[-1] == "休"


def _check(one: NamedDay, known: dict[date, NamedDay]) -> None:
    if not one.is_holiday and one.day.weekday() < 5:
        sentence = gettext_noop("%(name)s：%(day)s 不是周末，本来就上班。")
        raise NoticeError(sentence, name=one.name, day=f"{one.day:%Y-%m-%d}")
    other = known.get(one.day)
    if other and other.is_holiday != one.is_holiday:
        sentence = gettext_noop("%(day)s 写了两次：又放假，又上班。")
        raise NoticeError(sentence, day=f"{one.day:%Y-%m-%d}")


def write(days: Iterable[NamedDay], year: int) -> str:
    """A line for each holiday, as ``read`` reads it."""
    by_name: dict[str, list[NamedDay]] = {}
    for one in sorted(days, key=lambda one: one.day):
        by_name.setdefault(one.name, []).append(one)
    return "\n".join(_line(name, found, year) for name, found in by_name.items())


def _line(name: str, days: list[NamedDay], year: int) -> str:
    off = [one.day for one in days if one.is_holiday]
    work = [one.day for one in days if not one.is_holiday]
    runs = "、".join(_run(first, last, year) for first, last in stretches(off)) if off else ""
    text = f"{name}：{runs}放假。" if runs else f"{name}："
    return text + ("、".join(_day(day, year) for day in work) + "上班。" if work else "")


def _run(first: date, last: date, year: int) -> str:
    if first == last:
        return _day(first, year)
    until = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else ""
    return f"{_day(first, year)}至{until or _day(last, year)}"


def _day(day: date, year: int) -> str:
    return f"{'' if day.year == year else f'{day.year}年'}{day.month}月{day.day}日"
