"""What the watch over the product itself knows, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.roles import Permission
from dashboard.system.lines import Line
from secops.house.text import angka, wib, wib_clock
from secops.jobs.models import Pulse
from secops.watch.models import Finding, Outage, OutsideBeat, Round
from secops.watch.policy import ALARM_AFTER, ROUND_AT_LEAST
from secops.watch.waiting import Waiting, is_stuck, oldest_due

#: An outage that ended is spoken of for so long.
SPOKEN_OF = timedelta(days=1)
#: Two knocks may fail before the outside monitor counts as not told.
FRESH = timedelta(minutes=3)

#: Why an open thing rests, as the auditor counts it; findings have their own words.
REASONS: dict[str, str | Promise] = {
    "next_step": gettext_lazy("langkah berikut sudah terjadwal"),
    "scheduled": gettext_lazy("pesan dijadwalkan mulai nanti"),
    "not_begun": gettext_lazy("pesan penggantian serentaknya belum dimulai"),
    "snoozed": gettext_lazy("ditunda sampai tanggal yang disepakati"),
    "agent": gettext_lazy("giliran Agen"),
    "administrator": gettext_lazy("giliran pemilik aplikasi"),
    "office": gettext_lazy("giliran kantor"),
}

#: What keeps us from telling the outside monitor that all is well.
WRONG: dict[str, str | Promise] = {
    "worker": gettext_lazy("pekerja berhenti"),
    "scheduler": gettext_lazy("penjadwal berhenti"),
    "web": gettext_lazy("halaman web berhenti"),
    "outage": gettext_lazy("gangguan belum selesai"),
    "queue": gettext_lazy("antrean pesan tertahan"),
    "reminders": gettext_lazy("pengingat jatuh tempo tidak dibuat"),
    "auditor": gettext_lazy("pemeriksa langkah berikut tidak berjalan"),
}


def web_line(at: datetime, seen_at: datetime | None) -> Line:
    """Whether a web process watches the two others."""
    part = str(Pulse.Name.WEB.label)
    if seen_at is None:
        text = _("Menjawab, tetapi tidak ikut mengawasi pekerja dan penjadwal.")
        return Line(part, "unknown", _("Belum ada data"), text)
    if at - seen_at > ALARM_AFTER:
        text = _("Menjawab, tetapi tidak mengawasi pekerja dan penjadwal sejak %(when)s.")
        return Line(part, "soon", _("Perlu dilihat"), text % {"when": wib(seen_at)})
    text = _("Berjalan dan mengawasi pekerja dan penjadwal, terakhir pukul %(when)s.")
    return Line(part, "ok", _("Berjalan"), text % {"when": wib_clock(seen_at)})


def outage_line(at: datetime) -> Line:
    """The newest outage, while it lasts and for a day after."""
    part = _("Gangguan")
    last = Outage.objects.first()
    if last is None or (last.ended_at and at - last.ended_at > SPOKEN_OF):
        return Line(part, "ok", _("Tidak ada"), _("Tidak ada gangguan sejak kemarin."))
    values = {"part": last.get_part_display(), "since": wib(last.silent_since)}
    if last.ended_at is None:
        text = _("%(part)s tidak terdengar sejak %(since)s. Petugas piket diberi tahu lewat email.")
        return Line(part, "late", _("Berlangsung"), text % values)
    text = _("%(part)s berhenti %(since)s sampai %(until)s.")
    return Line(part, "info", _("Selesai"), text % (values | {"until": wib(last.ended_at)}))


def queue_lines(at: datetime) -> list[Line]:
    """One line a channel: how many wait, and how long the oldest that may go out."""
    waiting = oldest_due(at=at)
    if not waiting:
        url = reverse("messages") + "?state=queued"
        text = _("Tidak ada pesan yang menunggu dikirim.")
        return [Line(_("Antrean pesan"), "ok", _("Kosong"), text, url)]
    return [_queue(line, at) for line in waiting]


def _queue(line: Waiting, at: datetime) -> Line:
    part = _("Antrean %(channel)s") % {"channel": line.label}
    url = f"{reverse('messages')}?state=queued&channel={line.channel}"
    text = ngettext(
        "%(n)s pesan menunggu dikirim.", "%(n)s pesan menunggu dikirim.", line.queued
    ) % {"n": angka(line.queued)}
    if line.oldest_at is None:
        return Line(part, "ok", _("Belum waktunya"), text, url)
    text += " " + _("Yang tertua menunggu sejak %(when)s.") % {"when": wib(line.oldest_at)}
    if not is_stuck(line, at):
        return Line(part, "ok", _("Berjalan"), text, url)
    if not line.by_machine:
        return Line(part, "soon", _("Menunggu petugas"), text, url)
    text += " " + _("Periksa server pengirimnya.")
    return Line(part, "late", _("Tertahan"), text, url)


def auditor_line(at: datetime, *, reader: User) -> Line:
    """When everything open was last looked at, and what had neither next step nor reason."""
    part = _("Langkah berikut")
    last = Round.objects.filter(finished_at__isnull=False).first()
    if last is None or last.finished_at is None:
        text = _("Belum pernah diperiksa apakah setiap tugas dan akun memiliki langkah berikut.")
        return Line(part, "unknown", _("Belum ada data"), text)
    if at - last.finished_at > ROUND_AT_LEAST:
        text = _("Tidak diperiksa lagi sejak %(when)s.") % {"when": wib(last.finished_at)}
        return Line(part, "late", _("Berhenti"), text)
    found = Finding.objects.open().aggregate(n=Count("pk"), oldest=Min("first_seen_at"))
    url = reverse("findings") if reader.may(Permission.RUN_CAMPAIGN) else ""
    text = _("Diperiksa pukul %(when)s: %(accounts)s akun dan %(duties)s tugas belum selesai.") % {
        "when": wib_clock(last.finished_at),
        "accounts": angka(sum(last.accounts.values())),
        "duties": angka(sum(last.duties.values())),
    }
    if not found["n"]:
        text += " " + _("Semuanya memiliki langkah berikut atau alasan.")
        return Line(part, "ok", _("Lengkap"), text, url)
    text += " " + ngettext(
        "%(n)s hal tanpa langkah berikut, yang tertua sejak %(since)s.",
        "%(n)s hal tanpa langkah berikut, yang tertua sejak %(since)s.",
        found["n"],
    ) % {"n": angka(found["n"]), "since": wib(found["oldest"])}
    return Line(part, "soon", _("Perlu dilihat"), text, url)


def outside_line(at: datetime) -> Line:
    """Whether somebody outside would notice if all of it stopped."""
    part = _("Pemantau luar")
    if not settings.HEARTBEAT_URL:
        text = _(
            "Belum diatur (HEARTBEAT_URL): bila seluruh server mati, tidak ada yang memberi tahu."
        )
        return Line(part, "unknown", _("Belum diatur"), text)
    beat = OutsideBeat.objects.first()
    if beat is None or (beat.succeeded_at is None and not beat.problem and not beat.held_back):
        return Line(part, "unknown", _("Belum ada data"), _("Belum pernah diberi kabar."))
    said = _("belum pernah berhasil")
    if beat.succeeded_at:
        said = _("terakhir berhasil %(when)s") % {"when": wib(beat.succeeded_at)}
    if beat.held_back:
        text = _("Sengaja tidak diberi kabar, karena %(why)s; %(last)s.")
        return Line(part, "late", _("Ditahan"), text % {"why": _wrong(beat), "last": said})
    if beat.problem and (beat.succeeded_at is None or at - beat.succeeded_at > FRESH):
        text = _("Tidak dapat diberi kabar: %(why)s; %(last)s.")
        return Line(part, "soon", _("Perlu dilihat"), text % {"why": _why(beat), "last": said})
    if beat.succeeded_at and at - beat.succeeded_at > FRESH:
        text = _("Tidak diberi kabar lagi; %(last)s.") % {"last": said}
        return Line(part, "soon", _("Perlu dilihat"), text)
    text = _("Diberi kabar bahwa semua berjalan; %(last)s.") % {"last": said}
    return Line(part, "ok", _("Berjalan"), text)


def _wrong(beat: OutsideBeat) -> str:
    return ", ".join(str(WRONG.get(code, code)) for code in beat.held_back.split())


def _why(beat: OutsideBeat) -> str:
    if beat.problem.startswith("status:"):
        return _("menjawab %(code)s") % {"code": beat.problem.partition(":")[2]}
    words = {"timeout": _("tidak menjawab tepat waktu"), "unreachable": _("tidak dapat dihubungi")}
    return words.get(beat.problem, _("jawabannya tidak dapat dibaca"))


def reasons_of(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many rest for which reason, most first; findings under their own words."""
    words: dict[str, str] = {code: str(said) for code, said in REASONS.items()}
    words |= {code: str(label) for code, label in Finding.Kind.choices}
    rows = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return [(words.get(code, code), n) for code, n in rows]
