from django.db import migrations

FORWARDS = """
UPDATE duties_duty SET asked_anew_at = changed_at,
    due_at = GREATEST(due_at, changed_at + interval '72 hours')
WHERE state = 'reopened'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0011_asked_anew'),
    ]

    operations = [
        # Backwards nothing is lost: the order keeps its own date.
        migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),
    ]
