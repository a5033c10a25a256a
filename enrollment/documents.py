"""Papers of one enrollment: the confirmation as PDF, the dates as a calendar file."""

import json
from dataclasses import replace
from pathlib import Path

import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import ics
from catalog.calendars import entry
from catalog.models.course import name_for
from catalog.printing.fonts import find_font
from catalog.wording import dates
from enrollment.models import Enrollment
from enrollment.pricing import price_of

SOURCE = Path(__file__).parent / "typst" / "confirmation.typ"


def confirmation_pdf(enrollment: Enrollment, *, state: str) -> bytes:
    """One page A4 in the reader's language. Raises catalog.printing.fonts.NoFont."""
    font = find_font(settings.CJK_FONT_FILE)
    facts = _facts(enrollment, state) | {"font": font.family}
    return typst.compile(
        SOURCE.read_bytes(),
        font_paths=[font.regular.parent],
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )


def _facts(enrollment: Enrollment, state: str) -> dict:
    """Everything the page shows, as plain text: the page itself decides nothing."""
    session = enrollment.session
    rows = [
        [_("报名编号"), enrollment.code],
        [_("课程"), session.course.title],
        [_("城市"), name_for(session.city)],
        [_("时间"), dates(session)],
        [_("场地"), f"{session.venue.name} {session.venue.address}" if session.venue else ""],
        [_("人数"), str(enrollment.seats)],
        [_("费用"), price_of(enrollment)],
        [_("单位"), enrollment.company],
        [_("联系人"), enrollment.contact_name],
        [_("报名日期"), date_format(enrollment.created_at)],
    ]
    return {
        "lang": (get_language() or "zh")[:2],
        "title": _("报名确认单"),
        "state": state,
        "rows": [row for row in rows if row[1]],
        "people_title": _("学员"),
        "people": [
            [str(one.position), one.name, one.department, one.job_title]
            for one in enrollment.participants.all()
        ],
        "note": _("凭报名编号与我们联系。座位与费用以您的报名页面为准。"),
        "brand": "Kaike 开课",
    }


def calendar_file(enrollment: Enrollment) -> bytes | None:
    """The days of the session, and nothing secret; ``None`` while the dates are open."""
    session = enrollment.session
    if session.starts_on is None:
        return None
    kept = entry(session)
    code = _("报名编号：%(code)s") % {"code": enrollment.code}
    days = replace(kept, description="\n".join([dates(session), code, kept.url]))
    return ics.calendar(session.course.title, [days])
