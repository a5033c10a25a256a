"""PURE. The months that a reader names in a search: 12月, Dec 2026, 明年3月, 二季度, 2027年."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

CHINESE = "一 二 三 四 五 六 七 八 九 十 十一 十二"
ENGLISH = "january february march april may june july august september october november december"
SHORT = "jan feb mar apr jun jul aug sept sep oct nov dec"
MONTHS, NAMES = CHINESE.split(), ENGLISH.split()
NUMBER = "1[0-2]|0?[1-9]"
PART = "(?:份|初|中旬|上旬|下旬|底|末)?"
WORD = "|".join(reversed(MONTHS))
NAME = "|".join([*NAMES, *SHORT.split()])
YEAR = r"(?:(今年|明年|(?<!\d)20\d\d\s*年?)的?\s*)?"
COMPACT = re.compile(r"^(20\d\d)([01]\d)$")
IN_A_YEAR = re.compile(rf"(?<!\d)(20\d\d)\s*[年./-]\s*({NUMBER})(?!\d)\s*月?{PART}")
# 3到5月, 3、4月: a stroke or 到 means all between them, which two neighbours are anyhow.
RANGE = re.compile(rf"{YEAR}(?<![\d.])({NUMBER})\s*月?\s*[-–—~至到、和]\s*({NUMBER})\s*月{PART}")
BY_NUMBER = re.compile(rf"{YEAR}(?<![\d.])({NUMBER})\s*月{PART}")
BY_WORD = re.compile(rf"{YEAR}({WORD})月{PART}")
NAME_IN_A_YEAR = re.compile(rf"(?<!\d)(20\d\d)\s*({NAME})\b\.?")
BY_NAME = re.compile(rf"\b({NAME})\b\.?(?:[\s,]+(20\d\d)\b)?")
QUARTER = re.compile(
    rf"{YEAR}(?:(?:第(?=[一二三四1-4]季)|(?=[一二三四1-4]季度))([一二三四1-4])季度?|\bq([1-4])\b)"
)
HALF = re.compile(rf"{YEAR}([上下])半年")
YEARS = re.compile(r"今年|明年|(?<!\d)20\d\d\s*年|(?<!\S)20\d\d(?!\S)")
AHEAD = re.compile("下个月|下月|本月|这个月|next month|this month")
Cut = Callable[[re.Match[str]], str]
THIS = {"本月", "这个月", "this month"}


def months_in(text: str, *, today: date) -> tuple[str, dict[date, str]]:
    """The folded text without the months it names; their first days, each with how it was typed.

    A month without a year is the next one of that name, this month included; so is a quarter or
    half a year. A year alone means all of its months.
    """
    found: dict[date, str] = {}

    def cutting(months_of: Callable[[re.Match[str], date], list[date]]) -> Cut:
        def cut(hit: re.Match[str]) -> str:
            found.update(dict.fromkeys(months_of(hit, today), hit[0].strip()))
            return " "

        return cut

    for pattern, months_of in PATTERNS:
        text = pattern.sub(cutting(months_of), text)
    return text, found


def month_in(text: str, *, today: date) -> date | None:
    """The first day of the one month that the text names and nothing else: 2026-12, 2026年12月."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    left, found = months_in(COMPACT.sub(r"\1-\2", text), today=today)
    return None if left.strip() or len(found) != 1 else next(iter(found))


def _dated(hit: re.Match[str], today: date) -> list[date]:
    return [date(int(hit[1]), int(hit[2]), 1)]


def _range(hit: re.Match[str], today: date) -> list[date]:
    first, last = int(hit[2]), int(hit[3])
    return _span(hit[1], first, (last - first) % 12 + 1, today)


def _by_number(hit: re.Match[str], today: date) -> list[date]:
    return _span(hit[1], int(hit[2]), 1, today)


def _by_word(hit: re.Match[str], today: date) -> list[date]:
    return _span(hit[1], MONTHS.index(hit[2]) + 1, 1, today)


def _name_in_a_year(hit: re.Match[str], today: date) -> list[date]:
    return _span(hit[1], _named(hit[2]), 1, today)


def _by_name(hit: re.Match[str], today: date) -> list[date]:
    return _span(hit[2], _named(hit[1]), 1, today)


def _quarter(hit: re.Match[str], today: date) -> list[date]:
    number = hit[2] or hit[3]
    place = int(number) if number.isascii() else MONTHS.index(number) + 1
    return _span(hit[1], 3 * place - 2, 3, today)


def _half(hit: re.Match[str], today: date) -> list[date]:
    return _span(hit[1], 1 if hit[2] == "上" else 7, 6, today)


def _year(hit: re.Match[str], today: date) -> list[date]:
    return _span(hit[0], 1, 12, today)


def _ahead(hit: re.Match[str], today: date) -> list[date]:
    return [_month(today.year, today.month + (hit[0] not in THIS))]


def _named(name: str) -> int:
    return next(n for n, month in enumerate(NAMES, 1) if month.startswith(name[:3]))


def _span(said: str | None, first: int, count: int, today: date) -> list[date]:
    """``count`` months from ``first`` on, of the year that was said or the next not yet over."""
    if said:
        year = today.year + (said == "明年") if said in {"今年", "明年"} else int(said[:4])
    else:
        year = today.year + (first + count - 1 < today.month)
    return [_month(year, number) for number in range(first, first + count)]


def _month(year: int, number: int) -> date:
    """The first of this month; 13 is January of the next year."""
    return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)


PATTERNS = [
    (IN_A_YEAR, _dated),
    (RANGE, _range),
    (BY_NUMBER, _by_number),
    (BY_WORD, _by_word),
    (NAME_IN_A_YEAR, _name_in_a_year),
    (BY_NAME, _by_name),
    (QUARTER, _quarter),
    (HALF, _half),
    (YEARS, _year),
    (AHEAD, _ahead),
]
