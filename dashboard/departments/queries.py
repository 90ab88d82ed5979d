"""Departments over all subjects: their accounts, orders, people, computers, incidents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Contact, Department, Tenure, User
from accounts.queries import role_words
from dashboard.log_ins.queries import LogInLine, log_in_line
from dashboard.today.orders import asked_duties
from dashboard.today.queries import summed
from secops.compliance.duties.models import Duty
from secops.compliance.duties.queries import due_mark
from secops.compliance.duties.words import mark
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.rotations.queries import (
    Counts,
    Part,
    counts_by_campaign,
    counts_over_campaigns,
    log_ins,
)
from secops.compliance.rotations.sentences import safety_sentence
from secops.compliance.rotations.tables import accounts_url
from secops.compliance.rotations.words import look_of, say_turn
from secops.house.text import angka, masked_email, masked_name, wib
from secops.incidents.models import Incident
from secops.inventory.models import Device
from secops.rules.duty import State as DutyState
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.log_in import Stage
from secops.rules.rotation import Turn

#: So many computers and incidents are named.
THINGS_SHOWN = 25
#: Where an order stands that is not asked any more.
_GONE = [DutyState.WITHDRAWN.value, DutyState.WRITTEN_OFF.value]


@dataclass(frozen=True, slots=True)
class ListedDepartment:
    """One department in the list, over all campaigns that run."""

    department: Department
    counts: Counts
    duties: int
    unreceived: int
    late_duties: int
    campaign: Campaign | None
    """The campaign to which its numbers lead; None where several run."""

    def accounts(self, **query: str) -> str:
        """The list of exactly the accounts of a number; empty where several campaigns run."""
        if self.campaign is None or not self.counts.total:
            return ""
        return accounts_url(self.campaign, department=self.department.code, **query)

    @property
    def pk(self) -> int:
        return self.department.pk

    @property
    def name(self) -> str:
        return self.department.name

    @property
    def sort_name(self) -> str:
        return self.department.sort_name

    @property
    def total(self) -> int | None:
        return self.counts.total or None

    @property
    def usable(self) -> int | None:
        return self.counts.usable if self.counts.total else None

    @property
    def late(self) -> int | None:
        return self.counts.late if self.counts.total else None

    @property
    def proven(self) -> tuple[int, int]:
        return self.counts.done, self.counts.total

    @property
    def order_state(self) -> str:
        """How its orders stand, the worst first."""
        if self.late_duties:
            return "late"
        if self.unreceived:
            return "unreceived"
        return "received" if self.duties else "none"


def listed(departments: Iterable[Department], *, at: datetime) -> list[ListedDepartment]:
    """Return the departments with their numbers: two queries whatever their number."""
    found = list(departments)
    ids = [one.pk for one in found]
    counts = counts_over_campaigns(at=at)
    running = list(Campaign.objects.running()[:2])
    campaign = running[0] if len(running) == 1 else None
    late = Q(pk__in=Duty.objects.late(at).values("pk"))
    duties = {
        pk: (n, silent, overdue)
        for pk, n, silent, overdue in Duty.objects.filter(
            directive__closed_at=None, department__in=ids
        )
        .exclude(state__in=_GONE)
        .order_by()
        .values("department")
        .annotate(
            n=Count("pk"),
            silent=Count("pk", filter=Q(received_at=None, pk__in=asked_duties().values("pk"))),
            overdue=Count("pk", filter=late),
        )
        .values_list("department", "n", "silent", "overdue")
    }
    return [
        ListedDepartment(
            one, counts.get(one.pk, Counts()), *duties.get(one.pk, (0, 0, 0)), campaign
        )
        for one in found
    ]


# --- one department ----------------------------------------------------------------------------


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
    counts: Counts
    states: list[Line]
    turns: list[Line]
    url: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One open order to the department."""

    duty: Duty
    state: tuple[str, str, str]
    due: tuple[str, str, str] | None
    received: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position today, masked unless asked for."""

    role: str
    title: str
    name: str
    kind: str
    contacts: str


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
class Need:
    """One thing that waits for the head or the agent, with its one button."""

    words: str
    due_at: datetime | None
    late: bool
    button: str
    url: str


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
        _orders(department, at),
        _holders(department, whole=whole, at=at),
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
    return Standing(campaign, counts, states, turns, accounts_url(campaign, **part))


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


def _orders(department: Department, at: datetime) -> list[OrderLine]:
    duties = (
        Duty.objects.filter(department=department, directive__closed_at=None)
        .exclude(state__in=_GONE)
        .select_related("directive", "application")
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


def _holders(department: Department, *, whole: bool, at: datetime) -> list[Holder]:
    """Head, agent and the others today, with their addresses."""
    tenures = (
        Tenure.objects.current(at.astimezone(WIB).date())
        .filter(position__department=department)
        .select_related("position", "person")
        .annotate(addresses=_addresses())
        .order_by("position__role", "position_id", "pk")
    )
    return [_holder(tenure, whole) for tenure in tenures]


def _holder(tenure: Tenure, whole: bool) -> Holder:
    addresses: list[dict[str, str]] = getattr(tenure, "addresses", None) or []
    shown = ", ".join(
        one["address"] if whole else _masked(one["kind"], one["address"]) for one in addresses
    )
    kind = "" if tenure.kind == Tenure.Kind.DEFINITIVE else str(tenure.get_kind_display())
    return Holder(
        role_words(tenure.position.role),
        tenure.position.title,
        tenure.person.name if whole else masked_name(tenure.person.name),
        kind,
        shown,
    )


def _addresses() -> Any:
    """The usable addresses of a person, the first to try first, beside his tenure."""
    known = Contact.objects.usable().filter(person=OuterRef("person")).order_by("rank", "pk")
    return ArraySubquery(known.values(one=JSONObject(kind="kind", address="address")))


def _masked(kind: str, address: str) -> str:
    if kind == Contact.Kind.MAIL:
        return masked_email(address)
    return f"{address[:4]}•••{address[-2:]}"


def needs_of(page: DepartmentPage, *, states: bool) -> list[Need]:
    """What waits for the department's own people, the first due on top.

    `states`: the reader may state a duty, as its head.
    """
    needs = (_need(order, states, page.at) for order in page.orders)
    found = [need for need in needs if need is not None]
    for standing in page.standings:
        agent = standing.counts.turns.get(Turn.AGENT, 0)
        if not agent:
            continue
        words = ngettext(
            "%(n)s akun menunggu Agen Siber OPD",
            "%(n)s akun menunggu Agen Siber OPD",
            agent,
        ) % {"n": angka(agent)}
        line = next(one for one in standing.turns if one.look[2] == say_turn(Turn.AGENT))
        found.append(Need(words, None, late=False, button=_("Lihat akunnya"), url=line.url))
    return sorted(found, key=lambda need: need.due_at or page.at.replace(year=9999))


def _need(order: OrderLine, states: bool, at: datetime) -> Need | None:
    duty = order.duty
    state = duty.state_at(at)
    name = f"{duty.directive.code} {duty.directive.title}"
    if not order.received:
        button = _("Terima arahan")
    elif state is DutyState.REPORTED and states:
        button = _("Nyatakan")
    elif state in (DutyState.OPEN, DutyState.REOPENED, DutyState.RETURNED):
        button = _("Buka tugas")
    else:
        return None
    return Need(name, duty.due_at, duty.due_at < at, button, duty.get_absolute_url())


def text_of_department(page: DepartmentPage) -> str:
    """ "Salin untuk WhatsApp": what the page says, without a name in it."""
    lines = [
        page.department.name,
        _("Posko Siber, %(when)s") % {"when": wib(page.at)},
        page.sentence,
    ]
    for standing in page.standings:
        lines.append(
            _("%(campaign)s: terbukti %(n)s dari %(all)s")
            % {
                "campaign": standing.campaign.name,
                "n": angka(standing.counts.done),
                "all": angka(standing.counts.total),
            }
        )
        turns = ", ".join(f"{line.look[2]} {angka(line.n)}" for line in standing.turns)
        if turns:
            lines.append(_("Giliran: %(turns)s") % {"turns": turns})
    ahead = [order.duty.due_at for order in page.orders if order.duty.due_at > page.at]
    if ahead:
        lines.append(_("Batas waktu: %(due)s") % {"due": wib(min(ahead))})
    return "\n".join(lines)
