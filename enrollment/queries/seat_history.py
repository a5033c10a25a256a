"""Where a session's seats are, now or at any past moment: 20 = 12 confirmed + 3 held + 5 free."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from catalog.models import Session
from enrollment.models import SeatChange


@dataclass(frozen=True, slots=True, order=True)
class KeptSeats:
    """Seats of one party that are kept until a moment."""

    until: datetime
    seats: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """``capacity`` + ``overbook`` = confirmed + held + offered + free; ``None`` is no limit."""

    capacity: int | None
    overbook: int
    confirmed: int
    held: tuple[KeptSeats, ...]
    offered: tuple[KeptSeats, ...]
    waiting: int  # parties

    @property
    def free(self) -> int | None:
        if self.capacity is None:
            return None
        promised = sum(party.seats for party in (*self.held, *self.offered))
        return self.capacity + self.overbook - self.confirmed - promised


def explain(session: Session, *, at: datetime | None = None) -> Explanation:
    """The session's seats at that moment, or now: the sum of all changes until then."""
    changes = SeatChange.objects.filter(session=session)
    past = changes if at is None else changes.filter(at__lte=at)
    confirmed = waiting = 0
    held: dict[int | None, int] = defaultdict(int)
    offered: dict[int | None, int] = defaultdict(int)
    until: dict[int | None, datetime] = {}
    for change in past.order_by("pk"):
        confirmed += change.taken
        waiting += change.waiting
        held[change.enrollment_id] += change.held - change.offered
        offered[change.enrollment_id] += change.offered
        if change.until is not None:
            until[change.enrollment_id] = change.until
    limits = session if at is None else past.last() or changes.first() or session
    return Explanation(
        capacity=limits.capacity,
        overbook=limits.overbook,
        confirmed=confirmed,
        held=tuple(sorted(KeptSeats(until[pk], seats) for pk, seats in held.items() if seats)),
        offered=tuple(
            sorted(KeptSeats(until[pk], seats) for pk, seats in offered.items() if seats)
        ),
        waiting=waiting,
    )
