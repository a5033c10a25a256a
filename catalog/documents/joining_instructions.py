"""What to know before coming to a session, as one page of paper; typst reads it as JSON."""

import json
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.documents.fonts import Font
from catalog.documents.printed_facts import printable
from catalog.documents.typeset import typeset
from catalog.domain.date_formats import dates, hours
from catalog.models.course import name_for
from catalog.models.translations import translated

TEMPLATE = Path(__file__).with_name("before.typ")


def before_sheet(*, session, course, passages, maps, refunds, advisers, seller) -> dict:
    """Every text is in the reader's language already; ``maps`` are no use on paper."""
    venue, place = session.venue, name_for(session.city)
    facts = [(_("日期"), dates(session)), (_("上课时间"), hours(session)), (_("城市"), place)]
    if venue is not None:
        facts += [(_("场地"), translated(venue, "name")), (_("地址"), translated(venue, "address"))]
    return {
        "language": "en" if (get_language() or "").startswith("en") else "zh",
        "heading": _("参训须知"),
        "title": printable(translated(course, "title")),
        "code": printable(course.code),
        "facts": [[name, printable(text)] for name, text in facts if text],
        "passages": [[printable(one.name), printable(one.text)] for one in passages],
        "refunds": [_("退改规则"), _refund_lines(refunds)],
        "contacts": [_("联系人"), [_contact_line(one.office) for one in advisers]],
        "seller": printable(translated(seller, "legal_name")),
    }


def _refund_lines(refunds) -> list[str]:
    """All that the page says: also what is not paid back, and without a first day."""
    lines = [
        _("%(when)s：退 %(percent)d%%") % {"when": _refund_time(one), "percent": one.percent}
        + (_("（%(note)s）") % {"note": printable(one.note)} if one.note else "")
        for one in refunds
    ]
    if refunds and refunds[-1].days_before:
        lines.append(_("再晚，到开课当天") + _("：") + _("请与课程顾问商量"))
    return lines


def _refund_time(refund) -> str:
    if refund.is_rest:
        return _("再晚，到开课当天")
    if not refund.days_before:
        return _("开课当天或更早")
    if refund.until:
        return _("%(day)s或之前") % {"day": date_format(refund.until)}
    days = refund.days_before
    return ngettext("开课前 %(n)s 天或更早", "开课前 %(n)s 天或更早", days) % {"n": days}


def _contact_line(office) -> str:
    said = filter(
        None, (translated(office, "name"), office.phone, translated(office, "contact_person"))
    )
    return "　".join(map(printable, said))


def before_pdf(sheet: dict, font: Font) -> bytes:
    inputs = {"sheet": json.dumps(sheet, ensure_ascii=False), "font": font.family}
    return typeset(TEMPLATE, inputs, font, root=TEMPLATE.parent)
