from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0023_customer_rights")]
    operations = [
        migrations.AddField(
            model_name="enrollment",
            name="source",
            field=models.CharField(blank=True, max_length=40, verbose_name="推广来源"),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="source",
            field=models.CharField(blank=True, max_length=40, verbose_name="推广来源"),
        ),
    ]
