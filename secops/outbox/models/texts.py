"""What the office says in its own words: versions of passages, never changed."""

from django.conf import settings
from django.db import models


class TextQuerySet(models.QuerySet["MessageText"]):
    """Questions about the office's own texts."""

    def newest(self) -> "TextQuerySet":
        """The last version of each passage and language."""
        return self.order_by("passage", "language", "-version").distinct("passage", "language")

    def in_force(self) -> dict[tuple[str, str], tuple[int, str]]:
        """(passage, language) -> version and text, where the office has one; one query."""
        rows = self.newest().values_list("passage", "language", "version", "body")
        return {(key, language): (n, body) for key, language, n, body in rows if body}


class MessageText(models.Model):
    """One version of a passage in one language. The newest is said; without a text it is the
    product's own."""

    passage = models.CharField(max_length=40)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    version = models.PositiveSmallIntegerField()
    body = models.CharField(
        max_length=400, blank=True, help_text="Empty: back to the product's own text."
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["passage", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "language", "version"], name="text_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.passage}, {self.language}, {self.version}"
