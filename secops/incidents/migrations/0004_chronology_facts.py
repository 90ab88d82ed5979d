"""A line of the system keeps what it is said from; those from before stay as they were written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0003_affected_accounts")]

    operations = [
        migrations.AddField(
            model_name="chronologyrow",
            name="facts",
            field=models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
            ),
        ),
    ]
