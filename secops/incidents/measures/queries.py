"""Measures over time: one line a month or quarter, and why some are not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from secops.house.text import angka, local
from secops.house.words import say
from secops.incidents.measures.narrowing import rows_url
from secops.incidents.measures.reading import Measured, in_hours
from secops.incidents.measures.words import period_words
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice
from secops.incidents.notices.terms import due_of
from secops.rules.incident import Phase
from secops.rules.measure import (
    Measure,
    Middle,
    Report,
    Step,
    Unknown,
    middle,
    next_period,
    period_of,
    periods,
)
from secops.rules.notices import Answered, answered

#: So many periods stand on the page unless all are asked for.
SHOWN = {Step.MONTH: 12, Step.QUARTER: 8}


@dataclass(frozen=True, slots=True)
class Period:
    """One month or quarter of finding."""

    start: date
    step: Step
    rows: list[Measured] = field(default_factory=list)
    #: The warnings of the agency received in it, whether they became incidents or not.
    warnings: list[Answered] = field(default_factory=list)

    @property
    def pk(self) -> date:
        return self.start

    @property
    def name(self) -> str:
        return period_words(self.start, self.step)

    @property
    def incidents(self) -> int:
        return len(self.rows)

    @property
    def middles(self) -> dict[str, Middle]:
        """The median of each measure, by its name."""
        return {one.value: middle(row.timed[one] for row in self.rows) for one in Measure}

    @property
    def hours(self) -> dict[str, float | None]:
        """The medians in hours."""
        return {name: in_hours(found.took) for name, found in self.middles.items()}

    @property
    def reports(self) -> Counter[Report]:
        """All terms to report of its incidents."""
        return sum((row.reports for row in self.rows), Counter())

    @property
    def report_counts(self) -> dict[str, int]:
        return {report.value: self.reports[report] for report in Report}

    @property
    def answers(self) -> Counter[Answered]:
        """How the answers to its warnings stand."""
        return Counter(self.warnings)

    @property
    def answer_counts(self) -> dict[str, int]:
        return {one.value: self.answers[one] for one in Answered}

    def answers_url(self, one: Answered) -> str:
        """Exactly the warnings behind one of its numbers."""
        until = next_period(self.start, self.step) - timedelta(days=1)
        query = {"answered": one.value, "since": self.start.isoformat(), "until": until.isoformat()}
        return f"{reverse('notices')}?{urlencode(query)}"

    def url(self, **more: str) -> str:
        """Exactly the incidents behind one of its numbers."""
        return rows_url(step=self.step, start=self.start, more=more)

    def reports_url(self, report: Report) -> str:
        """Exactly the reports behind one of its numbers."""
        return rows_url("incident-measure-reports", step=self.step, start=self.start,
                        more={"report": report.value})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a measure is not known, of how many incidents, and which."""

    words: str
    count: int
    url: str


def warnings_for(user: User, *, at: datetime) -> list[tuple[date, Answered]]:
    """Every warning the user may read: the day it was received (WIB), and how its answer stands."""
    rows = Notice.objects.visible_to(user).only("received_at", "answered_at")
    return [
        (local(one.received_at).date(), answered(due_of(one), one.answered_at, at=at))
        for one in rows
    ]


def over_time(
    rows: Sequence[Measured],
    step: Step,
    *,
    at: datetime,
    whole: bool = False,
    warnings: Sequence[tuple[date, Answered]] = (),
) -> list[Period]:
    """One line a period up to now, the newest last; a period without anything has its line."""
    today = local(at).date()
    days = [*(row.found_on for row in rows), *(day for day, _answered in warnings)]
    first = min(days, default=today)
    found = [Period(start, step) for start in periods(first, today, step)]
    found = found if whole else found[-SHOWN[step] :]
    lines = {one.start: one for one in found}
    for row in rows:
        line = lines.get(period_of(row.found_on, step))
        if line is not None:
            line.rows.append(row)
    for day, one in warnings:
        line = lines.get(period_of(day, step))
        if line is not None:
            line.warnings.append(one)
    return found


def gaps(rows: Sequence[Measured], lines: Sequence[Period]) -> list[tuple[str, list[Gap]]]:
    """What could not be measured in these periods and why, each opening its rows."""
    since = lines[0].start if lines else None
    found = []
    for measure in Measure:
        counted = Counter(row.timed[measure].unknown for row in rows)
        reasons = [
            Gap(
                say(why),
                counted[why],
                rows_url(since=since, more={"measure": measure.value, "why": why.value}),
            )
            for why in Unknown
            if counted[why]
        ]
        if reasons:
            found.append((say(measure), reasons))
    return found


def tabs(step: Step, *, whole: bool) -> list[dict[str, Any]]:
    """How the lines are cut."""
    page = reverse("incident-measures")
    shown = (
        (Step.MONTH, False, _("12 bulan")),
        (Step.QUARTER, False, _("8 triwulan")),
        (Step.MONTH, True, _("Semua bulan")),
        (Step.QUARTER, True, _("Semua triwulan")),
    )
    return [
        {
            "label": words,
            "url": f"{page}?per={one.value}" + ("&all=1" if all_of else ""),
            "active": (one, all_of) == (step, whole),
        }
        for one, all_of, words in shown
    ]


def not_counted(user: User) -> str:
    """What has no measures because it turned out to be no incident, in words; often empty."""
    refuted = Incident.objects.visible_to(user).filter(phase=Phase.REFUTED.value)
    count = refuted.filter(merged_into=None).count()
    if not count:
        return ""
    return ngettext(
        "%(n)s insiden tidak terbukti tidak dihitung.",
        "%(n)s insiden tidak terbukti tidak dihitung.",
        count,
    ) % {"n": angka(count)}
