"""When an order first went out: the start of its ladder."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def begun(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the newest send of each order; older ones are not known any more."""
    directives, batches = apps.get_model("duties", "Directive"), apps.get_model("outbox", "Batch")
    sent = batches.objects.filter(pk=OuterRef("batch_id"), cancelled_at=None)
    directives.objects.exclude(batch=None).update(
        messages_from=Subquery(sent.values("not_before")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("duties", "0008_directive_messages_from")]
    operations = [migrations.RunPython(begun, migrations.RunPython.noop)]
