"""The search index, made per vendor: see catalog/search/engine.py."""

from django.db import migrations, models

COURSE = """
CREATE TABLE catalog_search_course (
    course_id bigint PRIMARY KEY,
    title text NOT NULL,
    head text NOT NULL,
    pinyin text NOT NULL,
    depths text NOT NULL,
    body text NOT NULL{tokens}
)
"""
SQLITE = [
    COURSE.format(tokens=""),
    # The tokens hold no ASCII punctuation, so the plainest tokenizer keeps each one whole.
    "CREATE VIRTUAL TABLE catalog_search_tokens USING fts5(tokens, detail=none, tokenize='ascii')",
]
POSTGRESQL = [
    COURSE.format(tokens=",\n    tokens tsvector NOT NULL"),
    # Read often and by substring: not worth unpacking each time.
    "ALTER TABLE catalog_search_course ALTER COLUMN body SET STORAGE EXTERNAL",
    "CREATE INDEX catalog_search_tokens ON catalog_search_course USING gin (tokens)",
]


def create(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE catalog_search_course")
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE catalog_search_tokens")


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
