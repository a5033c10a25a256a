"""What the database adds up, and the sums of each group."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, TruncDate, TruncMonth

from catalog.models import LinkVisit
from catalog.models.session_state import SessionState
from enrollment.models import Enrollment, Inquiry, Interest
from enrollment.models.enrollment import Channel, EnrollmentState
from enrollment.queries.figures.scope import By, Key, Place, Scope, keys_of

SOLD = Q(state=EnrollmentState.CONFIRMED)
KEPT = Q(state__in=[EnrollmentState.HELD, EnrollmentState.OFFERED])
WAITING = Q(state=EnrollmentState.WAITING)
COUNTED = Coalesce("offered_seats", "seats")
PRICED = F("unit_price") * COUNTED
ADDED = {
    "parties": Count("pk", filter=SOLD),
    "people": Sum(COUNTED, filter=SOLD),
    "value": Sum(PRICED, filter=SOLD),
    "unpriced": Sum(COUNTED, filter=SOLD & Q(unit_price=None)),
    "kept": Sum(COUNTED, filter=KEPT),
    "kept_value": Sum(PRICED, filter=KEPT),
    "waiting": Count("pk", filter=WAITING),
    "waiting_people": Sum("seats", filter=WAITING),
}
CENT = Decimal("0.01")
KeysOf = Callable[[Place], list[Key]]


class SessionRow(NamedTuple):
    """Of a session what is counted, and what it is grouped by."""

    pk: int
    month: date
    starts_on: date | None
    state: str
    capacity: int | None
    taken: int
    held: int
    course_id: int
    city_id: int

    @property
    def place(self) -> Place:
        return Place(self.month, self.course_id, self.city_id)


@dataclass(slots=True)
class Sums:
    """Of one group; amounts in CNY. ``leads`` counts parties by days ahead."""

    sessions: int = 0
    capacity: int = 0  # of sessions with a limit, and of those alone:
    filled: int = 0
    reserved: int = 0
    parties: int = 0
    people: int = 0
    value: Decimal = Decimal(0)
    unpriced: int = 0
    kept: int = 0
    kept_value: Decimal = Decimal(0)
    waiting: int = 0
    waiting_people: int = 0
    interests: int = 0
    interest_people: int = 0
    leads: Counter[int] = field(default_factory=Counter)

    @property
    def occupancy(self) -> int | None:
        """Per cent of the seats that are confirmed; ``None`` where no session has a limit."""
        return round(100 * self.filled / self.capacity) if self.capacity else None

    @property
    def lead(self) -> int | None:
        """Days before the first day on which half of the parties had enrolled."""
        seen, half = 0, sum(self.leads.values()) / 2
        for days in sorted(self.leads):
            seen += self.leads[days]
            if seen >= half:
                return days
        return None

    def add_session(self, session: SessionRow) -> None:
        if session.state == SessionState.CANCELLED:
            return
        self.sessions += 1
        if session.capacity is not None:
            self.capacity += session.capacity
            self.filled += session.taken
            self.reserved += session.held

    def add(self, row: Mapping[str, int | Decimal | None]) -> None:
        for name in ADDED:
            setattr(self, name, getattr(self, name) + (row[name] or 0))


@dataclass(slots=True)
class Groups:
    """The sums of each group, and of all together: a course of two instructors counts once."""

    total: Sums
    by_key: dict[Key, Sums]


def groups(scope: Scope) -> Groups:
    all_sums = Groups(Sums(), {})
    rows = scope.sessions().values_list(*SessionRow._fields)
    sessions = {row[0]: SessionRow._make(row) for row in rows}
    keys = keys_of(scope)
    if scope.is_by_session:
        for session in sessions.values():
            for sums in _of(all_sums, keys(session.place)):
                sums.add_session(session)
    column = _column_of_party(scope)
    own = {"own": column} if column else {}
    for row in scope.parties().values("session_id", **own).annotate(**ADDED):
        at = [_key(row["own"])] if own else keys(sessions[row["session_id"]].place)
        for sums in _of(all_sums, at):
            sums.add(row)
    _add_leads(scope, sessions, all_sums, keys)
    if scope.has_rooms:
        _add_interests(scope, all_sums, keys)
    return all_sums


def _column_of_party(scope: Scope) -> F | TruncMonth | None:
    """What a party is grouped by where that is not its session."""
    if scope.by == By.SELLER:
        return F("created_by_id")
    if scope.by == By.MONTH and not scope.is_by_session:
        return TruncMonth("created_at")
    return None


def _key(value: int | datetime | None) -> Key:
    return value.date() if isinstance(value, datetime) else value


def _of(groups: Groups, keys: list[Key]) -> list[Sums]:
    return [groups.total, *(groups.by_key.setdefault(key, Sums()) for key in keys)]


def _add_leads(
    scope: Scope, sessions: Mapping[int, SessionRow], groups: Groups, keys: KeysOf
) -> None:
    """Days from enrolling to the first day; who came by a move did not decide then."""
    # As a list of ids: by a join the planner expects one row, and takes five seconds for 100,000.
    moved = Enrollment.objects.order_by().filter(moved_to__isnull=False).values("moved_to")
    came = scope.parties().filter(SOLD | KEPT, session__starts_on__isnull=False)
    came = came.exclude(pk__in=moved)
    days = came.values("session_id", day=TruncDate("created_at")).annotate(n=Count("pk"))
    for pk, day, count in days.values_list("session_id", "day", "n"):
        session = sessions[pk]
        if session.starts_on is None:
            continue
        at = max((session.starts_on - day).days, 0)
        for sums in _of(groups, _keys_of_lead(scope, session, day, keys)):
            sums.leads[at] += count


def _keys_of_lead(scope: Scope, session: SessionRow, day: date, keys: KeysOf) -> list[Key]:
    if scope.by == By.MONTH and not scope.is_by_session:
        return [day.replace(day=1)]
    return keys(session.place)


def _add_interests(scope: Scope, groups: Groups, keys: KeysOf) -> None:
    rows = Interest.objects.open().filter(scope.interests()).order_by()
    places = rows.values("course_id", "city_id", "month")
    for row in places.annotate(n=Count("pk"), people=Sum("seats")):
        for sums in _of(groups, keys(Place(row["month"], row["course_id"], row["city_id"]))):
            sums.interests += row["n"]
            sums.interest_people += row["people"]


@dataclass(slots=True)
class SourceSums:
    """From one source: how often its short addresses were opened, inquiries, parties that came,
    and what of them is sold."""

    opened: int = 0
    inquiries: int = 0
    parties: int = 0
    sold: int = 0
    people: int = 0
    value: Decimal = Decimal(0)


def sources(scope: Scope) -> dict[tuple[str, str], SourceSums]:
    """By source and channel; a party that was moved is counted where it went."""
    came: dict[tuple[str, str], SourceSums] = {}
    parties = scope.parties().filter(moved_to=None).values("source", "channel")
    added = {name: ADDED[name] for name in ("parties", "people", "value")}
    for row in parties.annotate(every=Count("pk"), **added):
        sums = came.setdefault((row["source"], row["channel"]), SourceSums())
        sums.parties += row["every"]
        sums.sold += row["parties"]
        sums.people += row["people"] or 0
        sums.value += row["value"] or 0
    for source, what, count in _before_enrolling(scope):
        sums = came.setdefault((source, Channel.WEB), SourceSums())
        setattr(sums, what, count)
    return came


def _before_enrolling(scope: Scope) -> Iterable[tuple[str, str, int]]:
    """Source, field of the sums and number: what was asked and opened in these months, whatever the
    city, for neither names one of ours."""
    begins, ends = scope.moments()
    asked = Inquiry.objects.filter(created_at__gte=begins, created_at__lt=ends)
    opened = LinkVisit.objects.filter(day__gte=begins.date(), day__lt=ends.date())
    if scope.course:
        asked, opened = asked.filter(course=scope.course), opened.filter(course=scope.course)
    inquiries = _by_source(asked, "inquiries", Count("pk"))
    return inquiries.union(_by_source(opened, "opened", Sum("times")), all=True)


def _by_source(rows: QuerySet[Any], what: str, number: Aggregate) -> QuerySet[Any, Any]:
    by_source: QuerySet[Any, Any] = (
        rows.order_by().values("source").annotate(what=Value(what), n=number)
    )
    return by_source.values_list("source", "what", "n")
