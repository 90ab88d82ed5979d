"""The link from a fact of a statement to a row that the statement itself knows nothing of."""

from __future__ import annotations

from django.db import models

from secops.incidents.claims.models import Claim
from secops.incidents.models import StatementFact


class Ground(models.Model):
    """What a fact rests on, where that is a row of a part above statements."""

    fact = models.OneToOneField(StatementFact, on_delete=models.CASCADE, related_name="ground")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.fact_id}"
