"""The cells of the plan as HTML: a year of 200 courses has 2,400, too many for template lookups."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from catalog.models.session_state import SessionState
from catalog.models.translations import language_of_words
from catalog.queries.plan_grid import Cell, Row, Shown

register = template.Library()
PLAIN = mark_safe("")


@register.simple_tag
def plan_cells(row: Row, may_plan: bool) -> SafeString:
    """The twelve cells of a row; what is typed and not saved stands as text."""
    role = mark_safe(' role="gridcell" tabindex="-1"') if may_plan else PLAIN
    base = reverse("admin:catalog_session_changelist")
    return format_html_join("\n", "{}", ((_cell(cell, role, base),) for cell in row.cells))


@register.simple_tag
def plan_sessions(cell: Cell) -> SafeString:
    """The sessions of one cell, each a link to its page."""
    return _sessions(cell, reverse("admin:catalog_session_changelist"))


def _cell(cell: Cell, role: SafeString, base: str) -> SafeString:
    if cell.pending is not None:
        return format_html(
            '<td{} data-v="{}" data-was="{}" class="plan__changed">{}</td>',
            *(role, cell.value, cell.text, cell.pending),
        )
    shown = _sessions(cell, base) if cell.sessions else PLAIN
    return format_html('<td{} data-v="{}">{}</td>', role, cell.value, shown)


def _sessions(cell: Cell, base: str) -> SafeString:
    return format_html_join("", "{}", ((_session(one, base),) for one in cell.sessions))


def _session(one: Shown, base: str) -> SafeString:
    planned, session, wrong = one.planned, one.planned.session, one.wrong
    said = [str(SessionState(session.state).label)]
    seats = PLAIN
    if planned.is_settled:
        most = "∞" if session.capacity is None else session.capacity
        said.append(f"{session.taken}/{most}")
        seats = format_html("<small>{}</small>", session.taken)
    mark = PLAIN
    if wrong:
        said.append(wrong)
        sign = '<span class="plan__mark" role="img" aria-label="{}">!</span>'
        mark = format_html(sign, wrong)
    aside, tag = one.aside, language_of_words(one.aside)
    lang = format_html(' lang="{}"', tag) if tag else PLAIN
    return format_html(
        '<a class="plan__one plan__one--{}{}" tabindex="-1" href="{}{}/change/" title="{}">'
        "{}{}{}{}</a>",
        *(session.state, " plan__one--wrong" if wrong else "", base, session.pk),
        *(" · ".join(said), mark, one.brief, seats),
        format_html('<span class="plan__aside"{}>{}</span>', lang, aside) if aside else PLAIN,
    )
