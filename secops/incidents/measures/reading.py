"""The facts of incidents as `secops.rules.measure` reads them; nothing of it is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import User
from secops.audit.models import Entry
from secops.house.text import local
from secops.incidents.clocks import RunningClock, clocks_of
from secops.incidents.models import Incident
from secops.rules.incident import Phase
from secops.rules.measure import (
    Handled,
    Measure,
    Moved,
    Report,
    Timed,
    measures,
    report_of,
)

_MOVES = ("incident.moved", "incident.moved_back", "incident.closed", "incident.refuted")
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """One incident with its measures and how its terms to report stand."""

    incident: Incident
    found_at: datetime
    timed: dict[Measure, Timed]
    clocks: list[RunningClock]
    unrated: bool

    @property
    def pk(self) -> int:
        return self.incident.pk

    @property
    def code(self) -> str:
        return self.incident.code

    @property
    def found_on(self) -> date:
        """The day it was found, in the city's time."""
        return local(self.found_at).date()

    @property
    def took(self) -> dict[str, timedelta | None]:
        """The lengths by name, for sorting."""
        return {measure.value: timed.took for measure, timed in self.timed.items()}

    @property
    def hours(self) -> dict[str, float | None]:
        """The same in hours, for a spreadsheet."""
        return {name: in_hours(took) for name, took in self.took.items()}

    @property
    def reports(self) -> Counter[Report]:
        """How its terms to report stand."""
        return Counter(state_of(clock) for clock in self.clocks)

    @property
    def report_counts(self) -> dict[str, int]:
        """The counts by name."""
        return {report.value: self.reports[report] for report in Report}


def state_of(clock: RunningClock) -> Report:
    """How one term to report stands."""
    return report_of(clock.reading, stopped=clock.stopped_at is not None)


def in_hours(took: timedelta | None) -> float | None:
    """Hours with two decimals; None stays unknown."""
    return None if took is None else round(took / _HOUR, 2)


def measured_for(user: User, *, at: datetime) -> list[Measured]:
    """Every incident the user may read that counts: neither refuted nor read under another."""
    rows = Incident.objects.visible_to(user).filter(merged_into=None)
    return measured(rows.exclude(phase=Phase.REFUTED.value).with_clocks(), at=at)


def measured(incidents: Iterable[Incident], *, at: datetime) -> list[Measured]:
    """The measures of these incidents, each with what was merged into it."""
    found = list(incidents)
    moves = moves_of(found)
    return [_measured(one, moves[one.pk], at=at) for one in found]


def moves_of(incidents: Sequence[Incident]) -> dict[int, list[Moved]]:
    """Every move from phase to phase, as the trail has it."""
    entries = Entry.objects.filter(
        object_type=Incident._meta.label_lower,
        object_id__in=[str(one.pk) for one in incidents],
        verb__in=_MOVES,
    ).order_by("at", "pk")
    found: dict[int, list[Moved]] = defaultdict(list)
    for pk, at, data in entries.values_list("object_id", "at", "data"):
        origin, target = data.get("origin"), data.get("target")
        if origin in set(Phase) and target in set(Phase):
            found[int(pk)].append(Moved(Phase(origin), Phase(target), at))
    return found


def _measured(incident: Incident, moves: Sequence[Moved], *, at: datetime) -> Measured:
    family = [one for one in incident.family if one is incident or one.phase != Phase.REFUTED]
    occurred = [one.occurred_at for one in family if one.occurred_at is not None]
    handled = Handled(
        found_at=min(one.found_at for one in family),
        phase=Phase(incident.phase),
        occurred_at=min(occurred, default=None),
        moves=moves,
    )
    unrated = all(not one.risk and one.on_iiv is None for one in family)
    return Measured(
        incident, handled.found_at, measures(handled), clocks_of(incident, at=at), unrated
    )
