"""New rows written as they are, several in one trip to the database.

Under the lock of a hot session every trip counts, and Django puts each INSERT together anew, which
takes it five times as long as the database needs to run it (bench.enroll).
"""

from functools import cache
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import AutoField, Field, Model

AnyField: TypeAlias = "Field[Any, Any]"
Statement = tuple[str, list[Any]]  # SQL and its parameters


def insertion(new: Model, *, once: bool = False) -> Statement:
    """The INSERT of an object that is not saved yet; its database gives the key.

    With ``once`` a row that is there already stays, and nothing is said.
    """
    sql, fields = _plan(type(new))
    values = [field.get_db_prep_save(getattr(new, field.attname), connection) for field in fields]
    return (f"{sql} ON CONFLICT DO NOTHING" if once else sql), values


def insert(new: Model) -> None:
    """Insert the object now; it has its key afterwards."""
    sql, values = insertion(new)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {_quoted(new._meta.pk.column)}", values)
        (new.pk,) = cursor.fetchone()
    new._state.adding, new._state.db = False, connection.alias


def send(*statements: Statement) -> None:
    """Run them in this order; PostgreSQL takes all of them in one trip."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = "; ".join(sql for sql, _values in statements)
            cursor.execute(sql, [value for _sql, values in statements for value in values])
        else:
            for sql, values in statements:
                cursor.execute(sql, values)


@cache
def _plan(model: type[Model]) -> tuple[str, list[AnyField]]:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    columns = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = _quoted(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES ({places})", fields  # noqa: S608 - our names


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
