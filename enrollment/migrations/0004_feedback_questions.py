"""Questions after a class to begin with; staff change them."""

from django.db import migrations

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
    FeedbackQuestion = apps.get_model("enrollment", "FeedbackQuestion")
    FeedbackQuestion.objects.using(schema_editor.connection.alias).bulk_create(
        FeedbackQuestion(position=position, kind=kind, text=text, text_en=english)
        for position, (kind, text, english) in enumerate(QUESTIONS, 1)
    )


class Migration(migrations.Migration):
    # Databases from before the migrations were drawn together have this already.
    replaces = [("enrollment", "0032_who_runs_the_class")]
    dependencies = [("enrollment", "0003_staff_groups")]
    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
