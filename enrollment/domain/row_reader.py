"""Rows read by a statement that is written out, for what every enrollment waits for.

``Model.objects`` does the same and takes several times as long as the database (bench.enroll).
"""

from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


def read_row(model: type[M], sql: str, values: list) -> M | None:
    """The row that the statement gives, with all columns of the model; ``None`` without one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
        columns = tuple(column[0] for column in cursor.description)
    return None if row is None else _made(model, columns, row)


def read_joined(models: tuple[type[Model], ...], sql: str, values: list) -> list[Model | None]:
    """A row of each model, of a statement that selects ``columns_of`` each in their order.

    ``None`` for a model that an outer join found nothing of, and for each where there is no row.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    if row is None:
        return [None] * len(models)
    read, start = [], 0
    for model in models:
        columns = _names(model)
        part = row[start : start + len(columns)]
        key = part[columns.index(model._meta.pk.column)]
        read.append(None if key is None else _made(model, columns, part))
        start += len(columns)
    return read


def columns_of(model: type[Model], table: str) -> str:
    """All columns of the model as a SELECT names them; ``table`` is its name in the statement."""
    return ", ".join(f"{table}.{connection.ops.quote_name(name)}" for name in _names(model))


@cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.column for field in model._meta.concrete_fields)


def _made(model: type[M], columns: tuple[str, ...], row: tuple) -> M:
    read = []
    for place, column, converters in _plan(model, columns, connection.vendor):
        value = row[place]
        for convert in converters:
            value = convert(value, column, connection)
        read.append(value)
    return model.from_db(connection.alias, None, read)


@cache
def _plan(model: type[Model], columns: tuple[str, ...], _vendor: str) -> list[tuple]:
    """For each field of the model: its place in the row, its column, and what makes its value."""
    plan = []
    for field in model._meta.concrete_fields:
        column = field.get_col(model._meta.db_table)
        converters = connection.ops.get_db_converters(column)
        converters += column.get_db_converters(connection)
        plan.append((columns.index(field.column), column, converters))
    return plan
