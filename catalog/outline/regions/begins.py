"""Where the outline begins, when no heading says so: rules of the header that end it."""

import re

from catalog.outline import extras, words
from catalog.outline.field_names import is_outline_heading
from catalog.outline.fields import fields_of
from catalog.outline.rows import Row

from .facts import is_structured
from .scan import Scan, Verdict

BEGINS = Verdict.BEGINS
COLONS = (":", "：")
SCHEDULE = re.compile(words.SCHEDULES, re.IGNORECASE)


def structured(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not is_structured(row):
        return None
    if scan.open and SCHEDULE.search(scan.open.name) and _divides_time(row):
        scan.head_with_name()
    return BEGINS


def _divides_time(row: Row) -> bool:
    """Whether a line is a day, a part of one or a time of day, as a schedule has them."""
    return row.unit is not None or row.family in ("clock", "half")


def under_colon(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A line with a colon above the only list of a text heads it."""
    below = scan.facts.below(at)
    if not row.text.endswith(COLONS) or len(row.text) > 20 or below is None:
        return None
    first = below.marker and below.marker.number == 1
    return BEGINS if first and not scan.facts.promises(at + 1) else None


FEWEST_NAMES = 3


def under_names(scan: Scan, at: int, row: Row) -> Verdict | None:
    """One of three lines or more that end in a colon above others, in a text without numbers."""
    names = scan.facts.open_names
    if at not in names or scan.facts.promises(at + 1):
        return None
    alike = [other for other in names if scan.rows[other].indent == row.indent]
    return BEGINS if len(alike) >= FEWEST_NAMES and alike[0] == at else None


def plain(scan: Scan, at: int, row: Row) -> Verdict | None:
    """After 课程大纲 a line without marker begins the outline, unless a field still follows."""
    if not scan.headed or row.text in scan.facts.repeated or extras.is_noise(row):
        return None
    if at >= scan.stretch[0]:
        scan.stretch = _stretch(scan, at + 1)
    return BEGINS if scan.stretch[1] else None


def _stretch(scan: Scan, start: int) -> tuple[int, bool]:
    """The next row that decides, and whether a line above it may begin the outline."""
    for at in range(start, len(scan.rows)):
        later = scan.rows[at]
        if is_outline_heading(later) or (fields_of(later, header=False) and not later.marker):
            return at, False
        if is_structured(later):
            return at, True
    return len(scan.rows), True


def blocks(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A line above a list, when more such lines follow: headings that have no number."""
    if not (scan.loose or scan.found.fields or scan.facts.is_left_of_next(at)):
        return None
    if row.text in scan.facts.repeated or row.text.endswith(COLONS):
        return None
    if scan.facts.heads_list(at) and scan.facts.last_head > at:
        return BEGINS
    if at not in scan.facts.heads_of_lists:
        return None
    stepwise = scan.rows[at + 1].unit is not None
    if scan.facts.promises(at + 1) and not stepwise:
        return None
    return BEGINS if _more_follow(scan, at, row) else None


def _more_follow(scan: Scan, at: int, row: Row) -> bool:
    """Whether lists like the one below come again below other lines: two more lists of bullets."""
    numbered = scan.rows[at + 1].number == 1
    later = [other for other in scan.facts.heads_of_lists if other > at]
    alike = [other for other in later if scan.rows[other].indent == row.indent]
    return len(alike) >= (1 if numbered else 2)


def nested(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A line above deeper ones, when more lines of its own indentation are: only indented."""
    if not scan.facts.owns_deeper(at) or row.text in scan.facts.repeated:
        return None
    return BEGINS if scan.facts.last_owners.get(row.indent, -1) > at else None


def under_bold(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A bold line below which others follow like it: its look makes it a heading."""
    if not row.strong or row.titled or not (scan.loose or scan.found.fields):
        return None
    if row.text.endswith(COLONS) or extras.is_sentence(row.text):
        return None
    below = scan.facts.below(at)
    if below is None or below.strong or not below.marker or fields_of(below, header=False):
        return None
    return BEGINS
