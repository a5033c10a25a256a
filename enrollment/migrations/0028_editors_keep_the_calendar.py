"""Editors and managers keep holidays and the days on which an instructor cannot teach."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ("calendarday", "instructorabsence")
VERBS = ("view", "add", "change", "delete")


def give(apps, schema_editor):
    database = schema_editor.connection.alias
    create_permissions(installed.get_app_config("catalog"), verbosity=0, using=database)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    names = [f"{verb}_{model}" for model in MODELS for verb in VERBS]
    found = Permission.objects.using(database).filter(
        content_type__app_label="catalog", codename__in=names
    )
    for group in Group.objects.using(database).filter(name__in=["editor", "manager"]):
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0027_plan_changes"),
        ("catalog", "0013_holidays"),
    ]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
