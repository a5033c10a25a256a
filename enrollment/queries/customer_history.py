"""One customer on one page: all that a company or a person did here, and what is open about it."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import TypedDict

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce

from catalog.text import inbound
from enrollment.models import (
    Company,
    CustomerMerge,
    Enrollment,
    Inquiry,
    Interest,
    MergeSuggestion,
    Participant,
    Person,
)
from enrollment.models.enrollment import ACTIVE, SEATED, EnrollmentQuerySet
from enrollment.people.company_names import read_name
from enrollment.people.phones import PhoneInvalid, normalise
from enrollment.queries.party_search import contains

SHOWN = 200  # rows of each kind, the newest
FOUND = 20

Customer = Company | Person


class Named(TypedDict):
    """What ``named`` gives a party beside its columns."""

    named: int
    missing: int


class Totals(TypedDict):
    """Parties, those that are active, their seats, and the names that seats still lack."""

    parties: int
    active: int
    seats: int
    missing: int


@dataclass(frozen=True, slots=True)
class History:
    parties: list[Enrollment]
    inquiries: list[Inquiry]
    interests: list[Interest]
    totals: Totals
    suggestions: list[MergeSuggestion]
    merges: list[CustomerMerge]


def history_of(customer: Customer, *, today: date) -> History:
    kind = customer._meta.model_name
    field = "company_record" if kind == "company" else "person"
    mine = {field: customer}
    one_of_two = Q(**{f"{kind}_one": customer}) | Q(**{f"{kind}_other": customer})
    suggestions = MergeSuggestion.objects.filter(one_of_two, settled_at=None)
    merges = CustomerMerge.objects.filter(**{f"{kind}_kept": customer, "undone_at": None})
    asked = Inquiry.objects.filter(**mine).select_related("course", "owner")
    return History(
        parties=list(named(Enrollment.objects.filter(**mine), today=today).with_names()[:SHOWN]),
        inquiries=list(asked[:SHOWN]),
        interests=list(Interest.objects.filter(**mine).select_related("course", "city")[:SHOWN]),
        totals=totals_of(Enrollment.objects.filter(**mine), today=today),
        suggestions=list(suggestions.select_related(f"{kind}_one", f"{kind}_other")),
        merges=list(merges.select_related(f"{kind}_kept", f"{kind}_gone")),
    )


def still_named(*, today: date) -> Q:
    """Parties of sessions that are not over: who came is in the list of the class by then."""
    return Q(session__ends_on__gte=today) | Q(session__ends_on=None)


def named(parties: EnrollmentQuerySet, *, today: date) -> EnrollmentQuerySet:
    """Each party knows how many of its people are ``named`` and how many names are ``missing``."""
    people = Participant.objects.order_by().filter(enrollment=OuterRef("pk"))
    count = people.values("enrollment").annotate(n=Count("pk")).values("n")
    counted = parties.annotate(named=Coalesce(Subquery(count, output_field=IntegerField()), 0))
    lacking = When(still_named(today=today), then=F("seats") - F("named"))
    return counted.annotate(missing=Case(lacking, default=0, output_field=IntegerField()))


def totals_of(parties: QuerySet[Enrollment], *, today: date) -> Totals:
    seated = Q(state__in=SEATED)
    to_name = seated & still_named(today=today)
    counts = parties.order_by().aggregate(
        parties=Count("pk"),
        active=Count("pk", filter=Q(state__in=ACTIVE)),
        to_name=Coalesce(Sum("seats", filter=to_name), 0),
        seats=Coalesce(Sum("seats", filter=seated), 0),
    )
    people = Participant.objects.filter(
        enrollment__in=parties.filter(to_name).order_by().values("pk")
    )
    return Totals(
        parties=counts["parties"],
        active=counts["active"],
        seats=counts["seats"],
        missing=counts["to_name"] - people.count(),
    )


def open_suggestions() -> QuerySet[MergeSuggestion]:
    pairs = ("company_one", "company_other", "person_one", "person_other")
    companies = ("person_one__company", "person_other__company")
    return MergeSuggestion.objects.filter(settled_at=None).select_related(*pairs, *companies)


def find_companies(typed: str) -> QuerySet[Company]:
    """By a part of any of its spellings, by another spelling of one, or by its tax number."""
    word = typed.strip()
    if not word:
        return Company.objects.none()
    words = inbound.parted(word).split()
    spelt = _all_of("name", words) | _all_of("names__name", words) | Q(tax_number=word)
    name = read_name(word)
    if name.key and not name.is_vague:
        spelt |= Q(names__key=name.key)
    companies = Company.objects.current().filter(spelt).values("pk")
    return Company.objects.filter(pk__in=companies).order_by("name", "pk")[:FOUND]


def _all_of(field: str, words: list[str]) -> Q:
    return reduce(and_, (contains(field, word) for word in words))


def find_people(typed: str) -> QuerySet[Person]:
    """By telephone in any spelling, by address, by name, or by the company they belong to."""
    word = typed.strip()
    if not word:
        return Person.objects.none()
    try:
        meant = Q(phone=normalise(word))
    except PhoneInvalid:
        words = inbound.parted(word).split()
        near = (contains("name", part) | contains("company__name", part) for part in words)
        meant = reduce(and_, near) | Q(email__iexact=word)
        if word.isdecimal() and len(word) >= 4:
            meant |= Q(phone__endswith=word)
    people = Person.objects.current().filter(meant).select_related("company")
    return people.order_by("name", "pk")[:FOUND]
