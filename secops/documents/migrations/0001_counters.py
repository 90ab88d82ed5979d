"""The counters move here from the orders; their table keeps its name and its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("duties", "0016_evidence_asked_by_kind")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("series", models.CharField(max_length=20)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "duties_counter",
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "year"), name="series_counts_once_a_year")
                        ],
                    },
                ),
            ],
        ),
    ]
