"""PURE. A list of people, pasted or as a file -> lines to look at, with what is wrong in each."""

from catalog.outline.tree import gettext_noop
from enrollment.people.roster.changes import Changes, compare, with_kept
from enrollment.people.roster.columns import Columns, guess
from enrollment.people.roster.files import RosterError, rows_in_file
from enrollment.people.roster.lines import FIELDS, MOST_LINES, Line, Problem, checked, lines_of
from enrollment.people.roster.texts import rows_in_text

__all__ = [
    "FIELDS",
    "MOST_LINES",
    "Changes",
    "Columns",
    "Line",
    "Problem",
    "RosterError",
    "checked",
    "compare",
    "guess",
    "lines_of",
    "read_file",
    "read_text",
    "rows_in_file",
    "rows_in_text",
    "with_kept",
]

TOO_MANY_PEOPLE = gettext_noop("名单里有 %(people)d 人，一次最多 100 人。请只保留来上课的人。")
NO_PEOPLE = gettext_noop("只读到表头，没有读到学员。请在表头下面填写姓名后再上传。")


def read_file(name: str, data: bytes) -> tuple[list[Line], Columns]:
    """The lines of an .xlsx or .csv, and how its columns were understood. Raises RosterError."""
    return _read(rows_in_file(name, data))


def read_text(text: str) -> tuple[list[Line], Columns]:
    """The lines of a pasted column, block or list of names. Raises RosterError."""
    return _read(rows_in_text(text))


def _read(rows: list[list[str]]) -> tuple[list[Line], Columns]:
    columns = guess(rows)
    lines = lines_of(rows, columns)
    if len(lines) > MOST_LINES:
        raise RosterError(TOO_MANY_PEOPLE, people=len(lines))
    if not lines:
        raise RosterError(NO_PEOPLE)
    return checked(lines), columns
