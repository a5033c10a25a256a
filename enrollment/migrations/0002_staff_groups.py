"""The groups editor, sales and manager with what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CATALOGUE = "category city course coursedetail instructor office outline testimonial venue".split()
EDIT = ("view", "add", "change", "delete")
GROUPS = {
    "editor": [*((f"{verb}_{name}", "catalog") for name in CATALOGUE for verb in EDIT)]
    + [(f"{verb}_session", "catalog") for verb in ("view", "add", "change")],
    "sales": [
        ("view_session", "catalog"),
        ("view_course", "catalog"),
        *((f"{verb}_enrollment", "enrollment") for verb in ("view", "change", "export")),
        ("view_participant", "enrollment"),
        ("view_outboxmessage", "enrollment"),
    ],
}
GROUPS["manager"] = [
    *GROUPS["editor"],
    *GROUPS["sales"],
    ("view_auditevent", "enrollment"),
    *((f"{verb}_user", "auth") for verb in ("view", "add", "change")),
]


def make(apps, schema_editor):
    # Permissions are made after all migrations; on a fresh database they are not there yet.
    for label in ("catalog", "enrollment", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.get(codename=codename, content_type__app_label=app)
            for codename, app in dict.fromkeys(wanted)
        )


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0001_initial"),
        ("catalog", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(make, remove)]
