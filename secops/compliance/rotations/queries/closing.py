"""What still keeps a campaign open, and what it ended with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from secops.compliance.rotations.models import (
    Campaign,
    Exemption,
    Rotation,
    RotationQuerySet,
    SampleCheck,
)
from secops.rules.rotation import DONE, SETTLED, State, Turn

#: So many write-offs and exemptions are printed; more of them are one number.
LISTED = 500


@dataclass(frozen=True, slots=True)
class Holding:
    """Accounts that keep a campaign open for the same reason."""

    state: State
    turn: Turn
    can_read: bool
    n: int


def holding_open(campaign_id: int) -> list[Holding]:
    """What keeps a campaign open by state, turn and whether a reading can ever come; most first."""
    rows = (
        Rotation.objects.open()
        .filter(campaign_id=campaign_id)
        .values_list("state", "turn", "application__reads_passwords")
        .annotate(n=Count("pk"))
        .order_by("-n", "state", "turn")
    )
    return [Holding(State(state), Turn(turn), reads, n) for state, turn, reads, n in rows]


@dataclass(frozen=True, slots=True)
class UnitEnd:
    """How one department ended."""

    name: str
    total: int
    done: int
    attested: int
    written_off: int
    open: int


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """Accounts given up with one reason in one act."""

    why: str
    by: str
    at: datetime
    application: str
    department: str
    n: int


@dataclass(frozen=True, slots=True)
class Ending:
    """A campaign at its end, as far as the reader sees it."""

    states: dict[State, int]
    total: int
    written_off: int
    units: list[UnitEnd]
    given_up: list[WrittenOff]
    exemptions: list[Exemption]
    samples: list[SampleCheck]

    def of(self, states: Iterable[State]) -> int:
        """How many ended in these states; what was written off is counted apart."""
        return sum(self.states.get(state, 0) for state in states)


_OFF = Q(written_off_at__isnull=False) & ~Q(state__in=SETTLED)


def ending_of(campaign: Campaign, user: User) -> Ending:
    """The numbers of the closing report, and what was written off and why; five queries."""
    mine = Rotation.objects.visible_to(user).filter(campaign=campaign)
    counted = mine.exclude(_OFF).values_list("state").annotate(n=Count("pk")).order_by()
    states = {State(state): n for state, n in counted}
    units = [UnitEnd(**row) for row in _by_department(mine)]
    given_up = [
        WrittenOff(why, by or email or "", at, application, department or "", n)
        for why, by, email, at, application, department, n in mine.filter(_OFF)
        .values_list(
            "written_off_why",
            "written_off_by__person__name",
            "written_off_by__email",
            "written_off_at",
            "application__name",
            "department__name",
        )
        .annotate(n=Count("pk"))
        .order_by("written_off_at", "application__name", "department__name")[:LISTED]
    ]
    exemptions = Exemption.objects.filter(rotation__in=mine, revoked_at=None).select_related(
        "rotation__account", "rotation__application", "approved_by__person"
    )
    samples = SampleCheck.objects.filter(campaign=campaign).select_related(
        "application", "checked_by__person"
    )
    return Ending(
        states=states,
        total=sum(unit.total for unit in units),
        written_off=sum(unit.written_off for unit in units),
        units=units,
        given_up=given_up,
        exemptions=list(exemptions.order_by("approved_at", "pk")[:LISTED]),
        samples=list(samples.order_by("checked_at", "pk")),
    )


def _by_department(mine: RotationQuerySet) -> QuerySet[Any, Any]:
    return (
        mine.order_by()
        .values(name=Coalesce("department__name", Value("")))
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state__in=DONE)),
            attested=Count("pk", filter=Q(state=State.ATTESTED)),
            written_off=Count("pk", filter=_OFF),
            open=Count("pk", filter=Q(written_off_at=None) & ~Q(state__in=SETTLED)),
        )
        .order_by("name")
    )
