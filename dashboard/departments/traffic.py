"""The few lines of a department: each subject with its number, its look, and the last weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Department
from dashboard.compliance.queries import Cell, cells_of
from secops.compliance.stands.queries import Past, past_of, stands_by_department, trend_words
from secops.house import charts
from secops.rules.help_needed import share


@dataclass(frozen=True, slots=True)
class TrafficLine:
    """One subject: where it stands, and against last week."""

    cell: Cell
    past: Past
    at: datetime

    @property
    def now(self) -> int | None:
        """The share that is proven now, in whole percent."""
        return share(self.cell.stand) if self.cell.stand else None

    @property
    def trend(self) -> str:
        """``minggu lalu 61 %, kini 74 %``; empty where there is nothing to compare."""
        return trend_words(self.past, self.now, at=self.at)

    @property
    def change(self) -> str:
        """``Kata sandi 61 → 74 %``, for a line that sums it up."""
        if self.past.then is None or self.now is None:
            return ""
        return f"{self.cell.subject.label} {self.past.then[1]} → {self.now} %"

    @property
    def line(self) -> Any:
        """The last weeks as a small line that ends now; empty without two days to join."""
        days = [*self.past.shares, self.now]
        known = [one for one in days if one is not None]
        return charts.sparkline(days) if len(known) > 1 else ""


def traffic_of(department: Department, *, at: datetime) -> list[TrafficLine]:
    """Read the lines of one department; the questions are those of the heat map.

    What is not asked of it has no line.
    """
    stands, subjects = stands_by_department([department.pk], at=at)
    past = past_of(department.pk, at=at)
    cells = cells_of(department, stands[department.pk], subjects, linked=True)
    return [
        TrafficLine(cell, past.get(key, Past()), at) for key, cell in cells.items() if cell.stand
    ]
