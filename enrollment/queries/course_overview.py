"""What there is of one course, for its page in the back office: sessions and what they brought."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from catalog.models import Course, Session
from catalog.models.session_state import SessionState
from enrollment.models import Enrollment, Interest
from enrollment.queries.figures.sums import COUNTED, PRICED, SOLD

PAST_SHOWN = 12  # sessions that are over; the rest stand in the list of sessions


class Sold(NamedTuple):
    """Of one session: CNY, and people whose price is on request."""

    value: Decimal = Decimal(0)
    unpriced: int = 0


@dataclass(slots=True)
class Figures:
    """Of several sessions; the value in CNY of what is confirmed."""

    sessions: int = 0
    taken: int = 0
    held: int = 0
    waiting: int = 0
    value: Decimal = Decimal(0)
    unpriced: int = 0  # confirmed people whose price is on request

    def add(self, session: Session, sold: Sold) -> None:
        if session.state == SessionState.CANCELLED:
            return
        self.sessions += 1
        self.taken += session.taken
        self.held += session.held
        self.waiting += session.waiting
        self.value += sold.value
        self.unpriced += sold.unpriced


@dataclass(slots=True)
class Overview:
    coming: list[Session] = field(default_factory=list)  # the soonest first
    past: list[Session] = field(default_factory=list)  # the latest first, not more than are shown
    past_count: int = 0
    ahead: Figures = field(default_factory=Figures)
    behind: Figures = field(default_factory=Figures)


def overview(course: Course, *, today: date, with_value: bool) -> Overview:
    """One query, two ``with_value``."""
    overview = Overview()
    past: list[Session] = []
    sold = _sold(course) if with_value else {}
    for session in course.sessions.select_related("city", "venue").order_by("month", "starts_on"):
        is_over = session.is_over(today=today) or session.state in (
            SessionState.CANCELLED,
            SessionState.FINISHED,
        )
        (past if is_over else overview.coming).append(session)
        (overview.behind if is_over else overview.ahead).add(session, sold.get(session.pk, Sold()))
    past.sort(key=lambda session: session.first_day, reverse=True)
    overview.past, overview.past_count = past[:PAST_SHOWN], len(past)
    return overview


def interested() -> Coalesce:
    """How many people wait for a course and were told of no session yet, to annotate it with."""
    rows = Interest.objects.open().filter(course=OuterRef("pk")).order_by().values("course")
    return Coalesce(Subquery(rows.annotate(people=Sum("seats")).values("people")), 0)


def _sold(course: Course) -> dict[int, Sold]:
    rows = Enrollment.objects.filter(SOLD, session__course=course).order_by().values("session_id")
    unpriced = Sum(COUNTED, filter=Q(unit_price=None))
    return {
        row["session_id"]: Sold(row["value"] or Decimal(0), row["unpriced"] or 0)
        for row in rows.annotate(value=Sum(PRICED), unpriced=unpriced)
    }
