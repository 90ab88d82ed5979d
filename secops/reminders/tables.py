"""Tables of reminders."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secops.house.tables import Column, HouseTable, LinkColumn, PillColumn, TimeColumn
from secops.reminders.models import Holiday


class HolidayTable(HouseTable):
    """Days on which nobody works."""

    caption = _("Hari libur")
    title = "name"
    day = TimeColumn(verbose_name=_("Tanggal"))
    name = LinkColumn(verbose_name=_("Nama"), url=lambda row: reverse("holiday", args=[row.pk]))
    kind = Column(verbose_name=_("Jenis"))
    estimated = PillColumn(
        verbose_name=_("Kepastian"),
        look=lambda value: ("unknown", "", _("perkiraan")) if value else ("ok", "", _("tetap")),
    )

    def render_kind(self, value: str, record: Holiday) -> str:
        return record.get_kind_display()
