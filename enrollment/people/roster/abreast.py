"""PURE. Several people a row: where each block of columns begins and ends."""

import re

from catalog.text.inbound import plain
from enrollment.people.roster.cells import is_nothing
from enrollment.people.roster.contacts import phone_likeness
from enrollment.people.roster.contents import column_texts, mean, name_like
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import (
    COMPANY,
    DEPARTMENT,
    GIVEN,
    NAME,
    PHONE,
    SESSION,
    uncounted,
)

Kinds = dict[int, tuple[str, int]]  # column -> what its header says, and how surely
Span = tuple[int, int]
EVERYTHING = (0, 1 << 20)
COMPANION = re.compile(r"同住|同屋|室友|合住|同宿|同行|搭档|roommate|companion", re.IGNORECASE)
NAMES = 0.6  # how much a column must be names
OF_A_ROW = (DEPARTMENT, COMPANY, SESSION)
NAMED = (NAME, GIVEN)


def spans(grid: Grid, rows: list[int], titles: dict[int, list[str]], kinds: Kinds) -> list[Span]:
    """The blocks side by side: each begins as many columns before its name as the first does."""
    said = {c: uncounted(texts[-1]) for c, texts in titles.items()}
    named = _named_alike(said, kinds) or _companions(grid, rows, titles, kinds)
    if not named:
        return [EVERYTHING]
    before = [text for c, text in sorted(said.items()) if c < named[0]]
    starts = [_start_of(column, said, before) for column in named]
    starts[0] = min(*titles, starts[0])
    return _until_next(starts)


def _start_of(column: int, said: dict[int, str], before: list[str]) -> int:
    """Where the block of a name begins: at the same headers that stand before the first name."""
    left = [c for c in sorted(said) if c < column][-len(before) :] if before else []
    fits = [said[c] for c in left] == before
    return min(left) if left and fits else column


def _columns_of_names(kinds: Kinds) -> list[int]:
    return [c for c, (kind, _rank) in sorted(kinds.items()) if kind in NAMED]


def _named_alike(said: dict[int, str], kinds: Kinds) -> list[int]:
    """姓名1 | 电话1 | 姓名2 | 电话2: the columns of names that are called the same."""
    named = _columns_of_names(kinds)
    same = [c for c in named if said[c] == said[named[0]]]
    return same if len(same) > 1 else []


def _companions(grid: Grid, rows: list[int], titles, kinds: Kinds) -> list[int]:
    """入住人 | 手机 | 同住人 | 手机: names called otherwise, with numbers of their own."""
    texts = _names_in(grid, rows, kinds)
    named = list(texts)
    numbered = {left: _has_number(grid, rows, kinds, left, end) for left, end in _until_next(named)}
    chosen = named[:1]
    for column in named[1:]:
        both_numbered = numbered[column] and numbered[named[0]]
        again = len(set(texts[column]) & set(texts[named[0]]))
        is_other = both_numbered or COMPANION.search(plain(titles[column][-1]))
        if is_other and again * 2 < len(texts[column]):
            chosen.append(column)
    return chosen if len(chosen) > 1 else []


def _names_in(grid: Grid, rows: list[int], kinds: Kinds) -> dict[int, list[str]]:
    """What stands in the columns whose header says that they are names, and that are."""
    stated = [c for c, (kind, _rank) in sorted(kinds.items()) if kind == NAME]
    texts = {column: _filled(grid, rows, column) for column in stated}
    return {c: found for c, found in texts.items() if mean(found, name_like) >= NAMES}


def _until_next(named: list[int]) -> list[Span]:
    return list(zip(named, [*(c - 1 for c in named[1:]), EVERYTHING[1]], strict=False))


def _filled(grid: Grid, rows: list[int], column: int) -> list[str]:
    return [text for text in column_texts(grid, rows, column) if not is_nothing(text)]


def _has_number(grid: Grid, rows: list[int], kinds: Kinds, left: int, right: int) -> bool:
    return any(
        kind == PHONE
        and left < c <= right
        and mean(_filled(grid, rows, c), phone_likeness) >= NAMES
        for c, (kind, _rank) in kinds.items()
    )


def said_of_all(titles: dict[int, list[str]], kinds: Kinds, inside: Kinds) -> dict[int, str]:
    """支行 | 姓名1 | 电话1 | 姓名2 | 电话2: what stands once before the first is said of each.

    A companion may be of another organisation: nothing is said of him.
    """
    first = next(iter(_columns_of_names(kinds)), 0)
    named = (plain(titles[c][-1]) for c in _columns_of_names(inside))
    if first in inside or any(map(COMPANION.search, named)):
        return {}
    own = {kind for kind, _rank in inside.values()}
    found = {kind: c for c, (kind, _rank) in sorted(kinds.items(), reverse=True) if c < first}
    return {c: kind for kind, c in found.items() if kind in OF_A_ROW and kind not in own}


def unnamed_spans(grid: Grid, rows, columns: list[int], named: list[int]) -> list[Span]:
    """Where blocks of the same make stand side by side, judged by a telephone in each."""
    if len(named) < 2:
        return [EVERYTHING]
    phones = [
        c
        for c in columns
        if (texts := column_texts(grid, rows, c)) and mean(texts, phone_likeness) >= 0.6
    ]
    if len(phones) != len(named):
        return [EVERYTHING]
    before = len([c for c in columns if c < named[0]])
    starts = [columns[max(0, columns.index(c) - before)] for c in named]
    starts[0] = 0
    return _until_next(starts)
