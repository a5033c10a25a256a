"""Papers of a class: sign-in sheets, badges, cards for the table, lists."""

import io
from dataclasses import asdict, dataclass

import xlsxwriter
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from catalog.documents.tabular import Column, clean, shown_text
from catalog.documents.workbook import NOT_IN_SHEET_NAMES, height_of, write_xlsx
from catalog.domain.date_formats import dates, hours
from catalog.models import Session
from catalog.models.course import name_for
from catalog.models.translations import translated
from enrollment.documents.typesetting import pdf_of, qr_svg
from enrollment.domain.class_codes import badge_of
from enrollment.domain.class_days import half_days_of, people_of
from enrollment.domain.standings import standings
from enrollment.models import Certificate, Participant
from enrollment.models.attendance import Half
from enrollment.queries.session_parties import seats_by_name

SIGN_IN_WIDTHS = (6, 22, 34, 16, 16)  # of a workbook, in signs
WALK_INS = 4  # empty rows at the end of a sign-in sheet


@dataclass(frozen=True, slots=True)
class Label:
    """A label sheet on A4: millimetres, and sizes of the letters in points.

    ``tent``: printed twice, one half upside down, to be folded. ``code`` is the width of the QR.
    """

    name: str | Promise
    columns: int
    rows: int
    width: float
    height: float
    large: int
    middle: int
    small: float
    tent: bool = False
    codes: bool = False
    code: int = 0


BADGES = {
    "90x54": Label(
        gettext_lazy("90 × 54 mm，每页 10 张"), 2, 5, 90, 54, 26, 10, 7.5, codes=True, code=22
    ),
    "99x67": Label(
        gettext_lazy("99 × 67 mm，每页 8 张"), 2, 4, 99, 67, 30, 11, 8.5, codes=True, code=24
    ),
    "70x37": Label(
        gettext_lazy("70 × 37 mm，每页 24 张"), 3, 8, 70, 37, 20, 8, 6, codes=True, code=18
    ),
}
CARDS = {
    "210x74": Label(
        gettext_lazy("对折后 210 × 74 mm，每页 2 张"), 1, 2, 210, 148.5, 80, 18, 12, tent=True
    ),
    "210x148": Label(
        gettext_lazy("对折后 210 × 148 mm，每页 1 张"), 1, 1, 210, 297, 110, 24, 16, tent=True
    ),
}


def signin_pdf(session: Session) -> bytes:
    """A sheet for each day: every confirmed seat, and room to sign each half day. Raise NoFont.

    While the dates are open there is one sheet with one place to sign.
    """
    seats, pages = _seat_rows(session), []
    days = _halves_by_day(session)
    for day, halves in days.items() or [(None, [""])]:
        blank = [""] * len(halves)
        rows = [[*row, *blank] for row in seats]
        pages.append({"heading": _heading_of(day) if day else _("签到表"), "rows": rows})
    first: list = next(iter(days.values()), [])
    names = [str(Half(half).label) for half in first] or [_("签名")]
    return _table(
        session,
        _("签到表"),
        columns=[_("序号"), _("姓名"), _("单位与岗位"), *names],
        widths=[1, 3.2, 4.6, *[2.4] * len(names)],
        pages=pages,
        padding=8,
        foot=_("临时来的学员请写在最后几行。"),
    )


