"""What facts linked before are made of."""

from django.db import migrations

KINDS = """
UPDATE incidents_statementfact SET kind = CASE
    WHEN leak_report_id IS NOT NULL THEN 'report'
    WHEN containment_id IS NOT NULL THEN 'containment'
    WHEN readings_file_id IS NOT NULL THEN 'readings'
    ELSE 'word' END
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0008_said_in_public")]

    operations = [migrations.RunSQL(KINDS, migrations.RunSQL.noop)]
