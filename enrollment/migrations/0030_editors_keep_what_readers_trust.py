"""Editors and managers keep the terms, questions, clients and pictures; finance keeps the seller."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

KEPT = ("guidance", "refundrule", "question", "client", "picture")
GIVEN = {
    "editor": [
        *(f"{verb}_{model}" for verb in ("view", "add", "change", "delete") for model in KEPT),
        "view_seller",
        "view_missedsearch",
        "delete_missedsearch",
        "view_linkvisit",
    ],
    "finance": ["view_seller", "change_seller", "view_refundrule"],
    "sales": ["view_linkvisit", "view_refundrule", "view_seller"],
}
GIVEN["manager"] = [*GIVEN["editor"], "change_seller"]


def give(apps, schema_editor):
    database = schema_editor.connection.alias
    create_permissions(installed.get_app_config("catalog"), verbosity=0, using=database)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GIVEN.items():
        permissions = Permission.objects.using(database).filter(
            content_type__app_label="catalog", codename__in=codenames
        )
        for group in Group.objects.using(database).filter(name=name):
            group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0029_merging_is_asked"),
        ("catalog", "0016_instructors_have_addresses"),
    ]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
