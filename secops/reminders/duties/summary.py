"""The weekly rungs: said in the leadership's summary only, each at most once (RULES 5).

The office sends the summary; what it carried is noted when a channel has taken it. After the last
rung the duty stays on the office's page of what climbs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.compliance.duties.models import Duty
from secops.compliance.duties.words import say
from secops.house.text import angka
from secops.reminders.duties.standing import HEAD_ACTS, Standing, standings
from secops.reminders.models import DutyStep
from secops.rules.intervals import WIB
from secops.rules.ladder import Audience, Step, due_for

#: So many departments are named in a line; the others are counted.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Weekly:
    """A duty so late that the leadership reads of it, on the highest weekly rung reached."""

    standing: Standing
    step: Step
    #: Whether the regional secretary was told.
    raised: bool
    #: Who read of this rung, and when.
    told: dict[int, datetime]

    @property
    def duty(self) -> Duty:
        return self.standing.duty

    @property
    def rungs(self) -> list[Step]:
        """All steps that only a summary says."""
        return [step for step in self.standing.steps if step.rung.summary_only]

    @property
    def is_last(self) -> bool:
        return self.step == self.rungs[-1]

    def as_said(self, person_id: int) -> list[Any]:
        """What a message keeps of it, to be noted once it was taken."""
        due_at = self.standing.due_at.isoformat()
        return [self.duty.pk, person_id, due_at, self.step.rung.code]


def weekly(*, at: datetime) -> list[Weekly]:
    """Every duty on a weekly rung, the longest late first; three queries."""
    found: list[tuple[Standing, Step]] = []
    for standing in standings(at=at, due_before=at - timedelta(weeks=1)):
        steps = [step for step in standing.steps if step.rung.summary_only]
        step = due_for(Audience.LEADERSHIP, steps, sent=(), at=at)
        if step is not None and standing.duty.state_at(at) in HEAD_ACTS:
            found.append((standing, step))
    if not found:
        return []
    said: dict[tuple[int, datetime, str], dict[int, datetime]] = {}
    rows = DutyStep.objects.filter(duty_id__in=[standing.duty.pk for standing, _step in found])
    for duty, due_at, rung, person, told_at in rows.values_list(
        "duty_id", "due_at", "rung", "person_id", "told_at"
    ):
        said.setdefault((duty, due_at, rung), {})[person] = told_at
    return [
        Weekly(
            standing,
            step,
            raised=any(
                (standing.duty.pk, standing.due_at, one.rung.code) in said
                for one in standing.steps
                if Audience.REGIONAL_SECRETARY in one.rung.audience
            ),
            told=said.get((standing.duty.pk, standing.due_at, step.rung.code), {}),
        )
        for standing, step in found
    ]


def untold(rows: Sequence[Weekly], people: Collection[int]) -> list[Weekly]:
    """Those of which one of these people has not read on this rung; nobody to be told: all."""
    return [row for row in rows if not people or set(people) - set(row.told)]


def late_lines(rows: Sequence[Weekly], *, at: datetime) -> list[str]:
    """``Sudah lewat 2 minggu, sudah naik ke Sekda: Dinas X, Dinas Y (dan 2 lainnya).``"""
    lines = []
    for raised in (True, False):
        those = [row for row in rows if row.raised is raised]
        if not those:
            continue
        weeks = min(_weeks_late(row, at) for row in those)
        said = (
            ngettext(
                "Sudah lewat %(n)s minggu, sudah naik ke %(who)s: %(names)s.",
                "Sudah lewat %(n)s minggu, sudah naik ke %(who)s: %(names)s.",
                weeks,
            )
            if raised
            else ngettext(
                "Sudah lewat %(n)s minggu, belum disampaikan kepada %(who)s: %(names)s.",
                "Sudah lewat %(n)s minggu, belum disampaikan kepada %(who)s: %(names)s.",
                weeks,
            )
        )
        who = say(Audience.REGIONAL_SECRETARY)
        lines.append(said % {"n": angka(weeks), "who": who, "names": _names(those)})
    return lines


def _weeks_late(row: Weekly, at: datetime) -> int:
    days = (at.astimezone(WIB).date() - row.standing.due_at.astimezone(WIB).date()).days
    return max(1, days // 7)


def _names(rows: Sequence[Weekly]) -> str:
    names = list(dict.fromkeys(str(row.duty.department) for row in rows))
    named = ", ".join(names[:NAMED])
    if len(names) <= NAMED:
        return named
    more = _("(dan %(n)s lainnya)") % {"n": angka(len(names) - NAMED)}
    return f"{named} {more}"
