"""The chain over the audit events, written once like the events themselves."""

from importlib import import_module

from django.db import migrations, models

first = import_module("enrollment.migrations.0007_append_only")
TABLE = "enrollment_auditseal"


def protection(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [first.SQLITE.format(table=TABLE, event=event) for event in ("update", "delete")]
    return [first.POSTGRESQL.format(table=TABLE)]


def removal(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {TABLE}_no_{event}" for event in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {TABLE}_append_only ON {TABLE}"]


def protect(apps, schema_editor):
    for statement in protection(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def leave_open(apps, schema_editor):
    for statement in removal(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0020_finance_and_auditor")]
    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={"ordering": ["position"]},
        ),
        migrations.RunPython(protect, leave_open),
    ]
