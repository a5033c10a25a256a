"""One step of a party: its state, the counters, the record and the message, all together."""

from datetime import datetime

from catalog.models import Session
from enrollment import audit, outbox, seats, states
from enrollment.models import Enrollment


def step(
    session: Session,
    enrollment: Enrollment,
    to: str,
    *,
    verb: str,
    message: str | None,
    now: datetime,
    actor: str,
    until: datetime | None = None,
    noted: dict | None = None,
    **changes,
) -> None:
    """Bring the party to the state ``to``; call it under the session's lock.

    ``changes`` are other fields of the row, ``noted`` what else the record says, ``until`` how
    long its seats are kept. Raises InvalidTransition.
    """
    before = seats.share(enrollment.state, enrollment.seats_counted, -1)
    state = [str(enrollment.state), str(to)]
    states.move(enrollment, to, now=now, **{"offered_seats": None, **changes})
    after = seats.share(to, enrollment.seats_counted)
    difference = {name: before.get(name, 0) + after.get(name, 0) for name in before | after}
    seats.count(session, verb=verb, now=now, enrollment=enrollment, until=until, **difference)
    audit.record(verb, enrollment, actor=actor, now=now, state=state, **(noted or {}))
    if message is not None:
        outbox.due(enrollment, message, now=now)
