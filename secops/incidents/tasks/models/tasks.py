"""Tasks of an incident and the points of their checklists."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Department, Person, Position, User
from accounts.roles import Permission
from secops.incidents.kept import KeptFile
from secops.incidents.models import Incident
from secops.rules.incident import OVER, Phase


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions about tasks."""

    def visible_to(self, user: User) -> TaskQuerySet:
        """All for who reads every incident; others what is given to them or their department."""
        scope = user.scope(Permission.READ_INCIDENT)
        if scope.everything:
            return self
        held = [position.pk for position in user.held_positions]
        mine = Q(owner_position_id__in=held)
        if user.person_id is not None:
            mine |= Q(owner_person_id=user.person_id)
        return self.filter(mine | Q(department_id__in=scope.departments))

    def mine(self, user: User) -> TaskQuerySet:
        """What this user himself has to do."""
        held = [position.pk for position in user.held_positions]
        mine = Q(owner_position_id__in=held)
        if user.person_id is not None:
            mine |= Q(owner_person_id=user.person_id)
        return self.filter(mine)

    def open(self) -> TaskQuerySet:
        return self.filter(state=Task.State.OPEN)

    def handled(self) -> TaskQuerySet:
        """Open ones that somebody still has to do: their incident is being handled."""
        return self.open().exclude(incident__phase__in=[phase.value for phase in OVER])

    def late(self, at: datetime) -> TaskQuerySet:
        return self.handled().filter(due_at__lt=at)

    def unowned(self) -> TaskQuerySet:
        return self.handled().filter(owner_person=None, owner_position=None)

    def pressing(self, at: datetime) -> TaskQuerySet:
        """What the office has to look after: late, or without anybody who does it."""
        return self.handled().filter(Q(due_at__lt=at) | Q(owner_person=None, owner_position=None))


class Task(models.Model):
    """One thing to be done about an incident, by one person or whoever holds a position.

    A required task keeps its incident from being closed; a required point keeps its task open.
    """

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Belum selesai")
        DONE = "done", gettext_lazy("Selesai")
        DROPPED = "dropped", gettext_lazy("Tidak dikerjakan")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="tasks")
    key = models.CharField(
        max_length=60, blank=True, help_text="Its line in the table of ready tasks."
    )
    title = models.CharField(max_length=200)
    title_en = models.CharField(
        max_length=200, blank=True, help_text="Of a ready task, as it read when it was loaded."
    )
    text = models.TextField(blank=True)
    ready_text = models.TextField(blank=True, help_text="Words to be copied and sent on.")
    phase = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Phase])
    required = models.BooleanField(default=True)
    owner_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Whose task it is; none = the office's.",
    )  # fmt: skip
    due_at = models.DateTimeField()
    given_at = models.DateTimeField(help_text="Since when this owner has it, with this due date.")
    given = models.PositiveIntegerField(default=1, help_text="How often it was given anew.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(
        max_length=1000, blank=True, help_text="What came of it, or why it is not done."
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="task_by_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "key"],
                condition=~Q(key=""),
                name="ready_task_stands_once_on_an_incident",
            ),
            models.CheckConstraint(
                condition=Q(owner_person=None) | Q(owner_position=None),
                name="task_has_one_owner",
            ),
            models.CheckConstraint(
                condition=(Q(state="open") & Q(ended_at=None))
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="task_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(ended_why=""),
                name="task_is_dropped_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("incident-task", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def owner(self) -> Person | Position | None:
        return self.owner_person or self.owner_position


class TaskPoint(KeptFile):
    """One point of a task's checklist; ticked with a file, a link or a note as its proof."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="points")
    rank = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500, blank=True)
    required = models.BooleanField(default=True)
    link = models.URLField(max_length=1000, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(note="") | ~Q(link="") | ~Q(file=""),
                name="point_is_done_with_proof",
            )
        ]

    def __str__(self) -> str:
        return self.text


class TaskRung(models.Model):
    """That somebody was reminded of a task: one step of its ladder, once each time it is given.

    `person` = whose digest said it; none = a message of its own, to all whom it concerns.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="rungs")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    given = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "given", "code", "person"],
                nulls_distinct=False,
                name="task_is_reminded_once_a_step",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.code}"
