"""The full text engine of each database; the tables are made in migration 0002_search.

``catalog_search_course`` has a row for a course: ``title``, ``head``, ``pinyin`` and ``body`` are
folded texts, the lines of ``body`` are the items of the released outline in their order and
``depths`` holds one character for the depth of each. Its tokens stand in an FTS5 table on SQLite,
in a tsvector under a GIN index on PostgreSQL.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from psycopg2.extras import execute_values

COLUMNS = ("course_id", "title", "head", "pinyin", "depths", "body")


@dataclass(frozen=True, slots=True)
class Row:
    course_id: int
    title: str
    head: str
    pinyin: str
    depths: str
    body: str
    tokens: frozenset[str]

    @property
    def values(self) -> tuple:
        return tuple(getattr(self, name) for name in COLUMNS)


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def instr() -> str:
    """The function that finds a text in another, and nothing where either is NULL."""
    return "strpos" if is_postgresql() else "instr"


def replace(course_ids: Iterable[int], rows: Iterable[Row]) -> None:
    """Write these rows; of ``course_ids`` only those with a row stay."""
    ids = [(pk,) for pk in course_ids]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM catalog_search_course WHERE course_id = %s", ids)
        if is_postgresql():
            _insert_postgresql(cursor, list(rows))
        else:
            cursor.executemany("DELETE FROM catalog_search_tokens WHERE rowid = %s", ids)
            _insert_sqlite(cursor, list(rows))


def _insert_sqlite(cursor, rows: list[Row]) -> None:
    cursor.executemany(
        "INSERT INTO catalog_search_course (course_id, title, head, pinyin, depths, body)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        [row.values for row in rows],
    )
    cursor.executemany(
        "INSERT INTO catalog_search_tokens (rowid, tokens) VALUES (%s, %s)",
        [(row.course_id, " ".join(sorted(row.tokens))) for row in rows],
    )


def _insert_postgresql(cursor, rows: list[Row]) -> None:
    execute_values(
        cursor.cursor,
        "INSERT INTO catalog_search_course"
        " (course_id, title, head, pinyin, depths, body, tokens) VALUES %s",
        [(*row.values, sorted(row.tokens)) for row in rows],
        template="(%s, %s, %s, %s, %s, %s, array_to_tsvector(%s::text[]))",
        page_size=200,
    )


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_search_course")
        if not is_postgresql():
            cursor.execute("DELETE FROM catalog_search_tokens")


def settle() -> None:
    """After many rows were written: merge the index and count its words anew."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute("ANALYZE catalog_search_course")
        else:
            cursor.execute(
                "INSERT INTO catalog_search_tokens (catalog_search_tokens) VALUES ('optimize')"
            )


def holding(groups: list[list[set[str]]]) -> tuple[str, list[str]]:
    """SQL for the rows that hold, for every group, all tokens of one of its sets."""
    join = " & " if is_postgresql() else " AND "
    either = " | " if is_postgresql() else " OR "
    quote = "'{}'" if is_postgresql() else '"{}"'
    query = join.join(
        "({})".format(
            either.join(
                f"({join.join(quote.format(token) for token in sorted(tokens))})"
                for tokens in group
            )
        )
        for group in groups
    )
    if is_postgresql():
        return "s.tokens @@ %s::tsquery", [query]
    inner = "SELECT rowid FROM catalog_search_tokens WHERE catalog_search_tokens MATCH %s"
    return f"s.course_id IN ({inner})", [query]
