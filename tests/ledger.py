"""The append-only tables opened for a test that spoils or empties them, and closed again."""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

append_only = import_module("enrollment.migrations.0002_append_only")


@contextmanager
def ledger_open():
    run(append_only.removal(connection.vendor))
    try:
        yield
    finally:
        run(append_only.protection(connection.vendor))


def run(statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def flush_opens_the_ledger() -> None:
    """Emptying all tables between tests is a DELETE on SQLite, which the triggers would refuse."""
    flush = DatabaseOperations.sql_flush

    def sql_flush(self, style, tables, **options):
        statements = flush(self, style, tables, **options)
        if not set(append_only.TABLES) <= set(tables):
            return statements
        return [*append_only.removal("sqlite"), *statements, *append_only.protection("sqlite")]

    DatabaseOperations.sql_flush = sql_flush
