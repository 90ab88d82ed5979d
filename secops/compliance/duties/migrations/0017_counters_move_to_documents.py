"""The counters are a model of the documents now; nothing happens in the database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0016_evidence_asked_by_kind"),
        ("documents", "0001_counters"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="Counter")]
        ),
    ]
