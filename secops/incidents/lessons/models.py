"""The lessons of an incident, as a record of its own, and what becomes of each."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from secops.documents.models import Document
from secops.incidents.minutes.models import FollowUp, FollowUpQuerySet
from secops.incidents.models import Incident


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions about reviews."""

    def visible_to(self, user: User) -> ReviewQuerySet:
        """All for who reads every incident, none for anybody else."""
        return self if user.scope(Permission.READ_INCIDENT).everything else self.none()

    def counted(self) -> ReviewQuerySet:
        """With how many actions there are, and of how many something was made."""
        became = Q(actions__task__isnull=False) | Q(actions__directive__isnull=False)
        return self.annotate(n_actions=Count("actions"), n_became=Count("actions", filter=became))


class Review(models.Model):
    """One review; an incident that was opened again may have another."""

    code = models.CharField(max_length=20, unique=True, help_text="PI-2026-002")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="reviews")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=200, help_text="Who led it.")
    present = ArrayField(models.CharField(max_length=200), default=list)
    happened = models.TextField()
    root_cause = models.TextField()
    went_well = ArrayField(models.CharField(max_length=1000), default=list)
    went_badly = ArrayField(models.CharField(max_length=1000), default=list)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Its official minutes.",
    )  # fmt: skip
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-held_at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("lessons-review", args=[self.code])


class Action(FollowUp):
    """One thing to be done better; what became of it is a task of the incident or an order."""

    MINUTES = "review"
    TO_TASK, TO_ORDER = "lessons.became_task", "lessons.became_order"
    TAKEN = _("Tindakan ini sudah menjadi tugas atau arahan.")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="actions")

    objects = FollowUpQuerySet["Action"].as_manager()

    class Meta(FollowUp.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(task=None) | Q(directive=None),
                name="lesson_becomes_a_task_or_an_order",
            )
        ]
