"""The page of the day: everything that stands on it, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from dashboard.today.clocks import Deadline, left_until, next_deadlines
from dashboard.today.counting import (
    Counted,
    Part,
    Statement,
    counts_of,
    minute_of,
    statement_of,
)
from dashboard.today.first_hour import Begun, Step, first_hour, what_is_there
from dashboard.today.funnel import Stage, funnel
from dashboard.today.notices import notice_parts, share_of_notices, share_sentence
from dashboard.today.orders import Orders, order_parts, orders_of
from dashboard.today.waiting import Waiting, waiting_of, waiting_parts
from secops.compliance.rotations.models import Campaign, Tally
from secops.compliance.rotations.queries import (
    BurnDown,
    Counts,
    Headline,
    UnitCounts,
    burn_down,
    counts_by_department,
    headline,
)
from secops.compliance.rotations.queries.progress import most_needing
from secops.compliance.rotations.sentences import projection_sentence, safety_sentence
from secops.compliance.rotations.tables import accounts_url
from secops.house import charts
from secops.house.text import angka
from secops.inventory.models import AccountFacts, Application
from secops.rules.notices import Share
from secops.rules.rotation import Turn

#: So many departments are named as those to help first.
TO_HELP = 6


@dataclass(frozen=True, slots=True)
class Progress:
    """How the chosen campaign goes: its numbers, its way, and which departments need help."""

    campaign: Campaign
    counts: Counts
    burn: BurnDown
    stages: list[Stage]
    help_first: list[UnitCounts]

    @property
    def sentence(self) -> str:
        return projection_sentence(self.burn.projection)

    @property
    def usable_yesterday(self) -> int | None:
        """How many could be used at the end of the last day before today."""
        return self.burn.points[-2].usable if len(self.burn.points) > 1 else None

    @property
    def their_turn(self) -> int:
        """Accounts whose holder has to act."""
        return self.counts.turns.get(Turn.HOLDER, 0)

    @property
    def chart(self) -> Any:
        """The burn-down; drawn once there is a day to compare with."""
        return chart_of(self.burn, self.counts.total)


@dataclass(frozen=True, slots=True)
class Today:
    """The whole page."""

    at: datetime
    begun: Begun
    running: list[Campaign]
    progress: Progress | None
    safety: Headline
    orders: Orders
    deadlines: list[Deadline]
    waiting: list[Waiting]
    steps: list[Step] = field(default_factory=list)
    most_leaked: tuple[str, int] | None = None
    """The application with the most leaked accounts of the chosen campaign."""
    notices: Share = field(default_factory=lambda: Share(0, 0, 0))
    """Warnings of the agency: answered in time."""

    @property
    def notices_sentence(self) -> str:
        return share_sentence(self.notices)

    @property
    def empty(self) -> bool:
        return self.begun.empty

    @property
    def next_step(self) -> Step | None:
        """The first step of the first hour that is still open, once something was begun."""
        return None if self.empty else next((one for one in self.steps if not one.done), None)

    @property
    def several(self) -> bool:
        """Whether more than one campaign runs: the first number is then that of all of them."""
        return len(self.running) > 1

    @property
    def sentence(self) -> str:
        """``Belum aman. 1.940 dari 1.940 … Arahan diterima 51 dari 68 OPD.``"""
        said = safety_sentence(self.safety.usable, self.safety.exposed)
        if self.orders.departments:
            said += " " + received_sentence(self.orders)
        return said

    @property
    def next(self) -> Deadline | None:
        return self.deadlines[0] if self.deadlines else None

    @property
    def next_left(self) -> str | None:
        return left_until(self.next.at, at=self.at) if self.next else None

    @property
    def next_parts(self) -> tuple[str, str, str]:
        """``lewat``, ``15``, ``hari``: the number of the next deadline large, its words around it
        in their order."""
        words = (self.next_left or "").split()
        place = next((n for n, word in enumerate(words) if word[0].isdigit()), None)
        if place is None:
            return " ".join(words), "", ""
        return " ".join(words[:place]), words[place], " ".join(words[place + 1 :])

    @property
    def oldest_late(self) -> list[tuple[str, str]]:
        """What we owe and is overdue, the oldest three: ``Lapor insiden``, ``lewat 15 hari``."""
        late = [one for one in self.deadlines if one.late][:3]
        return [(one.words, left_until(one.at, at=self.at)) for one in late]

    @property
    def decisions(self) -> int:
        """How many decisions wait for us: the sum of the first list below."""
        return sum(one.counted.n for one in self.to_decide)

    @property
    def to_decide(self) -> list[Waiting]:
        return [one for one in self.waiting if one.kind.decision]

    @property
    def to_do(self) -> list[Waiting]:
        """What waits for our hands, not for a decision."""
        return [one for one in self.waiting if not one.kind.decision]

    @property
    def decisions_new(self) -> int:
        return sum(one.counted.new for one in self.to_decide)


def today_for(user: User, *, code: str = "", at: datetime) -> Today:
    """Read the page; `code` chooses among the campaigns that run, the newest otherwise."""
    # Summaries: whoever may read this page reads the numbers of all departments, not their rows.
    running = list(Campaign.objects.running().order_by("-ordered_at", "-pk"))
    campaign = next((one for one in running if one.code == code), running[0] if running else None)
    begun = what_is_there(at=at)
    progress = progress_of(campaign, at=at) if campaign else None
    counted = counts_of(_counting(campaign.pk if campaign else None, minute_of(at)))
    return Today(
        at,
        begun,
        running,
        progress,
        _safety(running, progress, begun, at),
        orders_of(counted),
        next_deadlines(running, at=at),
        waiting_of(user, counted),
        first_hour(begun, user),
        most_leaked(counted),
        share_of_notices(counted),
    )


@lru_cache(maxsize=8)
def _counting(campaign_id: int | None, at: datetime) -> Statement:
    """All that is only counted, in words that hold for a minute."""
    parts = waiting_parts(at=at) | order_parts(at=at) | notice_parts(at=at)
    if campaign_id is not None:
        parts |= leak_parts(campaign_id)
    return statement_of(parts, at=at)


_LEAKED = "leaked"


def leak_parts(campaign_id: int) -> dict[str, Part]:
    """Leaked accounts of a campaign by application, from the tallies."""
    names = Application.objects.filter(pk=OuterRef("application_id")).values("name")
    rows = Tally.objects.filter(campaign_id=campaign_id, exposed=True)
    return {_LEAKED: Part(rows, Sum("n"), by=Subquery(names))}


def most_leaked(counted: Mapping[str, Counted]) -> tuple[str, int] | None:
    """Read the counts of `leak_parts`: the application that is hit most."""
    found = [
        (name.partition(":")[2], number.n)
        for name, number in counted.items()
        if name.startswith(f"{_LEAKED}:") and number.n
    ]
    return max(found, key=lambda one: one[1], default=None)


def progress_of(campaign: Campaign, *, at: datetime) -> Progress:
    """Read one campaign for the page of the day."""
    units = counts_by_department(campaign.pk, at=at)
    counts = summed(unit.counts for unit in units)
    burn = burn_down(
        campaign,
        left=counts.open,
        usable=counts.usable,
        unclaimed=counts.total - counts.claimed,
        at=at,
    )
    return Progress(
        campaign, counts, burn, funnel(campaign, counts), most_needing(units, limit=TO_HELP)
    )


def summed(parts: Iterable[Counts]) -> Counts:
    """The numbers of several parts together."""
    numbers = {one.name: 0 for one in fields(Counts) if one.name not in ("states", "turns")}
    states: dict[Any, int] = {}
    turns: dict[Any, int] = {}
    for part in parts:
        for name in numbers:
            numbers[name] += getattr(part, name)
        for gathered, found in ((states, part.states), (turns, part.turns)):
            for key, n in found.items():
                gathered[key] = gathered.get(key, 0) + n
    return Counts(**numbers, states=states, turns=turns)


def chart_of(burn: BurnDown, total: int) -> Any:
    """The picture of a burn-down: proof, and pale what people say."""
    due_on = burn.projection.due_on
    if due_on is None or len(burn.points) < 2:
        return ""
    proven: list[tuple[date, int | None]] = [(point.day, point.left) for point in burn.points]
    claimed: list[tuple[date, int | None]] = [(one.day, one.unclaimed) for one in burn.points]
    return charts.burn_down(
        proven,
        deadline=due_on,
        total=total,
        claimed=claimed,
        ends=burn.projection.finishes_on,
    )


def received_sentence(orders: Orders) -> str:
    """``Arahan diterima 51 dari 68 OPD.``"""
    return ngettext(
        "Arahan diterima %(n)s dari %(all)s OPD.",
        "Arahan diterima %(n)s dari %(all)s OPD.",
        orders.departments,
    ) % {"n": angka(orders.received), "all": angka(orders.departments)}


def help_words(unit: UnitCounts) -> str:
    """Why a department needs help, in a few words."""
    counts = unit.counts
    parts = []
    if counts.late:
        parts.append(_("%(n)s lewat batas waktu") % {"n": angka(counts.late)})
    if turn := counts.turns.get(Turn.AGENT):
        parts.append(_("%(n)s giliran Agen") % {"n": angka(turn)})
    if turn := counts.turns.get(Turn.HOLDER):
        parts.append(_("%(n)s giliran pegawai") % {"n": angka(turn)})
    return ", ".join(parts) or _("menunggu data dari sistem")


def help_rows(progress: Progress) -> list[dict[str, Any]]:
    """The departments to help first, each with its pages."""
    return [
        {
            "unit": unit,
            "url": reverse("department", args=[unit.code]),
            "usable_url": accounts_url(progress.campaign, mark="usable", department=unit.code),
            "why": help_words(unit),
        }
        for unit in progress.help_first
    ]


def _safety(
    running: list[Campaign], progress: Progress | None, begun: Begun, at: datetime
) -> Headline:
    """The first number. Before any campaign every known leaked account counts as usable."""
    if progress is None:
        if not begun.account:
            return Headline(0, 0)
        known = AccountFacts.objects.filter(newest_exposure__isnull=False).count()
        return Headline(known, known)
    if len(running) == 1:
        return Headline(progress.counts.usable, progress.counts.exposed)
    return headline(at=at)
