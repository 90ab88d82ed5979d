"""The list of applications that may be unused, and what narrows it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.retirements.models import Retirement
from secops.compliance.retirements.queries import Row
from secops.compliance.retirements.words import choices, look
from secops.house.tables import (
    ActionColumn,
    Column,
    HouseTable,
    LinkColumn,
    NumberColumn,
    PillColumn,
    TimeColumn,
)
from secops.inventory.models import Application
from secops.rules.retirement import State
from secops.rules.retirement_signs import Sign
from secops.rules.retirement_stand import Stage


class RetirementTable(HouseTable):
    """Applications with the reasons to ask, how far each is and whose turn it is."""

    caption = _("Aplikasi tidak terpakai")
    title = "name"
    phone_hidden = ("accounts",)

    name = LinkColumn(verbose_name=_("Aplikasi"), order_by=("sort_name",))
    owner = Column(verbose_name=_("Pemilik"))
    standing = PillColumn(verbose_name=_("Keadaan"), look=look, order_by=("place",))
    signs = Column(
        verbose_name=_("Alasan"), orderable=False, attrs={"td": {"class": "is-full ps-reasons"}}
    )
    last_used_on = TimeColumn(verbose_name=_("Terakhir dipakai"))
    accounts = NumberColumn(verbose_name=_("Akun"))
    due_at = TimeColumn(verbose_name=_("Batas waktu"))
    turn = Column(
        verbose_name=_("Giliran"), orderable=False, attrs={"td": {"class": "is-full ps-reasons"}}
    )

    ask = ActionColumn(
        link=lambda row: (
            (reverse("retirement-start", args=[row.application.code]), _("Tanyakan"))
            if row.suggested and row.state == State.ACTIVE
            else None
        )
    )

    def render_signs(self, record: Row) -> str:
        """The first reasons; the export holds all."""
        return record.few_signs or "–"


def stages() -> list[tuple[str, str]]:
    """The stages, and all of them."""
    return [*choices(Stage), ("all", str(_("Semua aplikasi")))]


def signs() -> list[tuple[str, str]]:
    """The reasons to ask."""
    return choices(Sign)


class RetirementFilter(django_filters.FilterSet):
    """By words, owner, stage and reason; the last two are read from derived rows."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari nama, kode, atau alamat"), widget=SearchInput
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Pemilik"),
        queryset=Department.objects.all(),
        to_field_name="code",
        empty_label=_("Semua"),
    )
    letter = django_filters.ChoiceFilter(
        method="by_letter",
        label=_("Surat"),
        choices=[("unproven", _("belum terbukti sampai"))],
        empty_label=_("Semua"),
    )
    stage = django_filters.ChoiceFilter(
        choices=stages,
        method="as_they_are",
        label=_("Keadaan"),
        empty_label=_("Yang perlu dilihat"),
    )
    sign = django_filters.ChoiceFilter(
        choices=signs, method="as_they_are", label=_("Alasan"), empty_label=_("Semua")
    )

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = value.strip().casefold()
        hosts = Application.objects.filter(hosts__name__contains=words).values("pk")
        return rows.filter(
            Q(sort_name__contains=words) | Q(code__icontains=words) | Q(pk__in=hosts)
        )

    def by_letter(self, rows: QuerySet[Application], name: str, value: str) -> Any:
        unproven = Retirement.objects.unproven(timezone.now())
        return rows.filter(pk__in=unproven.values("application"))

    def as_they_are(self, rows: Any, name: str, value: str) -> Any:
        return rows
