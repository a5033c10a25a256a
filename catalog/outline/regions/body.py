"""The outline and what stands in it or below it: late fields, contacts, schedules, testimonials.

Each row goes to the first rule that applies; what no rule takes belongs to the outline.
"""

from catalog.outline import extras
from catalog.outline.fields import Entry, fields_of, is_outline_heading, may_be_a_chapter
from catalog.outline.rows import Row
from catalog.outline.rule import Rule
from catalog.outline.tables import is_column_heads

from .facts import is_structured, opens_part
from .scan import Scan, Verdict
from .values import list_end, numbered_field

PLACED = Verdict.PLACED
FOOTER = ("contact", "schedule", "testimonial")


def read(scan: Scan, start: int) -> None:
    """Place the rows from the first one of the outline on."""
    scan.close()
    scan.until = 0
    if start < len(scan.rows):
        scan.margin, scan.chapters = scan.rows[start].indent, scan.rows[start].heading
    backwards = range(len(scan.rows) - 1, start, -1)
    scan.last = next((at for at in backwards if _holds(scan, scan.rows[at])), start)
    for at in range(start, len(scan.rows)):
        row = scan.rows[at]
        if not any(rule.apply(scan, at, row) for rule in RULES):
            keep(scan, row)


def _holds(scan: Scan, row: Row) -> bool:
    """Whether the outline cannot have ended above this row."""
    inside = is_structured(row) or row.indent > scan.margin + 1
    return inside and not _is_footer_head(scan, row)


def keep(scan: Scan, row: Row) -> Verdict:
    """The row belongs to the outline."""
    scan.close()
    scan.mode = ""
    scan.found.body.append(row)
    return PLACED


def put_aside(scan: Scan, row: Row, kind: str) -> Verdict:
    if kind != "noise":
        scan.mode = kind
    return scan.put_closing(kind, row)


# ------------------------------------------------------------ what the source tells


