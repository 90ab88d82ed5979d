"""Letters and minutes as a table."""

from django.utils.translation import gettext_lazy as _

from secops.documents.queries import kind_title, look_of_state
from secops.house.tables import Column, HouseTable, LinkColumn, PillColumn, TimeColumn


class DocumentTable(HouseTable):
    """Documents, the newest first."""

    caption = _("Surat dan berita acara")
    title = "subject"
    phone_hidden = ("to", "dated")
    number = Column(
        verbose_name=_("Nomor"), empty_values=(None,), attrs={"td": {"class": "ps-nowrap"}}
    )
    subject = LinkColumn(verbose_name=_("Hal"))
    kind = Column(verbose_name=_("Jenis"))
    to = Column(accessor="addressees", verbose_name=_("Tujuan"), orderable=False)
    state = PillColumn(verbose_name=_("Keadaan"), look=look_of_state)
    dated = TimeColumn(verbose_name=_("Tanggal surat"))
    drafted_at = TimeColumn(verbose_name=_("Ditulis"))

    def render_number(self, value: str) -> str:
        return value or "–"

    def render_kind(self, value: str) -> str:
        return kind_title(value)

    value_kind = render_kind

    def render_to(self, value: list[str]) -> str:
        if len(value) < 2:
            return value[0] if value else "–"
        return _("%(n)s tujuan") % {"n": len(value)}

    def value_to(self, value: list[str]) -> str:
        return "; ".join(value)
