"""Tables of messages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secops.house.tables import Column, HouseTable, LinkColumn, PillColumn, TimeColumn
from secops.outbox.composers import label_of
from secops.outbox.models import Message
from secops.outbox.queries import look


class MessageTable(HouseTable):
    """Messages, with what truly became of each."""

    caption = _("Pesan keluar")
    title = "person"
    phone_hidden = ("channel", "reason")
    person = LinkColumn(
        accessor="person__name",
        orderable=False,
        verbose_name=_("Kepada"),
        url=lambda row: reverse("message", args=[row.pk]),
    )
    kind = Column(verbose_name=_("Jenis"), orderable=False)
    channel = Column(verbose_name=_("Saluran"), orderable=False)
    state = PillColumn(verbose_name=_("Keadaan"), look=look, orderable=False)
    created_at = TimeColumn(verbose_name=_("Dibuat (WIB)"), orderable=False)
    sent_at = TimeColumn(verbose_name=_("Diserahkan (WIB)"), orderable=False)
    reason = Column(verbose_name=_("Keterangan"), orderable=False)

    def render_kind(self, value: str) -> str:
        return label_of(value)

    def value_kind(self, value: str) -> str:
        return label_of(value)

    def render_channel(self, value: str, record: Message) -> str:
        return record.get_channel_display()

    def value_channel(self, value: str, record: Message) -> str:
        return record.get_channel_display()
