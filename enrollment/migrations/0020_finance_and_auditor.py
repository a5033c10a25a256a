"""Groups finance and auditor, with what each may see and do."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

SEES_THE_CATALOGUE = ["catalog.view_course", "catalog.view_session", "enrollment.view_sessionterms"]
GROUPS = {
    # Invoices and payments: parties and their list, nothing to change.
    "finance": [
        *SEES_THE_CATALOGUE,
        "enrollment.view_enrollment",
        "enrollment.view_participant",
        "enrollment.export_enrollment",
    ],
    # Who did what, and who may do what; no person who enrolled.
    "auditor": [
        *SEES_THE_CATALOGUE,
        "catalog.view_outline",
        "enrollment.view_auditevent",
        "auth.view_user",
        "auth.view_group",
    ],
}


def make_groups(apps, schema_editor):
    database = schema_editor.connection.alias
    for label in ("catalog", "enrollment", "auth"):
        create_permissions(installed.get_app_config(label), verbosity=0, using=database)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    every = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(database).select_related("content_type")
    }
    for name, wanted in GROUPS.items():
        group, _created = Group.objects.using(database).get_or_create(name=name)
        group.permissions.add(*(every[codename] for codename in wanted))


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(name__in=list(GROUPS)).delete()


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0019_managers_handle_privacy")]
    operations = [migrations.RunPython(make_groups, remove_groups)]
