"""Companies as a list that leaves as a file: a row a company, with what its parties come to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from catalog.documents.tabular import Cell
from enrollment.models import Company, CompanyName, Enrollment, Participant, Person
from enrollment.models.enrollment import SEATED_OR_OFFERED, EnrollmentState
from enrollment.queries.export_fields import (
    BETWEEN_NAMES,
    Facts,
    Field,
    fact,
    in_cents,
    time_of,
)

COMPANY = ("pk", "name", "tax_number", "address", "bank", "bank_account", "notes", "created_at")
NOTHING: Facts = {"parties": 0, "kept": 0, "owed": None, "held_amount": None, "newest": None}

COMPANY_FIELDS = [
    Field("company", gettext_noop("单位"), "text", 30, fact("name")),
    Field("spellings", gettext_noop("其他写法"), "text", 30, fact("spellings")),
    Field("tax_number", gettext_noop("税号"), "text", 22, fact("tax_number")),
    Field("address", gettext_noop("地址"), "text", 30, fact("address")),
    Field("bank", gettext_noop("开户行"), "text", 24, fact("bank")),
    Field("bank_account", gettext_noop("银行账号"), "text", 24, fact("bank_account")),
    Field("contacts", gettext_noop("联系人"), "text", 24, fact("contacts")),
    Field("parties", gettext_noop("报名（份）"), "number", 9, fact("parties")),
    Field("kept", gettext_noop("占座"), "number", 6, fact("kept")),
    Field("unnamed", gettext_noop("待补名单"), "number", 8, fact("unnamed")),
    Field("owed", gettext_noop("应收（元）"), "money", 14, fact("owed")),
    Field("held", gettext_noop("占位金额（元）"), "money", 14, fact("held_amount")),
    Field("newest", gettext_noop("最近报名"), "time", 17, time_of("newest")),
    Field("created_at", gettext_noop("首次出现"), "time", 17, time_of("created_at")),
    Field("notes", gettext_noop("内部备注"), "text", 30, fact("notes")),
]


def company_rows(pks: Sequence[int], fields: Sequence[Field]) -> Iterator[list[Cell]]:
    rows = {row["pk"]: row for row in Company.objects.filter(pk__in=pks).values(*COMPANY)}
    sums, named = _sums(pks), _named(pks)
    names = CompanyName.objects.filter(company__in=pks).order_by("pk")
    spellings = _joined(names.values_list("company_id", "name"))
    contacts = _contacts(pks)
    for pk in pks:
        if pk not in rows:
            continue
        row = {**rows[pk], **sums.get(pk, NOTHING)}
        row["spellings"] = BETWEEN_NAMES.join(name for name in spellings[pk] if name != row["name"])
        row["contacts"] = BETWEEN_NAMES.join(contacts[pk])
        row["unnamed"] = max(row["kept"] - named.get(pk, 0), 0) or None
        yield [field.of(row) for field in fields]


def _joined(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in pairs:
        names[pk].append(name)
    return names


def _contacts(pks: Sequence[int]) -> dict[int, list[str]]:
    """The names of each company's contacts, as ``company_links.contacts_of`` has them."""
    people = Person.objects.current().order_by()
    belong = people.filter(company__in=pks).values_list("name", "pk", "company_id")
    enrolled = people.filter(enrollments__company_record__in=pks)
    rows = {*belong, *enrolled.values_list("name", "pk", "enrollments__company_record_id")}
    return _joined((company, name) for name, _pk, company in sorted(rows))


def _sums(pks: Sequence[int]) -> dict[int, Facts]:
    """What the parties of each company come to; who moved is counted where it went."""
    seats = Coalesce("offered_seats", "seats")
    confirmed = Q(state=EnrollmentState.CONFIRMED)
    own = Q(state__in=SEATED_OR_OFFERED)
    rows = (
        Enrollment.objects.filter(company_record__in=pks, moved_to=None)
        .order_by()
        .values("company_record_id")
        .annotate(
            parties=Count("pk"),
            kept=Coalesce(Sum(seats, filter=own), 0),
            owed=Sum(F("unit_price") * seats, filter=confirmed),
            held_amount=Sum(F("unit_price") * seats, filter=own & ~confirmed),
            newest=Max("created_at"),
        )
    )
    return {
        row["company_record_id"]: row
        | {name: in_cents(row[name]) for name in ("owed", "held_amount")}
        for row in rows
    }


def _named(pks: Sequence[int]) -> dict[int, int]:
    """How many seats that a company has by now are named."""
    people = Participant.objects.order_by().filter(
        enrollment__company_record__in=pks, enrollment__state__in=SEATED_OR_OFFERED
    )
    company = "enrollment__company_record_id"
    return dict(people.values(company).annotate(n=Count("pk")).values_list(company, "n"))
