"""Consultations as a list."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secops.advisories.consultations.models import Consultation
from secops.advisories.consultations.queries import look_of
from secops.advisories.looks import look_of_marking
from secops.house.tables import CodeColumn, Column, HouseTable, NumberColumn, PillColumn, TimeColumn


class ConsultationTable(HouseTable):
    """Consultations, the newest first."""

    caption = _("Konsultasi mitra")
    title = "code"
    code = CodeColumn(verbose_name=_("Nomor"))
    subject = Column(verbose_name=_("Yang dibahas"), attrs={"td": {"class": "is-full is-bare"}})
    tlp = PillColumn(
        accessor="marked", order_by=("tlp",), verbose_name=_("Tanda"), look=look_of_marking
    )
    state = PillColumn(
        accessor="pk", verbose_name=_("Keadaan"), orderable=False, look=lambda value: value
    )
    starts_at = TimeColumn(verbose_name=_("Mulai (WIB)"))
    place = Column(verbose_name=_("Tempat"))
    n_invited = NumberColumn(verbose_name=_("Diundang"))
    incident = Column(accessor="incident__code", verbose_name=_("Insiden"))

    def render_state(self, record: Consultation, column: PillColumn) -> Any:
        return column.render(look_of(record, at=timezone.now()))

    def value_state(self, record: Consultation) -> str:
        return look_of(record, at=timezone.now())[2]
