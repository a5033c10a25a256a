"""Public holidays of 2026, and those of 2027 as far as the law names them (provisional)."""

import json
from datetime import date, timedelta

from django.conf import settings
from django.db import migrations


def fill(apps, schema_editor):
    table = apps.get_model("catalog", "CalendarDay").objects.using(schema_editor.connection.alias)
    file = settings.BASE_DIR / "fixtures" / "holidays.json"
    for year, holidays in json.loads(file.read_text(encoding="utf-8")).items():
        for holiday in holidays:
            said = {"name": holiday["name"], "provisional": holiday.get("provisional", False)}
            first, last = (date.fromisoformat(f"{year}-{day}") for day in holiday["days"])
            for number in range((last - first).days + 1):
                day = first + timedelta(days=number)
                table.get_or_create(day=day, defaults={"kind": "holiday", **said})
            for day in holiday.get("work", ()):
                day = date.fromisoformat(f"{year}-{day}")
                table.get_or_create(day=day, defaults={"kind": "workday", **said})


class Migration(migrations.Migration):
    # Databases from before the migrations were drawn together have this already.
    replaces = [("catalog", "0013_holidays")]
    dependencies = [("catalog", "0002_search")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
