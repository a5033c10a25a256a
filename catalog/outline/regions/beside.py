"""Sections beside the one that a heading states to be the outline: fields, contacts, noise."""

from catalog.outline import extras
from catalog.outline.field_names import is_known
from catalog.outline.fields import Entry, fields_of
from catalog.outline.rows import Row

from .scan import Scan, Verdict

PLACED = Verdict.PLACED


def above(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A section above the outline is a field, whatever its name, when it is a simple list."""
    if not row.heading or at >= scan.facts.stated:
        return None
    return _begin(scan, at, _named(row) or _listed(scan, at, row), "noise")


def below(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Below the outline only what names a field is one."""
    if not scan.facts.is_beside(at):
        return None
    if row.heading:
        return _begin(scan, at, _named(row), _kind(row))
    return scan.put_closing("contact" if extras.is_contact(row) else scan.section, row)


def _begin(scan: Scan, at: int, entries: list[Entry], kind: str) -> Verdict:
    scan.close()
    scan.until, scan.section = scan.layout.end(at), kind
    if not entries or kind != "noise" or not scan.layout.section(at):
        return scan.put(kind, row=scan.rows[at])
    scan.begin(entries)
    return PLACED


def _named(row: Row) -> list[Entry]:
    """A heading alone names what only a colon would say elsewhere: 费用."""
    found = fields_of(row, header=False)
    return found or (_entry(row) if is_known(row.title) else [])


def _listed(scan: Scan, at: int, row: Row) -> list[Entry]:
    section = scan.layout.section(at)
    return _entry(row) if len({(one.level, one.indent) for one in section}) == 1 else []


def _entry(row: Row) -> list[Entry]:
    return [Entry(row.title, [""], list(row.lines), open=True)]


def _kind(row: Row) -> str:
    if extras.is_testimonial_head(row):
        return "testimonial"
    return "contact" if extras.is_contact(row) or extras.is_footer_head(row) else "noise"
