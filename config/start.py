"""What stands between a command and a working site: said in one line each, never as a traceback."""

import os
import sys
import time
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured

PAUSE = 2  # seconds between two tries to reach the database


def load_settings() -> None:
    """Set Django up, or end the process with a line for every setting that is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        import config.settings  # noqa: F401, PLC0415 - read here so that its refusal is caught
    except ImproperlyConfigured as error:
        sys.exit(f"Kaike does not start:\n{error}")


def wait_for_database(
    *, patience: int, say: Callable[[str], None], pause: Callable[[float], None] = time.sleep
) -> None:
    """Return once the database answers; say that it does not, and end the process in the end."""
    from django.db import OperationalError, connection  # noqa: PLC0415 - settings come first

    for attempt in range(max(1, patience // PAUSE)):
        if attempt:
            pause(PAUSE)
        try:
            connection.ensure_connection()
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            if attempt == 0:
                say(f"The database does not answer ({reason}): waiting up to {patience} s.")
        else:
            return
    sys.exit(f"Kaike does not start: no database after {patience} s ({reason}).")


def unprepared() -> list[str]:
    """Return what has to be done before the server may start, one sentence each."""
    from django.conf import settings  # noqa: PLC0415 - settings come first

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
    from django.contrib.staticfiles.storage import staticfiles_storage  # noqa: PLC0415

    return "css/site.css" in getattr(staticfiles_storage, "hashed_files", {"css/site.css": ""})


def unapplied_migrations() -> int:
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
