"""Papers of one enrollment: the confirmation as PDF, the dates as a calendar file."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from catalog.models.course import name_for
from catalog.templatetags.catalog_tags import dates
from enrollment.models import Enrollment
from enrollment.pricing import price_of

SOURCE = Path(__file__).parent / "typst" / "confirmation.typ"
# Any of these writes Chinese; the first that the system has is used.
CJK_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Noto Serif CJK SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)


class FontMissing(Exception):
    """No font of the system writes Chinese; ``str()`` says what to do."""


def confirmation_pdf(enrollment: Enrollment, *, state: str) -> bytes:
    """One page A4 in the reader's language. Raises FontMissing."""
    return typst.compile(
        SOURCE.read_bytes(),
        sys_inputs={"facts": json.dumps(_facts(enrollment, state), ensure_ascii=False)},
    )


@cache
def chinese_font() -> str:
    """The system's font for Chinese. Raises FontMissing."""
    installed = set(typst.Fonts().families())
    for name in CJK_FONTS:
        if name in installed:
            return name
    raise FontMissing(
        _("服务器上没有中文字体，暂时不能生成 PDF。管理员可安装 fonts-noto-cjk 后再试。")
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
        "font": chinese_font(),
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


def calendar_file(enrollment: Enrollment, *, page: str) -> bytes | None:
    """The days of the session, all-day events; ``None`` while the dates are open."""
    session = enrollment.session
    if session.starts_on is None:
        return None
    event = Event()
    host = urlsplit(settings.SITE_URL).hostname
    event.add("uid", f"{session.public_id}@{host}".lower())
    event.add("dtstamp", session.updated_at)
    event.add("sequence", session.version % 2**31)
    event.add("dtstart", session.starts_on)
    event.add("dtend", session.ends_on + timedelta(days=1))
    event.add("summary", f"{session.course.title} · {name_for(session.city)}")
    event.add("description", f"{_('报名编号')} {enrollment.code}\n{page}")
    if session.venue is not None:
        event.add("location", f"{session.venue.name} {session.venue.address}".strip())
    file = Calendar()
    file.add("prodid", "-//Kaike//enrollment//")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(event)
    return file.to_ical()
