"""Editors run classes; sales see them and write to them; managers do everything."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

SALES = ["view_attendance", "view_certificate", "view_feedback", "add_groupletter"]
EDITOR = [
    *SALES,
    "change_attendance",
    *("add_certificate", "change_certificate"),
    *(f"{verb}_feedbackquestion" for verb in ("view", "add", "change")),
    *(f"{verb}_classrules" for verb in ("view", "add", "change")),
    *("view_lettertext", "change_lettertext"),
]
MANAGER = [*EDITOR, "delete_feedbackquestion", "delete_classrules"]
GROUPS = {"editor": EDITOR, "sales": SALES, "manager": MANAGER}


def each_group(apps, database):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in GROUPS.items():
        given = Permission.objects.using(database).filter(
            content_type__app_label="enrollment", codename__in=wanted
        )
        for group in Group.objects.using(database).filter(name=name):
            yield group, given


def give(apps, schema_editor):
    database = schema_editor.connection.alias
    create_permissions(installed.get_app_config("enrollment"), verbosity=0, using=database)
    for group, given in each_group(apps, database):
        group.permissions.add(*given)


def take_back(apps, schema_editor):
    for group, given in each_group(apps, schema_editor.connection.alias):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0022_the_class")]
    operations = [migrations.RunPython(give, take_back)]
