"""How many accounts are where: read from the tallies, in one query whatever their number."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.tally import COUNTED, OPEN, summed
from secops.rules.rotation import State, Turn

#: What is summed, in the order of the fields of `Counts`.
_SUMS = {
    **COUNTED,
    "sessions_unproven": "t.sessions_unproven",
    "alarming": "t.alarming",
    "open": OPEN,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a campaign, or of a part of it.

    `done` = disabled, verified or exempt; `attested`, `contained` and `sessions_unproven`
    (verified, though the end of the sessions is not proven) are counted apart. `written_off` =
    given up and not settled since. `open` is the rest, so that total = done + attested +
    written_off + open; `late` = open past its due date. `usable` of `exposed` is the headline:
    leaked accounts that can still be used. `turns` counts the open ones.
    """

    total: int = 0
    told: int = 0
    answered: int = 0
    claimed: int = 0
    verified: int = 0
    contained: int = 0
    done: int = 0
    attested: int = 0
    usable: int = 0
    exposed: int = 0
    late: int = 0
    written_off: int = 0
    sessions_unproven: int = 0
    alarming: int = 0
    open: int = 0
    states: dict[State, int] = field(default_factory=dict)
    turns: dict[Turn, int] = field(default_factory=dict)

    @property
    def all_done(self) -> bool:
        """Done only at 100 %, and never of nothing."""
        return self.total > 0 and self.done == self.total

    @property
    def done_percent(self) -> int | None:
        """Whole percent, rounded down (99.9 is not 100); None of nothing."""
        return self.done * 100 // self.total if self.total else None


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """The numbers of one department or application in a campaign. None = without a department."""

    id: int | None
    code: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Headline:
    """x of y leaked accounts can still be used, each counted once over all running campaigns."""

    usable: int
    exposed: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the tallies; nothing given = all of it."""

    departments: Collection[int] | None = None
    applications: Collection[int] | None = None

    def condition(self) -> str:
        return " AND ".join(f"t.{column} = ANY(%({column}s)s)" for column, chosen in self._chosen())

    def params(self) -> dict[str, Any]:
        return {f"{column}s": list(chosen) for column, chosen in self._chosen()}

    def _chosen(self) -> Iterable[tuple[str, Collection[int]]]:
        if self.departments is not None:
            yield "department_id", self.departments
        if self.applications is not None:
            yield "application_id", self.applications


EVERYTHING = Part()


def campaign_counts(campaign_id: int, *, at: datetime, part: Part = EVERYTHING) -> Counts:
    """The numbers of one campaign. One query."""
    found = _by("0", "t.campaign_id = %(campaign)s", {"campaign": campaign_id}, part, at)
    return found.get(0, Counts())


def counts_by_campaign(
    campaigns: Iterable[int] | None = None, *, at: datetime, part: Part = EVERYTHING
) -> dict[int, Counts]:
    """The numbers of several campaigns, None = all running ones. One query."""
    if campaigns is None:
        condition = "t.campaign_id IN (SELECT id FROM rotations_campaign WHERE state = 'running')"
        return _by("t.campaign_id", condition, {}, part, at)
    chosen = {"campaigns": list(campaigns)}
    return _by("t.campaign_id", "t.campaign_id = ANY(%(campaigns)s)", chosen, part, at)


def counts_by_department(
    campaign_id: int, *, at: datetime, part: Part = EVERYTHING
) -> list[UnitCounts]:
    """The numbers of each department of a campaign, by name; accounts without one last."""
    return _units(campaign_id, "department", "accounts_department", part, at)


def counts_by_application(
    campaign_id: int, *, at: datetime, part: Part = EVERYTHING
) -> list[UnitCounts]:
    """The numbers of each application of a campaign, by name."""
    return _units(campaign_id, "application", "inventory_application", part, at)


def counts_over_campaigns(*, at: datetime, part: Part = EVERYTHING) -> dict[int | None, Counts]:
    """The numbers of each department over all running campaigns. One query."""
    condition = "t.campaign_id IN (SELECT id FROM rotations_campaign WHERE state = 'running')"
    return _by("t.department_id", condition, {}, part, at)


def headline(*, at: datetime, part: Part = EVERYTHING) -> Headline:
    """The first number of the day, over all running campaigns.

    From the tallies, unless campaigns share accounts: then these are counted once, row by row.
    """
    if Campaign.objects.running().filter(shares_accounts=True).exists():
        return _headline_by_account(part)
    found = counts_by_campaign(at=at, part=part).values()
    return Headline(sum(c.usable for c in found), sum(c.exposed for c in found))


def _headline_by_account(part: Part) -> Headline:
    conditions = [condition for condition in (part.condition(), "t.exposed") if condition]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT t.account_id) FILTER (WHERE t.usable), "
            "count(DISTINCT t.account_id) FROM rotations_rotation t "
            "JOIN rotations_campaign c ON c.id = t.campaign_id AND c.state = 'running' "
            f"WHERE {' AND '.join(conditions)}",
            part.params(),
        )
        usable, exposed = cursor.fetchone()
        return Headline(usable, exposed)


def _by(
    key: str, condition: str, params: dict[str, Any], part: Part, at: datetime
) -> dict[Any, Counts]:
    """Sum the tallies by a key; states and turns are gathered here, not in further queries."""
    with connection.cursor() as cursor:
        cursor.execute(_sums(key, condition, part), params | part.params() | {"at": at})
        rows = cursor.fetchall()
    found: dict[Any, _Gathered] = {}
    for row_key, state, turn, *numbers in rows:
        found.setdefault(row_key, _Gathered()).add(State(state), Turn(turn), numbers)
    return {row_key: gathered.counts() for row_key, gathered in found.items()}


def _sums(key: str, condition: str, part: Part) -> str:
    conditions = [one for one in (condition, part.condition()) if one]
    sums = ", ".join(summed(one) for one in _SUMS.values())
    return (
        f"SELECT {key}, t.state, t.turn, {sums} FROM rotations_tally t "
        f"WHERE {' AND '.join(conditions)} GROUP BY 1, 2, 3"
    )


class _Gathered:
    """Sums on their way to `Counts`."""

    def __init__(self) -> None:
        self.sums = dict.fromkeys(_SUMS, 0)
        self.states: dict[State, int] = {}
        self.turns: dict[Turn, int] = {}

    def add(self, state: State, turn: Turn, numbers: list[int]) -> None:
        row = dict(zip(_SUMS, map(int, numbers), strict=True))
        for name, number in row.items():
            self.sums[name] += number
        if row["total"]:
            self.states[state] = self.states.get(state, 0) + row["total"]
        if row["open"]:
            self.turns[turn] = self.turns.get(turn, 0) + row["open"]

    def counts(self) -> Counts:
        in_order = {state: self.states[state] for state in State if state in self.states}
        return Counts(**self.sums, states=in_order, turns=self.turns)


def _units(campaign_id: int, unit: str, table: str, part: Part, at: datetime) -> list[UnitCounts]:
    """One query: the sums, and beside each the name of its unit."""
    sums = _sums(f"t.{unit}_id", "t.campaign_id = %(campaign)s", part)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT u.code, u.name, s.* FROM ({sums}) AS s "
            f"LEFT JOIN {table} u ON u.id = s.{unit}_id ORDER BY u.sort_name NULLS LAST, u.id",
            part.params() | {"campaign": campaign_id, "at": at},
        )
        rows = cursor.fetchall()
    names: dict[int | None, tuple[str, str]] = {}
    found: dict[int | None, _Gathered] = {}
    for code, name, key, state, turn, *numbers in rows:
        names[key] = (code or "", name or "")
        found.setdefault(key, _Gathered()).add(State(state), Turn(turn), numbers)
    units = [UnitCounts(key, *names[key], gathered.counts()) for key, gathered in found.items()]
    return [unit for unit in units if unit.counts.total]
