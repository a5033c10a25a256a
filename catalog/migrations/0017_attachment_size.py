from django.db import migrations, models


def measure(apps, schema_editor):
    """Files from before count as well; one that is not there any more counts nothing."""
    for attachment in apps.get_model("catalog", "Attachment").objects.iterator():
        try:
            attachment.size = attachment.file.size
        except OSError:
            continue
        attachment.save(update_fields=["size"])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0016_instructors_have_addresses")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="size",
            field=models.PositiveBigIntegerField(default=0, editable=False, verbose_name="大小"),
        ),
        migrations.RunPython(measure, migrations.RunPython.noop, elidable=True),
    ]
