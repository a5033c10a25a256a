"""What has to be there before the server may start."""

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
