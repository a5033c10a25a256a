"""Pages for readers come from a streaming replica (DATABASE_REPLICA_URL), as fresh as is allowed.

Whoever sends a cookie may have written something and reads the primary; so do all forms, secret
links and the back office. Others get the replica while it has replayed all that the primary had
written REPLICA_LAG seconds ago. Where the primary is away, readers keep the replica: nothing newer
can be read anywhere.
"""

import logging
import threading
import time
from collections import deque
from contextvars import ContextVar

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

PRIMARY, REPLICA = "default", "replica"
OF_THE_PRIMARY_ALONE = ("/admin/", "/my/", "/inquiry/", "/en/my/", "/en/inquiry/")
ASK_AGAIN = 0.5  # seconds between two looks at how far the replica is
NOW = "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"
REPLAYED = "SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn"
logger = logging.getLogger(__name__)
_from_replica: ContextVar[bool] = ContextVar("from_replica", default=False)


class ReplicaRouter:
    """Reads of a request that ``ReplicaMiddleware`` marked go to the replica, all else does not."""

    def db_for_read(self, model, **hints) -> str:
        return REPLICA if _from_replica.get() else PRIMARY

    def db_for_write(self, model, **hints) -> str:
        return PRIMARY

    def allow_relation(self, first, second, **hints) -> bool:
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == PRIMARY


class ReplicaMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if REPLICA not in settings.DATABASES or not may_read_replica(request):
            return self.get_response(request)
        mark = _from_replica.set(freshness.is_enough())
        try:
            return self.get_response(request)
        finally:
            _from_replica.reset(mark)


def may_read_replica(request) -> bool:
    """Whether the request is of a reader who cannot have written anything a moment ago."""
    reads = request.method in {"GET", "HEAD"} and not request.COOKIES
    return reads and not request.path.startswith(OF_THE_PRIMARY_ALONE)


class Freshness:
    """How far the replica is, looked at twice a second by whoever comes first."""

    def __init__(self, *, positions, clock=time.monotonic):
        """``positions`` gives where primary and replica are, ``None`` for one that is away."""
        self.positions, self.clock = positions, clock
        self.written: deque[tuple[float, int]] = deque(maxlen=240)  # when, where the primary was
        self.caught_up: float | None = None  # the replica has all that was written until then
        self.asked = float("-inf")
        self.replica_answers = self.primary_answers = True
        self.lock = threading.Lock()

    def is_enough(self) -> bool:
        """Whether readers may have the replica now."""
        now = self.clock()
        if now - self.asked >= ASK_AGAIN and self.lock.acquire(blocking=False):
            try:
                self._look(now)
            finally:
                self.lock.release()
        if not self.replica_answers:
            return False
        return not self.primary_answers or self._age(now) <= settings.REPLICA_LAG

    def _age(self, now: float) -> float:
        return float("inf") if self.caught_up is None else now - self.caught_up

    def _look(self, now: float) -> None:
        self.asked = now
        primary, replica = self.positions()
        self.primary_answers, self.replica_answers = primary is not None, replica is not None
        if primary is not None:
            self.written.append((now, primary))
        if replica is None:
            return
        while self.written and self.written[0][1] <= replica:
            self.caught_up = self.written.popleft()[0]


def positions() -> tuple[int | None, int | None]:
    """Where the primary writes and what the replica has replayed, in bytes of the log."""
    return _position(PRIMARY, NOW), _position(REPLICA, REPLAYED)


def _position(alias: str, question: str) -> int | None:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(question)
            (position,) = cursor.fetchone()
    except (DatabaseError, InterfaceError) as error:
        logger.warning("the database %s does not answer: %s", alias, type(error).__name__)
        connections[alias].close()
        return None
    return None if position is None else int(position)


freshness = Freshness(positions=positions)
