"""The lock on a session and the only writer of its seat counters.

The first statement of the transaction is an UPDATE of the session's row: it takes the lock on
PostgreSQL and, with IMMEDIATE transactions, on SQLite alike (docs/decisions, trust in figures).
"""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import OperationalError, connection, transaction
from django.db.models import F

from catalog.models import Session
from enrollment.models import Enrollment, SeatChange
from enrollment.states import COUNTED_AS

QUEUE_LIMIT = 20  # seconds a request waits for its turn on SQLite
_turn = threading.Lock()


class SeatsBusy(Exception):
    """The lock was not given within the limit; trying again later is right."""


@contextmanager
def locked(session_id: int) -> Iterator[Session]:
    """A transaction that holds the session's row; gives the row as it is under the lock.

    Raises SeatsBusy when the lock is not given in time, Session.DoesNotExist for an unknown id.
    """
    with _queue():
        try:
            with transaction.atomic(durable=True):
                Session.objects.filter(pk=session_id).update(version=F("version") + 1)
                yield Session.objects.with_names().get(pk=session_id)
        except OperationalError as error:
            if "lock" in str(error):
                raise SeatsBusy from error
            raise


def count(
    session: Session,
    *,
    verb: str,
    now: datetime,
    enrollment: Enrollment | None = None,
    taken: int = 0,
    held: int = 0,
    waiting: int = 0,
    new_number: bool = False,
) -> None:
    """Change the counters by the given seats (``waiting`` counts parties) and write it down."""
    Session.objects.filter(pk=session.pk).update(
        taken=F("taken") + taken,
        held=F("held") + held,
        waiting=F("waiting") + waiting,
        next_number=F("next_number") + int(new_number),
    )
    session.taken += taken
    session.held += held
    session.waiting += waiting
    session.next_number += int(new_number)
    SeatChange.objects.create(
        session=session,
        enrollment=enrollment,
        verb=verb,
        taken=taken,
        held=held,
        waiting=waiting,
        at=now,
    )


def share(state: str, seats: int, sign: int = 1) -> dict[str, int]:
    """What an enrollment in ``state`` adds to the counters: seats, or one party that waits."""
    counter = COUNTED_AS.get(state)
    if counter is None:
        return {}
    return {counter: sign * (1 if counter == "waiting" else seats)}


def fits(session: Session, seats: int) -> bool:
    """Whether so many seats are free now; no capacity is no limit."""
    return session.seats_left is None or seats <= session.seats_left


@contextmanager
def _queue() -> Iterator[None]:
    """Take turns before SQLite's one write lock; its own waiting is polling, and unfair."""
    if connection.vendor != "sqlite":
        yield
        return
    deadline = time.monotonic() + QUEUE_LIMIT
    if not _turn.acquire(timeout=QUEUE_LIMIT):
        raise SeatsBusy
    try:
        with _queue_file().open("a") as file:
            while not _flocked(file):
                if time.monotonic() > deadline:
                    raise SeatsBusy
                time.sleep(0.002)
            yield
    finally:
        _turn.release()


def _queue_file() -> Path:
    name = connection.settings_dict["NAME"]
    return Path(f"{name}.queue")


def _flocked(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
