"""Tasks of incidents, and the office's own ready tasks."""

from secops.incidents.tasks.models.ready import OfficeReadyTasks
from secops.incidents.tasks.models.tasks import Task, TaskPoint, TaskQuerySet, TaskRung

__all__ = ["OfficeReadyTasks", "Task", "TaskPoint", "TaskQuerySet", "TaskRung"]
