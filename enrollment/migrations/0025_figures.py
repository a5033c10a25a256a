"""Managers, sales and finance see the figures."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ("manager", "sales", "finance")


def permission_of(apps, database):
    return apps.get_model("auth", "Permission").objects.using(database).get(
        content_type__app_label="enrollment", codename="view_figures"
    )


def give(apps, schema_editor):
    database = schema_editor.connection.alias
    create_permissions(installed.get_app_config("enrollment"), verbosity=0, using=database)
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.using(database).filter(name__in=ROLES):
        group.permissions.add(permission_of(apps, database))


def take_back(apps, schema_editor):
    database = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.using(database).filter(name__in=ROLES):
        group.permissions.remove(permission_of(apps, database))


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0024_sources")]
    operations = [
        migrations.AlterModelOptions(
            name="enrollment",
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [
                    ("export_enrollment", "可以导出报名名单"),
                    ("view_figures", "可以看经营数据"),
                ],
                "verbose_name": "报名",
                "verbose_name_plural": "报名",
            },
        ),
        migrations.RunPython(give, take_back),
    ]
