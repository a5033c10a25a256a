"""Rules of the header: what the source states, and headings."""

from catalog.outline import extras
from catalog.outline.field_names import is_outline_heading, may_be_a_chapter
from catalog.outline.fields import Entry, fields_of, names_field
from catalog.outline.rows import Row
from catalog.outline.table_columns import is_column_heads

from .facts import is_structured, opens_part
from .scan import Scan, Verdict

PLACED, BEGINS = Verdict.PLACED, Verdict.BEGINS


def stated_depth(scan: Scan, at: int, row: Row) -> Verdict | None:
    return BEGINS if row.depth else None


def stated_noise(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A line marked 〔忽略〕, or one that an earlier reading could not keep word for word."""
    if row.raw:
        return scan.put_closing("noise", row)
    return scan.put("noise", row) if row.kind == "noise" else None


def mail(scan: Scan, at: int, row: Row) -> Verdict | None:
    greets = extras.is_greeting(row) and not scan.headed
    return scan.put("noise", row) if greets or at < scan.facts.mail_head else None


def table(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A name above a table heads it: what it names are the columns, no value of its own."""
    if not (row.tier or (row.rule and row.cell)):
        return None
    if not row.tier:
        scan.head_with_name()
    scan.close()
    return scan.put("noise", row) if row.rule else BEGINS


def value_goes_on(scan: Scan, at: int, row: Row) -> Verdict | None:
    if at >= scan.until:
        return None
    if row.rule:
        return scan.put("noise", row)
    if not scan.open:
        return scan.put(scan.section, row)
    if row.plain and scan.listed and not row.cells and names_field(row.text):
        return None  # a field of its own below the list
    scan.take(row)
    return PLACED


def line_of_signs(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put("noise", row) if row.rule else None


def outline_heading(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not (is_column_heads(row.cells) or scan.facts.names_columns(at)):
        again = row.heading and row.text in scan.facts.twice
        told = is_outline_heading(row) or _heads_table(scan, at, row)
        again = again or at in scan.layout.titles
        if again or not (told or _stands_apart(scan, at, row)):
            return None
    scan.headed = True
    scan.counts_with(row)
    return scan.put_closing("heading", row)


def _stands_apart(scan: Scan, at: int, row: Row) -> bool:
    """What the course covers: alone between blank lines, below a list of goals and above 1."""
    below, entry = scan.facts.below(at), scan.open
    if entry is None or len(entry.parts) < 3 or below is None or not (row.plain and row.gap):
        return False
    alone = below.gap and below.number == 1 and not scan.rows[at - 1].gap
    return alone and len(row.text) <= 40 and not extras.is_sentence(row.text)


def _heads_table(scan: Scan, at: int, row: Row) -> bool:
    """## Schedule above a table: the name of a field whose value is the outline."""
    below = scan.facts.below(at)
    if not row.heading or below is None or not below.cells:
        return False
    heads = is_column_heads(below.cells) or scan.facts.names_columns(at + 1)
    return heads and bool(fields_of(row, header=False))


def title_heading(scan: Scan, at: int, row: Row) -> Verdict | None:
    if row.aid and not row.aid.number and row is scan.rows[0]:
        titled = bool(row.aid.rest)  # Workshop: Selling with care
    else:
        titled = at in scan.layout.titles or (row.titled and not row.marker)
    return scan.keep_loose(row) if titled else None


def section_field(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Take the section of a heading whose words name a field: 学习目标, Prerequisites."""
    found = fields_of(row, header=False) if row.heading else []
    if not found or not _is_field_section(scan, at, found[0]):
        return None
    if _holds_fields(scan, at):
        return scan.put_closing("heading", row)
    scan.close()
    if scan.layout.section(at) or found[-1].parts[0]:
        scan.begin(found)
    else:
        scan.found.fields += found[:-1]
        scan.found.put("heading", row)
    scan.until = scan.layout.end(at)
    return PLACED


def _holds_fields(scan: Scan, at: int) -> bool:
    """Whether a section is a list of fields itself: 课程概述 above 课时：1天 and 对象：柜员."""
    section = [one for one in scan.layout.section(at) if not one.rule]
    margin = min((one.indent for one in section), default=0)
    outer = [one for one in section if one.indent == margin]
    named = [one for one in outer if names_field(one.marker.rest if one.marker else one.text)]
    return len(named) > 1 and len(named) * 3 >= len(outer) * 2


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
    kind = "testimonial" if extras.is_testimonial_head(row) else "contact"
    scan.until, scan.section = scan.layout.end(at), kind
    return scan.put_closing(kind, row)


def other_heading(scan: Scan, at: int, row: Row) -> Verdict | None:
    return BEGINS if row.heading else None
