"""A letter for each organisation, so that none names another; one person may be taken off; the
minutes carry the marking of the consultation."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def hand_down(apps, schema_editor):
    """The letter of a consultation is that of its invitations; its marking that of its minutes."""
    consultations = apps.get_model("consultations", "Consultation").objects
    invitations = apps.get_model("consultations", "Invitation").objects
    for one in consultations.exclude(letter=None):
        invitations.filter(consultation=one).update(letter=one.letter_id)
    of = consultations.filter(meeting=OuterRef("pk")).values("tlp")
    meetings = apps.get_model("meetings", "Meeting").objects
    meetings.filter(consultation__isnull=False).update(tlp=Subquery(of[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ("consultations", "0001_gathered"),
        ("documents", "0001_gathered"),
        ("meetings", "0002_advice_and_marking"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="withdrawn_at",
            field=models.DateTimeField(
                blank=True, help_text="He is no longer invited; his calendar drops it.", null=True
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="turns",
            field=models.PositiveIntegerField(
                db_default=0, default=0,
                help_text="How often he was taken off or back on: his entry's SEQUENCE grows "
                "with it.",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="letter",
            field=models.ForeignKey(
                blank=True, help_text="To the head of his organisation; one for all its people.",
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="documents.document",
            ),
        ),
        migrations.RunPython(hand_down, migrations.RunPython.noop),
        migrations.RemoveField(model_name="consultation", name="letter"),
    ]
