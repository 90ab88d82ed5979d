"""Which incidents or reports a number stands for: written into its address, read from it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from secops.house.text import wib
from secops.house.words import say
from secops.incidents.clocks import RunningClock
from secops.incidents.measures.reading import Measured, state_of
from secops.incidents.measures.words import period_words
from secops.rules.measure import Measure, Report, Step, Unknown, period_of

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One term to report of one incident."""

    row: Measured
    clock: RunningClock
    state: Report

    @property
    def pk(self) -> str:
        return self.clock.key

    @property
    def what(self) -> str:
        return self.clock.what


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for, as an address says it; what cannot be read asks for nothing."""

    step: Step = Step.MONTH
    start: date | None = None
    since: date | None = None
    measure: Measure | None = None
    known: bool | None = None
    unknown: Unknown | None = None
    report: Report | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Wanted:
        known = {"yes": True, "no": False}.get(given.get("known", ""))
        return cls(
            step=_one_of(Step, given.get("per")) or Step.MONTH,
            start=_day(given.get("period")),
            since=_day(given.get("since")),
            measure=_one_of(Measure, given.get("measure")),
            known=known,
            unknown=_one_of(Unknown, given.get("why")),
            report=_one_of(Report, given.get("report")),
        )

    def holds(self, row: Measured) -> bool:
        """Whether a row is among them."""
        if self.start is not None and period_of(row.found_on, self.step) != self.start:
            return False
        if self.since is not None and row.found_on < self.since:
            return False
        if self.measure is None:
            return True
        timed = row.timed[self.measure]
        if self.unknown is not None and timed.unknown is not self.unknown:
            return False
        return self.known is None or self.known is (timed.took is not None)

    def reports(self, rows: Iterable[Measured]) -> list[ReportLine]:
        """The terms to report that are asked for."""
        return [
            line
            for row in rows
            if self.holds(row)
            for line in (ReportLine(row, clock, state_of(clock)) for clock in row.clocks)
            if self.report in (None, line.state)
        ]

    @property
    def words(self) -> str:
        """What is shown, in words."""
        said = [period_words(self.start, self.step)] if self.start else []
        if self.since is not None:
            said.append(_("sejak %(when)s") % {"when": wib(self.since)})
        if self.measure is not None:
            said.append(say(self.measure).lower())
            if self.unknown is not None:
                said.append(say(self.unknown).lower())
            elif self.known is not None:
                said.append(_("terukur") if self.known else _("belum terukur"))
        if self.report is not None:
            said.append(_("laporan: %(state)s") % {"state": say(self.report).lower()})
        return " · ".join(said)


def rows_url(
    page: str = "incident-measure-rows",
    *,
    step: Step | None = None,
    start: date | None = None,
    since: date | None = None,
    more: Mapping[str, str],
) -> str:
    """The page of incidents with their measures, or of their reports, narrowed."""
    pairs = {}
    if start is not None:
        pairs = {"period": start.isoformat(), "per": (step or Step.MONTH).value}
    if since is not None:
        pairs["since"] = since.isoformat()
    query = urlencode({**pairs, **more})
    return reverse(page) + (f"?{query}" if query else "")


def _one_of(codes: type[E], value: str | None) -> E | None:
    return codes(value) if value in set(codes) else None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
