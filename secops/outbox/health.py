"""How each channel stands, in words: what the page of channels reads."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from secops.house.text import wib
from secops.outbox.channels import BY_HAND, Channels, all_channels, is_set_up
from secops.outbox.models import ChannelRow, Message
from secops.outbox.senders import SENDERS

#: Failures are counted this far back.
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One channel as the page shows it."""

    row: ChannelRow
    tone: str
    word: str
    text: str
    waiting: int
    failed: int

    @property
    def channel(self) -> Message.Channel:
        return Message.Channel(self.row.channel)

    @property
    def by_hand(self) -> bool:
        return self.channel == BY_HAND

    @property
    def missing(self) -> list[str]:
        return [] if self.by_hand else SENDERS[self.channel].missing()


def channel_lines(*, at: datetime) -> list[ChannelLine]:
    """All channels in their order, in two queries."""
    channels = all_channels()
    counted = _counted(channels, at)
    return [
        ChannelLine(row, *_health(row, at), *counted.get(row.channel, (0, 0)))
        for row in channels.rows
    ]


def _counted(channels: Channels, at: datetime) -> dict[str, tuple[int, int]]:
    S = Message.State
    bad = Q(state__in=[S.FAILED, S.UNKNOWN], created_at__gte=at - LATELY)
    rows = (
        Message.objects.filter(Q(state=S.QUEUED) | bad)
        .order_by()
        .values_list("channel")
        .annotate(waiting=Count("pk", filter=Q(state=S.QUEUED)), failed=Count("pk", filter=bad))
    )
    return {channel: (waiting, failed) for channel, waiting, failed in rows}


def _health(row: ChannelRow, at: datetime) -> tuple[str, str, str]:
    """Tone of the pill, its word, and the sentence beside it."""
    channel = Message.Channel(row.channel)
    if not is_set_up(channel):
        text = _("Belum ada pengaturan %(names)s di server.")
        return "quiet", _("Belum diatur"), text % {"names": ", ".join(SENDERS[channel].missing())}
    if not row.enabled:
        return "quiet", _("Mati"), _("Pesan memakai saluran lain.")
    if channel == BY_HAND:
        return "ok", _("Menyala"), _("Dikirim petugas dari ponsel posko.")
    if row.is_paused(at):
        text = _("Beristirahat sampai %(when)s: %(why)s.")
        return "soon", _("Dijeda"), text % {"when": wib(row.paused_until), "why": row.last_error}
    success, error = row.last_success_at, row.last_error_at
    if error is not None and (success is None or error > success):
        text = _("Gagal sejak %(when)s: %(why)s.")
        return "late", _("Bermasalah"), text % {"when": wib(error), "why": row.last_error}
    if success is None:
        return "unknown", _("Belum ada data"), _("Belum pernah mengirim. Coba uji kirim ke Anda.")
    return "ok", _("Berjalan"), _("Terakhir berhasil %(when)s.") % {"when": wib(success)}
