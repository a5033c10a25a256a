"""Sections of the header that are a list or a table of names and values."""

import re
from collections.abc import Iterator

from catalog.outline.field_names import is_known
from catalog.outline.fields import Entry, fields_of
from catalog.outline.rows import Row
from catalog.outline.scripts import both
from catalog.outline.table_columns import is_column_heads

from .facts import pair_in
from .scan import Scan, Verdict

INFORMS = re.compile(
    both(r"(?:信息|概况|概览|须知|速览)$")
    + r"|(?i:\b(?:information|details|facts|at a glance|eckdaten"
    r"|infos? pratiques?|informations?|datos generales|scheda)$)"
)
FEWEST = 2  # names that say of a section that it holds fields, whatever its heading says


def field_section(scan: Scan, at: int, row: Row) -> Verdict | None:
    """基本情况 above a table of 课程名称, 适合岗位 and their like is no chapter."""
    if not row.heading or scan.layout.end(at) >= len(scan.rows) or not holds_fields(scan, at):
        return None
    scan.pairs = scan.layout.end(at)
    return scan.put_closing("heading", row)


def pair(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Each line of such a section is a field, also one whose name no other course has."""
    found = pair_in(row) if at < scan.pairs and not row.heading else None
    if found is None:
        return None
    scan.close()
    scan.begin([Entry(found[0].strip("*_ "), [found[1]], list(row.lines), indent=row.indent)])
    return Verdict.PLACED


def holds_fields(scan: Scan, at: int) -> bool:
    """Whether nearly all lines of a section are pairs, and several have names that fields have."""
    section = list(_lines(scan, at))
    found = [one for one in map(pair_in, section) if one]
    if len(found) < FEWEST or len(found) + 1 < len(section):
        return False
    if any(name in scan.facts.repeated_names for name, _ in found):
        return False
    known = sum(1 for name, _ in found if is_known(name))
    row = scan.rows[at]
    if INFORMS.search(row.title):
        return len(found) == len(section)
    named = bool(fields_of(row, header=False))  # 课程信息
    return known >= FEWEST - named and known * 3 >= len(found)


def _lines(scan: Scan, at: int) -> Iterator[Row]:
    """The lines of a section, without rules and without the names of columns."""
    for inner in range(at + 1, scan.layout.end(at)):
        row = scan.rows[inner]
        if not (row.rule or is_column_heads(row.cells) or scan.facts.names_columns(inner)):
            yield row
