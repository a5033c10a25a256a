"""Every row from one database to another of another kind, as it is, and proof that it is the same.

Rows are written by Django's own insert with ``raw``: no ``save()``, no time of its own, same keys.
"""

import hashlib
import json
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.models.sql import InsertQuery

from operations.preparation import unapplied_migrations

BATCH = 500  # rows in one statement


class MoveError(Exception):
    """What is in the way and what to do, as one sentence."""


def add_connection(alias: str, entry: dict) -> None:
    """Make a second database known to Django for this process."""
    configured = connections.configure_settings({**settings.DATABASES, alias: entry})
    connections.settings[alias] = configured[alias]


# Rows that every new site begins with; the source's own take their place.
FROM_MIGRATIONS = {"catalog.CalendarDay", "enrollment.FeedbackQuestion"}


def tables() -> list[type[models.Model]]:
    """Return every model with a table, those of many-to-many relations too."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def require_ready(source: str, target: str) -> None:
    """Raise MoveError unless both databases have today's tables and the target has no rows yet."""
    for alias in (source, target):
        if unapplied_migrations(alias):
            raise MoveError(
                f"The {alias} database has not all migrations: run migrate there first."
            )
    filled = [
        model._meta.label
        for model in tables()
        if model._meta.app_label in {"catalog", "enrollment"}
        and model._meta.label not in FROM_MIGRATIONS
        and rows_of(model, target).exists()
    ]
    if filled:
        raise MoveError(
            f"The target has rows already ({', '.join(filled)}): take an empty database."
        )


def rows_of(model: type[models.Model], alias: str) -> models.QuerySet:
    return model._base_manager.using(alias).order_by("pk")


def copy_rows(source: str, target: str) -> None:
    """Replace what migrations have written in the target by the rows of the source."""
    with transaction.atomic(using=target):
        for model in reversed(tables()):
            rows_of(model, target)._raw_delete(using=target)
        for model in tables():
            for batch in batches(rows_of(model, source)):
                insert_as_they_are(model, batch, target)
        reset_sequences(target)


def batches(rows: models.QuerySet) -> Iterator[list[models.Model]]:
    batch = []
    for row in rows.iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def insert_as_they_are(model: type[models.Model], batch: list[models.Model], alias: str) -> None:
    query = InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, batch, raw=True)
    query.get_compiler(using=alias).execute_sql()


def reset_sequences(alias: str) -> None:
    connection = connections[alias]
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def fingerprint(model: type[models.Model], alias: str) -> tuple[int, int]:
    """Return how many rows there are, and a sum over the SHA-256 of each.

    A sum, because databases order texts differently; keys sorted, because jsonb sorts them anew.
    """
    names = [field.attname for field in model._meta.concrete_fields]
    count = total = 0
    for row in rows_of(model, alias).values_list(*names).iterator(chunk_size=BATCH):
        text = json.dumps(row, sort_keys=True, default=str)
        total += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
        count += 1
    return count, total % 2**256


def differences(source: str, target: str) -> list[str]:
    """Return a sentence for each table that is not the same on both sides."""
    found = []
    for model in tables():
        here, there = fingerprint(model, source), fingerprint(model, target)
        if here != there:
            found.append(f"{model._meta.label}: {here[0]} rows here, {there[0]} there, or others")
    return found
