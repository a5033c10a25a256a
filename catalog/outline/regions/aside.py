"""Rules below the header: contacts, schedules, testimonials, headings and noise."""

from catalog.outline import extras
from catalog.outline.field_names import is_outline_heading
from catalog.outline.fields import fields_of
from catalog.outline.rows import Row
from catalog.outline.table_columns import is_column_heads

from .scan import Scan, Verdict

FOOTER = ("contact", "schedule", "testimonial")


def line_of_signs(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not row.rule:
        return None
    return scan.put_aside("schedule" if scan.mode == "schedule" else "noise", row)


def is_footer_head(scan: Scan, row: Row) -> bool:
    """八、联系方式 when the header is numbered too, or a heading above testimonials."""
    mark = row.marker
    told = row.heading or (mark and (mark.number is None or mark.family == scan.counting))
    return bool(told) and extras.is_footer_head(row)


def footer_head(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not scan.ended(at) or not is_footer_head(scan, row):
        return None
    return scan.put_aside("testimonial" if extras.is_testimonial_head(row) else "contact", row)


def _is_entry(row: Row) -> bool:
    """A numbered line or an aid is part of the outline, whatever its words."""
    return not row.cells and bool(row.aid or (row.marker and row.marker.number))


def contact(scan: Scan, at: int, row: Row) -> Verdict | None:
    if _is_entry(row) or not (extras.is_contact(row) or _is_reach(scan, at, row)):
        return None
    if not scan.ended(at) and extras.is_footer_head(row):
        return None
    return scan.put_aside("contact", row)


def _is_reach(scan: Scan, at: int, row: Row) -> bool:
    """Below the outline an address or a telephone is a contact, whatever stands beside it."""
    if not scan.ended(at):
        return False
    if extras.REGISTRATION.fullmatch(row.title.rstrip(":：")):  # the name alone, above an address
        return any(map(extras.has_reach, scan.rows[at + 1 : at + 4]))
    return extras.has_reach(row) and not fields_of(row, header=False)


def remark(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Subject to change, ※ …: a sentence set apart below the outline is no part of it."""
    if not scan.ended(at) or scan.mode in FOOTER or not extras.is_remark(row):
        return None
    told = extras.is_named_remark(row) and at >= scan.last_said
    return scan.put_closing("noise", row) if told or scan.is_apart(at) else None


def schedule(scan: Scan, at: int, row: Row) -> Verdict | None:
    if _is_entry(row):
        return None
    begins = extras.is_grid(row) or (scan.ended(at) and extras.is_schedule_head(row))
    goes_on = scan.mode == "schedule" and extras.is_grid_line(row)
    return scan.put_aside("schedule", row) if begins or goes_on else None


def testimonials(scan: Scan, at: int, row: Row) -> Verdict | None:
    if _is_entry(row) or not scan.ended(at):
        return None
    if not (extras.is_testimonial_head(row) or extras.is_testimonial(row)):
        return None
    return scan.put_aside("testimonial", row)


def heading(scan: Scan, at: int, row: Row) -> Verdict | None:
    """课程内容 says that the outline follows, unless every chapter has one of its own."""
    if _is_entry(row):
        return None
    columns = is_column_heads(row.cells) or scan.facts.names_columns(at)
    if columns or _is_heading(scan, row):
        return scan.put_aside("heading", row)
    return None


def _is_heading(scan: Scan, row: Row) -> bool:
    if row.marker or not is_outline_heading(row) or row.text in scan.facts.twice:
        return False
    return scan.chapters is None or bool(row.heading and row.heading <= scan.chapters)


def title_again(scan: Scan, at: int, row: Row) -> Verdict | None:
    again = row.plain and scan.found.title and row.text.strip("《》") == scan.found.title
    return scan.put_aside("title", row) if again else None


def edge_again(scan: Scan, at: int, row: Row) -> Verdict | None:
    """内部资料 请勿外传 above the title and once more below: each page of a print has it."""
    again = row.plain and row.text in scan.loose_texts
    return scan.put_aside("noise", row) if again else None


def noise(scan: Scan, at: int, row: Row) -> Verdict | None:
    if _is_entry(row) or not extras.is_noise(row):
        return None
    return scan.put_aside("noise", row)


def sign_off(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Below 祝好 nothing but the writer's name follows."""
    if not scan.ended(at) or not (scan.mode == "closing" or extras.is_sign_off(row)):
        return None
    scan.mode = "closing"
    return scan.put_closing("noise", row)


def footer_goes_on(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not scan.ended(at) or scan.mode not in FOOTER:
        return None
    long = extras.is_sentence(row.text) or len(row.text) >= 12
    quoted = long and scan.mode == "testimonial"
    return scan.put_closing("testimonial" if quoted else "noise", row)
