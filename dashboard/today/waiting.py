"""What waits for our decision: counted in one query, each line with the list of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.models import Recommendation
from secops.compliance.duties.models import Duty
from secops.compliance.duties.queries import not_received
from secops.compliance.rotations.queries import alarming, waiting_objections
from secops.compliance.rotations.resets import SECOND, open_mass_resets
from secops.inventory.models import UnmatchedLogin
from secops.outbox.models import Message
from secops.rules.duty import State as DutyState

P = Permission
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of waiting thing reads, who is asked, and where its list is."""

    words: str | Promise
    button: str | Promise
    permission: Permission
    tone: str = "soon"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, how many of them since a day ago, since when the oldest waits."""

    n: int
    new: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of thing that waits for us, and where its rows are."""

    name: str
    kind: Kind
    counted: Counted
    url: str


KINDS: dict[str, Kind] = {
    "alarm": Kind(
        _("akun dengan tanda bahaya: mungkin diambil alih, atau data mundur"),
        _("Periksa"),
        P.RUN_CAMPAIGN,
        "late",
    ),
    "recommendation": Kind(
        _("rekomendasi mitra belum kami putuskan"), _("Putuskan"), P.DECIDE_RECOMMENDATION
    ),
    "confirmed": Kind(
        _("pernyataan Kepala OPD menunggu diterima"), _("Terima atau kembalikan"), P.REVIEW_DUTY
    ),
    "disputed": Kind(_("OPD menyatakan tugas itu bukan miliknya"), _("Putuskan"), P.REVIEW_DUTY),
    "silent": Kind(
        _("OPD belum menerima arahan lebih dari 1 hari kerja"), _("Telepon"), P.RUN_CAMPAIGN
    ),
    "objection": Kind(_("pemegang menyanggah data sistem"), _("Periksa"), P.RUN_CAMPAIGN),
    "mass_reset": Kind(
        _("penggantian serentak oleh administrator: dipercaya atau tidak?"),
        _("Putuskan"),
        P.DECIDE,
    ),
    "unmatched": Kind(_("login bocor belum dikenali"), _("Kenali"), P.IMPORT, "info"),
    "whatsapp": Kind(
        _("pesan WhatsApp menunggu dikirim petugas"), _("Kirim"), P.RUN_CAMPAIGN, "info"
    ),
    "unknown": Kind(
        _("pesan tidak diketahui sampai atau tidak"), _("Lihat"), P.RUN_CAMPAIGN, "info"
    ),
    "failed": Kind(_("pesan gagal terkirim"), _("Lihat"), P.RUN_CAMPAIGN, "info"),
}


def waiting_for(user: User, *, at: datetime) -> list[Waiting]:
    """Return what waits, the most pressing first; nothing that he could not decide."""
    asked = [name for name, kind in KINDS.items() if user.may(kind.permission)]
    found = _counted(at)
    urls = _addresses()
    return [
        Waiting(name, KINDS[name], found[name], urls[name])
        for name in asked
        if name in found and found[name].n
    ]


def _counted(at: datetime) -> dict[str, Counted]:
    """Count every kind in one statement."""
    duties = Duty.objects.all()
    sent = Message.objects.all()
    by_hand = sent.filter(
        state=Message.State.QUEUED,
        channel=Message.Channel.WHATSAPP_BY_HAND,
        next_try_at__lte=at,
    )
    submitted = Recommendation.objects.filter(state=Recommendation.State.SUBMITTED)
    parts = [
        _part("alarm", alarming(), "answered_at", at),
        _part("recommendation", submitted, "submitted_at", at),
        _part("confirmed", duties.filter(state=DutyState.CONFIRMED), "changed_at", at),
        _part("disputed", duties.filter(state=DutyState.DISPUTED), "changed_at", at),
        _part("silent", not_received(duties, at=at), "directive__ordered_at", at),
        _part("objection", waiting_objections(), "made_at", at),
        _part("whatsapp", by_hand, "created_at", at),
        _part("unknown", sent.filter(state=Message.State.UNKNOWN), "created_at", at),
        _part("failed", _failed(at), "created_at", at),
        _untimed("unmatched", UnmatchedLogin.objects.filter(ignored_at=None), Count("pk")),
        _untimed("mass_reset", open_mass_resets(), Count(SECOND, distinct=True)),
    ]
    first, *others = parts
    return {
        name: Counted(n, new, oldest) for name, n, new, oldest in first.union(*others, all=True)
    }


def _part(name: str, rows: QuerySet[Any], moment: str, at: datetime) -> Any:
    recent = Q(**{f"{moment}__gt": at - DAY})
    return (
        rows.order_by()
        .values(what=Value(name))
        .annotate(n=Count("pk"), new=Count("pk", filter=recent), oldest=Min(moment))
        .values_list("what", "n", "new", "oldest")
    )


def _untimed(name: str, rows: QuerySet[Any], number: Count) -> Any:
    """The same for rows that do not say since when they wait."""
    nothing = Cast(Value(None), DateTimeField())
    return (
        rows.order_by()
        .values(what=Value(name))
        .annotate(n=number)
        .annotate(new=Value(0), oldest=nothing)
        .values_list("what", "n", "new", "oldest")
    )


def _failed(at: datetime) -> QuerySet[Message]:
    return Message.objects.filter(state=Message.State.FAILED, created_at__gte=at - WEEK)


def _addresses() -> dict[str, str]:
    """The list of exactly the counted rows."""
    messages, duties = reverse("messages"), reverse("duties")
    return {
        "alarm": reverse("alarms"),
        "recommendation": reverse("recommendations") + "?state=submitted",
        "confirmed": f"{duties}?state=confirmed",
        "disputed": f"{duties}?state=disputed",
        "silent": f"{duties}?silent=yes",
        "objection": reverse("objections"),
        "mass_reset": reverse("mass-resets"),
        "unmatched": reverse("unmatched"),
        "whatsapp": reverse("whatsapp-queue"),
        "unknown": f"{messages}?state=unknown",
        "failed": f"{messages}?state=failed",
    }
