"""What fits in no class bears the whole tag of the taxonomy, as every other."""

from django.db import migrations


def whole(apps, schema_editor):
    apps.get_model("incidents", "Incident").objects.filter(rsit_class="other").update(
        rsit_class="other.other"
    )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_gathered")]

    operations = [migrations.RunPython(whole, migrations.RunPython.noop)]
