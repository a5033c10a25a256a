"""Databases beside the one the site runs on: addresses, and throw-away ones."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def throw_away_database(folder: Path) -> Iterator[str]:
    """Give the URL of a new, empty database of the site's own kind, and drop it at the end."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'throw-away.sqlite3'}"
        return
    name = f"kaike_drill_{uuid.uuid4().hex[:12]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield named(os.environ["DATABASE_URL"], name)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def named(url: str, name: str) -> str:
    """Return the URL with another database of the same server."""
    address, mark, options = url.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{options}"


def manage(url: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess:
    """Run a management command of this program on another database."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url} | changes,
        capture_output=True,
        text=True,
        check=False,
    )
