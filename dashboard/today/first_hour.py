"""The steps of the first hour (JOURNEYS J1), read from what is there; never ticked by hand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Department
from dashboard.today.counting import Statement
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Campaign
from secops.incidents.models import Incident
from secops.inventory.models import AccountFacts, LeakReport
from secops.outbox.models import Message
from secops.rules.duty import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, whether it is done, and where it is done."""

    words: str
    done: bool
    url: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What is there at all."""

    report: bool
    incident: bool
    order: bool
    account: bool
    campaign: bool
    lock: bool
    departments: bool
    sent: bool
    received: bool
    told: bool

    @property
    def empty(self) -> bool:
        """Whether nothing was begun: the page then offers the three ways to begin."""
        return not (self.report or self.incident or self.order or self.campaign)


def what_is_there() -> Begun:
    """Ask for everything at once; one query."""
    rows = _asked().rows()
    return Begun(*rows[0]) if rows else Begun(*[False] * len(fields(Begun)))


@lru_cache(maxsize=1)
def _asked() -> Statement:
    orders = Directive.objects.all()
    asked = {
        "report": LeakReport.objects.filter(withdrawn_at=None),
        "incident": Incident.objects.all(),
        "order": orders,
        "account": AccountFacts.objects.filter(newest_exposure__isnull=False),
        "campaign": Campaign.objects.exclude(state=Campaign.State.DRAFT),
        "lock": orders.filter(kind=Kind.LOCK),
        "departments": orders.filter(kind__in=[Kind.ROTATION, Kind.ROTATION_BY_COUNT]),
        "sent": orders.filter(batch__isnull=False, batch__cancelled_at=None),
        "received": Duty.objects.filter(received_at__isnull=False),
        "told": Message.objects.filter(kind="rotation.start", sent_at__isnull=False),
    }
    # Any table with a row serves as the FROM; the city always has its office.
    exists = {name: Exists(rows.order_by()) for name, rows in asked.items()}
    names = [field.name for field in fields(Begun)]
    return Statement.of(Department.objects.order_by().values(**exists).values_list(*names)[:1])


def first_hour(begun: Begun, campaign: Campaign | None) -> list[Step]:
    """Return the steps while one is open; nothing once all are done."""
    orders = reverse("campaign-orders", args=[campaign.code]) if campaign else ""
    messages = reverse("campaign-messages", args=[campaign.code]) if campaign else ""
    new = reverse("campaign-new")
    steps = [
        Step(_("Laporan kebocoran diunggah"), begun.report, reverse("leak-report-upload")),
        Step(_("Akun bocor dikenali"), begun.account, reverse("leak-reports")),
        Step(_("Penggantian serentak dimulai"), begun.campaign, new),
        Step(_("Langkah 1: kunci di sumber"), begun.lock, orders or new),
        Step(
            _("Langkah 2: arahan ke OPD dikirim"),
            begun.departments and (begun.sent or begun.received),
            orders or new,
        ),
        Step(_("Pemegang akun diberi tahu"), begun.told, messages or new),
    ]
    return [] if all(step.done for step in steps) else steps
