"""The list of readings files."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import SearchInput
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, PillColumn, TimeColumn
from secops.inventory.models import ReadingsFile

ALL = gettext_lazy("Semua")


def standing_look(withdrawn: bool) -> tuple[str, str, str]:
    """Whether a file still counts."""
    return ("quiet", "", _("ditarik")) if withdrawn else ("ok", "", _("berlaku"))


class ReadingsFileTable(HouseTable):
    """One row for each file of what the systems say."""

    caption = gettext_lazy("Data dari sistem, per berkas")
    title = "file_name"
    phone_hidden = ("unchanged",)

    imported_at = TimeColumn(verbose_name=gettext_lazy("Diterima (WIB)"))
    file_name = LinkColumn(
        verbose_name=gettext_lazy("Berkas"),
        url=lambda file: reverse("readings-file", args=[file.pk]),
    )
    source = Column(verbose_name=gettext_lazy("Sumber"))
    origin = Column(verbose_name=gettext_lazy("Asal"))
    applied = NumberColumn(
        accessor="counts__applied", verbose_name=gettext_lazy("Disimpan"), orderable=False
    )
    unchanged = NumberColumn(
        accessor="counts__unchanged", verbose_name=gettext_lazy("Sudah ada"), orderable=False
    )
    unknown = NumberColumn(
        accessor="counts__unknown", verbose_name=gettext_lazy("Tidak dikenal"), orderable=False
    )
    failed = NumberColumn(
        accessor="counts__failed", verbose_name=gettext_lazy("Gagal"), orderable=False
    )
    standing = PillColumn(
        accessor="is_withdrawn",
        verbose_name=gettext_lazy("Keadaan"),
        look=standing_look,
        orderable=False,
    )


class ReadingsFileFilter(django_filters.FilterSet):
    """Find files by name or source, origin, and whether they count."""

    q = django_filters.CharFilter(
        field_name="file_name",
        lookup_expr="icontains",
        label=gettext_lazy("Cari berkas"),
        widget=SearchInput,
    )
    origin = django_filters.ChoiceFilter(
        label=gettext_lazy("Asal"), choices=ReadingsFile.Origin.choices, empty_label=ALL
    )
    standing = django_filters.ChoiceFilter(
        method="by_standing",
        label=gettext_lazy("Keadaan"),
        choices=[("yes", gettext_lazy("berlaku")), ("no", gettext_lazy("ditarik"))],
        empty_label=ALL,
    )

    class Meta:
        model = ReadingsFile
        fields: list[str] = []

    def by_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(withdrawn_at__isnull=value == "yes")
