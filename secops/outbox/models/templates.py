"""Texts that WhatsApp has to approve before they may be sent: versions, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TemplateQuerySet(models.QuerySet["WhatsAppTemplate"]):
    """Questions about templates."""

    def approved(self) -> "TemplateQuerySet":
        return self.filter(state=WhatsAppTemplate.State.APPROVED)


class WhatsAppTemplate(models.Model):
    """One version of a text. The newest approved one of its kind and language is sent."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Diajukan")
        APPROVED = "approved", _("Disetujui")
        REJECTED = "rejected", _("Ditolak")

    kind = models.CharField(
        max_length=40, blank=True, help_text="Kind of message; empty: any that has none of its own."
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, unique=True, help_text="What it is called at Meta.")
    body = models.TextField(max_length=1024)
    buttons = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    reason = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "version"], name="template_version_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
