"""Infected computers as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission, Reach
from secops.house.text import angka
from secops.inventory.models import Account, Device, Exposure, LeakReport, Sighting

#: How many computers the sentence names.
NAMED = 3


def devices(user: User) -> QuerySet[Device]:
    """Computers the user may see, with the number of his accounts seen on each (`seen`)."""
    return Device.objects.visible_to(user).annotate(seen=_seen(user)).select_related("department")


# A login may stand on several computers, so sightings are counted, not exposures.
_SEEN = """
COALESCE((
    SELECT count(DISTINCT e.account_id)
    FROM inventory_sighting s
    JOIN inventory_leakreport r ON r.id = s.report_id AND r.withdrawn_at IS NULL
    JOIN inventory_exposure e ON e.id = s.exposure_id
    JOIN inventory_account a ON a.id = e.account_id
    WHERE s.device_id = inventory_device.id {mine}
), 0)
"""


def _seen(user: User) -> RawSQL:
    scope = user.scope(Permission.SEE_DEPARTMENTS)
    departments = list(scope.departments)
    if scope.everything:
        return RawSQL(_SEEN.format(mine=""), [], output_field=IntegerField())
    column = "a.department_id"
    if scope.reach is Reach.OWN_APPLICATIONS:
        column = "(SELECT owner_id FROM inventory_application p WHERE p.id = a.application_id)"
    mine = f"AND {column} = ANY (%s)"
    return RawSQL(_SEEN.format(mine=mine), [departments], output_field=IntegerField())


def counted() -> QuerySet[Sighting]:
    """What reports that count saw on computers."""
    withdrawn = LeakReport.objects.filter(withdrawn_at__isnull=False).values("pk")
    return Sighting.objects.exclude(report_id__in=withdrawn)


def _accounts(sightings: QuerySet[Sighting], user: User) -> QuerySet[Account]:
    exposures = Exposure.objects.filter(pk__in=sightings.values("exposure_id"))
    return Account.objects.visible_to(user).filter(pk__in=exposures.values("account_id"))


def accounts_on(device: Device, user: User) -> QuerySet[Account]:
    """The user's accounts that were seen on a computer."""
    seen = _accounts(counted().filter(device_id=device.pk), user)
    return seen.select_related("application", "department", "holder")


_CHANGED = Coalesce("facts__change_from", "register_changed_from")


def changed_before_clean(device: Device, user: User) -> QuerySet[Account]:
    """The user's accounts on a computer that got a new password after it was seen there and
    before it was clean: whoever sits in the machine may have read that one, too."""
    theirs = Exposure.objects.filter(account_id=OuterRef(OuterRef("pk")))
    seen = Sighting.objects.filter(device_id=device.pk, exposure_id__in=theirs.values("pk"))
    rows = accounts_on(device, user).annotate(
        changed_at=_CHANGED, seen_first=Subquery(seen.order_by("seen_at").values("seen_at")[:1])
    )
    rows = rows.filter(changed_at__gt=F("seen_first"))
    return rows if device.cleaned_at is None else rows.filter(changed_at__lte=device.cleaned_at)


@dataclass(frozen=True, slots=True)
class Worst:
    """How many computers are not clean yet, and which bring the most accounts."""

    computers: int
    accounts: int
    named: list[tuple[str, int]]

    @property
    def sentence(self) -> str:
        """`3 komputer menyumbang 57 akun: LOKET-3 (37), GUDANG-1 (12), TU-2 (8).`"""
        if not self.computers:
            return _("Tidak ada komputer terinfeksi yang belum dibersihkan.")
        names = ", ".join(f"{name} ({angka(n)})" for name, n in self.named)
        if self.computers > len(self.named):
            words = _("%(computers)s komputer menyumbang %(accounts)s akun, terbanyak %(names)s.")
        else:
            words = ngettext(
                "%(computers)s komputer menyumbang %(accounts)s akun: %(names)s.",
                "%(computers)s komputer menyumbang %(accounts)s akun: %(names)s.",
                self.computers,
            )
        return words % {
            "computers": angka(self.computers),
            "accounts": angka(self.accounts),
            "names": names,
        }


def worst(user: User) -> Worst:
    """The computers that are not clean, those with the most accounts first."""
    unclean = Device.objects.visible_to(user).filter(cleaned_at=None)
    first = unclean.annotate(seen=_seen(user)).order_by("-seen", "name")
    named = [(name, int(n)) for name, n in first.values_list("name", "seen")[:NAMED]]
    mine = _accounts(counted().filter(device_id__in=unclean.values("pk")), user)
    return Worst(unclean.count(), mine.count(), named)
