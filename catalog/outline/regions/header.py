"""The header: title, fields and page furniture above the outline.

Each row goes to the first rule that applies; the outline begins where a rule says so, or where
none applies.
"""

from catalog.outline import extras
from catalog.outline.fields import (
    Entry,
    fields_of,
    is_known,
    is_outline_heading,
    may_be_a_chapter,
)
from catalog.outline.rows import Row
from catalog.outline.rule import Rule
from catalog.outline.tables import is_column_heads
from catalog.outline.tree import Extra

from . import begins
from .facts import is_structured, opens_part
from .scan import Scan, Verdict
from .values import absorbs, numbered_field

PLACED, BEGINS = Verdict.PLACED, Verdict.BEGINS


def read(scan: Scan) -> int:
    """Place the rows of the header; the index of the first row of the outline."""
    for at, row in enumerate(scan.rows):
        if verdict(scan, at, row) is BEGINS:
            return at
    return fall_back(scan)


def verdict(scan: Scan, at: int, row: Row) -> Verdict:
    for rule in RULES:
        found = rule.apply(scan, at, row)
        if found is not None:
            return found
    return BEGINS


def fall_back(scan: Scan) -> int:
    """No structure at all: what follows the last field, or else the first line, is outline."""
    owned = {line for entry in scan.found.fields for line in entry.lines}
    last = max((at for at, row in enumerate(scan.rows) if owned & set(row.lines)), default=-1)
    unplaced = set(map(id, scan.loose))
    loose = [at for at, row in enumerate(scan.rows) if id(row) in unplaced]
    later = [at for at in loose if at > last and at > loose[0]]
    if not later:
        return len(scan.rows)
    gone = {line for row in scan.rows[later[0] :] for line in row.lines}
    scan.loose = [row for row in scan.loose if not gone & set(row.lines)]
    scan.found.extras = [one for one in scan.found.extras if not gone & set(one.lines)]
    return later[0]


# ------------------------------------------------------------ what the source tells


def told_depth(scan: Scan, at: int, row: Row) -> Verdict | None:
    return BEGINS if row.depth else None


