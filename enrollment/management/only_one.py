"""One at a time, on whichever host it was started: a task that would do the same work twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

KEYS = {"tick": 7_101}  # of PostgreSQL's advisory locks; any number that nothing else uses


@contextmanager
def only_one(task: str) -> Iterator[bool]:
    """Whether this process does the task now; False where another one is at it.

    The lock ends with the process or with its connection, however it dies.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEYS[task]])
            (mine,) = cursor.fetchone()
        try:
            yield mine
        finally:
            if mine and connection.connection is not None:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [KEYS[task]])
        return
    with Path(f"{connection.settings_dict['NAME']}.{task}").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
