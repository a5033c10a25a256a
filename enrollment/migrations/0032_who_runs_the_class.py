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


QUESTIONS = [
    ("scale", "课程内容对工作有用", "The content is useful for my work"),
    ("scale", "讲师讲得清楚", "The instructor explained things clearly"),
    ("scale", "案例和练习有帮助", "The case studies and exercises helped"),
    ("scale", "场地和组织让人满意", "The venue and the organisation were good"),
    ("scale", "我会推荐给同事", "I would recommend it to colleagues"),
    ("text", "最有收获的是什么？", "What did you gain most from?"),
    ("text", "哪里可以更好？", "What could be better?"),
]


def ask(apps, schema_editor):
    """Questions to begin with; staff change them."""
    FeedbackQuestion = apps.get_model("enrollment", "FeedbackQuestion")
    FeedbackQuestion.objects.using(schema_editor.connection.alias).bulk_create(
        FeedbackQuestion(position=position, kind=kind, text=text, text_en=english)
        for position, (kind, text, english) in enumerate(QUESTIONS, 1)
    )


def take_back(apps, schema_editor):
    for group, given in each_group(apps, schema_editor.connection.alias):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0031_the_class")]
    operations = [
        migrations.RunPython(give, take_back),
        migrations.RunPython(ask, migrations.RunPython.noop),
    ]
