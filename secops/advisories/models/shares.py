"""Evidence that was opened for a stakeholder."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.roles import Permission, Reach
from secops.advisories.models.organisations import Organisation
from secops.incidents.vault.models import Handover


class ShareQuerySet(models.QuerySet["EvidenceShare"]):
    """Questions about evidence that was opened for an organisation."""

    def received_by(self, user: User) -> ShareQuerySet:
        """What was handed over to the user's own organisations and is still open to them."""
        if user.scope(Permission.RECEIVE_EVIDENCE).reach is not Reach.OWN_ORGANISATION:
            return self.none()
        return self.filter(
            ended_at=None,
            handover__handed_at__isnull=False,
            organisation__in=Organisation.objects.open_to(user),
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
