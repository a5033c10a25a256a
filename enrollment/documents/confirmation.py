"""The paper of one enrollment: its confirmation as PDF."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.domain.date_formats import dates, hours, in_one_line, venue_words
from catalog.models import Office
from catalog.models.course import name_for
from catalog.models.translations import translated
from enrollment.documents.typesetting import pdf_of, qr_svg
from enrollment.domain.links import my_url
from enrollment.domain.pricing import price_of
from enrollment.models import Enrollment


def confirmation_pdf(enrollment: Enrollment, *, state: str) -> bytes:
    """One page A4 in the reader's language. Raises catalog.documents.fonts.NoFont."""
    return pdf_of("confirmation.typ", _facts(enrollment, state))


def _facts(enrollment: Enrollment, state: str) -> dict:
    """Everything the page shows, as plain text: the page itself decides nothing."""
    session = enrollment.session
    rows = [
        [_("报名编号"), enrollment.code],
        [_("课程"), translated(session.course, "title")],
        [_("城市"), name_for(session.city)],
        [_("时间"), in_one_line(dates(session), hours(session))],
        [_("场地"), venue_words(session.venue)],
        [_("人数"), str(enrollment.seats)],
        [_("费用"), price_of(enrollment)],
        [_("单位"), enrollment.company],
        [_("联系人"), enrollment.contact_name],
        [_("报名日期"), date_format(enrollment.created_at)],
    ]
    return {
        "title": _("报名确认单"),
        "state": state,
        "rows": [row for row in rows if row[1]],
        "people_title": _("学员"),
        "people": [
            [str(one.position), one.name, one.department, one.job_title]
            for one in enrollment.participants.all()
        ],
        "note": _("凭报名编号与我们联系。座位与费用以您的报名页面为准。"),
        "link_title": _("我的报名（请勿转发）"),
        "link": my_url(enrollment),
        "qr": qr_svg(my_url(enrollment)),
        "office": _office_lines(),
        "brand": "Kaike 开课",
    }


def _office_lines() -> list[str]:
    """Who holds the course and how they are reached."""
    office = Office.objects.public().exclude(phone="").first()
    if office is None:
        return []
    name, address = (translated(office, one) for one in ("name", "address"))
    return [line for line in (name, office.reached, office.email, address) if line]
