"""The office's own ready tasks: one row a class of incident that was ever changed."""

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse

from secops.rules.ready_tasks import CLASSES, READY, IncidentClass, ReadyTask
from secops.rules.ready_tasks.edit import from_data


@pghistory.track()
class OfficeReadyTasks(models.Model):
    """What is loaded for one class from now on. Tasks of incidents keep what they were made of.

    Without a row, or with an empty `tasks`, the class is as delivered, also after an update.
    """

    kind = models.CharField(
        max_length=20, unique=True, choices=[(kind.value, kind.value) for kind in IncidentClass]
    )
    tasks = models.JSONField(
        null=True, help_text="As secops.rules.ready_tasks.edit.as_data writes it; empty: delivered."
    )
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in IncidentClass]),
                name="office_ready_tasks_are_of_a_class",
            )
        ]

    def __str__(self) -> str:
        return CLASSES[IncidentClass(self.kind)].id

    def get_absolute_url(self) -> str:
        return reverse("ready-task-class", args=[self.kind.replace("_", "-")])

    @property
    def ready(self) -> tuple[ReadyTask, ...]:
        """The tasks as the laws read them."""
        return READY[IncidentClass(self.kind)] if self.tasks is None else from_data(self.tasks)