def told_noise(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put("noise", row) if row.kind == "noise" else None


def told_place(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A row whose place or kind the source tells itself."""
    told = row.depth or row.mark or row.raw or (row.tier and not row.rule)
    return keep(scan, row) if told else None


def value_goes_on(scan: Scan, at: int, row: Row) -> Verdict | None:
    if at >= scan.until or not scan.open:
        return None
    scan.take(row)
    scan.mode = ""
    return PLACED


def numbered(scan: Scan, at: int, row: Row) -> Verdict | None:
    """The quick answer for most rows: numbered, and not as the header's fields are."""
    mark = row.marker
    entry = mark and mark.number and not (row.cells or row.rule) and mark.family != scan.counting
    return keep(scan, row) if entry else None


# ------------------------------------------------------------ what is no outline


def line_of_signs(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not row.rule:
        return None
    return put_aside(scan, row, "schedule" if scan.mode == "schedule" else "noise")


def _is_footer_head(scan: Scan, row: Row) -> bool:
    """八、联系方式 when the header is numbered too, or a heading above testimonials."""
    mark = row.marker
    told = row.heading or (mark and (mark.number is None or mark.family == scan.counting))
    return bool(told) and extras.is_footer_head(row)


def footer_head(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not scan.ended(at) or not _is_footer_head(scan, row):
        return None
    return put_aside(scan, row, "testimonial" if extras.is_praise_head(row) else "contact")


def _is_entry(row: Row) -> bool:
    """A numbered line or an aid is part of the outline, whatever its words."""
    return not row.cells and bool(row.aid or (row.marker and row.marker.number))


def contact(scan: Scan, at: int, row: Row) -> Verdict | None:
    if _is_entry(row) or not extras.is_contact(row):
        return None
    if not scan.ended(at) and extras.is_footer_head(row):
        return None
    return put_aside(scan, row, "contact")


def schedule(scan: Scan, at: int, row: Row) -> Verdict | None:
    if _is_entry(row):
        return None
    begins = extras.is_grid(row) or (scan.ended(at) and extras.is_schedule_head(row))
    goes_on = scan.mode == "schedule" and extras.is_grid_line(row)
    return put_aside(scan, row, "schedule") if begins or goes_on else None


def praise(scan: Scan, at: int, row: Row) -> Verdict | None:
    if _is_entry(row) or not scan.ended(at) or not extras.is_praise_head(row):
        return None
    return put_aside(scan, row, "testimonial")


def heading(scan: Scan, at: int, row: Row) -> Verdict | None:
    """课程内容 says that the outline follows, unless every chapter has one of its own."""
    if _is_entry(row):
        return None
    if is_column_heads(row.cells) or _is_heading(scan, row):
        return put_aside(scan, row, "heading")
    return None


def _is_heading(scan: Scan, row: Row) -> bool:
    if row.marker or not is_outline_heading(row) or row.text in scan.facts.twice:
        return False
    return scan.chapters is None or bool(row.heading and row.heading <= scan.chapters)


def title_again(scan: Scan, at: int, row: Row) -> Verdict | None:
    again = row.plain and scan.found.title and row.text.strip("《》") == scan.found.title
    return put_aside(scan, row, "title") if again else None


def noise(scan: Scan, at: int, row: Row) -> Verdict | None:
    if _is_entry(row) or not extras.is_noise(row):
        return None
    return put_aside(scan, row, "noise")


def sign_off(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Below 祝好 nothing but the writer's name follows."""
    if not scan.ended(at) or not (scan.mode == "closing" or extras.is_sign_off(row)):
        return None
    scan.mode = "closing"
    return scan.put_closing("noise", row)


# ------------------------------------------------------------ late fields


def late_field(scan: Scan, at: int, row: Row) -> Verdict | None:
    """Fields below the outline, or inside it when their name can be nothing else."""
    if row.aid or (row.marker and row.marker.family != scan.counting):
        return None
    if row.indent > scan.margin + 1 and not row.heading:
        return None
    if scan.chapters is None:
        entries = _named(scan, at, row)
    elif row.heading:
        entries = _section(scan, at, row)
    else:
        last = scan.ended(at) and not scan.layout.within(at)
        entries = fields_of(row, header=False) if last else []
    if not entries:
        return None
    scan.begin(entries)
    scan.mode = ""
    return PLACED


def _named(scan: Scan, at: int, row: Row) -> list[Entry]:
    found = fields_of(row, header=False) or numbered_field(scan, row)
    if not found or found[0].name in scan.facts.repeated_names:
        return []
    if not (scan.ended(at) or row.marker or len(found[0].name) >= 4):
        return []
    below = scan.facts.below(at)
    if found[-1].open and below is not None and below.marker and not opens_part(below):
        scan.until = list_end(scan, at + 1)
    return found


def _section(scan: Scan, at: int, row: Row) -> list[Entry]:
    """Among chapters that are headings a field is a heading of their level, or comes last."""
    found = fields_of(row, header=False) if row.heading <= scan.chapters else []
    if not found or found[0].name in scan.layout.again or may_be_a_chapter(found[0].name):
        return []
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


def footer_goes_on(scan: Scan, at: int, row: Row) -> Verdict | None:
    if not scan.ended(at) or scan.mode not in FOOTER:
        return None
    long = extras.is_sentence(row.text) or len(row.text) >= 12
    return scan.put_closing("testimonial" if long else "noise", row)


RULES = (
    Rule("told-noise", "", "", "", told_noise),
    Rule("told-place", "", "", "", told_place),
    Rule("value-goes-on", "", "", "", value_goes_on),
    Rule("numbered", "", "", "", numbered),
    Rule("line-of-signs", "", "", "", line_of_signs),
    Rule("footer-head", "", "", "", footer_head),
    Rule("contact", "", "", "", contact),
    Rule("schedule", "", "", "", schedule),
    Rule("praise", "", "", "", praise),
    Rule("heading", "", "", "", heading),
    Rule("title-again", "", "", "", title_again),
    Rule("noise", "", "", "", noise),
    Rule("sign-off", "", "", "", sign_off),
    Rule("late-field", "", "", "", late_field),
    Rule("value-below", "", "", "", value_below),
    Rule("footer-goes-on", "", "", "", footer_goes_on),
)
