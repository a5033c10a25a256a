"""Groups editor, sales and manager, with what each may see and do."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

CATALOGUE = [
    "category",
    "city",
    "course",
    "coursedetail",
    "instructor",
    "office",
    "synonym",
    "testimonial",
    "venue",
]
EDITOR = [
    *(f"catalog.{verb}_{model}" for model in CATALOGUE for verb in ("view", "add", "change")),
    *(f"catalog.delete_{model}" for model in ("coursedetail", "synonym", "testimonial")),
    *(f"catalog.{verb}_outline" for verb in ("view", "add", "change")),
    "catalog.view_outlineitem",
    *(f"catalog.{verb}_session" for verb in ("view", "add", "change")),
    *(f"enrollment.{verb}_sessionterms" for verb in ("view", "add", "change")),
]
SALES = [
    "catalog.view_session",
    "catalog.view_course",
    "enrollment.view_sessionterms",
    "enrollment.view_enrollment",
    "enrollment.add_enrollment",
    "enrollment.change_enrollment",
    "enrollment.export_enrollment",
    "enrollment.view_participant",
    "enrollment.change_participant",
    "enrollment.view_outboxmessage",
    "enrollment.view_interest",
]
GROUPS = {"editor": EDITOR, "sales": SALES}
OWN_APPS = ("catalog", "enrollment", "auth")
# What no one does by hand: the verbs of enrollment.actions and the outbox do it.
NEVER = {
    "enrollment": {
        "enrollment": {"delete"},
        "participant": {"add", "delete"},
        "seatchange": {"add", "change", "delete"},
        "auditevent": {"add", "change", "delete"},
        "outboxmessage": {"add", "change", "delete"},
        "interest": {"add", "change", "delete"},
        "inquiry": {"add", "delete"},
    },
    "catalog": {"outlineitem": {"add", "change", "delete"}, "outline": {"delete"}},
    "auth": {"permission": {"add", "change", "delete"}},
}


def make_groups(apps, schema_editor):
    database = schema_editor.connection.alias
    # Django makes permissions only after all migrations; a fresh database has none yet.
    for label in OWN_APPS:
        create_permissions(installed.get_app_config(label), verbosity=0, using=database)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    every = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(database).select_related("content_type")
    }
    everything = [name for name in every if name.split(".")[0] in OWN_APPS and not forbidden(name)]
    for name, wanted in {**GROUPS, "manager": everything}.items():
        group, _created = Group.objects.using(database).get_or_create(name=name)
        group.permissions.add(*(every[codename] for codename in wanted))


def forbidden(name):
    app, codename = name.split(".")
    verb, _underscore, model = codename.partition("_")
    return verb in NEVER.get(app, {}).get(model, set())


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(
        name__in=["editor", "sales", "manager"]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0001_initial"),
        ("catalog", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
