"""One row read by a statement that is written out, for what runs under the lock of a hot session.

``Model.objects.raw`` does the same and takes several times as long as the database (bench.enroll).
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import Col

M = TypeVar("M", bound=Model)
Convert = Callable[[Any, Any, Any], Any]  # a value of the database -> one of Python
Planned = tuple[int, Col, list[Convert]]


def read_row(model: type[M], sql: str, values: list[int]) -> M | None:
    """The row that the statement gives, with all columns of the model; ``None`` without one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
        columns = tuple(column[0] for column in cursor.description)
    if row is None:
        return None
    read = []
    for place, column, converters in _plan(model, columns, connection.vendor):
        value = row[place]
        for convert in converters:
            value = convert(value, column, connection)
        read.append(value)
    return model.from_db(connection.alias, _names(model), read)


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _plan(model: type[Model], columns: tuple[str, ...], _vendor: str) -> list[Planned]:
    """For each field of the model: its place in the row, its column, and what makes its value."""
    plan: list[Planned] = []
    for field in model._meta.concrete_fields:
        column = field.get_col(model._meta.db_table)
        converters = connection.ops.get_db_converters(column)
        converters += column.get_db_converters(connection)
        plan.append((columns.index(field.column), column, converters))
    return plan
