"""On PostgreSQL parties and their people are found by pairs of neighbouring characters.

``enrollment_pairs`` gives all pairs of its texts in lower case; queries/party_pairs.py asks for
them. Its cost is stated as high, so that the planner never computes it row by row: the index
answers, or the texts themselves are read. Changed rows wait in a list of at most 512 kB before
they enter the index, as merging a longer list would hold up whoever enrolls just then.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION enrollment_pairs(VARIADIC texts text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
DECLARE
    one text;
    signs text[];
    pairs text[] := '{}';
    size integer := 0;
BEGIN
    FOREACH one IN ARRAY texts LOOP
        signs := pg_catalog.string_to_array(pg_catalog.lower(one), NULL);
        FOR n IN 1 .. COALESCE(pg_catalog.array_length(signs, 1), 0) - 1 LOOP
            size := size + 1;
            pairs[size] := signs[n] || signs[n + 1];
        END LOOP;
    END LOOP;
    RETURN pairs;
END $$
"""
INDEXES = {
    "enrollment_party_pairs": (
        "enrollment_enrollment (enrollment_pairs(company, contact_name, contact_phone,"
        " contact_email))"
    ),
    "enrollment_people_pairs": "enrollment_participant (enrollment_pairs(name, phone, email))",
}


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(FUNCTION, params=None)
    for name, columns in INDEXES.items():
        table, _space, expression = columns.partition(" ")
        schema_editor.execute(
            f"CREATE INDEX {name} ON {table} USING gin {expression}"
            " WITH (gin_pending_list_limit = 512)",
            params=None,
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in INDEXES:
        schema_editor.execute(f"DROP INDEX {name}", params=None)
    schema_editor.execute("DROP FUNCTION enrollment_pairs(text[])", params=None)


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0009_legal_hold")]
    operations = [migrations.RunPython(make, drop)]
