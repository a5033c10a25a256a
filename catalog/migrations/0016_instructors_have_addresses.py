"""Every instructor gets an address of their own page, in pinyin."""

import re

from django.db import migrations
from pypinyin import lazy_pinyin

WORD = re.compile(r"[a-z0-9]+")


def name_them(apps, schema_editor):
    Instructor = apps.get_model("catalog", "Instructor")
    database = schema_editor.connection.alias
    taken = set()
    for person in Instructor.objects.using(database).filter(slug=None).order_by("pk"):
        stem = "-".join(WORD.findall(" ".join(lazy_pinyin(person.name)).lower()))[:70] or "instructor"
        slug, number = stem, 2
        while slug in taken:
            slug, number = f"{stem}-{number}", number + 1
        taken.add(slug)
        person.slug = slug
        person.save(update_fields=["slug"])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0015_trust")]

    operations = [migrations.RunPython(name_them, migrations.RunPython.noop)]
