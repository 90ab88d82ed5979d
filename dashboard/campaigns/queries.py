"""The page of one campaign: five answers on top, then what proves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from dashboard.today.funnel import Stage, funnel
from dashboard.today.queries import chart_of, summed
from secops.compliance.rotations.listed import part_for
from secops.compliance.rotations.models import Answer, Campaign, CampaignDay, CampaignQuerySet
from secops.compliance.rotations.queries import (
    EVERYTHING,
    BurnDown,
    Counts,
    UnitCounts,
    counts_by_application,
    counts_by_department,
)
from secops.compliance.rotations.queries.progress import PACE_DAYS, burn_down_of
from secops.compliance.rotations.sentences import projection_sentence, safety_sentence
from secops.compliance.rotations.words import say
from secops.house.text import angka, wib
from secops.outbox.models import Message
from secops.rules.intervals import WIB
from secops.rules.rotation import State, Turn


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One department or application of the campaign."""

    unit: UnitCounts
    since_yesterday: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Messages of the campaign on one channel."""

    channel: str
    sent: int
    reached: int
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """What stands on the page."""

    campaign: Campaign
    counts: Counts
    burn: BurnDown | None
    stages: list[Stage]
    departments: list[UnitRow]
    applications: list[UnitRow]
    sent: list[Sent]
    risky: int
    at: datetime

    @property
    def sentence(self) -> str:
        return safety_sentence(self.counts.usable, self.counts.exposed)

    @property
    def conclusion(self) -> str:
        return projection_sentence(self.burn.projection) if self.burn else ""

    @property
    def chart(self) -> Any:
        return chart_of(self.burn, self.counts.total) if self.burn else ""

    @property
    def usable_yesterday(self) -> int | None:
        """How many could be used at the end of the last day before today."""
        if self.burn is None or len(self.burn.points) < 2:
            return None
        return self.burn.points[-2].usable

    @property
    def their_turn(self) -> int:
        """Accounts whose holder has to act."""
        return self.counts.turns.get(Turn.HOLDER, 0)

    @property
    def contradicted(self) -> int:
        """Answers that the systems do not bear out."""
        return self.counts.states.get(State.CONTRADICTED, 0)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The five questions of everybody who opens this page."""
        return [
            (_("Berapa?"), _how_many(self.counts)),
            (_("Siapa yang belum?"), _who(self.counts, self.departments)),
            (_("Lajunya?"), _pace(self.burn)),
            (_("Kapan selesai?"), self.conclusion or _unknown_end(self.campaign)),
            (_("Apa berikutnya?"), _next(self.campaign, self.counts, self.at)),
        ]


def campaign_page(campaign: Campaign, user: User, *, at: datetime) -> CampaignPage:
    """Read the page as far as the user sees the campaign."""
    part = part_for(user)
    everything = part == EVERYTHING
    units = counts_by_department(campaign.pk, at=at, part=part)
    counts = summed(unit.counts for unit in units)
    before, burn = _days(campaign, counts, at) if everything else ({}, None)
    rows = [
        UnitRow(
            unit,
            unit.counts.done - before[unit.id].done if unit.id in before else None,
        )
        for unit in units
    ]
    rows.sort(key=lambda row: (row.unit.counts.usable, row.unit.counts.late), reverse=True)
    return CampaignPage(
        campaign,
        counts,
        burn,
        funnel(campaign, counts),
        rows,
        [UnitRow(unit) for unit in counts_by_application(campaign.pk, at=at, part=part)],
        _sent(campaign) if everything else [],
        getattr(campaign, "risky", None) or 0 if everything else 0,
        at,
    )


def _days(
    campaign: Campaign, counts: Counts, at: datetime
) -> tuple[dict[int | None, CampaignDay], BurnDown | None]:
    """Yesterday by department, and the burn-down while the campaign runs; in one query."""
    today = at.astimezone(WIB).date()
    recent = Q(day__gte=today - timedelta(days=PACE_DAYS))
    kept = list(
        CampaignDay.objects.filter(
            Q(department_id=None) | recent, campaign=campaign, day__lt=today
        ).order_by("day")
    )
    before: dict[int | None, CampaignDay] = {
        day.department_id: day for day in kept if day.department_id is not None
    }
    if campaign.state != Campaign.State.RUNNING:
        return before, None
    whole = [day for day in kept if day.department_id is None]
    return before, burn_down_of(
        campaign,
        whole,
        left=counts.open,
        usable=counts.usable,
        unclaimed=counts.total - counts.claimed,
        at=at,
    )


