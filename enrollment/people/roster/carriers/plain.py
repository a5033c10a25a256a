"""PURE. Separated values and pasted text -> a grid."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace

from catalog.text.decoding import Decoded, decoded
from catalog.text.inbound import HAN
from enrollment.people.name_words import COMPOUND
from enrollment.people.names import name_likeness
from enrollment.people.roster.grid import Cell, Grid
from enrollment.people.roster.list_refusals import (
    BROKEN,
    MAX_COLUMNS,
    MAX_ROWS,
    NO_TEXT,
    RosterError,
    check_length,
    too_many_rows,
)

DELIMITERS = ",\t;，；|"
WIDE_GAP = re.compile(r"\t+|[ \u3000]{2,}|(?<=\S)\u3000(?=\S)")
SPREAD_NAME = re.compile(
    rf"(?<![{HAN}])([{HAN}]{{1,2}})[ \u3000]{{1,4}}([{HAN}]{{1,2}})(?![{HAN}])"
)
LINE_END = re.compile(r"\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c")
QUOTED_LINE = re.compile(r"^[ \t]{0,3}(?:[>＞][ \t]?){1,8}", re.MULTILINE)  # of a mail
QUOTED_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
SEPARATOR_LINE = re.compile(r"sep=(.)\s*$")
LOOK_AT = 200  # lines
FEWEST_SINGLE = 4  # characters that stand alone in a line, to say that each does
SINGLE_BLANK = re.compile(r"(?<=[^ \u3000]) (?=[^ \u3000])")


def text_of(data: bytes) -> Decoded:
    """The text in the encoding that fits its bytes best. Raises RosterError."""
    found = decoded(data)
    if found is None:
        raise RosterError(NO_TEXT)
    return found


def of_text(data: bytes) -> Grid:
    """A .txt: pasted text."""
    found = text_of(data)
    return _told(pasted(found.text), found)


def _told(grid: Grid, found: Decoded) -> Grid:
    """The grid, which says in which encoding it was read where that is not sure."""
    return grid if found.is_sure else replace(grid, encoding=found.encoding)


def separated(data: bytes) -> Grid:
    """A .csv or .tsv, its separator the one that gives the most even rows."""
    found = text_of(data)
    rows, lines = _rows(found.text, _delimiter(found.text))
    return _told(_grid(rows, lines), found)


def _delimiter(text: str) -> str:
    heads = [line for line in LINE_END.split(text[:20_000])[:LOOK_AT] if line.strip()]
    found = SEPARATOR_LINE.match(heads[0]) if heads else None
    if found:
        return found[1]

    def evenness(delimiter: str) -> tuple:
        counts = Counter(line.count(delimiter) for line in heads)
        counts.pop(0, None)
        return (max(counts.values(), default=0), sum(counts.values()))

    return max(DELIMITERS, key=evenness)


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    rows, lines = [], []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(row)
                lines.append(begins)
                if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS * 10:
                    raise too_many_rows()
            begins = reader.line_num + 1
    except csv.Error as error:
        raise RosterError(BROKEN) from error
    return rows, lines


def _grid(rows: list[list[str]], lines: list[int]) -> Grid:
    cells = {
        (n, column): Cell(_unquoted(text))
        for n, row in enumerate(rows)
        for column, text in enumerate(row)
        if text.strip()
    }
    return Grid("", cells, lines=tuple(lines))


def _unquoted(text: str) -> str:
    """="139…" is how some programs keep a number from being spoilt."""
    found = QUOTED_FORMULA.fullmatch(text.strip())
    return found[1] if found else text


def pasted(text: str) -> Grid:
    """A pasted text: a block from a spreadsheet, a table set with blanks, or lines."""
    text = QUOTED_LINE.sub("", text)
    if "\t" in text:
        try:
            return _grid(*_rows(text, "\t"))
        except RosterError as wrong:
            if wrong.message != BROKEN:
                raise
    return gapped(text)


def _closed(found) -> str:
    """颜　超 is one name, spread to the width of those above and below it."""
    name = found[1] + found[2]
    spread = len(found[1]) == 1 or found[1] in COMPOUND  # 裴文 女 are two words
    return name if spread and name_likeness(name) >= 0.9 else found[0]


def _closed_up(line: str) -> str:
    """姓 名：柏 一 鸣 as a scan gives it, with a blank behind each character -> 姓名：柏一鸣."""
    words = line.split(" ") if ":" in line or "：" in line else []
    single = sum(len(word) == 1 for word in words)
    if single < FEWEST_SINGLE or single * 3 < len([word for word in words if word]) * 2:
        return line
    return SINGLE_BLANK.sub("", line)


def gapped(text: str) -> Grid:
    """Lines, cut where several blanks stand."""
    rows, lines = [], []
    for number, line in enumerate(LINE_END.split(text), 1):
        if line.strip():
            check_length(line)
            rows.append(WIDE_GAP.split(SPREAD_NAME.sub(_closed, _closed_up(line.strip()))))
            lines.append(number)
    if len(rows) > MAX_ROWS:
        raise too_many_rows()
    return _grid(rows, lines)


FIRST_TRIED = ",，、|;；/"


def resplit(grid: Grid) -> Grid | None:
    """Lines cut at the mark that gives the most even rows; None where no mark does."""
    texts: dict[int, list[str]] = {row: [] for row in grid.rows()}
    for (row, _column), cell in sorted(grid.cells.items()):
        texts[row].append(cell.text)
    lines = {row: "  ".join(words) for row, words in texts.items()}
    best, most = "", 1
    for mark in (*FIRST_TRIED, " "):
        counts = Counter(len(line.split(mark)) for line in lines.values())
        counts.pop(1, None)
        size, times = max(counts.items(), key=lambda one: one[1], default=(0, 0))
        if size >= 2 and times > most:
            best, most = mark, times
    if not best:
        return None
    cells = {
        (row, column): Cell(word.strip())
        for row, line in lines.items()
        for column, word in enumerate(line.strip(best).split(best))
        if word.strip()
    }
    return Grid("", cells, lines=grid.lines)
