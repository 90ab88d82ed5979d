"""Stakeholders and what they recommend; what the office decided; what became of it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from accounts.roles import Permission, Reach
from secops.compliance.duties.models import Directive
from secops.incidents.models import Incident
from secops.incidents.vault.models import Handover
from secops.inventory.models import Application
from secops.rules.tlp import PRINTED, Marking, visible_to


@pghistory.track()
class Organisation(models.Model):
    """A stakeholder: a university, the police's cyber unit, the national agency."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("perguruan tinggi")
        POLICE = "police", _("kepolisian")
        AGENCY = "agency", _("badan nasional")
        OTHER = "other", _("lainnya")

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    clearance = models.CharField(
        max_length=20, choices=[(m.value, PRINTED[m]) for m in Marking], default=Marking.GREEN.value
    )
    contact = models.CharField(max_length=200, blank=True)
    agreement = models.CharField(
        max_length=200, blank=True, help_text="Number of the agreement with the city."
    )
    valid_until = models.DateField(null=True, blank=True)
    members = models.ManyToManyField(Person, related_name="organisations", blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.pk])

    @property
    def cleared(self) -> Marking:
        """The most restricted marking its people may see."""
        return Marking(self.clearance)


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


class ShareQuerySet(models.QuerySet["EvidenceShare"]):
    """Questions about evidence that was opened for an organisation."""

    def received_by(self, user: User) -> ShareQuerySet:
        """What was handed over to the user's own organisations and is still open to them."""
        if user.scope(Permission.RECEIVE_EVIDENCE).reach is not Reach.OWN_ORGANISATION:
            return self.none()
        return self.filter(
            ended_at=None, handover__handed_at__isnull=False, organisation__members=user.person
        )


class EvidenceShare(models.Model):
    """That an organisation may fetch the files of one hand-over; every download is a link of their
    chain of custody."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="evidence_shares"
    )
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="shares")
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    shared_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-shared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "handover"],
                condition=Q(ended_at=None),
                name="evidence_is_opened_once_for_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.handover_id}"
