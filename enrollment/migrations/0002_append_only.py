"""The seat ledger, the audit and the chain over it are written once: the database refuses changes.

A later migration that alters one of these tables on SQLite makes the table anew and loses its
triggers: it has to call ``protect`` again. A test looks whether they are there.
"""

from django.db import migrations

TABLES = ("enrollment_seatchange", "enrollment_auditevent", "enrollment_auditseal")
SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION enrollment_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION enrollment_append_only()
"""


def protection(vendor: str) -> list[str]:
    """The statements that protect the tables."""
    if vendor == "sqlite":
        events = ("update", "delete")
        return [SQLITE.format(table=table, event=event) for table in TABLES for event in events]
    return [FUNCTION, *(POSTGRESQL.format(table=table) for table in TABLES)]


def removal(vendor: str) -> list[str]:
    """The statements that let the tables be changed again."""
    if vendor == "sqlite":
        names = [f"{table}_no_{event}" for table in TABLES for event in ("update", "delete")]
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in TABLES]


def protect(apps, schema_editor):
    for statement in protection(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def leave_open(apps, schema_editor):
    for statement in removal(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    # Databases from before the migrations were drawn together have this already.
    replaces = [("enrollment", "0007_append_only"), ("enrollment", "0021_audit_chain")]
    dependencies = [("enrollment", "0001_initial")]
    operations = [migrations.RunPython(protect, leave_open)]
