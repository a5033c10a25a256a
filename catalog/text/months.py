"""PURE. The months that a reader names in a search: 12月, Dec 2026, 明年3月, 二季度, 3月和9月."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

CHINESE = "一 二 三 四 五 六 七 八 九 十 十一 十二"
ENGLISH = "january february march april may june july august september october november december"
SHORT = "jan feb mar apr jun jul aug sept sep oct nov dec"
MONTHS, NAMES = CHINESE.split(), ENGLISH.split()
NUMBER = "1[0-2]|0?[1-9]"
PART = "(?:份|初|中旬|上旬|下旬|底|末)?"
WORD = "|".join(reversed(MONTHS))
NAME = "|".join([*NAMES, *SHORT.split()])
YEAR = r"(?:(今年|明年|(?<!\d)20\d\d\s*[年./-]?)\s*的?\s*)?"
COMPACT = re.compile(r"^(20\d\d)([01]\d)$")
# Between two months: all from the one to the other, or just these two.
UNTIL = re.compile(r"\s{0,5}(?:[-–—~～]{1,2}|[至到]|\bto\b)\s{0,5}")
AND = re.compile(r"\s{0,5}(?:[、,，/&和与及或]|以及|或者|\band\b|\bor\b)\s{0,5}")
IN_A_YEAR = re.compile(rf"(?<!\d)(20\d\d)\s*[年./-]\s*({NUMBER})(?!\d)\s*月?{PART}")
# The 3 of 3到5月 and of 3、4、5月, the 12 of 12到2027年2月
BEFORE_A_MONTH = re.compile(
    rf"{YEAR}(?<![\da-z.])({NUMBER})"
    r"(?=(?:\s{0,5}[-–—~～至到、,，和与及或]\s{0,5}(?:(?:今年|明年|20\d\d\s?年)的?\s?)?"
    rf"(?:{NUMBER})){{1,11}}\s{{0,5}}月)"
)
BY_NUMBER = re.compile(rf"{YEAR}(?<![\d.])({NUMBER})\s*月{PART}")
BY_WORD = re.compile(rf"{YEAR}({WORD})月{PART}")
NAME_IN_A_YEAR = re.compile(rf"(?<!\d)(20\d\d)\s*({NAME})\b\.?")
BY_NAME = re.compile(rf"\b({NAME})\b\.?(?:[\s,]+(20\d\d)\b)?")
QUARTER = re.compile(
    rf"{YEAR}(?:(?:第(?=[一二三四1-4]季)|(?=[一二三四1-4]季度))([一二三四1-4])季度?"
    r"|(?<![a-z])q([1-4])\b)"
)
HALF = re.compile(rf"{YEAR}([上下])半年")
YEARS = re.compile(r"今年|明年|(?<!\d)20\d\d\s*年|(?<!\S)20\d\d(?!\S)")
AHEAD = re.compile("下个月|下月|本月|这个月|next month|this month")
THIS = {"本月", "这个月", "this month"}


@dataclass(frozen=True, slots=True)
class Named:
    """``count`` months from ``first`` on, of a year if one is said; where they stand in a text."""

    start: int
    end: int
    first: int
    count: int
    year: int | None
    is_year: bool = False  # nothing but a year
    with_year: str = ""  # that stands elsewhere in the text

    @property
    def last(self) -> int:
        """13 is January of the next year."""
        return self.first + self.count - 1


Reader = Callable[[re.Match[str], date], tuple[int, int, int | None]]  # first, count, year


def months_in(text: str, *, today: date) -> tuple[str, dict[date, str]]:
    """The folded text without the months it names; their first days, each with how it was typed.

    A month without a year is the next one of that name, this month included; so is a quarter or
    half a year. A year alone means all of its months; beside months it is theirs: q1 2027.
    """
    found: dict[date, str] = {}
    every = _named_in(text, today)
    for series in _with_their_year(text, _series(text, every)):
        typed = text[series[0].start : series[-1].end].strip()
        for one in _spans(text, _with_years_beside(series)):
            said = f"{typed} {one.with_year}".strip()
            found.update(dict.fromkeys(_months_of(one, today), said))
    return _rest(text, every), found


def month_in(text: str, *, today: date) -> date | None:
    """The first day of the one month that the text names and nothing else: 2026-12, 2026年12月."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    left, found = months_in(COMPACT.sub(r"\1-\2", text), today=today)
    return None if left.strip() or len(found) != 1 else next(iter(found))


def year_in(said: str) -> str:
    """The digits of the year if nothing else was typed: 2027年; none for next year."""
    return said[:4] if YEARS.fullmatch(said) and said[:4].isdecimal() else ""


def _named_in(text: str, today: date) -> list[Named]:
    """What each pattern finds that those above it left, in the order of the text."""
    found: list[Named] = []
    for pattern, reader in PATTERNS:

        def cut(hit: re.Match[str], reader: Reader = reader) -> str:
            first, count, year = reader(hit, today)
            found.append(Named(*hit.span(), first, count, year, reader is _year))
            return " " * len(hit[0])

        text = pattern.sub(cut, text)
    return sorted(found, key=lambda one: one.start)


