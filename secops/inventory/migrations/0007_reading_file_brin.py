from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations


class Migration(migrations.Migration):
    """Rows of readings come file by file: a block range index serves withdrawals and costs an
    import nothing, the tree it replaces cost it one entry a row."""

    dependencies = [("inventory", "0006_facts_mass_reset")]

    operations = [
        migrations.RemoveIndex(model_name="reading", name="reading_of_file"),
        migrations.AddIndex(
            model_name="reading",
            index=BrinIndex(fields=["file_id"], name="reading_of_file", autosummarize=True),
        ),
    ]
