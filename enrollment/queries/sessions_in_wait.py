"""Sessions to come that wait for staff, by what they wait for: dashboard and list read the same."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from catalog.models import Session
from catalog.models.session_seats import SEATS_IN_USE
from catalog.models.session_state import TAKING, SessionState
from catalog.models.session_state import UNDECIDED as HAS_MINIMUM
from enrollment.models import MoveQuestion

NEARLY_FULL, UNDECIDED, QUEUED = "few", "decision", "line"  # as the list's address names them
FEW_SEATS = 3
MOST_DECIDE_DAYS = timedelta(days=120)  # the most that a course can ask for


@dataclass(frozen=True, slots=True)
class InWait:
    """``undecided`` have a minimum that nobody has confirmed so many days before, by course.

    Those with enough people too: no reminder and no paper goes out until somebody confirms them.
    """

    nearly_full: list[Session]
    undecided: list[Session]
    queued: list[Session]

    def named(self, waits: str) -> list[Session]:
        lists = {NEARLY_FULL: self.nearly_full, UNDECIDED: self.undecided, QUEUED: self.queued}
        return lists.get(waits, [])


def sessions_in_wait(now: datetime) -> InWait:
    """One query reads what any of the three may name."""
    today = timezone.localdate(now)
    few = Q(state__in=TAKING, free__gt=0, free__lte=FEW_SEATS)
    soon = Q(starts_on__gte=today, starts_on__lte=today + MOST_DECIDE_DAYS)
    # Those who wait for dates are in the demand map.
    queued = Q(waiting__gt=0) & ~Q(state=SessionState.PLANNED)
    asked = MoveQuestion.objects.filter(enrollment__session=OuterRef("pk")).values("pk")
    to_come = Session.objects.upcoming(today=today).with_names()
    to_come = to_come.annotate(free=F("capacity") - SEATS_IN_USE, asked=Exists(asked))
    sessions = list(to_come.filter(few | (HAS_MINIMUM & soon) | queued))
    return InWait(
        [
            session
            for session in sessions
            if session.state in TAKING and 0 < (session.seats_left or 0) <= FEW_SEATS
        ],
        sorted(
            (session for session in sessions if session.is_undecided and _is_due(session, today)),
            key=lambda session: (session.first_day, session.pk),
        ),
        [
            session
            for session in sessions
            if session.waiting and session.state != SessionState.PLANNED
        ],
    )


def _is_due(session: Session, today: date) -> bool:
    last = today + timedelta(days=session.course.decide_days)
    return session.starts_on is not None and today <= session.starts_on <= last
