"""One line of minutes, and what became of it."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.functional import Promise

from secops.compliance.duties.models import Directive
from secops.incidents.tasks.models import Task

Line = TypeVar("Line", bound="FollowUp")


class FollowUpQuerySet(models.QuerySet[Line]):
    """Questions about lines of minutes."""

    def left(self) -> Self:
        """Those that nothing was made of."""
        return self.filter(**self.model.NOTHING)

    def followed(self) -> Self:
        """Those that became something; their words stay."""
        return self.exclude(**self.model.NOTHING)


class FollowUp(models.Model):
    """One thing decided or to be done better; it becomes a task of the incident or an order."""

    #: The field of the minutes it stands in, the deeds the trail names, and what is said when
    #: something was made of the line already.
    MINUTES: ClassVar[str]
    TO_TASK: ClassVar[str]
    TO_ORDER: ClassVar[str]
    TAKEN: ClassVar[Promise]
    #: What each field holds as long as nothing was made of the line.
    NOTHING: ClassVar[dict[str, Any]] = {"task": None, "directive": None}

    rank = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    task = models.OneToOneField(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )
    directive = models.OneToOneField(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )

    class Meta:
        abstract = True
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def minutes(self) -> Any:
        """The meeting or the review it stands in."""
        return getattr(self, self.MINUTES)
