"""What has to be there before the server may start."""

import sqlite3
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

PAUSE = 2  # seconds between two tries to reach the database


def wait_for_database(
    *, patience: int, say: Callable[[str], None], pause: Callable[[float], None] = time.sleep
) -> None:
    """Return once the database answers; say that it does not, and end the process in the end."""
    reason = ""
    for attempt in range(max(1, patience // PAUSE)):
        if attempt:
            pause(PAUSE)
        try:
            connection.ensure_connection()
        except OperationalError as error:
            reason = str(error).strip().partition("\n")[0]
            if attempt == 0:
                say(f"The database does not answer ({reason}): waiting up to {patience} s.")
        else:
            return
    sys.exit(f"Kaike does not start: no database after {patience} s ({reason}).")


def hold_sqlite_open() -> sqlite3.Connection | None:
    """Return a connection to keep for the life of the process, or nothing on PostgreSQL.

    When the last connection closes, SQLite deletes its -wal and -shm files, and the next reader
    has to make them anew: on a full disk it cannot, and pages that only read would fail.
    """
    if connection.vendor != "sqlite":
        return None
    held = sqlite3.connect(connection.settings_dict["NAME"], check_same_thread=False)
    held.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    return held


def unprepared() -> list[str]:
    """Return what has to be done before the server may start, one sentence each."""
    found = []
    if settings.PRODUCTION and not static_files_collected():
        found.append(
            f"The static files are not in {settings.STATIC_ROOT}: "
            "run manage.py collectstatic --no-input."
        )
    if waiting := unapplied_migrations():
        found.append(f"{waiting} migration(s) are not applied: run manage.py migrate.")
    return found


def static_files_collected() -> bool:
    """Return whether the manifest of hashed names knows the style sheet."""
    return "css/site.css" in getattr(staticfiles_storage, "hashed_files", {})


def unapplied_migrations(alias: str = DEFAULT_DB_ALIAS) -> int:
    executor = MigrationExecutor(connections[alias])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
