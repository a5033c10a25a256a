"""The append-only tables opened for a test that spoils or empties them, and closed again."""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

MIGRATIONS = [
    import_module("enrollment.migrations.0007_append_only"),
    import_module("enrollment.migrations.0021_audit_chain"),
]


@contextmanager
def ledger_open():
    run(removal(connection.vendor))
    try:
        yield
    finally:
        run(protection(connection.vendor))


def removal(vendor: str) -> list[str]:
    return [statement for each in MIGRATIONS for statement in each.removal(vendor)]


def protection(vendor: str) -> list[str]:
    return [statement for each in MIGRATIONS for statement in each.protection(vendor)]


def run(statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def flush_opens_the_ledger() -> None:
    """Emptying all tables between tests is a DELETE on SQLite, which the triggers would refuse."""
    flush = DatabaseOperations.sql_flush

    def sql_flush(self, style, tables, **options):
        statements = flush(self, style, tables, **options)
        if not set(MIGRATIONS[0].TABLES) <= set(tables):
            return statements
        return [*removal("sqlite"), *statements, *protection("sqlite")]

    DatabaseOperations.sql_flush = sql_flush
