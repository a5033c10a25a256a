"""A site that began on SQLite, carried to the PostgreSQL database of DATABASE_URL."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.env import Environment
from operations.databases import manage
from operations.moving import (
    MoveError,
    add_connection,
    copy_rows,
    differences,
    fingerprint,
    require_ready,
    tables,
)


class Command(BaseCommand):
    help = (
        "Copy every row of an SQLite site to the empty PostgreSQL database of DATABASE_URL. Stop "
        "the web server first. Rows and what must hold are compared on both sides; the SQLite "
        "file stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", help="sqlite:///path of the site as it was")

    def handle(self, *, source, **options):
        if connection.vendor != "postgresql":
            raise CommandError("DATABASE_URL names no PostgreSQL database: set it to the new one.")
        add_connection("source", sqlite(source))
        self.check_source(source)
        call_command("migrate", verbosity=0)
        try:
            require_ready("source", "default")
            copy_rows("source", "default")
        except MoveError as error:
            raise CommandError(str(error)) from error
        self.compare()
        call_command("rebuild_search", stdout=self.stdout)
        call_command("check_invariants", stdout=self.stdout, stderr=self.stderr)

    def check_source(self, source: str) -> None:
        done = manage(source, "check_invariants")
        if done.returncode:
            raise CommandError(f"The site as it was needs attention first:\n{done.stderr.strip()}")
        self.stdout.write(f"Source: {done.stdout.strip()}")

    def compare(self) -> None:
        if found := differences("source", "default"):
            raise CommandError("Not the same on both sides:\n" + "\n".join(found))
        total = 0
        for model in tables():
            count, _digest = fingerprint(model, "default")
            total += count
            if count:
                self.stdout.write(f"{count:8} {model._meta.label}")
        self.stdout.write(f"{total:8} rows, the same on both sides.")


def sqlite(url: str) -> dict:
    if not url.startswith("sqlite:///") or not Path(url.removeprefix("sqlite:///")).is_file():
        raise CommandError(f"{url} is no file of SQLite: write sqlite:///path.")
    return Environment({"source": url}).database("source", "sqlite:///var/kaike.sqlite3")
