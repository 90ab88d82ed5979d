"""Evidence as a table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from secops.house.tables import (
    CodeColumn,
    Column,
    HouseTable,
    NumberColumn,
    PickColumn,
    PillColumn,
    TimeColumn,
)
from secops.incidents.vault.queries import look_of_state


class ItemTable(HouseTable):
    """Items of evidence, the newest first."""

    caption = _("Barang bukti")
    title = "code"
    phone_hidden = ("sha256", "bytes")
    pick = PickColumn(key="bulk")
    code = CodeColumn(verbose_name=_("Nomor"))
    shown_name = Column(verbose_name=_("Berkas"), order_by=("name",))
    finding = PillColumn(
        accessor="state",
        verbose_name=_("Keadaan"),
        look=look_of_state,
        empty_values=(),
    )
    incident = Column(
        accessor="incident__code", verbose_name=_("Insiden"), attrs={"td": {"class": "ps-nowrap"}}
    )
    description = Column(verbose_name=_("Uraian"), orderable=False)
    bytes = NumberColumn(accessor="content__bytes", verbose_name=_("Byte"))
    acquired_at = TimeColumn(verbose_name=_("Diperoleh"))
    sha256 = Column(accessor="content__sha256", verbose_name="SHA-256", orderable=False)

    def render_sha256(self, value: Any) -> str:
        """Enough of it to compare by eye; the export has all of it."""
        return f"{value[:12]}…"

    def value_sha256(self, value: Any) -> str:
        return str(value)

    def render_description(self, value: str) -> str:
        """Its beginning."""
        return value if len(value) <= 120 else value[:119].rstrip() + "…"

    def value_description(self, value: str) -> str:
        return value
