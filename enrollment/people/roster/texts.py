"""PURE. Pasted text -> rows: a block from a spreadsheet, a column, or names in a line."""

import csv
import io
import re

from enrollment.people.roster.files import EMPTY, MAX_COLUMNS, MAX_ROWS, TOO_MANY_ROWS, RosterError

NUMBERED = re.compile(r"^\s*[(（]?\d{1,3}\s*[.．、)）:：]\s*(?=\D)")
MARKS = re.compile(r"[,，;；、|/]+")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
HAN_ONLY = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·•]{1,6}")
DIALLED = re.compile(r"[+\d()（）-]+")
DIALLED_APART = re.compile(r"[+\d()（） -]+")
CONTACT = re.compile(r"@|\d{5,}|\d{3,4}[- ]\d{3,4}")


def rows_in_text(text: str) -> list[list[str]]:
    """Raises RosterError when there is nothing, or far too much."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
        except csv.Error:
            rows = [line.split("\t") for line in text.split("\n")]
    else:
        rows = [row for line in text.split("\n") for row in _people_in(NUMBERED.sub("", line))]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise RosterError(EMPTY)
    if len(rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in rows):
        raise RosterError(TOO_MANY_ROWS, rows=MAX_ROWS, columns=MAX_COLUMNS)
    return rows


def _people_in(line: str) -> list[list[str]]:
    """One person with its telephone and so on, or several names."""
    marked = [piece.strip() for piece in MARKS.split(line) if piece.strip()]
    if len(marked) > 1:
        names = all(not CONTACT.search(piece) for piece in marked)
        return [[piece] for piece in marked] if names and _are_names(marked) else [marked]
    pieces = line.split()
    if CONTACT.search(line):
        return [_joined_digits(pieces)]
    if len(pieces) > 1 and _are_names(pieces):
        return [[name] for name in _without_gaps(pieces)]
    return [[" ".join(pieces)]]


def _are_names(pieces: list[str]) -> bool:
    return all(HAN_ONLY.fullmatch(piece) for piece in pieces)


def _without_gaps(pieces: list[str]) -> list[str]:
    """张 三 is one name, spread to the width of the longer ones above and below it."""
    names: list[str] = []
    half = False
    for piece in pieces:
        if half and len(piece) == 1:
            names[-1] += piece
            half = False
        else:
            names.append(piece)
            half = len(piece) == 1
    return names


def _joined_digits(pieces: list[str]) -> list[str]:
    """A telephone number written in groups is one cell."""
    row: list[str] = []
    for piece in pieces:
        digits = DIALLED.fullmatch(piece)
        if digits and row and DIALLED_APART.fullmatch(row[-1]):
            row[-1] += f" {piece}"
        elif row and not digits and not HAN.search(piece + row[-1]) and "@" not in piece + row[-1]:
            row[-1] += f" {piece}"  # the words of a name in Latin letters
        else:
            row.append(piece)
    return row
