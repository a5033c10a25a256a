"""Rows read by a statement that is written out, for what every enrollment waits for.

``Model.objects`` does the same and takes several times as long as the database (bench.enroll).
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import Col

Convert = Callable[[Any, Any, Any], Any]  # a value of the database -> one of Python


class Question(NamedTuple):
    """A condition in SQL that is answered together with a row, and its values."""

    sql: str
    values: list[Any]


def read_joined(models: tuple[type[Model], ...], sql: str, values: Sequence[Any]) -> list[Any]:
    """A row of each model, of a statement that selects ``columns_of`` each in their order.

    ``None`` for a model that an outer join found nothing of, and for each where there is no row.
    What else the statement selects behind them follows as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    if row is None:
        return [None] * len(models)
    read: list[Any] = []
    start = 0
    for model in models:
        end = start + len(model._meta.concrete_fields)
        read.append(_made(model, row[start:end]))
        start = end
    return [*read, *row[start:]]


def columns_of(model: type[Model], table: str) -> str:
    """All columns of the model as a SELECT names them; ``table`` is its name in the statement."""
    fields = model._meta.concrete_fields
    return ", ".join(f"{table}.{connection.ops.quote_name(field.column)}" for field in fields)


def _made(model: type[Model], row: Sequence[Any]) -> Model | None:
    columns, key = _columns(model, connection.vendor)
    if row[key] is None:
        return None
    read = []
    for cell, (column, converters) in zip(row, columns, strict=True):
        value = cell
        for convert in converters:
            value = convert(value, column, connection)
        read.append(value)
    return model.from_db(connection.alias, _names(model), read)


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _columns(model: type[Model], _vendor: str) -> tuple[list[tuple[Col, list[Convert]]], int]:
    """Each column with what makes its field's value, and the place of the key."""
    columns: list[tuple[Col, list[Convert]]] = []
    for field in model._meta.concrete_fields:
        column = field.get_col(model._meta.db_table)
        converters = connection.ops.get_db_converters(column)
        columns.append((column, converters + column.get_db_converters(connection)))
    return columns, model._meta.concrete_fields.index(model._meta.pk)
