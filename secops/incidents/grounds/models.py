"""The link from a fact of a statement to a row that the statement itself knows nothing of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from secops.incidents.checks.models import ServiceCheck
from secops.incidents.claims.models import Claim
from secops.incidents.models import StatementFact
from secops.incidents.notices.models import Notice


class Ground(models.Model):
    """What a fact rests on, where that is a row of a part above statements: one of them."""

    fact = models.OneToOneField(StatementFact, on_delete=models.CASCADE, related_name="ground")
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    service_check = models.ForeignKey(
        ServiceCheck, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, service_check=None, notice=None)
                | Q(claim=None, service_check__isnull=False, notice=None)
                | Q(claim=None, service_check=None, notice__isnull=False),
                name="ground_is_one_row",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact_id}"
