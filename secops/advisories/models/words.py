"""What is said below a recommendation, and the files that came with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from secops.advisories.models.recommendations import Recommendation
from secops.advisories.models.sight import in_sight
from secops.rules.adoption import Word
from secops.rules.tlp import PRINTED, Marking


class MarkedQuerySet(models.QuerySet["Response"]):
    """Questions about words below a recommendation."""

    def visible_to(self, user: User) -> MarkedQuerySet:
        """Those below what the user sees that are not marked above him."""
        seen = Recommendation.objects.visible_to(user)
        return self.filter(in_sight(user, "recommendation__"), recommendation__in=seen)


class Response(models.Model):
    """A word below a recommendation, with a marking of its own; or its author's objection."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("tanggapan")
        OBJECTION = "objection", _("keberatan")

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="responses"
    )
    text = models.TextField()
    kind = models.CharField(
        max_length=10, choices=Kind.choices, default=Kind.COMMENT, db_default=Kind.COMMENT
    )
    tlp = models.CharField(
        max_length=20,
        choices=[(m.value, PRINTED[m]) for m in Marking],
        default=Marking.AMBER.value,
        db_default=Marking.AMBER.value,
        help_text="As closed as the recommendation, or more.",
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects = MarkedQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class VersionQuerySet(models.QuerySet["RecommendationVersion"]):
    """Questions about texts that were replaced."""

    def visible_to(self, user: User) -> VersionQuerySet:
        """Those the user may see by the marking they had."""
        seen = Recommendation.objects.visible_to(user)
        return self.filter(in_sight(user, "about__"), about__in=seen)


class RecommendationVersion(models.Model):
    """A text as it read before it was revised, with the marking it had."""

    about = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    tlp = models.CharField(max_length=20, choices=[(m.value, PRINTED[m]) for m in Marking])
    why = models.CharField(max_length=300, blank=True, help_text="Why it was replaced.")
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    replaced_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["about", "number"], name="recommendation_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.about_id} v{self.number}"


class ReadReceipt(models.Model):
    """That somebody opened a text of a recommendation; the first time counts."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="readings"
    )
    version = models.PositiveIntegerField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.BooleanField(help_text="He read it for the office.")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "version", "reader"], name="text_is_read_first_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} v{self.version}: {self.reader_id}"


class AdoptionWord(models.Model):
    """What became of a recommendation, as the office confirmed it on the numbers of that moment."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="words"
    )
    word = models.CharField(max_length=12, choices=[(w.value, w.value) for w in Word])
    total = models.PositiveIntegerField()
    fit = models.PositiveIntegerField()
    cannot = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.word}"


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
