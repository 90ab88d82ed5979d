"""What stakeholders recommend; what the office decided; what became of it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from accounts.roles import Permission, Reach
from secops.advisories.models.organisations import Organisation
from secops.compliance.duties.models import Directive
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.rules.tlp import PRINTED, Marking, visible_to


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Questions about recommendations."""

    def visible_to(self, user: User) -> RecommendationQuerySet:
        """All for the office, what is not TLP:RED for the inspector, a stakeholder's own."""
        if user.scope(Permission.DECIDE_RECOMMENDATION).everything:
            return self
        if user.scope(Permission.READ_RECOMMENDATION).everything:
            return self.exclude(tlp=Marking.RED)
        if user.scope(Permission.POST_RECOMMENDATION).reach is Reach.OWN_ORGANISATION:
            return self.filter(self._of_own_organisation(user) | Q(author=user.person))
        return self.none()

    def _of_own_organisation(self, user: User) -> Q:
        """What colleagues posted, up to the organisation's clearance; RED is its author's alone."""
        own = Q(pk__in=[])
        for organisation in Organisation.objects.filter(members=user.person):
            cleared = visible_to(Marking(organisation.clearance))
            seen = [marking.value for marking in cleared if marking is not Marking.RED]
            own |= Q(organisation=organisation, tlp__in=seen)
        return own

    def undecided(self) -> RecommendationQuerySet:
        """Those that wait for our decision."""
        return self.filter(state=Recommendation.State.SUBMITTED)


@pghistory.track()
class Recommendation(models.Model):
    """Advice from a stakeholder, from the sentence he wrote to the duties it became."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Menunggu keputusan")
        ACCEPTED = "accepted", _("Diterima")
        REJECTED = "rejected", _("Tidak dapat dijalankan")
        MERGED = "merged", _("Digabung")

    class Target(models.TextChoices):
        OFFICE = "office", _("Diskominfo")
        ALL = "all", _("Semua OPD")
        APPLICATION = "application", _("Aplikasi tertentu")
        UNKNOWN = "unknown", _("Belum tahu")

    class Urgency(models.TextChoices):
        TODAY = "today", _("Hari ini")
        WEEK = "week", _("Minggu ini")
        MONTH = "month", _("Bulan ini")

    code = models.CharField(max_length=20, unique=True, help_text="R-2026-014")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="recommendations"
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()
    target = models.CharField(max_length=12, choices=Target.choices)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    incident = models.ForeignKey(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    urgency = models.CharField(max_length=8, choices=Urgency.choices)
    tlp = models.CharField(max_length=20, choices=[(m.value, PRINTED[m]) for m in Marking])
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    submitted_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decide_by = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    directives = models.ManyToManyField(Directive, related_name="recommendations", blank=True)
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="The author was told what became of it at the end."
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="submitted") | Q(decided_at__isnull=False),
                name="decided_recommendation_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(decision_reason=""),
                name="rejected_recommendation_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("recommendation", args=[self.code])

    @property
    def marking(self) -> Marking:
        """Its TLP marking."""
        return Marking(self.tlp)

    @property
    def standing(self) -> Recommendation.State:
        """Where our decision stands."""
        return self.State(self.state)