def _sent(campaign: Campaign) -> list[Sent]:
    """What became of the messages, by channel; *sent* and *reached* are two words."""
    states = Message.State
    found = (
        Message.objects.filter(steps__campaign=campaign)
        .order_by()
        .values("channel")
        .annotate(
            sent=Count("pk", distinct=True, filter=Q(state__in=[states.SENT, states.REACHED])),
            reached=Count("pk", distinct=True, filter=Q(state=states.REACHED)),
            waiting=Count("pk", distinct=True, filter=Q(state__in=[states.QUEUED, states.SENDING])),
            failed=Count("pk", distinct=True, filter=Q(state__in=[states.FAILED, states.UNKNOWN])),
        )
    )
    return [
        Sent(
            str(Message.Channel(row["channel"]).label),
            row["sent"],
            row["reached"],
            row["waiting"],
            row["failed"],
        )
        for row in found
    ]


def with_risky(campaigns: CampaignQuerySet) -> Any:
    """The campaigns with `risky`: accounts with an answer that bears a mark of risk."""
    marked = Answer.objects.filter(rotation__campaign=OuterRef("pk")).exclude(risk="")
    number = (
        marked.order_by().values("rotation__campaign").annotate(n=Count("rotation", distinct=True))
    )
    return campaigns.annotate(risky=Subquery(number.values("n")))


def _how_many(counts: Counts) -> str:
    share = counts.done_percent
    return _("%(all)s akun, %(n)s terbukti atau selesai (%(share)s)") % {
        "all": angka(counts.total),
        "n": angka(counts.done),
        "share": f"{share} %" if share is not None else _("belum ada data"),
    }


def _who(counts: Counts, rows: list[UnitRow]) -> str:
    if not counts.open:
        return _("Tidak ada lagi.")
    behind = [row.unit for row in rows if row.unit.counts.open]
    most = max(behind, key=lambda unit: unit.counts.open)
    return ngettext(
        "%(n)s akun di %(all)s OPD, terbanyak %(name)s (%(most)s)",
        "%(n)s akun di %(all)s OPD, terbanyak %(name)s (%(most)s)",
        counts.open,
    ) % {
        "n": angka(counts.open),
        "all": angka(len(behind)),
        "name": most.name or _("belum diketahui OPD-nya"),
        "most": angka(most.counts.open),
    }


def _pace(burn: BurnDown | None) -> str:
    if burn is None or burn.projection.per_day is None:
        return _("Belum diketahui.")
    return _("%(n)s akun terbukti per hari, rata-rata 3 hari terakhir") % {
        "n": angka(round(burn.projection.per_day))
    }


def _unknown_end(campaign: Campaign) -> str:
    closed = campaign.state == Campaign.State.CLOSED
    return _("Sudah ditutup.") if closed else _("Belum diketahui.")


def _next(campaign: Campaign, counts: Counts, at: datetime) -> str:
    if campaign.state == Campaign.State.CLOSED:
        return _("Tidak ada: sudah ditutup.")
    turns = [f"{say(turn)} {angka(counts.turns[turn])}" for turn in Turn if counts.turns.get(turn)]
    said = _("Giliran: %(turns)s.") % {"turns": " · ".join(turns)} if turns else ""
    dates = (campaign.due_privileged, campaign.due_exposed, campaign.due_others)
    ahead = [moment for moment in dates if moment and moment > at]
    if ahead:
        said += " " + _("Batas waktu berikutnya %(due)s.") % {"due": wib(min(ahead))}
    return said.strip() or _("Tutup penggantian serentak ini.")


def text_of_campaign(page: CampaignPage) -> str:
    """ "Salin untuk WhatsApp": the page's own numbers with its date."""
    counts = page.counts
    lines = [
        page.campaign.name,
        _("Posko Siber, %(when)s") % {"when": wib(page.at)},
        page.sentence,
        _("Terbukti: %(n)s dari %(all)s akun")
        % {
            "n": angka(counts.verified),
            "all": angka(counts.total),
        },
        _("Dinyatakan sudah: %(n)s") % {"n": angka(counts.claimed)},
        page.conclusion,
    ]
    return "\n".join(line for line in lines if line)
