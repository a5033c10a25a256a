"""The newest migrations taken back and applied again on a site with sample data; prints JSON.

    .venv/bin/python -m bench.migrations                # on SQLite, in a file of its own
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/any .venv/bin/python -m bench.migrations

``--steps`` of each app go back, one after the other. Every table has as many rows as before, and
all that must hold still does; exit 1 where not. What a column held that came with one of these
migrations is gone, as it is when somebody goes back to the release before.
"""

import argparse
import json
import os
import sys
import time
from io import StringIO

from bench.own_database import own_database

APPS = ("enrollment", "catalog")  # in the order in which they can go back
NAME = "kaike_bench_migrations"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--steps", type=int, default=2)
    chosen = options.parse_args()
    drop = own_database(NAME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["EMAIL_URL"] = "memorymail://"
    import django

    django.setup()
    try:
        found = back_and_forth(chosen.steps)
    finally:
        from django.db import connections

        connections.close_all()
        drop()
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 1 if found["lost"] else 0


def back_and_forth(steps: int) -> dict:
    from django.core.management import call_command
    from django.db import connection

    call_command("demo", "--no-serve", stdout=StringIO())
    before, began = rows(), time.perf_counter()
    names = {app: written(app)[-steps:] for app in APPS}
    for app in APPS:
        call_command("migrate", app, written(app)[-steps - 1], verbosity=0)
    back = time.perf_counter()
    call_command("migrate", verbosity=0)
    forth, after = time.perf_counter(), rows()
    call_command("check_invariants", stdout=StringIO())
    return {
        "database": connection.vendor,
        "rows": sum(before.values()),
        "migrations": names,
        "back_s": round(back - began, 2),
        "forth_s": round(forth - back, 2),
        "lost": {name: [n, after.get(name)] for name, n in before.items() if after.get(name) != n},
    }


def written(app: str) -> list[str]:
    """The names of its migrations, in order."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    return sorted(
        name for label, name in MigrationLoader(connection).disk_migrations if label == app
    )


def rows() -> dict[str, int]:
    """How many there are in each table, but for the one that says which migrations are applied."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name != "django_migrations":
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
                found[name] = cursor.fetchone()[0]
    return found


if __name__ == "__main__":
    sys.exit(main())