def signin_xlsx(session: Session) -> bytes:
    """The same as a workbook, a sheet for each day, ready to print on A4."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "num_format": "@"}
    plain, head = (
        book.add_format(cell),
        book.add_format(cell | {"bold": True, "bg_color": "#E8E8E8"}),
    )
    title = book.add_format({"bold": True, "font_size": 16})
    seats, days = _seat_rows(session), _halves_by_day(session)
    for day, halves in days.items():
        page = book.add_worksheet(NOT_IN_SHEET_NAMES.sub(" ", f"{day:%m-%d}"))
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(3)
        page.set_footer("&C&P / &N")
        page.write_string(0, 0, clean(f"{_heading_of(day)}"), title)
        page.write_string(1, 0, shown_text(" · ".join(_lines(session))))
        names = [_("序号"), _("姓名"), _("单位与岗位"), *[str(Half(one).label) for one in halves]]
        for place, (name, width) in enumerate(zip(names, SIGN_IN_WIDTHS, strict=False)):
            page.set_column(place, place, width)
            page.write_string(3, place, name, head)
        for number, row in enumerate(seats, 4):
            page.set_row(number, max(26, height_of(row, SIGN_IN_WIDTHS)))
            for place, text in enumerate([*row, *[""] * len(halves)]):
                page.write_string(number, place, shown_text(text), plain)
    if not days:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def labels_pdf(session: Session, label: Label) -> bytes:
    """A badge or a card for everybody. Raise NoFont."""
    people = []
    for one in people_of(session):
        below = " ".join(filter(None, [one.enrollment.company, one.job_title or one.department]))
        code = qr_svg(badge_address(one)) if label.codes else ""
        people.append({"name": one.name, "below": below, "code": code})
    facts = {
        "title": _("胸牌和桌牌"),
        "head": translated(session.course, "title") if not label.tent else "",
        "label": asdict(label) | {"name": str(label.name)},
        "people": people,
    }
    return pdf_of("labels.typ", facts)


def badge_address(participant: Participant) -> str:
    """Where the code on a badge leads: to the page of staff that marks who wears it."""
    page = reverse("admin:catalog_session_badge", args=[badge_of(participant)])
    return settings.SITE_URL + page


LIST_COLUMNS = (
    Column(gettext_noop("序号"), "number", 6),
    Column(gettext_noop("姓名"), width=18),
    Column(gettext_noop("单位"), width=30),
    Column(gettext_noop("部门"), width=18),
    Column(gettext_noop("职务"), width=18),
)


def _list_rows(session: Session) -> list[list]:
    return [
        [number, one.name, one.enrollment.company, one.department, one.job_title]
        for number, one in enumerate(people_of(session), 1)
    ]


def list_pdf(session: Session) -> bytes:
    """The group list: no telephones, it is for the instructor and the group. Raise NoFont."""
    rows = [[str(cell) for cell in row] for row in _list_rows(session)]
    return _table(
        session,
        _("学员名册"),
        columns=[_(column.name) for column in LIST_COLUMNS],
        widths=[1, 3, 4.4, 2.6, 2.6],
        pages=[{"heading": _("学员名册"), "rows": rows}],
    )


def list_xlsx(session: Session) -> bytes:
    return _xlsx(_list_rows(session), LIST_COLUMNS, _("学员名册"))


CERTIFICATE_COLUMNS = (
    Column(gettext_noop("证书编号"), width=18),
    Column(gettext_noop("姓名"), width=18),
    Column(gettext_noop("单位"), width=30),
    Column(gettext_noop("出勤（%）"), "number", 10),
    Column(gettext_noop("发证日期"), "date", 14),
    Column(gettext_noop("签收"), width=16),
)


def certificate_list_pdf(session: Session) -> bytes:
    """Valid certificates, and room to sign for them. Raise NoFont."""
    rows = [
        [*map(str, row[:3]), str(row[3]), date_format(row[4]), ""]
        for row in _certificate_rows(session)
    ]
    return _table(
        session,
        _("证书名册"),
        columns=[_(column.name) for column in CERTIFICATE_COLUMNS],
        widths=[2.9, 2.4, 3, 1.2, 3.3, 2],
        pages=[{"heading": _("证书名册"), "rows": rows}],
    )


def certificate_list_xlsx(session: Session) -> bytes:
    return _xlsx(_certificate_rows(session), CERTIFICATE_COLUMNS, _("证书名册"))


def _certificate_rows(session: Session) -> list[list]:
    found: list[Certificate] = [one.certificate for one in standings(session) if one.certificate]
    units = {one.pk: one.enrollment.company for one in people_of(session)}
    return [
        [
            one.number,
            one.name,
            units.get(one.participant_id, ""),
            one.attended_percent,
            timezone.localtime(one.issued_at).date(),
            "",
        ]
        for one in found
    ]


def _xlsx(rows: list[list], columns, sheet: str) -> bytes:
    shown = [[shown_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    named = [Column(_(column.name), column.kind, column.width) for column in columns]
    out = io.BytesIO()
    write_xlsx(shown, named, out, sheet=sheet, on_paper=True)
    return out.getvalue()


def _table(session, title: str, *, columns, widths, pages, padding=5, foot="") -> bytes:
    facts = {
        "title": f"{translated(session.course, 'title')} {title}",
        "lines": _lines(session),
        "columns": columns,
        "widths": widths,
        "pages": pages,
        "row_padding": padding,
        "foot": foot,
    }
    return pdf_of("class_table.typ", facts)


def _lines(session: Session) -> list[str]:
    when = _("，").join(filter(None, [dates(session), hours(session)]))
    venue = translated(session.venue, "name") if session.venue else ""
    course = translated(session.course, "title")
    return [course, " · ".join(filter(None, [when, name_for(session.city), venue]))]


def _heading_of(day) -> str:
    return _("签到表 %(day)s") % {"day": date_format(day)}


def _halves_by_day(session: Session) -> dict:
    found: dict = {}
    for one in half_days_of(session):
        found.setdefault(one.day, []).append(one.half)
    return found


def _seat_rows(session: Session) -> list[list[str]]:
    """Number, name and unit of every confirmed seat, and empty rows for who comes unannounced."""
    rows = [
        [str(number), seat.name, " ".join(filter(None, [seat.company, seat.job]))]
        for number, seat in enumerate(seats_by_name(session), 1)
    ]
    return rows + [["", "", ""]] * WALK_INS
