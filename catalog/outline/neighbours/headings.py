"""Lines that head a part without saying so themselves: underlined, in quotes, first or last."""

import re
from collections import Counter
from itertools import pairwise

from catalog.outline import words
from catalog.outline.fields import is_outline_heading
from catalog.outline.markers import Marker
from catalog.outline.rows import Row

UNDERLINE = re.compile(r"={3,}|-{3,}")
QUOTED = re.compile(r"《[^《》]{2,40}》")
OPENING = re.compile(rf"(?P<word>{words.OPENINGS})(?P<sep>\s?[:：|｜—–-]{{1,2}}\s?|\s{{1,2}}|$)")
CLOSING = re.compile(rf"(?P<word>{words.CLOSINGS})(?P<sep>\s?[:：|｜—–-]{{1,2}}\s?|\s{{1,2}}|$)")
APPENDIX = re.compile(
    rf"(?:{words.APPENDICES})\s{{0,2}}(?:[A-Z]|\d{{1,2}}|[一二三四五六七八九十]|[IVX]{{1,4}})?"
    r"(?:\s?[:：.|｜—–-]{1,2}\s?|\s{1,2}|$)"
)
LONGEST = 40  # characters of a heading


def underlined(rows: list[Row]) -> None:
    """Markdown's other headings: a line of === or --- directly below the words."""
    found = [
        (rows[at - 1], row.text[0])
        for at, row in enumerate(rows)
        if at and row.rule and not row.gap and UNDERLINE.fullmatch(row.text)
        if _may_be_underlined(rows, at - 1)
    ]
    if len(found) > 1:
        for row, sign in found:
            row.heading = 1 if sign == "=" else 2


def _may_be_underlined(rows: list[Row], at: int) -> bool:
    row = rows[at]
    apart = at == 0 or row.gap or rows[at - 1].rule
    return apart and not (row.heading or row.rule or row.cells or row.depth)


def quoted_titles(rows: list[Row]) -> None:
    """《流程实务》 above a list, 《客户实务》 above another: each is the title of a part."""
    found = [
        row
        for row, below in pairwise(rows)
        if row.plain and not row.cells and QUOTED.fullmatch(row.text) and _begins_list(below)
    ]
    if len(found) > 1 and not any(row.heading for row in rows):
        for row in found:
            row.heading = 1
            row.promoted = True


def _begins_list(row: Row) -> bool:
    mark = row.marker
    return mark is not None and (mark.number == 1 or mark.family == "bullet")


def beside_units(rows: list[Row]) -> None:
    """导言 above 第一讲 and 结语 below the last one stand beside them when they have lists."""
    units = [at for at, row in enumerate(rows) if row.marker and row.marker.is_unit]
    if len(units) < 2 or any(row.heading for row in rows):
        return
    outer = rows[units[0]]
    again = Counter(row.text for row in rows if row.plain)
    for at, row in enumerate(rows):
        if not row.plain or again[row.text] > 1 or row.indent != outer.indent or row.cells:
            continue
        if len(row.text) <= LONGEST and not units[0] < at < units[-1]:
            label = _label(rows, at, CLOSING if at > units[-1] else OPENING)
            if label is not None:
                rest = row.text[len(label) :].lstrip()
                row.marker = Marker(outer.marker.family, None, label, rest, discovered=True)


def _label(rows: list[Row], at: int, expression: re.Pattern[str]) -> str | None:
    """The label of a part beside the units, "" where its first word is its title; else None."""
    text = rows[at].text
    added = APPENDIX.match(text) if expression is CLOSING else None
    if added:
        return added[0].rstrip()
    found = expression.match(text)
    if not found or not _has_part(rows, at):
        return None
    return found[0].rstrip() if found["sep"].strip() else ""


def _has_part(rows: list[Row], at: int) -> bool:
    """Whether a list of its own stands below the line, or only the outline's heading above."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is None or below.marker is None:
        return False
    if below.marker.is_unit:
        return at > 0 and is_outline_heading(rows[at - 1])
    return _begins_list(below)
