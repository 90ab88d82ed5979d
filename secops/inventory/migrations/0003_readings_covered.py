"""What the files read so far cover, by the departments of today."""

from django.db import migrations

_FILL = """
INSERT INTO inventory_readingscover (file_id, application_id, department_id, accounts, read_at)
SELECT r.file_id, a.application_id, a.department_id, count(DISTINCT r.account_id), max(r.read_at)
FROM inventory_reading r
JOIN inventory_account a ON a.id = r.account_id
JOIN inventory_readingsfile f ON f.id = r.file_id
GROUP BY 1, 2, 3
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0002_readings_cover")]

    operations = [migrations.RunSQL(_FILL, migrations.RunSQL.noop)]
