"""What a party's steps write: its state, the counters, the record and the message, all together.

``arrived`` and ``stepped`` give the statements; ``bulk_insert.send`` writes them in one trip.
"""

from datetime import datetime
from typing import Any

from catalog.models import Session
from catalog.text.codes import new_code
from enrollment.domain import audit, bulk_insert, links, outbox, seats, states
from enrollment.domain.bulk_insert import Statement
from enrollment.models import AuditEvent, Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind


def write_enrollment(
    session: Session, *, now: datetime, code: str = "", links_renewed: int = 0, **values: Any
) -> Enrollment:
    """The row, with its code, its link's hash, and the price and outline it was sold at."""
    code = code or new_code()
    sold_at = {"unit_price": session.unit_price, "outline_id": session.course.outline_id}
    enrollment = Enrollment(
        session=session,
        number=session.next_number + 1,
        code=code,
        token_hash=links.hash_of(links.token_for_code(code, links_renewed)),
        links_renewed=links_renewed,
        created_at=now,
        state_changed_at=now,
        **(sold_at | values),
    )
    bulk_insert.insert(enrollment)
    return enrollment


def arrived(
    session: Session,
    enrollment: Enrollment,
    *,
    verb: str,
    message: str,
    actor: str,
    now: datetime,
    noted: dict[str, Any] | None = None,
) -> list[Statement]:
    """What counts the new row, records who brought it, and plans the reminder of a hold."""
    passes = session.waiting > 0 and enrollment.state != EnrollmentState.WAITING
    counted = seats.counting(
        session,
        verb="fill" if passes else verb,
        now=now,
        enrollment=enrollment,
        new_number=True,
        until=enrollment.held_until,
        **seats.share(enrollment.state, enrollment.seats),
    )
    record = audit.event(
        verb,
        enrollment,
        actor=actor,
        now=now,
        state=enrollment.state,
        seats=enrollment.seats,
        **(noted or {}),
    )
    reminder = outbox.first_reminder(enrollment, now=now, version=session.version)
    return [*_statements(enrollment, counted, record, message=message, now=now), *reminder]


def step(session: Session, enrollment: Enrollment, to: str, **how: Any) -> None:
    """Bring the party to the state ``to`` and write it all down, now; as ``stepped``."""
    bulk_insert.send(*stepped(session, enrollment, to, **how))


def stepped(
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
) -> list[Statement]:
    """Bring the party to the state ``to``, and give what is to be written with it.

    Call it under the session's lock: the state itself changes at once, by compare-and-set.
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
    return _statements(enrollment, counted, record, message=message, now=now)


def _statements(
    enrollment: Enrollment,
    counted: list[Statement],
    record: AuditEvent,
    *,
    message: str | None,
    now: datetime,
) -> list[Statement]:
    promised = [outbox.promise(enrollment, message, now=now)] if message else []
    return [*counted, bulk_insert.insertion(record), *promised]
