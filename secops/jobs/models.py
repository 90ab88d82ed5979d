"""Long work: what it is, how far it got, who may stop it; and which parts are alive.

A worker holds a job by a lease; a lease that ran out is free again, so a killed worker's job is
done anew by another. A job's work is one transaction or resumable, so nothing is half-applied.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about jobs."""

    def visible_to(self, user: User) -> JobQuerySet:
        """The office sees all; everybody else what he started himself."""
        if user.scope(Permission.IMPORT).everything:
            return self
        return self.filter(started_by=user)


class Job(models.Model):
    """One piece of long work with a count, a cancel and a receipt."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Menunggu")
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Gagal")
        CANCELLED = "cancelled", _("Dibatalkan")

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    payload = models.JSONField(default=dict, help_text="Ids and options only, never content.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    total = models.BigIntegerField(null=True)
    done = models.BigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    problem = models.TextField(blank=True, help_text="Why it failed, in words for the page.")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["id"],
                name="job_waiting",
                condition=models.Q(state__in=["queued", "running"]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])


class Pulse(models.Model):
    """When a part of the product was last felt alive."""

    class Name(models.TextChoices):
        WORKER = "worker", _("Pekerja")
        SCHEDULER = "scheduler", _("Penjadwal")
        WEB = "web", _("Halaman web")

    name = models.CharField(max_length=10, primary_key=True, choices=Name.choices)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.seen_at:%Y-%m-%d %H:%M:%S}"
