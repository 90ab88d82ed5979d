"""Campaigns started so far followed the holders' ladder as delivered; drafts follow the office's."""

from django.db import migrations, models


def freeze(apps, schema_editor):
    campaign = apps.get_model("rotations", "Campaign")
    ladder = apps.get_model("ladders", "OfficeLadder").objects.get(kind="holders").rungs
    campaign.objects.exclude(state="draft").filter(ladder=[]).update(ladder=ladder)


class Migration(migrations.Migration):

    dependencies = [
        ('rotations', '0010_closing_asked_index'),
        ('ladders', '0002_as_delivered'),
    ]

    operations = [
        migrations.AlterField(
            model_name='campaign',
            name='ladder',
            field=models.JSONField(default=list, help_text="Frozen at the start; empty in a draft: the office's of that day."),
        ),
        migrations.AlterField(
            model_name='campaignevent',
            name='ladder',
            field=models.JSONField(default=list, help_text="Frozen at the start; empty in a draft: the office's of that day."),
        ),
        migrations.RunPython(freeze, migrations.RunPython.noop, elidable=True),
    ]
