"""PURE. The months that a reader names in a search: 12月, 2026年12月, 十二月, December, 下个月."""

import re
import unicodedata
from datetime import date

CHINESE = "一 二 三 四 五 六 七 八 九 十 十一 十二"
ENGLISH = "january february march april may june july august september october november december"
MONTHS, NAMES = CHINESE.split(), ENGLISH.split()
NUMBER = "1[0-2]|0?[1-9]"
COMPACT = re.compile(r"^(20\d\d)([01]\d)$")
IN_A_YEAR = re.compile(rf"(?<!\d)(20\d\d)\s*[年./-]\s*({NUMBER})(?!\d)\s*月?份?")
BY_NUMBER = re.compile(rf"(?<![\d.])({NUMBER})\s*月份?")
BY_WORD = re.compile(rf"({'|'.join(reversed(MONTHS))})月份?")
BY_NAME = re.compile(rf"\b({'|'.join(NAMES)})\b(?:\s+(20\d\d)\b)?")
AHEAD = re.compile("下个月|下月|本月|这个月|next month|this month")
THIS = {"本月", "这个月", "this month"}


def months_in(text: str, *, today: date) -> tuple[str, dict[date, str]]:
    """The folded text without the months it names; their first days, each with how it was typed.

    A month without a year is the next one of that name, this month included.
    """
    found: dict[date, str] = {}

    def taken(hit: re.Match[str], month: date) -> str:
        found[month] = hit[0].strip()
        return " "

    text = IN_A_YEAR.sub(lambda hit: taken(hit, date(int(hit[1]), int(hit[2]), 1)), text)
    text = BY_NUMBER.sub(lambda hit: taken(hit, _next(int(hit[1]), today)), text)
    text = BY_WORD.sub(lambda hit: taken(hit, _next(MONTHS.index(hit[1]) + 1, today)), text)
    text = BY_NAME.sub(lambda hit: taken(hit, _named(hit, today)), text)
    text = AHEAD.sub(lambda hit: taken(hit, _after(today, 0 if hit[0] in THIS else 1)), text)
    return text, found


def month_in(text: str, *, today: date) -> date | None:
    """The first day of the one month that the text names and nothing else: 2026-12, 2026年12月."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    left, found = months_in(COMPACT.sub(r"\1-\2", text), today=today)
    return None if left.strip() or len(found) != 1 else next(iter(found))


def _named(hit: re.Match[str], today: date) -> date:
    number = NAMES.index(hit[1]) + 1
    return date(int(hit[2]), number, 1) if hit[2] else _next(number, today)


def _next(number: int, today: date) -> date:
    return date(today.year + (number < today.month), number, 1)


def _after(today: date, months: int) -> date:
    count = today.year * 12 + today.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
