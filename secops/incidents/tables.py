"""The register of incidents as a table."""

from django.utils.translation import gettext_lazy as _

from secops.house.tables import Column, HouseTable, LinkColumn, PillColumn, TimeColumn
from secops.incidents.queries import look_of_phase, look_of_risk


class IncidentTable(HouseTable):
    """Incidents, the newest first."""

    caption = _("Insiden siber")
    title = "code"
    phone_hidden = ("closed_at",)
    code = LinkColumn(verbose_name=_("Nomor"), attrs={"td": {"class": "ps-nowrap"}})
    name = Column(
        accessor="title",
        verbose_name=_("Judul"),
        attrs={"td": {"class": "is-full is-bare"}},
    )
    phase = PillColumn(verbose_name=_("Tahap"), look=look_of_phase)
    risk = PillColumn(verbose_name=_("Risiko"), look=look_of_risk, empty_values=(None,))
    found_at = TimeColumn(verbose_name=_("Ditemukan"))
    closed_at = TimeColumn(verbose_name=_("Ditutup"))
