"""The list of files of open sessions."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy

from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, PillColumn, TimeColumn
from secops.intake.readings.tables import ReadingsFileFilter, standing_look


class SessionsFileTable(HouseTable):
    """One row for each file of open sessions."""

    caption = gettext_lazy("Data sesi login, per berkas")
    title = "file_name"
    phone_hidden = ("source",)

    imported_at = TimeColumn(verbose_name=gettext_lazy("Diterima (WIB)"))
    file_name = LinkColumn(
        verbose_name=gettext_lazy("Berkas"),
        url=lambda file: reverse("sessions-file", args=[file.pk]),
    )
    source = Column(verbose_name=gettext_lazy("Sumber"))
    origin = Column(verbose_name=gettext_lazy("Asal"))
    sessions = NumberColumn(
        accessor="counts__sessions", verbose_name=gettext_lazy("Sesi login"), orderable=False
    )
    old = NumberColumn(
        accessor="counts__old", verbose_name=gettext_lazy("Lebih dari 24 jam"), orderable=False
    )
    outlived = NumberColumn(
        accessor="counts__outlived",
        verbose_name=gettext_lazy("Bertahan setelah kata sandi diganti"),
        orderable=False,
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


class SessionsFileFilter(ReadingsFileFilter):
    """Find files by name, origin, and whether they count."""
