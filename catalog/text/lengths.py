"""PURE. How many days a course takes, and weekends, as words of a query: 三天, 3-day, 周末班."""

import re
from dataclasses import dataclass
from decimal import Decimal

HAN = "一两三四五六七八九十"  # the number is the place, from 1 on
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
COUNT = rf"(?P<count>\d(?:\.5)?|10|[二{HAN}]|{'|'.join(WORDS)})"
BEHIND = "(?:制|的)?(?:课程|课|班|培训|公开课)?"
DAYS = rf"(?:(?P<half>半天)|{COUNT}(?:\s?个?整?天|\s?-?\s?days?)(?P<and_half>半)?){BEHIND}"
WEEKEND = (
    "(?:周末|双休日|周[六日](?![报刊])|星期[六日天]|礼拜[六日天]"
    rf"|weekends?|saturdays?|sundays?){BEHIND}"
)
# A word of its own, as 七天回访 is another word; or anywhere but in 第三天, 三十天 and 每周六.
ALONE = r"(?<!\S)(?:{})(?!\S)"
INSIDE = r"(?<![第前后每百\d.a-z一二两三四五六七八九十])(?:{})(?![a-z])"
LENGTH_ALONE, LENGTH_INSIDE = re.compile(ALONE.format(DAYS)), re.compile(INSIDE.format(DAYS))
WEEKEND_ALONE = re.compile(ALONE.format(WEEKEND))
WEEKEND_INSIDE = re.compile(INSIDE.format(WEEKEND))


@dataclass(frozen=True)
class Length:
    """How many days were asked for, as typed, and other ways to write it."""

    days: Decimal
    typed: str
    words: tuple[str, ...]


def length_in(text: str, *, inside: bool = False) -> tuple[str, Length | None]:
    """The folded text without the first length it names, and that length.

    ``inside``: also within a word, as in 三天反洗钱.
    """
    hit = (LENGTH_INSIDE if inside else LENGTH_ALONE).search(text)
    if hit is None:
        return text, None
    days = Decimal("0.5") if hit["half"] else _number(hit["count"])
    if hit["and_half"]:
        days += Decimal("0.5")
    typed = " ".join(hit[0].split())
    found = Length(days, typed, tuple(dict.fromkeys([typed, *_written(days)])))
    return f"{text[: hit.start()]} {text[hit.end() :]}", found


def weekend_in(text: str, *, inside: bool = False) -> tuple[str, str]:
    """The folded text without the weekends it names, and the first of them as typed, or ""."""
    sign = WEEKEND_INSIDE if inside else WEEKEND_ALONE
    hit = sign.search(text)
    return (sign.sub(" ", text), hit[0]) if hit else (text, "")


def _number(said: str) -> Decimal:
    if said in WORDS:
        return Decimal(WORDS.index(said) + 1)
    place = HAN.find(said.replace("二", "两"))
    return Decimal(place + 1) if place >= 0 else Decimal(said)


def _written(days: Decimal) -> list[str]:
    """Both ways to write whole days, as 3天 and 三天."""
    whole = int(days)
    return [f"{whole}天", f"{HAN[whole - 1]}天"] if days == whole and 0 < whole <= len(HAN) else []
