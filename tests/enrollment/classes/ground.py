"""A class of two days that began yesterday morning, with people on its seats."""

from datetime import date, timedelta

from catalog.models import Session
from enrollment.actions.attending import Mark, mark
from enrollment.domain.class_days import half_days_of
from enrollment.models import Participant
from enrollment.people.party import Person
from tests.factories import NOW, SessionFactory, enrolled

FIRST, LAST = date(2027, 1, 12), date(2027, 1, 13)  # as SessionFactory has them
MORNING = NOW.replace(year=2027, month=1, day=12)  # 9:00 in Shanghai on the first day
AFTER = MORNING + timedelta(days=1, hours=8)  # 17:00 on the last


def class_of(*names: str, seats: int = 0, **values) -> tuple[Session, list[Participant]]:
    """A confirmed session whose one party has these names, enrolled long before."""
    session = SessionFactory(state="confirmed", capacity=60, **values)
    people = tuple(Person(name) for name in names)
    party = enrolled(session, seats or len(names), people=people)
    return session, list(party.participants.all())


def attended(session: Session, person: Participant, count: int) -> None:
    """The person was there the first ``count`` half days."""
    for half_day in half_days_of(session)[:count]:
        pressed = [Mark(person.pk, "present", AFTER)]
        mark(session, half_day, pressed, now=AFTER, actor="staff:lin")
