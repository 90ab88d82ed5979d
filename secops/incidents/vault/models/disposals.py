"""What was disposed of after its term: proposed, approved by another person, done, with minutes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.documents.models import Document
from secops.incidents.vault.models.items import Item

_WHO = settings.AUTH_USER_MODEL


class DisposalQuerySet(models.QuerySet["Disposal"]):
    """Questions about disposals."""

    def visible_to(self, user: User) -> DisposalQuerySet:
        """All for the office and the inspector; nothing for anybody else."""
        return self if user.scope(Permission.READ_EVIDENCE).everything else self.none()

    def open(self) -> DisposalQuerySet:
        """Proposed, neither done nor dropped."""
        return self.filter(done_at=None, dropped_at=None)


class Disposal(models.Model):
    """One disposal. The files go; items, hashes and chains stay."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="disposal")
    items = models.ManyToManyField(Item, related_name="disposals")
    reason = models.CharField(max_length=500)
    proposed_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    done_by = models.ForeignKey(
        _WHO, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        _WHO, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField(max_length=500, blank=True)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_by=None) | ~Q(done_by=F("proposed_by")),
                name="disposal_is_done_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False, dropped_at=None),
                name="disposal_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | ~Q(dropped_why=""),
                name="dropped_disposal_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.document.number or self.reason[:60]

    def get_absolute_url(self) -> str:
        return reverse("disposal", args=[self.pk])
