"""Whose data is kept back for a dispute: not purged and not erased until a named day."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrollment.domain import traces
from enrollment.domain.refusals import Refusal
from enrollment.domain.traces import Traces
from enrollment.models import LegalHold

# How the rows of each class of the data map are found by those of the person.
BY_ROWS = {
    "participant": {"pk__in": "participants"},
    "contact": {"pk__in": "enrollments"},
    "attendance": {"participant__in": "participants"},
    "certificate": {"participant__in": "participants"},
    "inquiry": {"pk__in": "inquiries"},
    "interest": {"pk__in": "interests"},
    "customer": {"pk__in": "customers"},
    "letter": {"enrollment__in": "enrollments"},
    "request": {"enrollment__in": "enrollments"},
}


M = TypeVar("M", bound=Model)


class KeptBack(Refusal):
    """The person's data is kept for a dispute."""


def in_force(*, now: datetime) -> QuerySet[LegalHold]:
    """Return the legal holds whose day has not come."""
    return LegalHold.objects.filter(released_at=None, until__gte=timezone.localdate(now))


def rows_kept(*, now: datetime) -> Traces | None:
    """The rows of everybody whose data is kept back; ``None`` where nobody's is."""
    marks = {mark for hold in in_force(now=now) for mark in hold.marks}
    return traces.traces_of(traces.identity_of(marks)) if marks else None


def without_kept(name: str, rows: QuerySet[M], held_back: Traces | None) -> QuerySet[M]:
    """The rows of this class that may go."""
    if held_back is None or name not in BY_ROWS:
        return rows
    is_held = Q()
    for lookup, table in BY_ROWS[name].items():
        ids = list(held_back.tables[table].values_list("pk", flat=True))
        is_held |= Q(**{lookup: ids})
    return rows.exclude(is_held)


def holds_of(traces: Traces, *, now: datetime) -> list[LegalHold]:
    """The holds in force that keep a row of this person."""
    return [hold for hold in in_force(now=now) if _touches(hold, traces)]


def _touches(hold: LegalHold, person: Traces) -> bool:
    if set(hold.marks) & set(person.identity.marks()):
        return True
    held = traces.traces_of(traces.identity_of(hold.marks))
    return any(
        rows.filter(pk__in=list(held.tables[name].values_list("pk", flat=True))).exists()
        for name, rows in person.tables.items()
    )


def check(traces: Traces, *, now: datetime) -> None:
    """Raise KeptBack where a row of the person may not be erased now."""
    if holds := holds_of(traces, now=now):
        until = max(hold.until for hold in holds)
        raise KeptBack(
            _("此人的信息因争议保留到 %(day)s，在那以前不能删除；请把这一点答复本人。")
            % {"day": date_format(until, "DATE_FORMAT")}
        )
