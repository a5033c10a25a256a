"""Lines that head a part without saying so themselves: underlined, in quotes, first or last."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from catalog.outline import words
from catalog.outline.extras import is_sentence
from catalog.outline.field_names import is_known, is_outline_heading
from catalog.outline.markers import Marker
from catalog.outline.rows import Row

UNDERLINE = re.compile(r"={3,}|-{3,}")
QUOTED = re.compile(r"《[^《》]{2,40}》")
OPENING = re.compile(rf"(?P<word>{words.OPENINGS})(?P<sep>\s?[:：|｜—–-]{{1,2}}\s?|\s{{1,2}}|$)")
CLOSING = re.compile(rf"(?P<word>{words.CLOSINGS})(?P<sep>\s?[:：|｜—–-]{{1,2}}\s?|\s{{1,2}}|$)")
APPENDIX = re.compile(words.APPENDICES, re.IGNORECASE)
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
    units = _units(rows)
    if len(units) < 2:
        return
    start, end = units[0], units[-1]
    family = _family(rows[start])
    _join_added(rows, family)
    again = Counter(row.text for row in rows if row.plain)
    single = [at for at, row in enumerate(rows) if again[row.text] == 1]
    for at in single:
        if rows[at].indent == rows[start].indent and not start < at < end:
            _put_beside(rows, at, OPENING if at < start else CLOSING, family)


FEW = 3  # a head that only introduces its list by so many lines at most


def heads_below_units(rows: list[Row]) -> None:
    """Blocks below the last unit, each a head above a list that counts, stand beside the units."""
    units = _units(rows)
    if len(units) < 2 or sum(row.gap for row in rows) * 2 > len(rows):
        return
    start, end = units[0], units[-1]
    found = [at for at in range(end + 1, len(rows) - 1) if _heads_block(rows, at, rows[start])]
    counting = [at for at in found if _counts_below(rows, at)]
    if len(counting) > 1:
        for at in found[found.index(counting[0]) :]:
            family = _family(rows[start])
            rows[at].marker = Marker(family, None, "", rows[at].text, discovered=True)


def _heads_block(rows: list[Row], at: int, unit: Row) -> bool:
    """Whether a short line stands below a blank one, above others, as the units do."""
    row, below = rows[at], rows[at + 1]
    if not (row.gap and row.plain and row.indent == unit.indent) or below.gap or row.cells:
        return False
    short = len(row.text) <= LONGEST and not is_sentence(row.text)
    return short and not (is_known(row.text) or is_outline_heading(row) or row.text[-1] in ":：")


def _counts_below(rows: list[Row], at: int) -> bool:
    """Whether 1 is counted within few lines of the block below a head."""
    for row in rows[at + 1 : at + 1 + FEW]:
        if row.gap or row.marker:
            return row.number == 1 and not row.gap
    return False


def _units(rows: list[Row]) -> list[int]:
    """Where the units stand; appendices aside, and nowhere in a text that has headings."""
    if any(row.heading for row in rows):
        return []
    return [at for at, row in enumerate(rows) if row.unit and not _is_added(row.unit)]


def _family(row: Row) -> str:
    return row.marker.family if row.marker else row.family


def _join_added(rows: list[Row], family: str) -> None:
    """An appendix stands beside the units."""
    for row in rows:
        if row.unit and _is_added(row.unit):
            row.marker = replace(row.unit, family=family, number=None)


def _put_beside(rows: list[Row], at: int, expression: re.Pattern[str], family: str) -> None:
    label = _label(rows, at, expression)
    if label is not None:
        rest = rows[at].text[len(label) :].lstrip()
        rows[at].marker = Marker(family, None, label, rest, discovered=True)


def _label(rows: list[Row], at: int, expression: re.Pattern[str]) -> str | None:
    """The label of a part beside the units; "" where its first word is its title, else None."""
    row = rows[at]
    if row.cells or len(row.text) > LONGEST:
        return None
    found = expression.match(row.text)
    if not found or not _has_part(rows, at):
        return None
    return found[0].rstrip() if found["sep"].strip() else ""


def _is_added(mark: Marker) -> bool:
    return bool(APPENDIX.fullmatch(mark.word))


def _has_part(rows: list[Row], at: int) -> bool:
    """Whether a list of its own stands below the line, or only the outline's heading above."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is None or below.marker is None:
        return False
    if below.marker.is_unit:
        return at > 0 and is_outline_heading(rows[at - 1])
    return _begins_list(below)
