"""Certificates as PDF, one a page, each with a code that leads to where it is looked up."""

from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.domain.date_formats import dates, in_days
from catalog.models import Course
from catalog.models.course import name_for
from catalog.text.folding import HAN
from enrollment.documents.typesetting import FOLDER, pdf_of, qr_svg
from enrollment.domain.letter_texts import PLACEHOLDER
from enrollment.domain.standings import rules_of
from enrollment.models import Certificate, ClassRules

WORDS = {"姓名": "name", "课程": "course", "日期": "when", "城市": "city", "天数": "days"}


def certificates_pdf(course: Course, certificates: list[Certificate]) -> bytes:
    """Certificates of one course in the present language. Raise catalog.documents.fonts.NoFont.

    Each comes with its session, city and participant.
    """
    rules = rules_of(course)
    heading = rules.heading or _("结业证书")
    seal = Path(rules.seal.path) if rules.seal else None
    has_seal = seal is not None and seal.exists()
    facts = {
        "title": heading,
        "layout": rules.layout,
        "issuer": rules.issuer or settings.COMPANY_NAME,
        "seal": seal.name if seal and has_seal else "",
        "check": _("扫码查证"),
        "spread": 0.25 if len(heading) <= 8 else 0,
        "pages": [_page(one, rules, heading) for one in certificates],
    }
    return pdf_of("certificate.typ", facts, root=seal.parent if seal and has_seal else FOLDER)


def _page(one: Certificate, rules: ClassRules, heading: str) -> dict:
    return {
        "heading": heading,
        "name": one.name,
        "body": body_of(one, rules),
        "number": _("证书编号 %(number)s") % {"number": one.number},
        "day": date_format(timezone.localtime(one.issued_at)),
        "code": qr_svg(address_of(one)),
    }


def address_of(one: Certificate) -> str:
    return settings.SITE_URL + reverse("enrollment:certificate_of_number", args=[one.number])


def body_of(one: Certificate, rules: ClassRules) -> str:
    """The wording of the course with its placeholders filled, else the general one.

    The former is one text for all readers: what is filled in is in its language.
    """
    if not rules.wording:
        return _(
            "于%(when)s在%(city)s参加《%(course)s》培训，共 %(days)s，"
            "出勤达到要求，准予结业，特发此证。"
        ) % _facts(one)
    in_chinese = HAN.search(PLACEHOLDER.sub("", rules.wording))
    with override("zh-hans" if in_chinese else "en"):
        facts = _facts(one)
    return PLACEHOLDER.sub(
        lambda found: facts.get(WORDS.get(found[1], ""), found[0]), rules.wording
    )


def _facts(one: Certificate) -> dict[str, str]:
    """What the body may name, in the present language."""
    session = one.session
    days = session.course.days
    if days is None and session.starts_on:
        days = Decimal(len(session.days))
    return {
        "name": one.name,
        "course": one.course_name,
        "when": dates(session),
        "city": name_for(session.city),
        "days": in_days(days) if days else "",
    }
