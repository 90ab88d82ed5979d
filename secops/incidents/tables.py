"""The register of incidents as a table."""

from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.house import icons
from secops.house.tables import CodeColumn, Column, HouseTable, PillColumn, TimeColumn
from secops.house.text import wib_short
from secops.incidents.models import Incident
from secops.incidents.queries import (
    look_of_phase,
    look_of_risk,
    look_of_severity,
    owner_words,
    since_words,
)


class IncidentTable(HouseTable):
    """Incidents, the newest first: how bad, how far, how long, what is next, whose it is."""

    caption = _("Insiden siber")
    title = "code"
    not_exported = ("age",)
    phone_hidden = ("risk",)
    only_exported = ("found_at", "closed_at")
    code = CodeColumn(verbose_name=_("Nomor"))
    name = Column(
        accessor="title",
        verbose_name=_("Judul"),
        attrs={"td": {"class": "is-full is-bare ps-reasons"}},
    )
    severity = PillColumn(verbose_name=_("Keparahan"), look=look_of_severity, empty_values=(None,))
    phase = PillColumn(verbose_name=_("Tahap"), look=look_of_phase)
    age = Column(
        verbose_name=_("Ditemukan"),
        empty_values=(),
        order_by=("found_at",),
        attrs={"td": {"class": "ps-when"}},
    )
    next_step = Column(
        verbose_name=_("Langkah berikutnya"), attrs={"td": {"class": "is-full ps-reasons"}}
    )
    owner = Column(verbose_name=_("Pemilik insiden"), empty_values=(), orderable=False)
    risk = PillColumn(verbose_name=_("Risiko"), look=look_of_risk, empty_values=(None,))
    found_at = TimeColumn(verbose_name=_("Ditemukan"))
    closed_at = TimeColumn(verbose_name=_("Ditutup"))

    def __init__(self, *args: Any, at: datetime | None = None, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **kwargs)

    def render_phase(self, record: Incident) -> Any:
        """The phase; of a merged record the code under which it is read."""
        if record.merged_into is not None:
            return icons.pill("quiet", "", self.value_phase(record))
        return icons.pill(*look_of_phase(record.phase))

    def value_phase(self, record: Incident) -> str:
        if record.merged_into is not None:
            return gettext("Digabung ke %(code)s") % {"code": record.merged_into.code}
        return look_of_phase(record.phase)[2]

    def render_age(self, record: Incident) -> str:
        """When it was found; below it for how long it has been handled."""
        return format_html(
            '{}<br><span class="ps-quiet">{}</span>',
            wib_short(record.found_at),
            since_words(record, at=self.at) if self.at else "",
        )

    def render_owner(self, record: Incident) -> str:
        return owner_words(record) or gettext("belum ada")

    def value_owner(self, record: Incident) -> str:
        return self.render_owner(record)
