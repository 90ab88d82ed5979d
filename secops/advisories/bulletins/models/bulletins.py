"""An advisory to departments: what it says, for whom, who approved it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from accounts.roles import Permission
from secops.advisories.models import Recommendation
from secops.advisories.models.sight import in_sight
from secops.compliance.duties.models import Directive
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.outbox.models import Batch
from secops.rules import bulletin as law
from secops.rules.tlp import PRINTED, Marking, in_trail


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Questions about advisories to departments."""

    def visible_to(self, user: User) -> BulletinQuerySet:
        """The office: all. The inspector: what went out, but no TLP:RED. Departments read theirs as
        `Addressee`."""
        if not user.scope(Permission.READ_RECOMMENDATION).everything:
            return self.none()
        rows = self.filter(in_sight(user))
        decides = user.scope(Permission.DECIDE_RECOMMENDATION).everything
        return rows if decides else rows.exclude(approved_at=None)

    def waiting(self) -> BulletinQuerySet:
        """Those that wait for a second person."""
        return self.filter(state=law.State.SUBMITTED)


@pghistory.track()
class Bulletin(models.Model):
    """An advisory (UI: imbauan keamanan), made from a recommendation or of the office's own."""

    class Target(models.TextChoices):
        ALL = "all", _("Semua OPD")
        DEPARTMENTS = "departments", _("OPD tertentu")
        OWNERS = "owners", _("OPD pemilik aplikasi")

    code = models.CharField(max_length=20, unique=True, help_text="IM-2026-003")
    title = models.CharField(max_length=200)
    text = models.TextField(help_text="Markdown, made safe when it is shown.")
    asked = models.TextField(help_text="What a department shall look for; plain text.")
    severity = models.CharField(max_length=8, choices=Recommendation.Severity.choices)
    tlp = models.CharField(max_length=20, choices=[(m.value, PRINTED[m]) for m in Marking])
    references = models.JSONField(default=list, blank=True, help_text="As rules.reference writes.")
    answer_by = models.DateTimeField()
    target = models.CharField(max_length=12, choices=Target.choices)
    departments = models.ManyToManyField(Department, related_name="+", blank=True)
    applications = models.ManyToManyField(
        Application,
        related_name="+",
        blank=True,
        help_text="Of OWNERS; none: of every application.",
    )
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, null=True, blank=True, related_name="bulletins"
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="bulletins"
    )
    directives = models.ManyToManyField(Directive, related_name="bulletins", blank=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in law.State], default="draft"
    )
    state_reason = models.TextField(blank=True, help_text="Why it came back, or was withdrawn.")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The messages it went out with.",
    )  # fmt: skip
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Closed or withdrawn.")

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="bulletin_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "closed"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="sent_bulletin_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "withdrawn"]) | ~Q(state_reason=""),
                name="returned_bulletin_says_why",
            ),
        ]

    def __str__(self) -> str:
        """Also what the trail keeps of it."""
        return f"{self.code} {in_trail(self.marking, self.title)}".rstrip()

    def get_absolute_url(self) -> str:
        return reverse("bulletin", args=[self.code])

    @property
    def marking(self) -> Marking:
        return Marking(self.tlp)

    @property
    def standing(self) -> law.State:
        return law.State(self.state)
