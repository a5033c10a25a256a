"""Whoever typed a contact into a form is known again: the row gets its person and its company.

It runs after the verb's own transaction, in a short one of its own, so that no seat waits for it;
what could not be done then (the database was busy) is done by ``tick``.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from catalog.text.folding import fold
from enrollment.domain.traces import mark
from enrollment.models import (
    Company,
    CompanyName,
    Enrollment,
    Inquiry,
    Interest,
    MergeSuggestion,
    Person,
    PersonKey,
)
from enrollment.models.customer import SuggestionReason
from enrollment.people.companies import Decision, Known, decide
from enrollment.people.company_names import NameParts, own_domain, read_name

logger = logging.getLogger(__name__)
ROWS = (Enrollment, Inquiry, Interest)
MOST_COMPANIES = 400  # compared for one name: of one bank there may be many branches
MOST_EARLIER = 20  # rows of a person that are looked at again

Row = Enrollment | Inquiry | Interest


def recognise(row: Row, *, now: datetime) -> None:
    """Give the row its person and its company; it never fails the verb that wrote the row."""
    try:
        with transaction.atomic():
            join(row, now=now)
    except DatabaseError:
        logger.warning("%s %s waits to be recognised", row._meta.model_name, row.pk)


def recognise_waiting(*, now: datetime, most: int = 500) -> int:
    """Recognise rows that have no person yet; return how many they were."""
    count = 0
    for model in ROWS:
        rows: Iterable[Row] = unrecognised(model)[: most - count]
        for row in rows:
            recognise(row, now=now)
            count += 1
    return count


def unrecognised(model: type[Row]) -> QuerySet[Any]:
    return model.objects.filter(person=None).exclude(contact_phone="").order_by("pk")


def join(row: Row, *, now: datetime) -> None:
    """As ``recognise``, inside a transaction of the caller."""
    person = _person_of(row, now=now)
    company = _company_of(row, now=now) if row.company else None
    row.person, row.company_record = person, company
    type(row).objects.filter(pk=row.pk).update(person=person, company_record=company)
    if company is not None and person.company_id != company.pk:
        _moves_to(person, company)


def _moves_to(person: Person, company: Company) -> None:
    """The person's newest company; what it typed before may be clear now."""
    Person.objects.filter(pk=person.pk).update(company=company)
    person.company = company
    for model in ROWS:
        unclear = model.objects.filter(person=person, company_record=None).exclude(company="")
        for row in unclear.order_by("pk")[:MOST_EARLIER]:
            decision = decide(read_name(row.company), [_known(company, by_phone=True)])
            if decision.company is not None:
                model.objects.filter(pk=row.pk).update(company_record=company)
                write_name(company, row.company)


# People


def marks_of(name: str, phone: str, mail: str) -> list[str]:
    """What tells a person: the name with the telephone, and the name with the address."""
    folded = "".join(fold(name).split())
    words = [f"{folded}|{phone}"] + ([f"{folded}|{mail.lower()}"] if mail else [])
    return [mark(f"person:{word}") for word in words]


def _person_of(row: Row, *, now: datetime) -> Person:
    marks = marks_of(row.contact_name, row.contact_phone, row.contact_email)
    keys = PersonKey.objects.filter(mark__in=marks).select_related("person")
    known = {key.mark: key.person for key in keys}
    person = next((known[mark] for mark in marks if mark in known), None)
    if person is None:
        person, known = _new_person(row, marks, now=now)
    others = {owner.pk: owner for owner in known.values() if owner.pk != person.pk}
    for other in others.values():
        suggest(person, other, SuggestionReason.MAIL, now=now)
    _write_keys(person, [mark for mark in marks if mark not in known])
    _fill_in(person, row)
    return person


def _new_person(row: Row, marks: list[str], *, now: datetime) -> tuple[Person, dict[str, Person]]:
    """Somebody who was not known, and whose keys are whose; perhaps made elsewhere a moment ago."""
    person = Person.objects.create(
        name=row.contact_name,
        phone=row.contact_phone,
        email=row.contact_email,
        domain=own_domain(row.contact_email),
        created_at=now,
    )
    _write_keys(person, marks)
    keys = PersonKey.objects.filter(mark__in=marks).select_related("person")
    known = {key.mark: key.person for key in keys}
    if (theirs := known[marks[0]]) != person:
        mine = person.pk
        person.delete()
        return theirs, {mark: owner for mark, owner in known.items() if owner.pk != mine}
    _suggest_people(person, now=now)
    return person, known


def _write_keys(person: Person, marks: list[str]) -> None:
    """A key that is somebody else's stays theirs; on PostgreSQL this waits for who writes it."""
    keys = [PersonKey(person=person, mark=mark) for mark in marks]
    if keys:
        PersonKey.objects.bulk_create(keys, ignore_conflicts=True)


def _fill_in(person: Person, row: Row) -> None:
    """What the person had not said before; nothing known is replaced."""
    if row.contact_email and not person.email:
        person.email, person.domain = row.contact_email, own_domain(row.contact_email)
        Person.objects.filter(pk=person.pk).update(email=person.email, domain=person.domain)


