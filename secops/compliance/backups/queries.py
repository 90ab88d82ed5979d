"""Reads of backups: for the pages, and for those above who ask how a department stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Max, Q, QuerySet, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from accounts.models import User
from secops.compliance.backups.models import BackupPlan, Flip, Ping, Standing
from secops.compliance.backups.words import since_words
from secops.house.words import look, say
from secops.outbox.voices import city_calendar
from secops.rules import backup as law
from secops.rules.schedule import ScheduleRefused
from secops.rules.stand import OpenThing, Stand

#: The worst first, as the law tries them after "no run": a failed copy is worse than none yet.
WORST_FIRST = (law.State.FAILING, law.State.LATE, law.State.NEVER, law.State.UNPROVEN)
STRIP = 30


def plans_for(user: User) -> QuerySet[BackupPlan]:
    """Plans with what a row of the list needs; those that ended are left out."""
    return _with_rank(
        BackupPlan.objects.visible_to(user)
        .running()
        .select_related("department", "application", "standing")
    )


def _with_rank(plans: QuerySet[BackupPlan]) -> QuerySet[BackupPlan]:
    order = [When(standing__state=state.value, then=n) for n, state in enumerate(WORST_FIRST)]
    return plans.annotate(rank=Case(*order, default=len(WORST_FIRST)))


# --- for those above ---------------------------------------------------------------------------


def stands_of(departments: Collection[int] | None, *, at: datetime) -> dict[int, Stand]:
    """How each department stands with its backups; one without a plan is left out.

    Never run is unknown; failing and late are bad; on time but unproven is not yet good. What a
    state rests on is stored, so `at` only says when the question is asked.
    """
    rows: Any = (
        _standings(departments)
        .values("plan__department")
        .annotate(
            **{state.value: Count("pk", filter=Q(state=state.value)) for state in law.State},
            as_of=Greatest(Max("last_ping_at"), Max("restored_at"), Max("restore_failed_at")),
        )
    )
    return {
        row["plan__department"]: Stand(
            good=row[law.State.PROVEN],
            warn=row[law.State.UNPROVEN],
            bad=row[law.State.FAILING] + row[law.State.LATE],
            unknown=row[law.State.NEVER],
            worst=next((s.value for s in WORST_FIRST if row[s]), law.State.PROVEN.value),
            as_of=row["as_of"],
        )
        for row in rows.order_by()
    }


def open_things(department_id: int, *, at: datetime) -> list[OpenThing]:
    """The department's plans that are not proven, the worst first."""
    rows = _standings([department_id]).exclude(state=law.State.PROVEN)
    ranked = sorted(
        rows.select_related("plan", "plan__contact"),
        key=lambda one: (WORST_FIRST.index(law.State(one.state)), one.plan.name, one.plan_id),
    )
    return [_open(one) for one in ranked]


def worsened_since(moment: datetime, department_id: int, *, at: datetime) -> list[OpenThing]:
    """Plans that broke after that moment and are broken now (a statement reopens for them)."""
    broke = Flip.objects.filter(
        plan__department=department_id, at__gt=moment, at__lte=at, after__in=_values(law.BROKEN)
    ).exclude(before__in=_values(law.BROKEN))
    rows = _standings([department_id]).filter(
        plan__in=broke.values("plan"), state__in=_values(law.BROKEN)
    )
    return [_open(one) for one in rows.select_related("plan", "plan__contact").order_by("pk")]


def _standings(departments: Collection[int] | None) -> QuerySet[Standing]:
    rows = Standing.objects.filter(plan__ended_at=None)
    return rows if departments is None else rows.filter(plan__department__in=list(departments))


def _open(one: Standing) -> OpenThing:
    turn = one.plan.contact.name if one.plan.contact else _("Agen Siber OPD")
    reason = f"{say(law.State(one.state))}. {since_words(one)}"
    return OpenThing(f"plan:{one.plan_id}", one.plan.name, reason, turn)


def _values(states: Iterable[law.State]) -> list[str]:
    return [state.value for state in states]


def due_of(plan: BackupPlan) -> datetime | None:
    """When the plan's next success is expected; None before the first, and where its line finds no
    working day in the calendar of today."""
    last = plan.standing.last_success_at
    try:
        return None if last is None else plan.schedule(city_calendar()).due_after(last)
    except ScheduleRefused:
        return None


# --- for the pages -----------------------------------------------------------------------------


def last_runs(plan: BackupPlan) -> list[Ping]:
    """The last runs with a result, the oldest first: what the strip shows."""
    ended = plan.pings.filter(kind__in=[Ping.Kind.SUCCESS, Ping.Kind.FAIL])
    return list(ended.order_by("-received_at", "-pk")[:STRIP])[::-1]


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many plans stand in one state, and where they are listed."""

    tone: str
    symbol: str
    word: str
    n: int
    url: str


def state_counts(plans: QuerySet[BackupPlan]) -> list[StateCount]:
    """How many plans stand in each state, the worst first."""
    found = dict(plans.order_by().values_list("standing__state").annotate(n=Count("pk")))
    return [
        StateCount(*look(law.State)(state.value), found.get(state.value, 0), f"?state={state}")
        for state in (*WORST_FIRST, law.State.PROVEN)
    ]
