"""Rules of the header: fields, contacts, and the lines of which one is the title."""

import re

from catalog.outline import extras
from catalog.outline.field_names import is_known, is_short_name
from catalog.outline.fields import Entry, fields_of
from catalog.outline.rows import Row

from .scan import Scan, Verdict
from .title_words import names_course
from .values import absorbs, numbered_field

PLACED = Verdict.PLACED
PAIR = 2  # cells: a name and its value


def named_field(scan: Scan, at: int, row: Row) -> Verdict | None:
    if extras.is_contact(row):
        found = [] if extras.has_contact_label(row) else fields_of(row, header=False)
    else:
        any_name = scan.unknown_names and not scan.headed
        found = fields_of(row, header=any_name) or numbered_field(scan, row)
    if not found or _is_value(scan, row, found[0]) or _is_heading_line(scan, at, found[0]):
        return None
    scan.close()
    scan.begin(found)
    scan.counts_with(row)
    return PLACED


def _is_value(scan: Scan, row: Row, entry: Entry) -> bool:
    """基本功：… below 课程收益： is part of the value, not a field."""
    if is_known(entry.name) or row.gap or scan.listed:
        return False
    if not entry.parts[0] and is_short_name(entry.name):
        return False
    return bool(scan.open and scan.open.open)


def _is_heading_line(scan: Scan, at: int, entry: Entry) -> bool:
    """A first line such as 厅堂营销：从服务到销售 is a title with a colon."""
    if is_known(entry.name):
        return False
    below = scan.facts.below(at)
    if not entry.parts[0] and below is not None and below.marker:
        return not scan.facts.promises(at + 1)
    if not (entry.parts[0] or is_short_name(entry.name)):
        return not (scan.found.fields and scan.facts.promises(at + 1))  # a long name among fields
    return bool(entry.parts[0]) and _is_title_line(scan, at, entry)


def _is_title_line(scan: Scan, at: int, entry: Entry) -> bool:
    """Whether words with a colon inside are the title: above deeper lines, or above all fields."""
    if scan.facts.owns_deeper(at):
        return True
    return not scan.found.fields and (not scan.loose or names_course(entry.name))


NAME_AND_VALUE = re.compile(r"([^\s:：]{2,8})(?:\u3000|[ \t]{2})[ \t\u3000]{0,20}(\S.{0,200})")


def named_like_others(scan: Scan, at: int, row: Row) -> Verdict | None:
    """■会場　第二会議室 is a field where ■対象　主任 is one: same bullet, a wide blank."""
    if scan.headed or row.marker is None or row.glyph not in scan.facts.signs_of_fields:
        return None
    found = NAME_AND_VALUE.fullmatch(row.marker.rest)
    if found is None:
        return None
    scan.close()
    scan.begin([Entry(found[1], [found[2]], list(row.lines))])
    return PLACED


def pair_like_others(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Where | Leeds is a field where Price | 340 is one: two cells beside known pairs."""
    beside = [scan.rows[other] for other in (at - 1, at + 1) if 0 <= other < len(scan.rows)]
    cells = _pair(row)
    if scan.headed or not scan.unknown_names or len(cells) != PAIR or not cells[1]:
        return None
    if not (is_short_name(cells[0]) and any(map(_is_pair, beside))):
        return None
    scan.close()
    scan.begin([Entry(cells[0], [cells[1]], list(row.lines), indent=row.indent)])
    return PLACED


def _pair(row: Row) -> tuple[str, ...]:
    """The cells of a line; 桌椅｜十张 has two, divided by its only bar."""
    parts = row.cells or (row.text.split("｜") if row.plain else ())
    return tuple(map(str.strip, parts))


def _is_pair(row: Row) -> bool:
    return len(_pair(row)) == PAIR and bool(fields_of(row, header=False))


def value_below(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not scan.open or not absorbs(scan, at, row):
        return None
    scan.take(row)
    return PLACED


def contact(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put_closing("contact", row) if extras.is_contact(row) else None


def loose(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.keep_loose(row)
