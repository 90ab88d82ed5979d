"""What was published of a recommendation, and what came in from others."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.models import Organisation, Recommendation
from secops.rules.exchange.csaf_profiles import INFORMATIONAL, RESPONSE
from secops.rules.exchange.leaving import Leave, Way, in_feeds, leaves
from secops.rules.tlp import PRINTED, Marking, in_trail, strictest

_MARKINGS = [(marking.value, printed) for marking, printed in PRINTED.items()]


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Questions about what was published."""

    def visible_to(self, user: User) -> PublicationQuerySet:
        """Those of recommendations that the user may see, and may decide about."""
        if not user.scope(Permission.DECIDE_RECOMMENDATION).everything:
            return self.none()
        return self.filter(recommendation__in=Recommendation.objects.visible_to(user))

    def public(self) -> PublicationQuerySet:
        """The newest of each document that anybody may read; nothing that was closed since."""
        free = [marking.value for marking in in_feeds()]
        newest = self.order_by("recommendation_id", "profile", "-number").distinct(
            "recommendation_id", "profile"
        )
        rows = self.filter(pk__in=newest.values("pk"))
        return rows.filter(
            marking__in=free, recommendation__tlp__in=free, recommendation__state="accepted"
        )


class Publication(models.Model):
    """One version of one document about a recommendation; written once, never changed."""

    class Profile(models.TextChoices):
        INFORMATIONAL = INFORMATIONAL, _("CSAF 2.0, imbauan")
        RESPONSE = RESPONSE, _("CSAF 2.0, penanganan insiden")
        STIX = "stix", _("STIX 2.1")

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="publications"
    )
    profile = models.CharField(max_length=40, choices=Profile.choices)
    number = models.PositiveIntegerField(help_text="Version, as in the revision history.")
    summary = models.CharField(max_length=300, help_text="What changed.")
    marking = models.CharField(max_length=20, choices=_MARKINGS)
    name = models.CharField(max_length=120, help_text="Name of the file, as CSAF 2.0 (5.1) says.")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    about_sha256 = models.CharField(
        max_length=64, help_text="Of what it says without version and date: what is new is told."
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "profile", "number"],
                name="version_is_published_once",
            ),
            models.CheckConstraint(
                condition=Q(cleared_by=None) | ~Q(cleared_by=F("published_by")),
                name="nobody_clears_what_he_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def marked(self) -> Marking:
        """As it was published, or closer where its recommendation was closed since."""
        return strictest([Marking(self.marking), Marking(self.recommendation.tlp)])

    @property
    def leave(self) -> Leave:
        return leaves(self.marked, Way.FILE)

    @property
    def may_leave(self) -> bool:
        """Whether the file may be taken out now."""
        if self.leave is Leave.CLEARED:
            return self.cleared_at is not None
        return self.leave is Leave.FREELY


class ReceivedQuerySet(models.QuerySet["ReceivedDocument"]):
    """Questions about what came in."""

    def visible_to(self, user: User) -> ReceivedQuerySet:
        """All for the office; what is not TLP:RED for the inspector."""
        if user.scope(Permission.DECIDE_RECOMMENDATION).everything:
            return self
        if user.scope(Permission.READ_RECOMMENDATION).everything:
            return self.exclude(tlp=Marking.RED)
        return self.none()


class ReceivedDocument(models.Model):
    """A CSAF document or MISP event of a partner: the original, and the draft it became."""

    class Format(models.TextChoices):
        CSAF = "csaf", "CSAF 2.0"
        MISP = "misp", "MISP"

    code = models.CharField(max_length=20, unique=True, help_text="DM-2026-004")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="received_documents"
    )
    format = models.CharField(max_length=8, choices=Format.choices)
    file = models.FileField(upload_to="exchange/%Y/%m/")
    name = models.CharField(max_length=255)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    source_id = models.CharField(max_length=200)
    source_version = models.CharField(max_length=64, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    tlp = models.CharField(max_length=20, choices=_MARKINGS)
    urgency = models.CharField(max_length=8, choices=Recommendation.Urgency.choices)
    references = models.JSONField(default=list, help_text="[what, address] of each source.")
    remarks = models.JSONField(default=list, help_text="[remark, about] of each.")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()
    recommendation = models.OneToOneField(
        Recommendation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="received_document",
    )

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"], name="document_is_received_once"
            )
        ]

    def __str__(self) -> str:
        """Also what the trail keeps of it."""
        return f"{self.code} {in_trail(Marking(self.tlp), self.title)}".rstrip()

    def get_absolute_url(self) -> str:
        return reverse("received-document", args=[self.code])

    @property
    def marked(self) -> Marking:
        return Marking(self.tlp)
