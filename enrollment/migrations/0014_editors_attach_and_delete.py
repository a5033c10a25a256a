"""Editors attach files to a course and delete one that was made by mistake."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GIVEN = [
    *(f"{verb}_attachment" for verb in ("view", "add", "change", "delete")),
    "delete_course",
]


def give(apps, schema_editor):
    database = schema_editor.connection.alias
    create_permissions(installed.get_app_config("catalog"), verbosity=0, using=database)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    permissions = Permission.objects.using(database).filter(
        content_type__app_label="catalog", codename__in=GIVEN
    )
    for group in Group.objects.using(database).filter(name__in=["editor", "manager"]):
        group.permissions.add(*permissions)


def take_back(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    database = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    permissions = Permission.objects.using(database).filter(
        content_type__app_label="catalog", codename__in=GIVEN
    )
    for group in Group.objects.using(database).filter(name="editor"):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ('enrollment', '0013_every_letter_leaves_by_the_outbox'),
        ("catalog", "0008_outline_drafts"),
    ]
    operations = [migrations.RunPython(give, take_back)]
