"""The partner a request goes to, beside the name that was typed; where they are the same."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def link_names(apps, schema_editor):
    """What was sent to a partner by its exact name is its own from now on."""
    requests = apps.get_model("requests", "OutgoingRequest")
    named = apps.get_model("advisories", "Organisation").objects.filter(name=OuterRef("to"))
    requests.objects.filter(organisation=None).update(organisation=Subquery(named.values("pk")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ("advisories", "0001_gathered"),
        ("requests", "0001_gathered"),
    ]

    operations = [
        migrations.AddField(
            model_name="outgoingrequest",
            name="organisation",
            field=models.ForeignKey(
                blank=True, help_text="The partner it goes to: it reads that we wait.", null=True,
                on_delete=django.db.models.deletion.PROTECT, related_name="requests_out",
                to="advisories.organisation",
            ),
        ),
        migrations.RunPython(link_names, migrations.RunPython.noop),
    ]
