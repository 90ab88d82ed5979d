"""Infected computers as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from secops.house.text import angka
from secops.inventory.models import Account, Device, Exposure, LeakReport

#: How many computers the sentence names.
NAMED = 3


def devices(user: User) -> QuerySet[Device]:
    """Computers the user may see, with the number of his accounts seen on each (`seen`)."""
    return Device.objects.visible_to(user).annotate(seen=_seen(user)).select_related("department")


def _seen(user: User) -> Coalesce:
    rows = counted().filter(device_id=OuterRef("pk"))
    rows = rows.filter(account_id__in=Account.objects.visible_to(user).values("pk"))
    count = rows.order_by().values("device_id").annotate(n=Count("account_id", distinct=True))
    return Coalesce(Subquery(count.values("n")), 0)


def counted() -> QuerySet[Exposure]:
    """Findings of reports that count."""
    withdrawn = LeakReport.objects.filter(withdrawn_at__isnull=False).values("pk")
    return Exposure.objects.exclude(report_id__in=withdrawn)


def accounts_on(device: Device, user: User) -> QuerySet[Account]:
    """The user's accounts that were seen on a computer."""
    seen = counted().filter(device_id=device.pk).values("account_id")
    return (
        Account.objects.visible_to(user)
        .filter(pk__in=seen)
        .select_related("application", "department", "holder")
    )


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
            names += ", …"
        return ngettext(
            "%(computers)s komputer menyumbang %(accounts)s akun: %(names)s.",
            "%(computers)s komputer menyumbang %(accounts)s akun: %(names)s.",
            self.computers,
        ) % {
            "computers": angka(self.computers),
            "accounts": angka(self.accounts),
            "names": names,
        }


def worst(user: User) -> Worst:
    """The computers that are not clean, those with the most accounts first."""
    unclean = Device.objects.visible_to(user).filter(cleaned_at=None)
    first = unclean.annotate(seen=_seen(user)).order_by("-seen", "name")
    named = [(name, int(n)) for name, n in first.values_list("name", "seen")[:NAMED]]
    on_them = counted().filter(device_id__in=unclean.values("pk"))
    mine = Account.objects.visible_to(user).filter(pk__in=on_them.values("account_id"))
    return Worst(unclean.count(), mine.count(), named)
