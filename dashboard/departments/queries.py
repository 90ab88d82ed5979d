"""The page of one department: its accounts, orders, people, computers, incidents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Department, User
from dashboard.departments.people import Holder, holders_of
from dashboard.log_ins.queries import LogInLine, log_in_line
from dashboard.today.orders import DROPPED
from dashboard.today.queries import summed
from secops.compliance.duties.models import Duty
from secops.compliance.duties.queries import due_mark
from secops.compliance.duties.words import mark
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.rotations.queries import Counts, Part, counts_by_campaign, log_ins
from secops.compliance.rotations.sentences import safety_sentence
from secops.compliance.rotations.tables import accounts_url
from secops.compliance.rotations.words import look_of, say_turn
from secops.house.text import angka
from secops.incidents.models import Incident
from secops.inventory.models import Device
from secops.rules.labels import label
from secops.rules.log_in import Stage
from secops.rules.rotation import Turn

#: So many computers and incidents are named.
THINGS_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A number with its look and the list of exactly its rows."""

    look: tuple[str, str, str]
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How the department stands in one campaign that runs."""

    campaign: Campaign
    department: Department
    counts: Counts
    states: list[Line]
    turns: list[Line]
    url: str

    def turn_url(self, turn: Turn) -> str:
        """The accounts that wait for somebody."""
        part = {"department": self.department.code, "stage": "open", "turn": turn.value}
        return accounts_url(self.campaign, **part)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One open order to the department."""

    duty: Duty
    state: tuple[str, str, str]
    due: tuple[str, str, str] | None
    received: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A computer that is not clean yet, or an incident, that touches the department."""

    what: str
    key: str
    name: str
    safe: bool

    @property
    def url(self) -> str:
        return reverse(self.what, args=[self.key])


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """What stands on the page of one department."""

    department: Department
    counts: Counts
    standings: list[Standing]
    orders: list[OrderLine]
    holders: list[Holder]
    devices: list[Thing]
    incidents: list[Thing]
    log_ins: dict[Stage, int]
    at: datetime

    @property
    def sentence(self) -> str:
        if not self.counts.total:
            return _("Belum ada akun yang diminta mengganti kata sandi.")
        if not self.counts.open:
            return _("%(n)s dari %(all)s akun terbukti atau selesai.") % {
                "n": angka(self.counts.done),
                "all": angka(self.counts.total),
            }
        return safety_sentence(self.counts.usable, self.counts.exposed)

    @property
    def used(self) -> LogInLine | None:
        """How many accounts somebody was in after the leak; None where nobody was."""
        return log_in_line(self.log_ins, department=self.department.code)

    @property
    def unreceived(self) -> int:
        return sum(not order.received for order in self.orders)


def department_page(
    department: Department, user: User, *, whole: bool, at: datetime
) -> DepartmentPage:
    """Read the page. `whole` shows names and addresses in full; the caller has noted that."""
    running = {one.pk: one for one in Campaign.objects.running().order_by("-ordered_at", "-pk")}
    part = Part(departments=[department.pk])
    by_campaign = counts_by_campaign(running, at=at, part=part)
    standings = [
        _standing(running[pk], department, counts)
        for pk, counts in by_campaign.items()
        if counts.total
    ]
    things = _things(department, user)
    return DepartmentPage(
        department,
        summed(standing.counts for standing in standings),
        standings,
        orders_of([department.pk], at=at),
        holders_of(department, whole=whole, at=at),
        [thing for thing in things if thing.what == "device"],
        [thing for thing in things if thing.what == "incident"],
        {Stage(thing.key): int(thing.name) for thing in things if thing.what == "log_in"},
        at,
    )


def _standing(campaign: Campaign, department: Department, counts: Counts) -> Standing:
    part = {"department": department.code}
    states = [
        Line(look_of(state), n, accounts_url(campaign, state=state.value, **part))
        for state, n in counts.states.items()
    ]
    turns = [
        Line(("quiet", "", say_turn(turn)), counts.turns[turn],
             accounts_url(campaign, stage="open", turn=turn.value, **part))
        for turn in Turn
        if counts.turns.get(turn)
    ]  # fmt: skip
    return Standing(campaign, department, counts, states, turns, accounts_url(campaign, **part))


def _things(department: Department, user: User) -> list[Thing]:
    """Infected computers, incidents, and log-ins after the leak by stage, in one query."""
    devices: Any = (
        Device.objects.filter(department=department, cleaned_at=None)
        .order_by()
        .values(
            what=Value("device"),
            key_of=Cast("pk", CharField()),
            named=Cast("name", CharField()),
            safe=Q(disconnected_at__isnull=False),
        )
    )
    incidents: Any = (
        Incident.objects.visible_to(user)
        .filter(departments=department)
        .order_by()
        .values(
            what=Value("incident"),
            key_of=Cast("code", CharField()),
            named=Concat("code", Value(" "), "title", output_field=CharField()),
            safe=Value(True),
        )
    )
    used: Any = (
        log_ins(Rotation.objects.filter(department=department))
        .order_by()
        .values("stage")
        .annotate(
            what=Value("log_in"),
            key_of=F("stage"),
            named=Cast(Count("pk"), CharField()),
            safe=Value(True),
        )
    )
    columns = ("what", "key_of", "named", "safe")
    found = devices.values_list(*columns).union(
        incidents.values_list(*columns), used.values_list(*columns)
    )
    return [Thing(*row) for row in found.order_by("what", "named")[:THINGS_SHOWN]]


def orders_of(departments: Collection[int], *, at: datetime) -> list[OrderLine]:
    """The open orders to these departments, the earliest due first."""
    duties = (
        Duty.objects.filter(department__in=departments, directive__closed_at=None)
        .exclude(state__in=DROPPED)
        .select_related("directive", "application", "department")
        .order_by("due_at", "pk")
    )
    return [
        OrderLine(
            duty,
            mark(label(duty.state_at(at))),
            due_mark(duty, at=at),
            duty.received_at is not None,
        )
        for duty in duties
    ]
