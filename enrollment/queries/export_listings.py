"""The lists that can leave as files: what a row of each stands for, and its usual columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_noop, pgettext_lazy

from catalog.documents.tabular import Cell
from catalog.models import Session
from enrollment.models import Company, Enrollment, Inquiry, Participant
from enrollment.queries import export_companies, export_lists, export_rows
from enrollment.queries.export_fields import FIELDS, Field

SEATS_ONLY = {"seat"}
# Where somebody wants them.
RARE = {"session", "days", "unnamed", "held_until", "source", "created_by"}
OF_PEOPLE = (
    *("name", "phone", "email", "department", "job_title", "company"),
    *("course", "city", "month", "starts_on", "ends_on", "state", "code"),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """``usual`` are the columns of a file for which none were chosen."""

    key: str
    row: str | Promise  # what a row stands for
    name: str  # of the file and its sheet
    about: str  # the list in the record
    fields: list[Field]
    usual: tuple[str, ...]
    rows: Callable[[Sequence[int], Sequence[Field]], Iterator[list[Cell]]]
    model: type[Model] = Enrollment  # whose list it is
    count: Callable[[QuerySet[Model]], int] = QuerySet.count

    def chosen(self, keys: Sequence[str]) -> list[Field]:
        """The fields by their keys, in this order; unknown ones are left out."""
        known = {field.key: field for field in self.fields}
        return [known[key] for key in keys if key in known]


def _seats(queryset: QuerySet[Model]) -> int:
    seats = Enrollment.objects.filter(pk__in=queryset.order_by().values("pk"))
    return seats.aggregate(total=Sum("seats"))["total"] or 0


def _people(queryset: QuerySet[Model]) -> int:
    return Participant.objects.filter(enrollment__in=queryset.order_by().values("pk")).count()


def _all_but(left_out: set[str], fields: list[Field]) -> tuple[str, ...]:
    return tuple(field.key for field in fields if field.key not in left_out)


SEATS = Listing(
    key="seats",
    row=pgettext_lazy("one", "座位"),
    name=gettext_noop("报名名单"),
    about="enrollments",
    fields=FIELDS,
    usual=_all_but(RARE, FIELDS),
    rows=export_rows.seat_rows,
    count=_seats,
)
PARTIES = Listing(
    key="parties",
    row=pgettext_lazy("one", "报名"),
    name=gettext_noop("报名名单"),
    about="enrollments",
    fields=[field for field in FIELDS if field.key not in SEATS_ONLY],
    usual=_all_but(RARE | SEATS_ONLY, FIELDS),
    rows=export_rows.party_rows,
)
PEOPLE = Listing(
    key="people",
    row=pgettext_lazy("one", "学员"),
    name=gettext_noop("学员名单"),
    about="enrollments",
    fields=FIELDS,
    usual=OF_PEOPLE,
    rows=export_rows.named_rows,
    count=_people,
)
SESSIONS = Listing(
    key="sessions",
    row=pgettext_lazy("one", "班次"),
    name=gettext_noop("班次清单"),
    about="sessions",
    fields=export_lists.SESSION_FIELDS,
    usual=_all_but(set(), export_lists.SESSION_FIELDS),
    rows=export_lists.session_rows,
    model=Session,
)
INQUIRIES = Listing(
    key="inquiries",
    row=pgettext_lazy("one", "咨询"),
    name=gettext_noop("咨询清单"),
    about="inquiries",
    fields=export_lists.INQUIRY_FIELDS,
    usual=_all_but(set(), export_lists.INQUIRY_FIELDS),
    rows=export_lists.inquiry_rows,
    model=Inquiry,
)
COMPANIES = Listing(
    key="companies",
    row=pgettext_lazy("customer", "单位"),
    name=gettext_noop("单位清单"),
    about="companies",
    fields=export_companies.COMPANY_FIELDS,
    usual=_all_but(set(), export_companies.COMPANY_FIELDS),
    rows=export_companies.company_rows,
    model=Company,
)
LISTINGS = {
    listing.key: listing for listing in (SEATS, PARTIES, PEOPLE, SESSIONS, INQUIRIES, COMPANIES)
}