def told_noise(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put("noise", row) if row.kind == "noise" else None


def kept_as_is(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put_closing("noise", row) if row.raw else None


def mail(scan: Scan, at: int, row: Row) -> Verdict | None:
    greets = extras.is_greeting(row) and not scan.headed
    return scan.put("noise", row) if greets or at < scan.facts.mail_head else None


def table(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A name above a table heads it: what it names are the columns, no value of its own."""
    if not (row.tier or (row.rule and row.cell)):
        return None
    if scan.open and not "".join(scan.open.parts) and not row.tier:
        scan.found.fields.remove(scan.open)
        scan.found.extras.append(Extra("heading", tuple(scan.open.lines)))
    scan.close()
    return scan.put("noise", row) if row.rule else BEGINS


def value_goes_on(scan: Scan, at: int, row: Row) -> Verdict | None:
    if at >= scan.until:
        return None
    if not scan.open:
        return scan.put("noise", row)
    scan.take(row)
    return PLACED


def line_of_signs(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put("noise", row) if row.rule else None


# ------------------------------------------------------------ headings


def outline_heading(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not is_column_heads(row.cells):
        again = row.heading and row.text in scan.facts.twice
        if not is_outline_heading(row) or again:
            return None
    scan.headed = True
    scan.counts_with(row)
    return scan.put_closing("heading", row)


def title_heading(scan: Scan, at: int, row: Row) -> Verdict | None:
    if row.aid and not row.aid.number and row is scan.rows[0]:
        titled = bool(row.aid.rest)  # Workshop: Selling with care
    else:
        titled = at in scan.layout.titles or (row.titled and not row.marker)
    return keep_loose(scan, at, row) if titled else None


def section_field(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Take the section of a heading whose words name a field: 学习目标, Prerequisites."""
    found = fields_of(row, header=False) if row.heading else []
    if not found or not _is_field_section(scan, at, found[0]):
        return None
    scan.close()
    if scan.layout.section(at) or found[-1].parts[0]:
        scan.begin(found)
    else:
        scan.found.fields += found[:-1]
        scan.found.put("heading", row)
    scan.until = scan.layout.end(at)
    return PLACED


def _is_field_section(scan: Scan, at: int, entry: Entry) -> bool:
    section = scan.layout.section(at)
    if entry.name in scan.layout.again:
        return False
    if not scan.lists_are_values and any(map(is_structured, section)):
        return False
    if may_be_a_chapter(entry.name) and not scan.layout.has_header(at):
        return False
    return not any(map(opens_part, section)) and scan.facts.may_go_on(scan.layout.end(at))


def contact_section(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not row.heading or not (extras.is_contact(row) or extras.is_footer_head(row)):
        return None
    kind = "testimonial" if extras.is_praise_head(row) else "contact"
    scan.until = scan.layout.end(at)
    for inner in scan.rows[at : scan.until]:
        scan.found.put(kind, inner)
    return PLACED


def other_heading(scan: Scan, at: int, row: Row) -> Verdict | None:
    return BEGINS if row.heading else None


# ------------------------------------------------------------ fields and what is left


def named_field(scan: Scan, at: int, row: Row) -> Verdict | None:
    if extras.is_contact(row):
        found = [] if extras.has_contact_label(row) else fields_of(row, header=False)
    else:
        found = fields_of(row, header=not scan.headed) or numbered_field(scan, row)
    if not found or _is_value(scan, row, found[0]) or _is_heading_line(scan, at, found[0]):
        return None
    scan.close()
    scan.begin(found)
    scan.counts_with(row)
    return PLACED


def _is_value(scan: Scan, row: Row, entry: Entry) -> bool:
    """基本功：… below 课程收益： is part of the value, not a field."""
    if is_known(entry.name) or not entry.parts[0] or row.gap or scan.listed:
        return False
    return bool(scan.open and scan.open.open)


def _is_heading_line(scan: Scan, at: int, entry: Entry) -> bool:
    """A first line such as 厅堂营销：从服务到销售 is a title with a colon."""
    if is_known(entry.name):
        return False
    below = scan.facts.below(at)
    if not entry.parts[0] and below is not None and below.marker:
        return not scan.facts.promises(at + 1)
    if entry.parts[0] and scan.facts.owns_deeper(at):
        return True
    return not scan.found.fields and not scan.loose and bool(entry.parts[0])


def value_below(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not scan.open or not absorbs(scan, at, row):
        return None
    scan.take(row)
    return PLACED


def contact(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put_closing("contact", row) if extras.is_contact(row) else None


def keep_loose(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Put the row to those of which one is the title."""
    scan.close()
    scan.loose.append(row)
    return PLACED


RULES = (
    Rule("told-depth", "A line whose depth the source tells is outline.", "", "", told_depth),
    Rule("told-noise", "", "", "", told_noise),
    Rule("mail", "", "", "", mail),
    Rule("kept-as-is", "", "", "", kept_as_is),
    Rule("table", "", "", "", table),
    Rule("value-goes-on", "", "", "", value_goes_on),
    Rule("line-of-signs", "", "", "", line_of_signs),
    Rule("outline-heading", "", "", "", outline_heading),
    Rule("title-heading", "", "", "", title_heading),
    Rule("section-field", "", "", "", section_field),
    Rule("contact-section", "", "", "", contact_section),
    Rule("other-heading", "", "", "", other_heading),
    Rule("named-field", "", "", "", named_field),
    Rule("value-below", "", "", "", value_below),
    Rule("contact", "", "", "", contact),
    Rule("begins-structured", "", "", "", begins.structured),
    Rule("begins-under-colon", "", "", "", begins.under_colon),
    Rule("begins-plain", "", "", "", begins.plain),
    Rule("begins-blocks", "", "", "", begins.blocks),
    Rule("begins-nested", "", "", "", begins.nested),
    Rule("begins-under-bold", "", "", "", begins.under_bold),
    Rule("loose", "", "", "", keep_loose),
)
