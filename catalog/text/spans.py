"""PURE. The days that a reader names in a search: 12月24日, 12/24-26, Dec 24, 明天, 下周三."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from catalog.text.days import NotADay, days_in
from catalog.text.months import ENGLISH, SHORT, number_of

NAME = "|".join([*ENGLISH.split(), *SHORT.split()])
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = "(?:1[0-2]|0?[1-9])"
# 12月3天 are three days in December.
WRITTEN = rf"(?:{MONTH}\s?月\s?{DAY}(?:\s?[日号]|(?![\d天个门人场]|\s?天))|{MONTH}/{DAY}(?![\d/]))"
FULL = rf"20\d\d\s?[-/.年]\s?{MONTH}\s?[-/.月]\s?{DAY}(?!\d)\s?[日号]?"
BY_NUMBER = re.compile(
    rf"(?<![\d./-])(今年|明年)?的?((?:{FULL}|{WRITTEN})"
    rf"(?:\s?[-~至到–—]\s?(?:{FULL}|{WRITTEN}|{DAY}(?![\d./月天])\s?[日号]?))?)"
    r"(?:\s?\(?(?:周|星期)[一二三四五六日天]\)?)?"
)
BY_NAME = re.compile(
    rf"\b(?:(?P<name>{NAME})\b\.?\s(?P<day>{DAY})(?:st|nd|rd|th)?(?!\w)"
    rf"|(?P<day_first>{DAY})(?:st|nd|rd|th)?\s(?P<name_behind>{NAME})\b)(?:,?\s(?P<year>20\d\d)\b)?"
)
AHEAD = {"今天": 0, "明天": 1, "后天": 2, "today": 0, "tomorrow": 1}
SOON = re.compile(r"(?<!\S)(?:今天|明天|后天)(?=[的有在开]|\s|$)|\b(?:today|tomorrow)\b")
WEEKDAYS = "一二三四五六日"
WEEK = re.compile(
    rf"(?P<which>[这本]|下下?)个?(?:周|星期|礼拜)(?P<day>末|[{WEEKDAYS}天](?![报刊]))?"
    r"|\b(?P<english>this|next) week(?P<end>end)?\b"
)
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last of some days, as they were typed."""

    first: date
    last: date
    typed: str


Reader = Callable[[re.Match[str], date], tuple[date, date]]


def spans_in(text: str, *, today: date) -> tuple[str, list[Span]]:
    """The folded text with the month in the place of each day it names, and those days.

    A day without a year is the next one of that name, today included. What is no day, as 2月30日,
    stays as it is.
    """
    found: list[Span] = []
    for pattern, reader in PATTERNS:

        def named(hit: re.Match[str], reader: Reader = reader) -> str:
            try:
                first, last = reader(hit, today)
            except NotADay:
                return hit[0]
            found.append(Span(first, last, " ".join(hit[0].split())))
            return f" {_months(first, last)} "

        text = pattern.sub(named, text)
    return text, found


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    return f"{first.year}年{first.month}月到{last.year}年{last.month}月"


def _by_number(hit: re.Match[str], today: date) -> tuple[date, date]:
    year = {"今年": f"{today.year}年", "明年": f"{today.year + 1}年", None: ""}[hit[1]]
    written = hit[2].replace("/", "月") if year else hit[2]
    first, last = days_in(year + written, today=today, ahead=True)
    if first > last:
        raise NotADay("shape")
    return first, last


def _by_name(hit: re.Match[str], today: date) -> tuple[date, date]:
    month = number_of(hit["name"] or hit["name_behind"])
    day = f"{month}月{hit['day'] or hit['day_first']}日"
    return days_in(f"{hit['year']}年{day}" if hit["year"] else day, today=today, ahead=True)


def _soon(hit: re.Match[str], today: date) -> tuple[date, date]:
    day = today + timedelta(days=AHEAD[hit[0]])
    return day, day


def _week(hit: re.Match[str], today: date) -> tuple[date, date]:
    """Monday to Sunday of a week, its weekend, or one of its days."""
    weeks = {"下": 1, "下下": 2, "next": 1}.get(hit["which"] or hit["english"], 0)
    monday = today + timedelta(days=7 * weeks - today.weekday())
    first, last = 0, SUNDAY
    if hit["end"] or hit["day"] == "末":
        first = SATURDAY
    elif hit["day"]:
        first = last = WEEKDAYS.index(hit["day"].replace("天", "日"))
    return monday + timedelta(days=first), monday + timedelta(days=last)


PATTERNS: list[tuple[re.Pattern[str], Reader]] = [
    (BY_NUMBER, _by_number),
    (BY_NAME, _by_name),
    (SOON, _soon),
    (WEEK, _week),
]
