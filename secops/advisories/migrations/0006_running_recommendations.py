"""What was given before keeps its marking in the words below it, and its clock."""

from datetime import timedelta

from django.db import migrations
from django.db.models import Min, OuterRef, Subquery


def forwards(apps, schema_editor):
    recommendation = apps.get_model("advisories", "Recommendation")
    response = apps.get_model("advisories", "Response")
    above = recommendation.objects.filter(pk=OuterRef("recommendation")).values("tlp")[:1]
    response.objects.update(tlp=Subquery(above))
    ordered = recommendation.objects.filter(directives__isnull=False, follow_up_by=None)
    for one in ordered.annotate(first=Min("directives__ordered_at")):
        one.follow_up_by = one.first + timedelta(days=60)
        one.save(update_fields=["follow_up_by"])


class Migration(migrations.Migration):
    dependencies = [("advisories", "0005_recommendations_whole")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
