"""One step of a party: its state, the counters, the record and the message, all together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from catalog.models import Session
from enrollment.domain import audit, bulk_insert, outbox, seats, states
from enrollment.domain.bulk_insert import Statement
from enrollment.models import AuditEvent, Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind


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
    noted: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Bring the party to the state ``to``; call it under the session's lock.

    ``changes`` are other fields of the row, ``noted`` what else the record says, ``until`` how
    long its seats are kept. Raises InvalidTransition.
    """
    before = seats.share(enrollment.state, enrollment.seats_counted, -1)
    if enrollment.state == EnrollmentState.HELD:
        outbox.withdraw(enrollment, MessageKind.HOLD_ENDING)
    state = [str(enrollment.state), str(to)]
    states.move(enrollment, to, now=now, **{"offered_seats": None, **changes})
    after = seats.share(to, enrollment.seats_counted)
    difference: dict[str, Any] = {
        name: before.get(name, 0) + after.get(name, 0) for name in before | after
    }
    counted = seats.counting(
        session, verb=verb, now=now, enrollment=enrollment, until=until, **difference
    )
    record = audit.event(verb, enrollment, actor=actor, now=now, state=state, **(noted or {}))
    write_down(enrollment, counted, record, message=message, now=now)


def write_down(
    enrollment: Enrollment,
    counted: list[Statement],
    record: AuditEvent,
    *,
    message: str | None,
    now: datetime,
    also: Sequence[Statement] = (),
) -> None:
    """The counters, the record and the message that is due, in one trip to the database."""
    promised = [outbox.promise(enrollment, message, now=now)] if message else []
    bulk_insert.send(*counted, bulk_insert.insertion(record), *promised, *also)
