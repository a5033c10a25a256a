"""The value of a field that goes on below its name: paragraphs, or a list taken whole."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from catalog.outline import extras, words
from catalog.outline.families import rank
from catalog.outline.field_names import is_known, is_outline_heading
from catalog.outline.fields import Entry, counted_by, fields_of
from catalog.outline.markers import Marker
from catalog.outline.rows import Row

from .facts import opens_part
from .scan import Scan

PEOPLE = re.compile(words.FIELD_PEOPLE, re.IGNORECASE)


def numbered_field(scan: Scan, row: Row) -> list[Entry]:
    """三、学分费：3,000元, 4. Objectives: a value or a known name, where the header is numbered."""
    if not (row.marker and scan.facts.numbering and row.marker.family == scan.facts.numbering):
        return []
    found = fields_of(replace(row, text=row.marker.rest, marker=None), header=True)
    if not found or not (found[0].parts[0] or is_known(found[0].name)):
        return []
    found[0].counted = counted_by(row.marker)
    return found


def absorbs(scan: Scan, at: int, row: Row) -> bool:
    """Whether the open field owns this row; a list is taken whole or not at all."""
    if _is_lone_value(scan, row):
        return True
    if opens_part(row) or row.text in scan.facts.repeated or extras.is_contact(row):
        return False
    entry = scan.open
    if entry is None:
        return False
    if entry.deeper and row.indent <= entry.indent:
        return False
    if row.marker or row.level is not None:
        return _absorbs_list(scan, at, row, entry)
    return not row.aid and (entry.open or _goes_on(entry, row))


def _is_lone_value(scan: Scan, row: Row) -> bool:
    """Aula 3 below Lugar: a single unit is the value of a name that has none yet."""
    entry = scan.open
    if entry is None or not entry.open or any(entry.parts) or row.heading or row.gap:
        return False
    return row.unit is not None and row.unit.family in scan.facts.lone_units


def _goes_on(entry: Entry, row: Row) -> bool:
    """Whether a long value has a second paragraph."""
    return entry.is_long and not row.gap and len(entry.parts[0]) > 30 and len(row.text) > 15


def _absorbs_list(scan: Scan, at: int, row: Row, entry: Entry) -> bool:
    if not scan.lists_are_values or not _introduces(entry, row):
        return False
    end = list_end(scan, at)
    if not is_known(entry.name) and not scan.facts.promises(end):
        return False
    if _is_outline(scan.rows[at:end]) or (entry.is_short and row.number):
        return False
    if not scan.facts.may_go_on(end):
        return False
    scan.until = end
    return True


def _introduces(entry: Entry, row: Row) -> bool:
    """Whether the field has no value yet, announces a list, or is in the middle of one."""
    if (entry.open and len(entry.parts) == 1) or entry.parts[-1].endswith((":", "：")):
        return True
    if entry.is_long and row.number is None:
        return True
    if row.number is None and not row.gap and PEOPLE.search(entry.name):
        return True
    return entry.is_long and row.number == 1 and len(entry.parts) == 1


def _is_outline(rows: Sequence[Row]) -> bool:
    """A list whose entries have numbered lists of their own is no field value."""
    ones = Counter(row.marker.family for row in rows if row.marker and row.marker.number == 1)
    return any(count > 1 for count in ones.values())


def list_end(scan: Scan, at: int) -> int:
    """The index after the list that begins here; it never runs into a second list."""
    first = scan.rows[at].marker
    if first is None:
        return at
    number = first.number
    for end in range(at + 1, len(scan.rows)):
        row = scan.rows[end]
        if _interrupts(scan, row, first) or _counts_otherwise(row, first, number):
            return end
        if row.marker and row.marker.family == first.family:
            number = row.marker.number
    return len(scan.rows)


def _interrupts(scan: Scan, row: Row, first: Marker) -> bool:
    """Whether a row cannot stand inside the list that begins so."""
    if opens_part(row) or row.rule or is_outline_heading(row):
        return True
    if row.text in scan.facts.repeated:
        return True
    alike = row.marker and row.marker.family == first.family and row.marker.glyph == first.glyph
    if fields_of(row, header=True) and not alike:
        return True
    return row.marker is None and bool(row.gap or row.aid)


def _counts_otherwise(row: Row, first: Marker, number: int | None) -> bool:
    """Whether a number begins another list than the one that has come to ``number``."""
    mark = row.marker
    if mark is None:
        return False
    if mark.family == first.family:
        return number is not None and mark.number != number + 1
    if mark.number and number is None:
        return True
    return mark.number == 1 and rank(row.family) < rank(first.family) - 5
