"""The five groups of staff, with what each may see and do."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

# What is done to what. A group has a line per set of verbs; docs/SECURITY-MODEL.md says why.
EDITOR = {
    "view add change delete": [
        "catalog.attachment",
        "catalog.calendarday",
        "catalog.client",
        "catalog.course",
        "catalog.coursedetail",
        "catalog.guidance",
        "catalog.instructorabsence",
        "catalog.picture",
        "catalog.question",
        "catalog.refundrule",
        "catalog.synonym",
        "catalog.testimonial",
    ],
    "view add change": [
        "catalog.category",
        "catalog.city",
        "catalog.instructor",
        "catalog.office",
        "catalog.outline",
        "catalog.session",
        "catalog.venue",
        "enrollment.certificate",
        "enrollment.classrules",
        "enrollment.feedbackquestion",
        "enrollment.sessionterms",
    ],
    "view": [
        "catalog.linkvisit",
        "catalog.outlineitem",
        "catalog.seller",
        "enrollment.feedback",
    ],
    "view delete": [
        "catalog.missedsearch",
    ],
    "view change": [
        "enrollment.attendance",
        "enrollment.lettertext",
    ],
    "add": [
        "enrollment.groupletter",
    ],
}
SALES = {
    "view": [
        "catalog.course",
        "catalog.linkvisit",
        "catalog.refundrule",
        "catalog.seller",
        "catalog.session",
        "enrollment.attendance",
        "enrollment.certificate",
        "enrollment.figures",
        "enrollment.feedback",
        "enrollment.interest",
        "enrollment.outboxmessage",
        "enrollment.sessionterms",
    ],
    "view add change merge": [
        "enrollment.company",
    ],
    "view add change export": [
        "enrollment.enrollment",
    ],
    "add": [
        "enrollment.groupletter",
    ],
    "view change": [
        "enrollment.inquiry",
        "enrollment.participant",
        "enrollment.person",
    ],
}
MANAGER = {
    "view add change delete": [
        "auth.group",
        "auth.user",
        "catalog.attachment",
        "catalog.calendarday",
        "catalog.category",
        "catalog.city",
        "catalog.client",
        "catalog.course",
        "catalog.coursedetail",
        "catalog.formerslug",
        "catalog.guidance",
        "catalog.instructor",
        "catalog.instructorabsence",
        "catalog.office",
        "catalog.picture",
        "catalog.question",
        "catalog.refundrule",
        "catalog.session",
        "catalog.synonym",
        "catalog.testimonial",
        "catalog.venue",
        "enrollment.classrules",
        "enrollment.feedbackquestion",
        "enrollment.person",
        "enrollment.sessionterms",
    ],
    "view": [
        "auth.permission",
        "catalog.linkvisit",
        "catalog.outlineitem",
        "enrollment.auditevent",
        "enrollment.consentrecord",
        "enrollment.figures",
        "enrollment.feedback",
        "enrollment.interest",
        "enrollment.noticetext",
        "enrollment.outboxmessage",
        "enrollment.seatchange",
    ],
    "view delete": [
        "catalog.missedsearch",
    ],
    "view add change": [
        "catalog.outline",
        "enrollment.certificate",
    ],
    "view change": [
        "catalog.seller",
        "enrollment.attendance",
        "enrollment.inquiry",
        "enrollment.lettertext",
        "enrollment.participant",
    ],
    "view add change delete merge": [
        "enrollment.company",
    ],
    "view add change export": [
        "enrollment.enrollment",
    ],
    "add": [
        "enrollment.groupletter",
    ],
    "handle": [
        "enrollment.privacy",
    ],
}
FINANCE = {
    "view": [
        "catalog.course",
        "catalog.refundrule",
        "catalog.session",
        "enrollment.figures",
        "enrollment.participant",
        "enrollment.person",
        "enrollment.sessionterms",
    ],
    "view change": [
        "catalog.seller",
        "enrollment.company",
    ],
    "view export": [
        "enrollment.enrollment",
    ],
}
AUDITOR = {
    "view": [
        "auth.group",
        "auth.user",
        "catalog.course",
        "catalog.outline",
        "catalog.session",
        "enrollment.auditevent",
        "enrollment.sessionterms",
    ],
}
GROUPS = {
    "editor": EDITOR,
    "sales": SALES,
    "manager": MANAGER,
    "finance": FINANCE,
    "auditor": AUDITOR,
}


def permissions(group):
    """The names of the permissions of one group of the tables above, as ``app.codename``."""
    for verbs, models in group.items():
        for model in models:
            app, name = model.split(".")
            yield from (f"{app}.{verb}_{name}" for verb in verbs.split())


def make_groups(apps, schema_editor):
    database = schema_editor.connection.alias
    # Django makes permissions only after all migrations; a fresh database has none yet.
    for label in ("catalog", "enrollment", "auth"):
        create_permissions(installed.get_app_config(label), verbosity=0, using=database)
    Permission = apps.get_model("auth", "Permission")
    every = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(database).select_related("content_type")
    }
    groups = apps.get_model("auth", "Group").objects.using(database)
    for name, table in GROUPS.items():
        group, _created = groups.get_or_create(name=name)
        group.permissions.add(*(every[permission] for permission in permissions(table)))


def remove_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    # Databases from before the migrations were drawn together have this already.
    replaces = [("enrollment", "0002_staff_groups"), ("enrollment", "0020_finance_and_auditor")]
    dependencies = [
        ("enrollment", "0002_append_only"),
        ("catalog", "0003_holidays"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
