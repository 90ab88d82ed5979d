"""The official papers about a retirement, which the documents keep under a number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from secops.compliance.retirements.models.cases import Retirement, Step
from secops.documents.models import Document


class Paper(models.Model):
    """The minutes of one step, or the letter of one question; each is written once."""

    retirement = models.ForeignKey(Retirement, on_delete=models.CASCADE, related_name="papers")
    step = models.OneToOneField(
        Step, on_delete=models.CASCADE, null=True, blank=True, related_name="paper"
    )
    letter_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of the question that it asks; empty for minutes."
    )
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["retirement", "letter_version"], name="one_letter_for_a_question"
            ),
            models.CheckConstraint(
                condition=Q(step=None, letter_version__isnull=False)
                | Q(step__isnull=False, letter_version=None),
                name="a_paper_is_minutes_or_a_letter",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)
