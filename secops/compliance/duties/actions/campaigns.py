"""Starting a campaign with its orders: to the owners the lock, to the departments the change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from accounts.models import Department, User
from secops.audit.actions import record
from secops.compliance.duties.actions.issue import (
    Order,
    OrderRefused,
    Target,
    issue_directive,
)
from secops.compliance.duties.models import Directive, Duty, DutyQuerySet
from secops.compliance.duties.texts import LOCK_STEPS
from secops.compliance.rotations.actions import Started, start_campaign
from secops.compliance.rotations.models import Campaign
from secops.inventory.models import Application
from secops.rules.duty import Kind, State
from secops.rules.intervals import WIB
from secops.rules.working_time import Calendar

#: An owner has so long to lock his application, to the full hour (policy).
LOCK_WITHIN = timedelta(hours=4)
#: So many applications are named in a title; more are counted.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class StartedWithDuties:
    """The campaign that runs, its order to departments, and the lock where one was wanted."""

    started: Started
    rotation: Directive | None
    lock: Directive | None


@transaction.atomic
def start_campaign_with_duties(
    campaign: Campaign,
    *,
    calendar: Calendar,
    lock: bool = False,
    overlap: bool = False,
    everybody: bool = False,
    by: User,
    at: datetime,
) -> StartedWithDuties:
    """Start the campaign, order the departments that hold its accounts, and offer the lock first.

    `everybody`: every department is ordered, also one of which no account is known yet. A lock
    ordered before there was a campaign joins it. Nothing is sent: heads are told by
    `send_directive`. Raises RotationRefused as `start_campaign` does.
    """
    started = start_campaign(campaign, calendar=calendar, overlap=overlap, by=by, at=at)
    _adopt_locks(started.campaign, by=by, at=at)
    locked = order_lock(started.campaign, by=by, at=at) if lock else None
    order = order_rotation(started.campaign, everybody=everybody, by=by, at=at)
    return StartedWithDuties(started, order, locked)


@transaction.atomic
def order_rotation(
    campaign: Campaign, *, everybody: bool = False, by: User, at: datetime
) -> Directive | None:
    """Order the departments that hold accounts of a running campaign; None where there are none.

    Raises OrderRefused where the campaign has its order already.
    """
    _refuse_twice(campaign, Kind.ROTATION)
    rows = campaign.rotations.filter(written_off_at=None)
    holding = rows.exclude(department=None).order_by().values_list("department_id").distinct()
    departments = Department.objects.values_list("pk") if everybody else holding
    due_at: datetime | None = rows.aggregate(due=Max("due_at"))["due"] or campaign.due_exposed
    if not departments or due_at is None:
        return None
    text = campaign.reason_id or _(
        "Setiap pemegang akun mengganti kata sandi (password), lalu keluar dari semua perangkat."
    )
    order = Order(
        title=_("Pegawai mengganti kata sandi %(applications)s")
        % {"applications": named(campaign.applications.all())},
        kind=Kind.ROTATION,
        text=text,
        due_at=due_at,
        letter_number=campaign.letter_number,
        campaign=campaign,
        late_is_meant=True,
    )
    return issue_directive(order, [Target(pk) for (pk,) in departments], by=by, at=at)


@transaction.atomic
def order_lock(
    campaign: Campaign, *, due_at: datetime | None = None, by: User, at: datetime
) -> Directive | None:
    """Order the owners of the campaign's applications to lock them at the source.

    None where no application has an owner; without `due_at` they have `LOCK_WITHIN`.
    """
    _refuse_twice(campaign, Kind.LOCK)
    targets = lock_targets(campaign)
    if not targets:
        return None
    order = _lock_order(
        campaign.applications.filter(pk__in=[target.application for target in targets]),
        due_at=due_at or _full_hour(at + LOCK_WITHIN),
        letter_number=campaign.letter_number,
        campaign=campaign,
    )
    return issue_directive(order, targets, by=by, at=at)


@transaction.atomic
def order_locks(
    applications: Sequence[Application],
    *,
    due_at: datetime,
    letter_number: str = "",
    by: User,
    at: datetime,
) -> Directive:
    """Order the owners of these applications to lock them, before or without any campaign.

    Raises OrderRefused for an application nobody owns, and for one whose lock is ordered already.
    """
    for application in applications:
        if application.owner_id is None:
            raise OrderRefused(
                _("Pemilik %(application)s belum diketahui. Pilih OPD-nya.")
                % {"application": application}
            )
        before = open_locks().filter(application=application).first()
        if before is not None:
            raise OrderRefused(
                _("%(application)s sudah diarahkan: %(code)s.")
                % {"application": application, "code": before.directive.code}
            )
    order = _lock_order(applications, due_at=due_at, letter_number=letter_number, campaign=None)
    targets = [Target(one.owner_id, one.pk) for one in applications if one.owner_id is not None]
    return issue_directive(order, targets, by=by, at=at)


def _lock_order(
    applications: Iterable[Application],
    *,
    due_at: datetime,
    letter_number: str,
    campaign: Campaign | None,
) -> Order:
    return Order(
        title=_("Kunci di sumber: %(applications)s") % {"applications": named(applications)},
        kind=Kind.LOCK,
        text=_(
            "Kata sandi yang bocor tidak boleh dapat dipakai lagi. Wajib ganti saat masuk saja "
            "tidak cukup: pilihannya tetap di tangan yang memegang kata sandi bocor."
        ),
        due_at=due_at,
        letter_number=letter_number,
        evidence_asked=_("Tangkapan layar atau berita acara penguncian"),
        checklist=LOCK_STEPS,
        campaign=campaign,
    )


def open_locks() -> DutyQuerySet:
    """Locks that are ordered and not given up, newest first."""
    return (
        Duty.objects.filter(directive__kind=Kind.LOCK, directive__closed_at=None)
        .exclude(state__in=[State.WITHDRAWN, State.WRITTEN_OFF])
        .select_related("directive")
        .order_by("-pk")
    )


def lock_targets(campaign: Campaign) -> list[Target]:
    """The owners that can lock something of this campaign and have no order to do so yet."""
    owned = (
        campaign.applications.filter(owner__isnull=False)
        .exclude(pk__in=open_locks().order_by().values("application"))
        .order_by("sort_name", "pk")
    )
    return [
        Target(owner, pk) for pk, owner in owned.values_list("pk", "owner_id") if owner is not None
    ]


def _adopt_locks(campaign: Campaign, *, by: User, at: datetime) -> None:
    """Locks of its applications that were ordered before there was a campaign become its own."""
    loose = Directive.objects.filter(kind=Kind.LOCK, campaign=None, closed_at=None)
    foreign = Duty.objects.filter(directive=OuterRef("pk")).exclude(
        application__in=campaign.applications.all()
    )
    for directive in loose.exclude(Exists(foreign)).select_for_update():
        directive.campaign = campaign
        directive.save(update_fields=["campaign"])
        record("directive.joined_campaign", directive, by=by, at=at, campaign=campaign.name)


def named(applications: Iterable[Application]) -> str:
    """Up to three applications by name, more as a count."""
    names = [one.name for one in applications]
    if len(names) > _NAMED:
        return _("%(n)s aplikasi") % {"n": len(names)}
    return ", ".join(names)


def _refuse_twice(campaign: Campaign, kind: Kind) -> None:
    before = campaign.directives.filter(kind=kind, closed_at=None).first()
    if before is not None:
        raise OrderRefused(_("Arahan %(code)s sudah berjalan.") % {"code": before.code})


def _full_hour(moment: datetime) -> datetime:
    local = moment.astimezone(WIB)
    full = local.replace(minute=0, second=0, microsecond=0)
    return full if full == local else full + timedelta(hours=1)
