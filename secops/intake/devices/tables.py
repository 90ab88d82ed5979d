"""Lists of infected computers and of the accounts on one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import SearchInput
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from secops.house import icons
from secops.house.tables import (
    Column,
    HouseTable,
    LinkColumn,
    MaskedColumn,
    NumberColumn,
    PillColumn,
    TimeColumn,
)
from secops.house.text import shown_login
from secops.inventory.models import Account, Device


def state_of(device: Device) -> tuple[str, str, Any]:
    """Where a computer stands, in symbol and word."""
    if device.cleaned_at:
        how = Device.CleanedHow(device.cleaned_how or Device.CleanedHow.CLEANED)
        return ("ok", "", how.label)
    if device.disconnected_at:
        return ("soon", "", _("Diputus dari jaringan"))
    return ("late", "", _("Belum ditangani"))


class DeviceTable(HouseTable):
    """Infected computers."""

    caption = _("Komputer terinfeksi")
    title = "name"
    phone_hidden = ("machine_user", "last_seen")

    name = LinkColumn(verbose_name=_("Komputer"))
    machine_user = Column(verbose_name=_("Pengguna komputer"))
    department = Column(verbose_name=_("OPD"), order_by=("department__sort_name",))
    seen = NumberColumn(verbose_name=_("Akun"))
    last_seen = TimeColumn(verbose_name=_("Terakhir dilaporkan (WIB)"))
    state = PillColumn(
        verbose_name=_("Keadaan"),
        empty_values=(),
        accessor="pk",
        orderable=False,
        look=lambda value: ("quiet", "", value),
    )

    def render_state(self, record: Device) -> Any:
        column = PillColumn(look=lambda _value: state_of(record))
        shown = column.render(value=record.pk)
        if record.private:
            return format_html("{} {}", shown, icons.pill("quiet", "", _("Milik pribadi")))
        return shown

    def value_state(self, record: Device) -> str:
        state = str(state_of(record)[2])
        return f"{state}; {_('Milik pribadi')}" if record.private else state


class DeviceFilter(django_filters.FilterSet):
    """Find a computer by name, or those that still wait."""

    name = django_filters.CharFilter(
        lookup_expr="icontains", label=_("Cari komputer"), widget=SearchInput
    )
    state = django_filters.ChoiceFilter(
        method="in_state",
        label=_("Keadaan"),
        choices=(
            ("open", _("Belum ditangani")),
            ("disconnected", _("Diputus dari jaringan")),
            ("cleaned", _("Dibersihkan")),
            ("private", _("Milik pribadi")),
        ),
        empty_label=_("Semua"),
    )

    class Meta:
        model = Device
        fields: list[str] = []

    def in_state(self, rows: QuerySet[Device], _name: str, value: str) -> QuerySet[Device]:
        if value == "private":
            return rows.filter(private=True)
        if value == "cleaned":
            return rows.filter(cleaned_at__isnull=False)
        rows = rows.filter(cleaned_at=None)
        return rows.filter(disconnected_at__isnull=value == "open")


class DeviceAccountTable(HouseTable):
    """Accounts seen on one computer."""

    caption = _("Akun yang dipakai di komputer ini")
    title = "username"
    personal = ("holder",)

    username = LinkColumn(verbose_name=_("Akun"))
    application = Column(verbose_name=_("Aplikasi"), order_by=("application__sort_name",))
    department = Column(verbose_name=_("OPD"), order_by=("department__sort_name",))
    holder = MaskedColumn(verbose_name=_("Pemegang"), orderable=False)
    renewed = Column(
        verbose_name=_("Kata sandi baru"), accessor="pk", orderable=False, empty_values=()
    )

    def __init__(self, *args: Any, unsafe: Collection[int] = (), **kwargs: Any) -> None:
        self.unsafe = unsafe
        super().__init__(*args, **kwargs)

    def render_renewed(self, value: int) -> Any:
        if value not in self.unsafe:
            return "–"
        return icons.pill("late", "", _("Dibuat sebelum komputer bersih"))

    def value_renewed(self, value: int) -> str:
        return str(_("Dibuat sebelum komputer bersih")) if value in self.unsafe else ""

    def render_username(self, value: str, column: LinkColumn, record: Account) -> Any:
        return column.render(value=shown_login(value), record=record)

    def value_username(self, value: str) -> str:
        return shown_login(value)
