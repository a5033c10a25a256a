"""Sales and managers work with companies and people; finance sees them and writes tax data."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

SALES = [
    *("view_company", "add_company", "change_company", "merge_company"),
    *("view_person", "change_person"),
]
GIVEN = {
    "sales": SALES,
    "manager": SALES,
    "finance": ["view_company", "change_company", "view_person"],
}


def permissions_of(apps, database, names):
    return apps.get_model("auth", "Permission").objects.using(database).filter(
        content_type__app_label="enrollment", codename__in=names
    )


def give(apps, schema_editor):
    database = schema_editor.connection.alias
    create_permissions(installed.get_app_config("enrollment"), verbosity=0, using=database)
    Group = apps.get_model("auth", "Group")
    for name, wanted in GIVEN.items():
        for group in Group.objects.using(database).filter(name=name):
            group.permissions.add(*permissions_of(apps, database, wanted))


def take_back(apps, schema_editor):
    database = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    for name, wanted in GIVEN.items():
        for group in Group.objects.using(database).filter(name=name):
            group.permissions.remove(*permissions_of(apps, database, wanted))


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0022_customers")]
    operations = [migrations.RunPython(give, take_back)]
