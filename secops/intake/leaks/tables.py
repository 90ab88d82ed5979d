"""Lists of leak reports and of the accounts in one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import SearchInput
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.house import text
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, PillColumn, TimeColumn
from secops.house.text import shown_login
from secops.intake.parsers import Reject
from secops.inventory.models import Account, Device, Exposure, LeakReport, Sighting


def look_of(withdrawn: Any) -> tuple[str, str, Any]:
    """Whether a report counts."""
    return ("quiet", "", _("Dicabut")) if withdrawn else ("ok", "", _("Dihitung"))


#: So many lines are named beside one reason on a receipt; the list of rejects has them all.
LINES_NAMED = 15


class ReportTable(HouseTable):
    """Leak reports, newest first."""

    caption = _("Laporan kebocoran")
    title = "file_name"
    phone_hidden = ("rows", "format")

    file_name = LinkColumn(verbose_name=_("Berkas"))
    source = Column(verbose_name=_("Pengirim"))
    received_at = TimeColumn(verbose_name=_("Diterima (WIB)"))
    format = Column(verbose_name=_("Bentuk"))
    rows = NumberColumn(verbose_name=_("Baris"), accessor="counts__rows", orderable=False)
    new = NumberColumn(verbose_name=_("Baru"), accessor="counts__new", orderable=False)
    accounts = NumberColumn(
        verbose_name=_("Akun cocok"),
        accessor="counts__accounts",
        orderable=False,
        url=lambda report: reverse("leak-report-accounts", args=[report.pk]),
    )
    state = PillColumn(
        verbose_name=_("Keadaan"), empty_values=(), accessor="is_withdrawn", look=look_of
    )

    def render_format(self, value: str) -> str:
        return format_word(value)


def format_word(code: str) -> str:
    """The format in words."""
    words = {
        "table": gettext("Tabel"),
        "stealer": gettext("Catatan stealer"),
        "ulp": gettext("Daftar alamat dan nama pengguna"),
        "shadowserver": "Shadowserver",
    }
    return words.get(code, code)


class ReportFilter(django_filters.FilterSet):
    """Find a report by sender or file."""

    source = django_filters.CharFilter(
        lookup_expr="icontains", label=_("Cari pengirim"), widget=SearchInput
    )
    file_name = django_filters.CharFilter(lookup_expr="icontains", label=_("Berkas"))

    class Meta:
        model = LeakReport
        fields: list[str] = []


class AccountTable(HouseTable):
    """The accounts a report told of."""

    caption = _("Akun dalam laporan ini")
    title = "username"
    personal = ("holder",)

    username = LinkColumn(verbose_name=_("Akun"), url=lambda account: account_url(account))
    application = Column(verbose_name=_("Aplikasi"), order_by=("application__sort_name",))
    department = Column(verbose_name=_("OPD"), order_by=("department__sort_name",))
    holder = Column(verbose_name=_("Pemegang"), orderable=False)

    def render_username(self, value: str, column: LinkColumn, record: Account) -> Any:
        return column.render(value=shown_login(value), record=record)

    def value_username(self, value: str) -> str:
        return shown_login(value)

    def render_holder(self, value: Any) -> str:
        return text.masked_name(str(value))

    def value_holder(self, value: Any) -> str:
        return text.masked_name(str(value))


def account_url(account: Account) -> str:
    """The account's own page."""
    return account.get_absolute_url()


class AccountFilter(django_filters.FilterSet):
    """Narrow the accounts of a report; the receipt's numbers lead here."""

    username = django_filters.CharFilter(
        lookup_expr="icontains", label=_("Cari nama pengguna"), widget=SearchInput
    )
    application = django_filters.CharFilter(field_name="application__code", label=_("Aplikasi"))
    department = django_filters.CharFilter(method="of_department", label=_("OPD"))
    device = django_filters.ModelChoiceFilter(
        queryset=Device.objects.none(), label=_("Komputer"), method="on_device"
    )

    class Meta:
        model = Account
        fields: list[str] = []

    def __init__(self, *args: Any, report: LeakReport, **kwargs: Any) -> None:
        self.report = report
        super().__init__(*args, **kwargs)
        self.filters["device"].queryset = Device.objects.filter(
            pk__in=Sighting.objects.filter(report_id=report.pk).values("device_id")
        )

    def of_department(self, rows: QuerySet[Account], _name: str, value: str) -> QuerySet[Account]:
        if value == "-":
            return rows.filter(department=None)
        return rows.filter(department__code=value)

    def on_device(self, rows: QuerySet[Account], _name: str, device: Device) -> QuerySet[Account]:
        seen = Sighting.objects.filter(report_id=self.report.pk, device_id=device.pk)
        there = Exposure.objects.filter(pk__in=seen.values("exposure_id"))
        return rows.filter(pk__in=there.values("account_id"))


class RejectTable(HouseTable):
    """Rejected rows: where and why, never what."""

    caption = _("Baris yang ditolak")
    title = "line"

    line = NumberColumn(verbose_name=_("Baris"), orderable=False)
    part = Column(verbose_name=_("Catatan ke-"), orderable=False)
    reason = Column(verbose_name=_("Alasan"), orderable=False, empty_values=())

    def render_reason(self, record: dict[str, Any]) -> str:
        return reason_of(record)

    def value_reason(self, record: dict[str, Any]) -> str:
        return reason_of(record)


def reason_of(row: dict[str, Any]) -> str:
    """Why, in the language in use."""
    reject = Reject(row["line"], row["code"], row.get("part", ""))
    return reject.sentence_en if text.english() else reject.sentence_id


def line_of(row: dict[str, Any]) -> str:
    """The line; in a ZIP or folder after the number of the log it stands in."""
    line = text.angka(row["line"])
    return f"{row['part']}: {line}" if row.get("part") else line


def rejects_by_reason(rows: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """Each reason once, with the lines it was said of: eleven times the same words help nobody."""
    lines: dict[str, list[str]] = {}
    for row in rows:
        lines.setdefault(reason_of(row), []).append(line_of(row))
    return [
        (reason, ", ".join(where[:LINES_NAMED]) + (", …" if len(where) > LINES_NAMED else ""))
        for reason, where in lines.items()
    ]


def report_rows(report: LeakReport) -> Any:
    """The findings of one report."""
    return Exposure.objects.filter(report_id=report.pk)
