"""Whether the database can serve as many threads as the server is about to start."""

from django.db import connection

SPARE = 10  # connections for tick, backup and whoever looks into the database
MOST_ON_SQLITE = 8  # threads; one writes at a time, more would only wait longer


def refusal(threads: int) -> str | None:
    """A sentence that says why not to start with so many threads in all workers, or ``None``."""
    if connection.vendor == "sqlite":
        if threads > MOST_ON_SQLITE:
            return (
                f"workers × threads is {threads}; on SQLite keep it at {MOST_ON_SQLITE} or below, "
                "or set DATABASE_URL to a PostgreSQL database."
            )
        return None
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        limit = int(cursor.fetchone()[0])
    if threads + SPARE > limit:
        return (
            f"workers × threads is {threads}, and PostgreSQL allows {limit} connections: "
            f"keep it at {limit - SPARE} or below, or raise max_connections."
        )
    return None
