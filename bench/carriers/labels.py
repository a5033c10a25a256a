"""How entries are numbered: by hand in a text, or by Word in a list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from .outlines import Outline, Row

DIGITS = "零一二三四五六七八九"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
BULLETS = (
    "\uf0b7",
    "o",
    "\uf0a7",
)  # what Word prints: a dot of Symbol, an o, a square of Wingdings
Scheme = tuple[Callable[[int], str], ...]


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    shown = (DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return shown + (DIGITS[ones] if ones or not tens else "")


CHINESE: Scheme = (
    lambda n: f"{chinese(n)}、",
    lambda n: f"（{chinese(n)}）",
    lambda n: f"{n}.",
    lambda n: f"（{n}）",
)
ENGLISH: Scheme = (
    lambda n: f"{ROMAN[n]}. ",
    lambda n: f"{chr(64 + n)}. ",
    lambda n: f"{n}. ",
    lambda n: f"{chr(96 + n)}) ",
)


ARABIC: Scheme = (
    lambda n: f"{n}、",
    lambda n: f"（{n}）",
    lambda n: f"{chr(0x2460 + n - 1)}",
)


def scheme_of(outline: Outline) -> Scheme:
    return ENGLISH if outline.language == "en" else CHINESE


def scheme_below_headings(outline: Outline, *, plain: bool = False) -> Scheme:
    """In Chinese every other file types 一、 below a heading, the rest 1、."""
    if outline.language == "en":
        return (*ENGLISH[2:], lambda n: f"{ROMAN[n].lower()}. ")
    return ARABIC if plain or outline.number % 2 else CHINESE


def typed(rows: Iterable[Row], scheme: Scheme) -> list[Row]:
    """Every entry with its number, by depth."""
    return [replace(row, label=scheme[row.depth - 1](row.path[-1])) for row in rows]


def typed_below_headings(rows: Iterable[Row], scheme: Scheme) -> list[Row]:
    """Headings without a number; entries below them by their level."""
    return [
        row if row.is_heading else replace(row, label=scheme[row.level](row.path[-1]))
        for row in rows
    ]


def decimal(rows: Iterable[Row], *, starts_anew: bool) -> list[Row]:
    """1. and 1.1. in one list that goes on through the document, or starts anew at headings."""
    return [row if row.is_heading else _decimal(row, starts_anew) for row in rows]


def _decimal(row: Row, starts_anew: bool) -> Row:
    first = row.path[row.headings] if starts_anew else row.running
    numbers = (first, *row.path[row.headings + 1 :])
    return replace(row, label=".".join(map(str, numbers)) + ".")


def bulleted(rows: Iterable[Row], glyphs: Sequence[str] = BULLETS) -> list[Row]:
    return [
        row if row.is_heading else replace(row, label=glyphs[row.level % len(glyphs)])
        for row in rows
    ]
