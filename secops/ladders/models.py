"""The office's ladders: what a new directive or campaign starts with (RULES 5)."""

import pghistory
from django.conf import settings
from django.db import models

from secops.ladders.words import NAMES
from secops.rules.ladder import Ladder, LadderKind, from_data


@pghistory.track()
class OfficeLadder(models.Model):
    """One of the three ladders. What runs keeps the copy it was started with."""

    kind = models.CharField(
        max_length=10, unique=True, choices=[(kind.value, kind.value) for kind in LadderKind]
    )
    rungs = models.JSONField(help_text="As secops.rules.ladder.as_data writes it.")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, help_text="Empty: as delivered.")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in LadderKind]),
                name="office_ladder_is_one_of_rules_5",
            )
        ]

    def __str__(self) -> str:
        return str(NAMES[LadderKind(self.kind)])

    @property
    def ladder(self) -> Ladder:
        """The rungs as the laws read them."""
        return from_data(self.rungs)
