"""Counts that are kept, so that a page needs not count."""

from __future__ import annotations

from django.db import models

from secops.compliance.rotations.models.campaigns import Campaign


class Tally(models.Model):
    """How many rotations are in which state, as rows that add up.

    Statement triggers on `Rotation` add rows (also negative ones); reading sums them; a tick
    folds them together. Counters that many writers update would dead-lock.
    """

    campaign_id = models.BigIntegerField()
    department_id = models.BigIntegerField(null=True)
    application_id = models.BigIntegerField()
    state = models.CharField(max_length=12)
    turn = models.CharField(max_length=25)
    usable = models.BooleanField()
    told = models.BooleanField()
    written_off = models.BooleanField()
    exposed = models.BooleanField(default=False)
    answer = models.CharField(max_length=15, blank=True, default="")
    sessions_unproven = models.BooleanField(default=False)
    alarming = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    n = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["campaign_id", "department_id"], name="tally_of_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.state} {self.n}"


class CampaignDay(models.Model):
    """The tallies at the end of a day, for yesterday's numbers and the burn-down."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="days")
    department_id = models.BigIntegerField(null=True)
    day = models.DateField()
    total = models.IntegerField()
    told = models.IntegerField()
    answered = models.IntegerField()
    claimed = models.IntegerField()
    verified = models.IntegerField()
    contained = models.IntegerField()
    done = models.IntegerField()
    attested = models.IntegerField()
    usable = models.IntegerField()
    exposed = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    written_off = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "department_id", "day"],
                nulls_distinct=False,
                name="one_row_a_day_and_department",
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.day}"
