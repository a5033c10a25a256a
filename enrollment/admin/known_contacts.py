"""What is known of a company or a person, to begin a form with; nothing is filled unasked."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from catalog.admin.posted_values import row_number
from catalog.domain.date_formats import with_detail
from enrollment.domain import private_search
from enrollment.models import Company, Enrollment, Inquiry, Participant, Person
from enrollment.models.contact import CONTACT
from enrollment.people.phones import PhoneInvalid, normalise

LAST_PARTIES = 3  # of a person, whose people are offered again
MOST_PEOPLE = 60
SOUGHT = "sought"  # the token of a search that found nobody: what was typed begins the form
COMPANY = re.compile("(?:行|公司|社|局|院|校|学|部|所|中心|集团|保险|证券|基金)$|[a-z] [a-z]", re.I)


def person_of(query) -> Person | None:
    known = Person.objects.current().select_related("company")
    return known.filter(pk=row_number(query.get("person"))).first()


def initial_of(query) -> dict:
    """Fields of a contact for ``?person=``, ``?company=``, ``?party=`` or ``?inquiry=``."""
    if person := person_of(query):
        return contact_of(person)
    company = Company.objects.current().filter(pk=row_number(query.get("company"))).first()
    if company is not None:
        return {"company": company.name}
    party = Enrollment.objects.filter(pk=row_number(query.get("party"))).first()
    if party is not None:
        return {name: getattr(party, name) for name in (*CONTACT, "language")}
    inquiry = Inquiry.objects.filter(pk=row_number(query.get("inquiry"))).first()
    if inquiry is not None:
        known = {name: getattr(inquiry, name) for name in (*CONTACT, "language")}
        return known | {"seats": min(inquiry.people or 1, 50)}
    return {}


def sought_in(request) -> dict:
    """The field of a contact that was searched in vain, from this sign-in's own searches."""
    token = request.GET.get(SOUGHT, "")
    typed = private_search.typed(request.session, token).strip()
    return _field_of(typed) if typed and typed != token else {}


def _field_of(typed: str) -> dict[str, str]:
    try:
        return {"contact_phone": normalise(typed)}
    except PhoneInvalid:
        pass
    if any(sign.isdigit() for sign in typed):
        return {}
    if "@" in typed:
        return {"contact_email": typed}
    return {"company" if COMPANY.search(typed) else "contact_name": typed}


def contact_of(person: Person) -> dict:
    return {
        "contact_name": person.name,
        "contact_phone": person.phone,
        "contact_email": person.email,
        "company": person.company.name if person.company else "",
        "language": language_of(person),
    }


def language_of(person: Person) -> str:
    """That of the person's last enrollment; without one, the site's."""
    parties = Enrollment.objects.filter(person=person).order_by("-created_at", "-pk")
    return parties.values_list("language", flat=True).first() or settings.LANGUAGE_CODE


def last_people(person: Person) -> list[Participant]:
    """Who came with the person's last parties, each name once, the latest first."""
    parties = Enrollment.objects.filter(person=person).order_by("-created_at", "-pk")
    ids = list(parties.values_list("pk", flat=True)[:LAST_PARTIES])
    people = Participant.objects.filter(enrollment__in=ids).select_related(
        "enrollment__session__course"
    )
    known: dict[str, Participant] = {}
    for one in people.order_by("-enrollment_id", "position")[:MOST_PEOPLE]:
        known.setdefault(one.name, one)
    return list(known.values())


def description_of(one: Participant) -> str:
    """安小宁 · 客户经理（课程名）"""
    course = one.enrollment.session.course.title
    job = " · ".join(filter(None, (one.name, one.department, one.job_title)))
    return with_detail(job, course)


def records_of(row):
    """Links to the person and the company of a row, where they are known."""
    links = [
        (reverse(f"admin:enrollment_{kind}_change", args=[record.pk]), record)
        for kind, record in (("person", row.person), ("company", row.company_record))
        if record is not None
    ]
    if not links:
        return None
    first, *rest = [format_html('<a href="{}">{}</a>', *one) for one in links]
    return format_html("{} · {}", first, rest[0]) if rest else first
