"""3-2-1 by department: how many plans keep to each part of it, and of how many nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from secops.compliance.backups.models import BackupPlan
from secops.house import icons
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn
from secops.house.text import angka
from secops.rules.backup import COPIES, MEDIA

#: Part of the rule -> (kept, unknown).
PARTS: dict[str, tuple[Q, Q]] = {
    "copies": (Q(copies__gte=COPIES), Q(copies=None)),
    "media": (Q(media__len__gte=MEDIA), Q(media=None)),
    "off_site": (Q(off_site=True), Q(off_site=None)),
    "offline": (Q(offline=True), Q(offline=None)),
    "encrypted": (Q(encrypted=True), Q(encrypted=None)),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """So many of so many plans keep to a part; of `unknown` nobody has said."""

    yes: int
    all: int
    unknown: int

    @property
    def no(self) -> int:
        """Those that do not."""
        return self.all - self.yes - self.unknown

    @property
    def share(self) -> str:
        """ "4 dari 5"."""
        return gettext("%(n)s dari %(all)s") % {"n": angka(self.yes), "all": angka(self.all)}

    @property
    def not_known(self) -> str:
        """Of how many nobody has said."""
        return gettext("%(n)s belum diketahui") % {"n": angka(self.unknown)}

    @property
    def words(self) -> str:
        """Both, for a cell of a file."""
        return f"{self.share}, {self.not_known}" if self.unknown else self.share

    @property
    def tone(self) -> str:
        """Broken by one, not known of one, or kept by all."""
        return "late" if self.no else "unknown" if self.unknown else "ok"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One department."""

    pk: int
    code: str
    department: str
    plans: int
    copies: Kept
    media: Kept
    off_site: Kept
    offline: Kept
    encrypted: Kept


def rule_rows(user: User) -> list[RuleRow]:
    """Departments with plans, in one question."""
    counts: dict[str, Any] = {}
    for part, (kept, unknown) in PARTS.items():
        counts[f"{part}_yes"] = Count("pk", filter=kept)
        counts[f"{part}_unknown"] = Count("pk", filter=unknown)
    rows: Any = (
        BackupPlan.objects.visible_to(user)
        .running()
        .values(dep=F("department_id"), code=F("department__code"), said=F("department__name"))
        .annotate(plans=Count("pk"), **counts)
        .order_by("department__sort_name", "department_id")
    )
    return [
        RuleRow(
            row["dep"],
            row["code"],
            row["said"],
            row["plans"],
            *(Kept(row[f"{p}_yes"], row["plans"], row[f"{p}_unknown"]) for p in PARTS),
        )
        for row in rows
    ]


class KeptColumn(Column):
    """A part of the rule; hatched where something is unknown and nothing is wrong."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(orderable=False, **kwargs)

    def render(self, value: Kept, **_: Any) -> Any:
        pill = icons.pill(value.tone, "", value.share)
        if not value.unknown:
            return pill
        return format_html('{}<br><span class="ps-quiet">{}</span>', pill, value.not_known)

    def value(self, **kwargs: Any) -> Any:
        return kwargs["value"].words


def plans_of(code: str) -> str:
    """Where the plans of a department are listed."""
    return f"{reverse('backups')}?department={code}"


class RuleTable(HouseTable):
    """3-2-1 by department."""

    caption = _("Aturan 3-2-1 per OPD")
    title = "department"
    department = LinkColumn(verbose_name=_("OPD"), url=lambda row: plans_of(row.code))
    plans = NumberColumn(verbose_name=_("Rencana"))
    copies = KeptColumn(verbose_name=_("3 salinan"))
    media = KeptColumn(verbose_name=_("2 media"))
    off_site = KeptColumn(verbose_name=_("1 di lokasi lain"))
    offline = KeptColumn(verbose_name=_("Terputus dari jaringan"))
    encrypted = KeptColumn(verbose_name=_("Dienkripsi"))
