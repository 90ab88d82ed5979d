"""A decision that became a recommendation knows its number; a meeting with partners its marking."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("meetings", "0001_gathered")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="advice",
            field=models.CharField(
                blank=True, db_default="",
                help_text="Number of the recommendation it became (R-2026-014).", max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="tlp",
            field=models.CharField(
                blank=True,
                choices=[
                    ("clear", "TLP:CLEAR"),
                    ("green", "TLP:GREEN"),
                    ("amber", "TLP:AMBER"),
                    ("amber_strict", "TLP:AMBER+STRICT"),
                    ("red", "TLP:RED"),
                ],
                db_default="",
                help_text="Of the consultation it was; empty: the office's own meeting.",
                max_length=20,
            ),
        ),
    ]
