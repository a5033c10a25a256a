"""Managers handle requests about personal data, and see which notice people agreed to."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GIVEN = ["handle_privacy", "view_noticetext", "view_consentrecord"]


def permissions_of(apps, database):
    return apps.get_model("auth", "Permission").objects.using(database).filter(
        content_type__app_label="enrollment", codename__in=GIVEN
    )


def give(apps, schema_editor):
    database = schema_editor.connection.alias
    create_permissions(installed.get_app_config("enrollment"), verbosity=0, using=database)
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.using(database).filter(name="manager"):
        group.permissions.add(*permissions_of(apps, database))


def take_back(apps, schema_editor):
    database = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.using(database).filter(name="manager"):
        group.permissions.remove(*permissions_of(apps, database))


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0018_people_who_can_be_forgotten")]
    operations = [migrations.RunPython(give, take_back)]