def _rest(text: str, every: list[Named]) -> str:
    """The text without these and what joins them."""
    rest, end = [], 0
    for one in every:
        between = text[end : one.start]
        rest.append("" if end and _joins(between) else between)
        end = one.end
    return " ".join([*rest, text[end:]])


def _joins(between: str) -> bool:
    return bool(UNTIL.fullmatch(between) or AND.fullmatch(between))


def _with_their_year(text: str, every: list[list[Named]]) -> list[list[Named]]:
    """The same where a year, the only one that stands alone, is that of the months without one."""
    years = [series for series in every if len(series) == 1 and series[0].is_year]
    if len(years) != 1 or all(one.year for series in every for one in series):
        return every
    said, year = text[years[0][0].start : years[0][0].end].strip(), years[0][0].year
    return [
        [one if one.year else replace(one, year=year, with_year=said) for one in series]
        for series in every
        if series is not years[0]
    ]


def _series(text: str, every: list[Named]) -> list[list[Named]]:
    """Those between which there is but a stroke or a word like 和, together; years apart."""
    found: list[list[Named]] = []
    for one in every:
        before = found[-1][-1] if found else one
        if before.is_year == one.is_year and _joins(text[before.end : one.start]):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _with_years_beside(series: list[Named]) -> list[Named]:
    """With the year of the one before, or else behind, where none is said: 2026年12月到2月."""
    found = series[:]
    for n in range(1, len(found)):
        one, before = found[n], found[n - 1]
        if before.year and not one.year:
            found[n] = replace(one, year=before.year + (one.first < before.first))
    for n in range(len(found) - 2, -1, -1):
        one, behind = found[n], found[n + 1]
        if behind.year and not one.year:
            found[n] = replace(one, year=behind.year - (one.first > behind.first))
    return found


def _spans(text: str, series: list[Named]) -> list[Named]:
    """With one in place of each two that have a stroke between them."""
    found = series[:1]
    for before, one in pairwise(series):
        months = (one.last - found[-1].first) % 12 + 1
        if one.year and found[-1].year:
            months = 12 * (one.year - found[-1].year) + one.last - found[-1].first + 1
        if UNTIL.fullmatch(text[before.end : one.start]) and months > 0:
            found[-1] = replace(found[-1], end=one.end, count=months)
        else:
            found.append(one)
    return found


def _months_of(one: Named, today: date) -> list[date]:
    """Their first days, of the year that was said or the next that is not yet over."""
    year = today.year + (one.last < today.month) if one.year is None else one.year
    return [_month(year, one.first + n) for n in range(one.count)]


def _month(year: int, number: int) -> date:
    """The first of this month; 13 is January of the next year."""
    return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def _year_of(said: str | None, today: date) -> int | None:
    if not said:
        return None
    return today.year + (said == "明年") if said in {"今年", "明年"} else int(said[:4])


def _by_number(hit: re.Match[str], today: date) -> tuple[int, int, int | None]:
    return int(hit[2]), 1, _year_of(hit[1], today)


def _by_word(hit: re.Match[str], today: date) -> tuple[int, int, int | None]:
    return MONTHS.index(hit[2]) + 1, 1, _year_of(hit[1], today)


def _name_in_a_year(hit: re.Match[str], today: date) -> tuple[int, int, int | None]:
    return number_of(hit[2]), 1, _year_of(hit[1], today)


def _by_name(hit: re.Match[str], today: date) -> tuple[int, int, int | None]:
    return number_of(hit[1]), 1, _year_of(hit[2], today)


def _quarter(hit: re.Match[str], today: date) -> tuple[int, int, int | None]:
    number = hit[2] or hit[3]
    place = int(number) if number.isascii() else MONTHS.index(number) + 1
    return 3 * place - 2, 3, _year_of(hit[1], today)


def _half(hit: re.Match[str], today: date) -> tuple[int, int, int | None]:
    return 1 if hit[2] == "上" else 7, 6, _year_of(hit[1], today)


def _year(hit: re.Match[str], today: date) -> tuple[int, int, int | None]:
    return 1, 12, _year_of(hit[0], today)


def _ahead(hit: re.Match[str], today: date) -> tuple[int, int, int | None]:
    month = _month(today.year, today.month + (hit[0] not in THIS))
    return month.month, 1, month.year


def number_of(name: str) -> int:
    """1 to 12, of a month's English name or its first three letters, in small letters."""
    return next(n for n, month in enumerate(NAMES, 1) if month.startswith(name[:3]))


PATTERNS: list[tuple[re.Pattern[str], Reader]] = [
    (BEFORE_A_MONTH, _by_number),
    (IN_A_YEAR, _by_number),
    (BY_NUMBER, _by_number),
    (BY_WORD, _by_word),
    (NAME_IN_A_YEAR, _name_in_a_year),
    (BY_NAME, _by_name),
    (QUARTER, _quarter),
    (HALF, _half),
    (YEARS, _year),
    (AHEAD, _ahead),
]
