"""The counters of everything that is numbered."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """The last number drawn of one series in one year (year 0: a series that never restarts)."""

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "duties_counter"  # where it lived before letters were numbered too
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="series_counts_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
