from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """`migrate` alone makes an empty database usable: the cache table is part of it."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_gathered")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
