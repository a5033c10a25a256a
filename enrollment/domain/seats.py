"""The lock on a session and the only writer of its seat counters.

The first statement of the transaction is an UPDATE of the session's row: it takes the lock on
PostgreSQL and, with IMMEDIATE transactions, on SQLite alike (decision 0002).
"""

import fcntl
import logging
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from django.db import OperationalError, connection, transaction

from catalog.models import Session
from enrollment.domain import bulk_insert
from enrollment.domain.bulk_insert import Statement
from enrollment.domain.row_reader import Question, columns_of, read_joined
from enrollment.domain.states import COUNTED_AS
from enrollment.models import Enrollment, SeatChange, SessionTerms
from enrollment.models.enrollment import EnrollmentState

# Written out: under the lock of a hot session each statement counts, and Django takes five times
# as long to put these together as the database to run them.
LOCK = "UPDATE catalog_session SET version = version + 1 WHERE id = %s"
LOCKED = (
    "SELECT {columns} FROM catalog_session s"
    " LEFT JOIN enrollment_sessionterms t ON t.session_id = s.id WHERE s.id = %s"
)
COUNT = (
    "UPDATE catalog_session SET taken = taken + %s, held = held + %s, waiting = waiting + %s,"
    " next_number = next_number + %s WHERE id = %s"
)
# lock_timeout begins anew at each lock a statement waits for, and on a hot row these are two: the
# second in the line would wait twice as long. The time of the statement is the whole of it.
LOCK_ON_POSTGRESQL = f"SET LOCAL statement_timeout = %s; {LOCK}; {LOCKED}"  # one trip
OF_A_SESSION = (Session, SessionTerms)
NO_QUESTION = Question("TRUE", [])
LOCK_LIMIT = 5  # seconds a request waits for the row on PostgreSQL
QUEUE_LIMIT = 20  # seconds a request waits for the write lock on SQLite
# lock_not_available, query_canceled (the limit above), deadlock_detected, disk_full
PASSING_ON_POSTGRESQL = {"55P03", "57014", "40P01", "53100"}
PASSING_ON_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
}
logger = logging.getLogger(__name__)
_thread_lock = threading.Lock()


class SeatsBusy(Exception):
    """The lock was not given within the limit, or nothing can be written now; try again later."""


@contextmanager
def locked(session_id: int) -> Iterator[Session]:
    """A transaction that holds the session's row; gives the row as it is under the lock.

    Raises SeatsBusy when the lock is not given in time, Session.DoesNotExist for an unknown id.
    """
    with locked_all([session_id]) as (session,):
        yield session


@contextmanager
def locked_all(
    session_ids: Sequence[int], question: Question = NO_QUESTION
) -> Iterator[tuple[Session, ...]]:
    """A transaction that holds the rows of several sessions, given in the order asked for.

    The rows are locked in ascending order: two who need the same two never wait for each other.
    Each has the answer to the question as ``answer``.
    """
    with _queue():
        try:
            with transaction.atomic(durable=True):
                fresh = {key: _lock(key, question) for key in sorted(session_ids)}
                yield tuple(fresh[session_id] for session_id in session_ids)
        except OperationalError as error:
            if not is_passing(error):
                raise
            logger.warning("seats of session %s not given: %s", session_ids, error)
            raise SeatsBusy from error


def _lock(session_id: int, question: Question) -> Session:
    """The session with its terms, as they are once its row is ours."""
    values = [*question.values, session_id]
    if connection.vendor == "postgresql":
        sql, values = LOCK_ON_POSTGRESQL, [LOCK_LIMIT * 1000, session_id, *values]
    else:
        sql = LOCKED
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [session_id])
    session, terms, *answer = read_joined(OF_A_SESSION, _with_columns(sql, question.sql), values)
    if not isinstance(session, Session):
        raise Session.DoesNotExist
    session.answer = bool(*answer)
    terms = terms or SessionTerms()
    terms.session = session  # session.terms now gives them
    return session


@cache
def _with_columns(sql: str, question: str) -> str:
    columns = f"{columns_of(Session, 's')}, {columns_of(SessionTerms, 't')}, {question}"
    return sql.format(columns=columns)


def is_passing(error: OperationalError) -> bool:
    """Whether the same may go well later: a lock was not given in time, or the disk is full."""
    cause = error.__cause__
    if getattr(cause, "pgcode", None) in PASSING_ON_POSTGRESQL:
        return True
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF in PASSING_ON_SQLITE


def count(session: Session, **changes: Any) -> None:
    """Change the counters and write it down, now; as ``counting``."""
    bulk_insert.send(*counting(session, **changes))


def counting(
    session: Session,
    *,
    verb: str,
    now: datetime,
    enrollment: Enrollment | None = None,
    taken: int = 0,
    held: int = 0,
    offered: int = 0,
    waiting: int = 0,
    new_number: bool = False,
    until: datetime | None = None,
) -> list[Statement]:
    """Change the counters by the given seats; gives what writes both them and the change.

    ``waiting`` counts parties; ``offered`` says how many of ``held`` are an offer; ``until`` is
    how long they are kept.
    """
    changes = {"taken": taken, "held": held, "waiting": waiting, "next_number": int(new_number)}
    for name, change in changes.items():
        setattr(session, name, getattr(session, name) + change)
    written = SeatChange(
        session=session,
        enrollment=enrollment,
        verb=verb,
        taken=taken,
        held=held,
        offered=offered,
        waiting=waiting,
        until=until,
        capacity=session.capacity,
        overbook=session.overbook,
        at=now,
    )
    counters = [(COUNT, [*changes.values(), session.pk])] if any(changes.values()) else []
    return [*counters, bulk_insert.insertion(written)]


def share(state: str, seats: int, sign: int = 1) -> dict[str, int]:
    """What an enrollment in ``state`` adds to the counters: seats, or one party that waits."""
    counter = COUNTED_AS.get(state)
    if counter is None:
        return {}
    counted = {counter: sign * (1 if counter == "waiting" else seats)}
    if state == EnrollmentState.OFFERED:
        counted["offered"] = sign * seats
    return counted


@contextmanager
def _queue() -> Iterator[None]:
    """Queue for SQLite's one write lock, whose own waiting is polling, and unfair.

    Raise SeatsBusy after QUEUE_LIMIT seconds.
    """
    if connection.vendor != "sqlite":
        yield
        return
    deadline = time.monotonic() + QUEUE_LIMIT
    if not _thread_lock.acquire(timeout=QUEUE_LIMIT):
        raise SeatsBusy
    try:
        with _queue_file().open("a") as file:
            while not _flocked(file):
                if time.monotonic() > deadline:
                    raise SeatsBusy
                time.sleep(0.002)
            yield
    finally:
        _thread_lock.release()


def _queue_file() -> Path:
    name = connection.settings_dict["NAME"]
    return Path(f"{name}.queue")


def _flocked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
