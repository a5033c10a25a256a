"""Managers keep the addresses at which other programs are told of events."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = [
    *(f"{verb}_webhook" for verb in ("view", "add", "change", "delete")),
    "view_webhookdelivery",
]


def give(apps, schema_editor):
    database = schema_editor.connection.alias
    create_permissions(installed.get_app_config("enrollment"), verbosity=0, using=database)
    rights = apps.get_model("auth", "Permission").objects.using(database)
    given = rights.filter(content_type__app_label="enrollment", codename__in=RIGHTS)
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name="manager"):
        group.permissions.add(*given)


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0005_webhooks")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
