"""The search index, made per vendor: see catalog/search/engine.py."""

from django.db import migrations, models

COURSE = """
CREATE TABLE catalog_search_course (
    course_id bigint PRIMARY KEY,
    title text NOT NULL,
    head text NOT NULL,
    depths text NOT NULL,
    body text NOT NULL{grams}
)
"""
SQLITE = [
    COURSE.format(grams=""),
    # The tokens hold no ASCII punctuation, so the plainest tokenizer keeps each one whole.
    "CREATE VIRTUAL TABLE catalog_search_tokens USING fts5(pairs, pinyin, tokenize='ascii')",
]
POSTGRESQL = [
    COURSE.format(grams=",\n    grams tsvector NOT NULL"),
    # Read often and by substring: not worth unpacking each time.
    "ALTER TABLE catalog_search_course ALTER COLUMN body SET STORAGE EXTERNAL",
    "CREATE INDEX catalog_search_grams ON catalog_search_course USING gin (grams)",
    # The planner counts the small rows only, not what unpacking each vector costs, and would read
    # them all: this function has the index asked, and says that few rows come of it.
    """
    CREATE FUNCTION catalog_search_holding(sought tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 50 SET enable_seqscan = off
    AS 'SELECT course_id FROM catalog_search_course WHERE grams @@ sought'
    """,
]


def create(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE catalog_search_course")
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE catalog_search_tokens")
    else:
        schema_editor.execute("DROP FUNCTION catalog_search_holding(tsquery)")


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
