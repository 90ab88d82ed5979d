import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("duties", "0001_gathered"),
        ("incidents", "0002_rsit_other"),
        ("tasks", "0003_task_steps_of_a_person"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(help_text="PI-2026-002", max_length=20, unique=True)),
                ("held_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("chair", models.CharField(help_text="Who led it.", max_length=200)),
                ("present", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ("happened", models.TextField()),
                ("root_cause", models.TextField()),
                ("went_well", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1000), default=list, size=None)),
                ("went_badly", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1000), default=list, size=None)),
                ("recorded_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("incident", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="incidents.incident")),
                ("recorded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["-held_at", "-pk"]},
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=1000)),
                ("directive", models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="lesson", to="duties.directive")),
                ("review", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="lessons.review")),
                ("task", models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="lesson", to="tasks.task")),
            ],
            options={
                "ordering": ["rank", "pk"],
                "constraints": [models.CheckConstraint(condition=models.Q(("task", None), ("directive", None), _connector="OR"), name="lesson_becomes_a_task_or_an_order")],
            },
        ),
    ]
