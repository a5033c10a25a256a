"""PURE. What stands in a column, and how well it is what a column may be."""

from collections import Counter
from collections.abc import Callable

from catalog.text.inbound import plain
from enrollment.people import names
from enrollment.people.name_words import NO_NAMES
from enrollment.people.roster import rows
from enrollment.people.roster.cells import read_name
from enrollment.people.roster.contacts import email_likeness, phone_likeness
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import (
    BOTH,
    COMPANY,
    DEPARTMENT,
    EMAIL,
    JOB_TITLE,
    NAME,
    PHONE,
)

WHOLE_PATH = 0.1  # what 总行/分行/支行 is less of a department than 支行 beside it
LOOK_AT = 60  # cells of a column


def speaking(grid: Grid, wanted: list[int]) -> list[int]:
    """The rows by which columns are known: not totals, signatures or lone cells."""
    silent = {row for (row, _column), cell in grid.cells.items() if _is_aside(cell.text)}
    filled = Counter(row for row, _column in grid.cells)
    rows_of_several = [row for row in wanted if filled[row] > 1 and row not in silent]
    return rows_of_several or [row for row in wanted if row not in silent]


def _is_aside(text: str) -> bool:
    return rows.is_total(text) or rows.is_role(text) or rows.is_note_alone(text)


def column_texts(grid: Grid, rows, column: int) -> list[str]:
    texts = []
    for row in rows:
        text = grid.text(*grid.filled.get((row, column), (row, column)))
        if text.strip():
            texts.append(plain(text))
            if len(texts) == LOOK_AT:
                break
    return texts


def mean(texts: list[str], likeness) -> float:
    return sum(map(likeness, texts)) / len(texts) if texts else 0.0


def name_like(text: str) -> float:
    read = read_name(text)
    return read.likeness


def is_path(text: str) -> bool:
    """Whether a text names a unit with all that it belongs to: 银行/总行/人力资源部."""
    return text.count("/") > 1


LIKENESS: dict[str, Callable[[str], float]] = {
    EMAIL: email_likeness,
    PHONE: phone_likeness,
    NAME: name_like,
    DEPARTMENT: lambda text: names.unit_likeness(text) - WHOLE_PATH * is_path(text),
    JOB_TITLE: lambda text: names.title_likeness(text.partition("\n")[0]),
    BOTH: lambda text: 0.9 if names.split_unit_and_title(text) else 0.0,
}
ENOUGH = {BOTH: 0.5, EMAIL: 0.5, PHONE: 0.5, NAME: 0.55, DEPARTMENT: 0.55, JOB_TITLE: 0.5}


def guess(grid: Grid, rows, columns: list[int], kinds: list[str]) -> dict[int, str]:
    """The columns that hold these kinds best, by their contents alone."""
    texts = {column: _told(column_texts(grid, rows, column)) for column in columns}
    scores = [
        (mean(texts[column], LIKENESS[kind]) * _coverage(texts[column], rows), -column, kind)
        for kind in kinds
        for column in columns
        if mean(texts[column], LIKENESS[kind]) >= ENOUGH[kind]
    ]
    guessed: dict[int, str] = {}
    for _score, negative, kind in sorted(scores, reverse=True):
        if -negative not in guessed and kind not in guessed.values():
            guessed[-negative] = kind
    return guessed


def _told(texts: list[str]) -> list[str]:
    """The texts without those that stand for nothing, TBC or 暂无, where these are the fewer."""
    told = [text for text in texts if text.casefold() not in NO_NAMES]
    return told if len(told) * 2 > len(texts) else texts


def _coverage(texts: list[str], rows) -> float:
    return min(1.0, 0.3 + len(texts) / max(1, min(len(rows), LOOK_AT)))


def settle_company(grid: Grid, rows, columns: dict[int, str]) -> None:
    """A 单位 without a 部门 beside it is the department where branches and offices stand in it."""
    known = set(columns.values())
    if COMPANY in known and not known & {DEPARTMENT, BOTH}:
        column = next(c for c, kind in columns.items() if kind == COMPANY)
        texts = [one for one in column_texts(grid, rows, column) if not _is_aside(one)]
        if sum(map(is_part, texts)) * 2 > len(texts):
            columns[column] = DEPARTMENT


def is_part(text: str) -> bool:
    """Whether a 单位 is a part of an organisation, as a branch is."""
    return names.unit_likeness(text) >= 0.7 and not names.is_company(text)
