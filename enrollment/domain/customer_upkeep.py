"""Records of customers end with the rows they grew from: nobody is remembered without a reason."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from enrollment.domain import customers
from enrollment.domain.emptying import ERASED, full_enrollments
from enrollment.domain.traces import Traces
from enrollment.models import Company, CompanyName, Inquiry, Interest, Person, PersonKey
from enrollment.people.company_names import own_domain, read_name

STAFF_WROTE = ("tax_number", "address", "bank", "bank_account", "notes")


def _rows_of(field: str) -> Q:
    """Whether a row that still holds a person belongs to the customer."""
    enrolled = Exists(full_enrollments().filter(**{field: OuterRef("pk")}))
    asked = Exists(Inquiry.objects.filter(**{field: OuterRef("pk")}))
    interested = Exists(Interest.objects.filter(**{field: OuterRef("pk")}))
    return Q(enrolled) | Q(asked) | Q(interested)


def unused_people(*, before: datetime) -> QuerySet[Person]:
    """People without a row; those merged into them go with them."""
    return Person.objects.current().filter(~_rows_of("person"), created_at__lte=before)


def unused_companies(*, before: datetime) -> QuerySet[Company]:
    """Companies that grew by themselves and that nobody belongs to any more."""
    written = Q()
    for name in STAFF_WROTE:
        written |= ~Q(**{name: ""})
    by_staff = Exists(CompanyName.objects.filter(company=OuterRef("pk"), by_staff=True))
    people = Exists(Person.objects.current().filter(company=OuterRef("pk")))
    companies = Company.objects.current().filter(created_at__lte=before).exclude(written)
    return companies.filter(~by_staff, ~people, ~_rows_of("company_record"))


def touched_by(traces: Traces) -> tuple[set[int], set[int]]:
    """The people and companies of a person's traces, looked up before these are emptied."""
    people = set(traces.customers.values_list("pk", flat=True))
    companies = set(traces.customers.exclude(company=None).values_list("company", flat=True))
    for rows in (traces.enrollments, traces.inquiries, traces.interests):
        for person, company in rows.order_by().values_list("person", "company_record"):
            people.add(person)
            companies.add(company)
    merged = Person.objects.filter(merged_into__in=people - {None})
    people |= set(merged.values_list("pk", flat=True))
    return people - {None}, companies - {None}


def forget(people: Iterable[int], companies: Iterable[int], *, now: datetime) -> int:
    """Delete or rebuild the records of somebody whose rows were emptied; return how many people.

    A record that other rows still use is made anew from those alone.
    """
    people, companies = list(people), list(companies)
    for person in Person.objects.filter(pk__in=people):
        _rebuild_person(person)
    for company in Company.objects.filter(pk__in=companies):
        _rebuild_company(company, now=now)
    return len(people)


def _rebuild_person(person: Person) -> None:
    rows = [
        *full_enrollments().filter(person=person).order_by("-pk")[:50],
        *Inquiry.objects.filter(person=person).order_by("-pk")[:50],
        *Interest.objects.filter(person=person).order_by("-pk")[:50],
    ]
    if not rows:
        person.delete()
        return
    newest = rows[0]
    person.name, person.phone = newest.contact_name, newest.contact_phone
    person.email, person.notes = newest.contact_email, ""
    person.domain = own_domain(person.email)
    person.save(update_fields=["name", "phone", "email", "domain", "notes"])
    used = {
        mark
        for row in rows
        for mark in customers.marks_of(row.contact_name, row.contact_phone, row.contact_email)
    }
    PersonKey.objects.filter(person=person).exclude(mark__in=used).delete()


def _rebuild_company(company: Company, *, now: datetime) -> None:
    if unused_companies(before=now).filter(pk=company.pk).exists():
        company.delete()
        return
    names = _names_in_use(company)
    read = {read_name(text) for text in names}
    for name in company.names.filter(by_staff=False):
        if name.name not in names and read_name(name.name) not in read:
            name.delete()
    left = list(company.names.values_list("name", flat=True)) or sorted(names)
    if left and company.name not in left and company.name not in names:
        Company.objects.filter(pk=company.pk).update(name=left[0])


def _names_in_use(company: Company) -> set[str]:
    names: set[str] = set()
    for model in customers.ROWS:
        rows = model.objects.filter(company_record=company).exclude(company="")
        names |= set(rows.order_by().values_list("company", flat=True).distinct())
    return names - {ERASED}
