"""How departments stood at the beginning of each day, as counts."""

from __future__ import annotations

from django.db import models


class StandDay(models.Model):
    """How one department stood with one subject when a day began: counts only, no names.

    Kept because the past cannot be read from the facts of today (a report may be withdrawn, a
    plan deleted). Labels instead of foreign keys: the row stays when its department goes.
    """

    department_id = models.BigIntegerField()
    subject = models.CharField(max_length=20)
    day = models.DateField()
    good = models.PositiveIntegerField()
    warn = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department_id", "subject", "day"], name="one_stand_a_day"
            )
        ]
        indexes = [models.Index(fields=["day"], name="stands_of_day")]

    def __str__(self) -> str:
        return f"{self.department_id} {self.subject} {self.day}"
