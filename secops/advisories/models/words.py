"""What is said below a recommendation, and the files that came with it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from accounts.models import Person
from secops.advisories.models.recommendations import Recommendation


class Response(models.Model):
    """What the author answers to the office's decision."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="responses"
    )
    text = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Attachment(models.Model):
    """A file that came with a recommendation; kept under a name of ours."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.FileField(upload_to="advisories/%Y/%m/")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("recommendation-file", args=[self.pk])
