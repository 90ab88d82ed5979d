"""The list of registers imported so far."""

from __future__ import annotations

import django_filters
from django.forms import SearchInput
from django.utils.translation import gettext_lazy

from secops.house.tables import Column, HouseTable, NumberColumn, TimeColumn
from secops.intake.models import RegisterFile, Upload

KIND_CHOICES = [
    (Upload.Purpose.DEPARTMENTS.value, gettext_lazy("daftar OPD")),
    (Upload.Purpose.APPLICATIONS.value, gettext_lazy("daftar aplikasi")),
    (Upload.Purpose.ACCOUNTS.value, gettext_lazy("daftar akun")),
]


class RegisterFileTable(HouseTable):
    """One row for each register that was saved."""

    caption = gettext_lazy("Daftar yang pernah disimpan")
    title = "file_name"
    phone_hidden = ("unchanged",)

    imported_at = TimeColumn(verbose_name=gettext_lazy("Disimpan (WIB)"))
    file_name = Column(verbose_name=gettext_lazy("Berkas"))
    kind = Column(verbose_name=gettext_lazy("Isi"))
    by = Column(
        accessor="imported_by__display_name", verbose_name=gettext_lazy("Oleh"), orderable=False
    )
    created = NumberColumn(
        accessor="counts__created", verbose_name=gettext_lazy("Baru"), orderable=False
    )
    updated = NumberColumn(
        accessor="counts__updated", verbose_name=gettext_lazy("Berubah"), orderable=False
    )
    unchanged = NumberColumn(
        accessor="counts__unchanged", verbose_name=gettext_lazy("Tetap"), orderable=False
    )
    failed = NumberColumn(
        accessor="counts__failed", verbose_name=gettext_lazy("Gagal"), orderable=False
    )


class RegisterFileFilter(django_filters.FilterSet):
    """Find a register by file name and kind."""

    q = django_filters.CharFilter(
        field_name="file_name",
        lookup_expr="icontains",
        label=gettext_lazy("Cari berkas"),
        widget=SearchInput,
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Isi"), choices=KIND_CHOICES, empty_label=gettext_lazy("Semua")
    )

    class Meta:
        model = RegisterFile
        fields: list[str] = []
