"""PURE. Several people in one cell: each with what is said of him, a number or nothing."""

import re
from collections.abc import Sequence
from itertools import pairwise

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.roster.cells import (
    HAN,
    SEPARATOR,
    WORD_GAP,
    NameRead,
    read_name,
)
from enrollment.people.roster.contacts import numbers_in
from enrollment.people.words_abroad import JAPANESE

LATIN_WORDS = r"[A-Za-zÀ-ỹ][A-Za-zÀ-ỹ'’. -]{0,30}"
FAMILY_FIRST = re.compile(rf"({LATIN_WORDS}),\s?{LATIN_WORDS}")
HARD = re.compile(r"[;；\n\r]+")
LIKELY, SURELY = 0.4, 0.6  # how much a piece is a name beside others, and by itself


def several_names(text: str) -> list[str]:
    """The names in one cell where there are several, else none."""
    if is_family_first(text) or JAPANESE.fullmatch(text.strip()):
        return []
    return _each_a_name(text) or _told_apart(text)


def is_family_first(text: str) -> bool:
    """Whether it is one person with the family name first: Lee, Ka Yan."""
    found = FAMILY_FIRST.fullmatch(text.strip())
    if found is None:
        return False
    family = found[1].split()
    return len(family) == 1 or any(word[-1] == "." or word[0].islower() for word in family[:-1])


def _each_a_name(text: str) -> list[str]:
    """The pieces of a cell where every one of them is a name, with or without a number."""
    pieces = [piece.strip() for piece in SEPARATOR.split(text.strip()) if piece.strip()]
    if len(pieces) < 2:
        pieces = _apart_by_blanks(text)
    return pieces if len(pieces) > 1 and _are_names(list(map(read_name, pieces))) else []


def _apart_by_blanks(text: str) -> list[str]:
    """安若溪 白一凡, or each with a number; nothing where other words stand among them."""
    pieces = _between_numbers(text) or text.split()
    are_names = all(names.HAN_NAME.fullmatch(one) or numbers_in(one) for one in pieces)
    return pieces if are_names else []


def _are_names(read: Sequence[NameRead]) -> bool:
    """Whether all are names, of one script; a rare name is enough of one beside others."""
    sure = sum(one.likeness >= SURELY for one in read)
    least = LIKELY if sure * 2 >= len(read) else SURELY
    scripts = {HAN.search(one.name) is None for one in read}
    return all(one.likeness >= least for one in read) and (len(scripts) == 1 or len(read) > 2)


def _told_apart(text: str) -> list[str]:
    """安若溪、柜员、139…；白一凡、行长、139… -> each with what is said of him and a number."""
    for pieces in (HARD.split(text), _between_numbers(text)):
        stripped = (piece.strip(" 、，,;；/|") for piece in pieces)
        bare = [_with_word_apart(piece) for piece in stripped if piece]
        told = [read_name(piece) for piece in bare]
        if len(told) > 1 and all(map(_is_reached_name, told)):
            return bare if any(one.title or one.likeness >= SURELY for one in told) else []
    return []


def _is_reached_name(read: NameRead) -> bool:
    return len(read.numbers) == 1 and read.likeness >= LIKELY


def _with_word_apart(piece: str) -> str:
    """海若 组训 139… -> 海若（组训）139…: an unknown word between a name and a number."""
    first, *others = WORD_GAP.split(piece)
    apart = len(others) == 2 and HAN.search(others[0]) and read_name(piece).likeness < LIKELY
    if not apart or not names.HAN_NAME.fullmatch(first) or names.name_likeness(first) < LIKELY:
        return piece
    return f"{first}（{others[0]}）{others[1]}"


def _between_numbers(text: str) -> list[str]:
    """安若溪 139… 白一凡 139… -> each with the number behind it, or before it."""
    wide = inbound.plain(text).strip()
    numbers = numbers_in(wide)
    if len(numbers) < 2:
        return []
    leads = numbers[0].start == 0
    cuts = [one.start if leads else one.end for one in numbers]
    edges = [0, *cuts[leads : None if leads else -1], len(wide)]
    return [wide[start:end].strip() for start, end in pairwise(edges)]
