"""Rules below the header: what the source states, and fields that come late."""

import re

from catalog.outline import words
from catalog.outline.extras import is_named_remark, is_sentence
from catalog.outline.field_names import is_known, may_be_a_chapter, may_label
from catalog.outline.fields import Entry, fields_of
from catalog.outline.rows import Row

from .facts import is_structured, opens_part, pair_in
from .scan import Scan, Verdict
from .values import list_end, numbered_field

PLACED = Verdict.PLACED
COLONS = (":", "：")
CLOSING = re.compile(words.CLOSINGS)  # 总结：… closes the outline itself


def stated_noise(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put("noise", row) if row.kind == "noise" else None


def stated_place(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A row whose place or kind the source tells itself."""
    told = row.depth or row.mark or row.raw or (row.tier and not row.rule)
    return scan.keep(row) if told else None


def value_goes_on(scan: Scan, at: int, row: Row) -> Verdict | None:
    if at >= scan.until or not scan.open:
        return None
    scan.take(row)
    scan.mode = ""
    return PLACED


def late_field(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Fields below the outline, or inside it when their name can be nothing else."""
    if row.aid or not (row.heading or _may_be_late(scan, at, row)):
        return None
    if scan.chapters is None or row.pair:
        entries = _named(scan, at, row) or _alone(scan, at, row)
    elif row.heading:
        entries = _section(scan, at, row)
    else:
        last = scan.ended(at) and (not scan.layout.within(at) or at >= scan.closing)
        entries = fields_of(row, header=False) if last else []
    if not entries:
        return None
    scan.begin(entries)
    scan.mode = ""
    return PLACED


def _may_be_late(scan: Scan, at: int, row: Row) -> bool:
    """Whether a line is no further right than the outline, and counts with the header if at all."""
    if scan.ended(at) and is_named_remark(row) and is_sentence(row.text):
        return False
    counted = row.marker is None or row.marker.family == scan.counting
    return counted and row.indent <= scan.margin + 1


def _named(scan: Scan, at: int, row: Row) -> list[Entry]:
    found = fields_of(row, header=False) or numbered_field(scan, row)
    if not found or found[0].name in scan.facts.repeated_names:
        return []
    if not (row.marker or len(found[0].name) >= 4 or (scan.ended(at) and _only_fields(scan, at))):
        return []
    below = scan.facts.below(at)
    if found[-1].open and below is not None and below.marker and not opens_part(below):
        scan.until = list_end(scan, at + 1)
    return found


def closing_pair(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Set apart below the outline a short name and its value are a field, whatever the name."""
    if at < scan.closing or is_sentence(row.text):
        return None
    found = pair_in(row)
    if found is None or found[0] in scan.facts.repeated_names or CLOSING.match(row.title):
        return None
    scan.begin([Entry(found[0], [found[1]], list(row.lines))])
    return PLACED


def closing_name(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Below a late field a line with a colon names the lines below it, whatever the name."""
    if not (scan.ended(at) and scan.open and row.plain and row.text.endswith(COLONS)):
        return None
    name = row.text.rstrip(" :：")
    if not may_label(name) or row.text in scan.facts.repeated or CLOSING.match(name):
        return None
    scan.begin([Entry(name, [""], list(row.lines), open=True)])
    return PLACED


def _alone(scan: Scan, at: int, row: Row) -> list[Entry]:
    """Assessment, Your trainer: a name alone below the last unit, set apart from its points."""
    if not (row.plain and scan.ended(at)) or may_be_a_chapter(row.text):
        return []
    if scan.facts.below(at) is None or not _is_apart(scan, row):
        return []
    found = fields_of(row, header=True)
    return found if found and found[-1].open and is_known(found[0].name) else []


def _is_apart(scan: Scan, row: Row) -> bool:
    """Whether a line is set apart from the points of the outline."""
    deeper = scan.deepest_point > scan.margin + 1
    return bool(row.gap or row.strong or deeper or scan.open or " " in row.text)


def _only_fields(scan: Scan, at: int) -> bool:
    """Whether nothing but fields and contacts follows, down to the end: 地点：… is one of them."""
    return scan.facts.last_repeated_name <= at


def _section(scan: Scan, at: int, row: Row) -> list[Entry]:
    """Among chapters that are headings a field is a heading of their level, or comes last."""
    within = (row.heading or 0) <= (scan.chapters or 0)
    found = fields_of(row, header=False) if within else []
    if not found or found[0].name in scan.layout.again or may_be_a_chapter(found[0].name):
        return []
    if len(row.title) < 4 and not scan.ended(at):
        return []  # 对象 between chapters may be one of them
    if any(map(opens_part, scan.layout.section(at))):
        return []
    scan.until = scan.layout.end(at)
    return found


def value_below(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not (scan.open and scan.open.open and row.plain) or is_structured(row):
        return None
    scan.take(row)
    scan.mode = ""
    return PLACED
