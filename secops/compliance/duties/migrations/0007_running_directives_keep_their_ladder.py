"""Directives issued so far followed the ladder as delivered: in hours within 72 h, else in days."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F

HOURS = timedelta(hours=72)


def freeze(apps, schema_editor):
    directive = apps.get_model("duties", "Directive")
    ladders = dict(apps.get_model("ladders", "OfficeLadder").objects.values_list("kind", "rungs"))
    without = directive.objects.filter(ladder=[])
    in_hours = without.filter(due_at__lte=F("ordered_at") + HOURS)
    in_hours.update(ladder=ladders["hours"])
    without.update(ladder=ladders["days"])


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0006_ladder_frozen_at_issue"),
        ("ladders", "0002_as_delivered"),
    ]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop, elidable=True)]
