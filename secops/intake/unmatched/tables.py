"""Lists of the unmatched queue."""

from __future__ import annotations

from typing import Any

import django_filters
from django.forms import SearchInput
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from secops.house.tables import (
    ActionColumn,
    Column,
    HouseTable,
    LinkColumn,
    NumberColumn,
    PickColumn,
    TimeColumn,
)
from secops.house.text import shown_login
from secops.inventory.models import Application, UnmatchedLogin


def host_url(host: str) -> str:
    """Where a host is assigned."""
    return f"{reverse('unmatched-host')}?{urlencode({'host': host})}"


class HostTable(HouseTable):
    """Hosts of no application."""

    caption = _("Alamat yang belum dikenal")
    title = "host"

    host = LinkColumn(verbose_name=_("Alamat"), url=lambda row: host_url(row["host"]))
    findings = NumberColumn(verbose_name=_("Temuan"))
    logins = NumberColumn(verbose_name=_("Akun"))
    go = ActionColumn(link=lambda row: (host_url(row["host"]), _("Tetapkan")))


class LoginTable(HouseTable):
    """Logins without an account; `whole` shows NIPs in full, which the caller has noted."""

    def __init__(self, *args: Any, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(*args, **kwargs)

    caption = _("Nama pengguna yang belum dikenal")
    title = "login"
    not_exported = ("pick",)

    pick = PickColumn(key="ignore")
    login = LinkColumn(
        verbose_name=_("Nama pengguna dalam laporan"),
        url=lambda row: reverse("unmatched-login", args=[row.pk]),
        orderable=False,
    )
    application = Column(verbose_name=_("Aplikasi"), orderable=False)
    go = ActionColumn(link=lambda row: (reverse("unmatched-login", args=[row.pk]), _("Tetapkan")))

    def render_login(self, value: str, column: LinkColumn, record: UnmatchedLogin) -> Any:
        return column.render(value=value if self.whole else shown_login(value), record=record)

    def value_login(self, value: str) -> str:
        return shown_login(value)


class IgnoredTable(HouseTable):
    """Logins put aside, with the reason."""

    caption = _("Nama pengguna yang diabaikan")
    title = "login"

    login = LinkColumn(
        verbose_name=_("Nama pengguna dalam laporan"),
        url=lambda row: reverse("unmatched-login", args=[row.pk]),
        orderable=False,
    )
    application = Column(verbose_name=_("Aplikasi"), orderable=False)
    host = Column(verbose_name=_("Alamat"), orderable=False)
    ignored_why = Column(verbose_name=_("Alasan"), orderable=False)
    ignored_at = TimeColumn(verbose_name=_("Waktu (WIB)"), orderable=False)

    def render_login(self, value: str, column: LinkColumn, record: UnmatchedLogin) -> Any:
        return column.render(value=shown_login(value), record=record)

    def value_login(self, value: str) -> str:
        return shown_login(value)


class LoginFilter(django_filters.FilterSet):
    """Narrow the queue of logins."""

    login = django_filters.CharFilter(
        lookup_expr="icontains", label=_("Cari nama pengguna"), widget=SearchInput
    )
    application = django_filters.ModelChoiceFilter(
        queryset=Application.objects.all(), label=_("Aplikasi")
    )

    class Meta:
        model = UnmatchedLogin
        fields: list[str] = []


class HostFilter(django_filters.FilterSet):
    """Narrow the queue of hosts."""

    host = django_filters.CharFilter(
        lookup_expr="icontains", label=_("Cari alamat"), widget=SearchInput
    )

    class Meta:
        model = UnmatchedLogin
        fields: list[str] = []
