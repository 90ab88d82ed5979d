from django.db import migrations

#: Every order issued so far reads as its present version.
FORWARDS = """
INSERT INTO duties_directiveversion (directive_id, number, title, text, due_at, letter_number,
    legal_basis, evidence_asked, checklist, changed, why, made_by_id, made_at)
SELECT id, text_version, title, text, due_at, letter_number, legal_basis, evidence_asked, checklist,
    '[]'::jsonb, '', ordered_by_id, ordered_at
FROM duties_directive
"""


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0014_directive_versions'),
    ]

    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
