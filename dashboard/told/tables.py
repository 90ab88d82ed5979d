"""Tables of who was told what."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboard.told.entries import Entry
from secops.house import icons, text
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, TimeColumn
from secops.outbox.models import Message
from secops.outbox.queries import look

#: Long answers of servers break rather than push the other columns out.
BREAKS = {"td": {"class": "text-break"}}


class LogTable(HouseTable):
    """The lines of a log, newest first; the file has the same."""

    caption = gettext_lazy("Yang diberitahukan dan dijawab")
    title = "what"

    at = TimeColumn(verbose_name=gettext_lazy("Waktu (WIB)"), orderable=False)
    what = LinkColumn(verbose_name=gettext_lazy("Apa"), orderable=False, url=lambda row: row.url)
    to = Column(verbose_name=gettext_lazy("Kepada"), orderable=False)
    channel = Column(verbose_name=gettext_lazy("Lewat"), orderable=False)
    address = Column(verbose_name=gettext_lazy("Alamat"), orderable=False)
    result = Column(verbose_name=gettext_lazy("Hasil"), orderable=False)
    note = Column(attrs=BREAKS, verbose_name=gettext_lazy("Percobaan"), orderable=False)
    about = Column(accessor="subject", verbose_name=gettext_lazy("Tentang"), orderable=False)
    by = Column(verbose_name=gettext_lazy("Oleh"), orderable=False)
    texts = Column(verbose_name=gettext_lazy("Versi teks"), orderable=False)

    def render_result(self, record: Entry) -> SafeString:
        return icons.pill(record.tone, record.symbol, record.result)

    def value_result(self, record: Entry) -> str:
        return record.result


class PeopleTable(HouseTable):
    """People with the answer in a line each."""

    caption = gettext_lazy("Siapa diberi tahu")
    title = "name"
    phone_hidden = ("nip",)

    name = LinkColumn(
        verbose_name=gettext_lazy("Nama"),
        url=lambda row: reverse("person-told", args=[row.pk]),
        order_by=("sort_name",),
        orderable=False,
    )
    nip = Column(verbose_name=gettext_lazy("NIP"), orderable=False)
    answer = Column(empty_values=(), verbose_name=gettext_lazy("Diberi tahu"), orderable=False)
    told_messages = NumberColumn(verbose_name=gettext_lazy("Jumlah pesan"), orderable=False)
    told_slips = NumberColumn(verbose_name=gettext_lazy("Lembar kode"), orderable=False)
    last_at = TimeColumn(verbose_name=gettext_lazy("Pesan terakhir (WIB)"), orderable=False)
    last_channel = Column(verbose_name=gettext_lazy("Lewat"), orderable=False)
    last_state = Column(verbose_name=gettext_lazy("Hasil"), orderable=False)

    def render_nip(self, value: str) -> str:
        return text.masked_nip(value)

    value_nip = render_nip

    def render_answer(self, record: Any) -> SafeString:
        return icons.pill(*answer_of(record))

    def value_answer(self, record: Any) -> str:
        return answer_of(record)[2]

    def render_last_channel(self, value: str) -> str:
        return str(Message.Channel(value).label)

    value_last_channel = render_last_channel

    def render_last_state(self, value: str) -> SafeString:
        return icons.pill(*look(value))

    def value_last_state(self, value: str) -> str:
        return look(value)[2]


def answer_of(row: Any) -> tuple[str, str, str]:
    """Whether somebody was told, in three words; why not, where he was not."""
    if row.told_messages or row.told_slips:
        return "ok", "", _("Ya")
    if not row.is_reached:
        return "late", "", _("Belum: tidak ada alamat")
    if row.waits:
        return "soon", "", _("Belum: pesannya menunggu dikirim")
    if row.unknown:
        return "unknown", "", _("Tidak diketahui")
    if row.failed:
        return "late", "", _("Belum: pesannya gagal")
    return "quiet", "", _("Belum ada pesan")