def _suggest_people(person: Person, *, now: datetime) -> None:
    """The same telephone under another name may be one person; so may one name in one company."""
    same = Person.objects.current().filter(phone=person.phone).exclude(pk=person.pk)
    for other in same[:5]:
        suggest(person, other, SuggestionReason.PHONE, now=now)


# Companies


def _company_of(row: Row, *, now: datetime) -> Company | None:
    name = read_name(row.company)
    if not name.key:
        return None
    if (company := _spelt_before(name)) is not None:
        return company
    decision = decide(name, candidates(name, row.contact_phone, own_domain(row.contact_email)))
    if decision.company is not None:
        company = Company.objects.get(pk=decision.company)
        write_name(company, row.company)
        return company
    if name.is_vague:
        return None  # said of many: whoever says more will make it clear
    company = _new_company(row.company, name, now=now)
    _suggest_companies(company, decision, now=now)
    return company


def _spelt_before(name: NameParts) -> Company | None:
    """The company of whoever wrote the same before: one query for most who come back."""
    if name.is_vague or not (name.home or name.place):
        return None
    known = CompanyName.objects.filter(key=name.key, company__merged_into=None)
    written = known.select_related("company").first()
    return written.company if written else None


def _new_company(typed: str, name: NameParts, *, now: datetime) -> Company:
    company = Company.objects.create(name=typed, created_at=now)
    _written, made = CompanyName.objects.get_or_create(
        key=name.key, defaults={"company": company, "name": typed, "brand": name.brand}
    )
    if not made:  # somebody else wrote it a moment ago
        company.delete()
        return _written.company
    return company


def write_name(company: Company, typed: str, *, by_staff: bool = False) -> None:
    """Remember how the company was written; a key that means another company stays its own."""
    name = read_name(typed)
    key = "" if name.is_vague else name.key
    written = CompanyName.objects.filter(company=company)
    if written.filter(name=typed).exists() or (not by_staff and _is_known(written, name)):
        return
    if key and CompanyName.objects.filter(key=key).exists():
        key = ""
    CompanyName.objects.create(
        company=company, name=typed, key=key, brand=name.brand, by_staff=by_staff
    )


def _is_known(written: QuerySet[CompanyName], name: NameParts) -> bool:
    """Whether a spelling that says the same is written down already."""
    return any(read_name(spelling) == name for spelling in written.values_list("name", flat=True))


def candidates(
    name: NameParts, phone: str = "", domain: str = "", tax_number: str = ""
) -> list[Known]:
    """The companies that a name may mean: by its key or brand, or by who wrote it."""
    by_phone = _companies_of(Q(phone=phone), Q(contact_phone=phone)) if phone else set()
    by_domain = set()
    if domain:
        people = Person.objects.current().filter(domain=domain, company__isnull=False)
        by_domain = set(people.order_by().values_list("company", flat=True).distinct()[:20])
    key = "" if name.is_vague else name.key
    named = CompanyName.objects.order_by().filter(Q(key=key) if key else Q(pk=None))
    by_name = set(named.values_list("company", flat=True))
    ids = by_phone | by_domain | by_name
    if name.brand and not (by_name and (name.home or name.place)):
        same = CompanyName.objects.order_by().filter(brand=name.brand)
        ids |= set(same.values_list("company", flat=True)[:MOST_COMPANIES])
    if tax_number:
        taxed = Company.objects.current().filter(tax_number=tax_number)
        ids |= set(taxed.values_list("pk", flat=True))
    companies = Company.objects.current().filter(pk__in=ids).prefetch_related("names")
    return [
        _known(company, by_phone=company.pk in by_phone, by_domain=company.pk in by_domain)
        for company in companies
    ]


def _companies_of(person: Q, contact: Q) -> set[int]:
    people = Person.objects.current().filter(person, company__isnull=False)
    rows = Enrollment.objects.order_by().filter(contact, company_record__isnull=False)
    return {
        *people.values_list("company", flat=True)[:20],
        *rows.values_list("company_record", flat=True).distinct()[:20],
    }


def _known(company: Company, *, by_phone: bool = False, by_domain: bool = False) -> Known:
    names = tuple(read_name(name.name) for name in company.names.all())
    return Known(company.pk, names, by_phone, by_domain, company.tax_number)


def _suggest_companies(company: Company, decision: Decision, *, now: datetime) -> None:
    others = Company.objects.in_bulk([pk for pk, _why in decision.perhaps[:5]])
    for pk, why in decision.perhaps[:5]:
        if pk in others:
            suggest(company, others[pk], SuggestionReason(why), now=now)


def suggest(
    customer: Person | Company, other: Person | Company, why: SuggestionReason, *, now: datetime
) -> None:
    """Ask staff once whether the two are one; what was answered is not asked again."""
    first, second = sorted((customer, other), key=lambda row: row.pk)
    kind = "company" if isinstance(customer, Company) else "person"
    pair = {f"{kind}_one": first, f"{kind}_other": second}
    MergeSuggestion.objects.get_or_create(**pair, defaults={"why": why, "made_at": now})
