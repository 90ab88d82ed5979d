"""How the product itself is, in plain sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from dashboard.system.lines import Line
from dashboard.system.watched import (
    auditor_line,
    outage_line,
    outside_line,
    queue_lines,
    web_line,
)
from secops.audit.models import Seal
from secops.house.text import angka, wib, wib_clock
from secops.jobs.models import Job, Pulse
from secops.jobs.queries import Heartbeat, last_felt, pulses
from secops.outbox.models import Alarm, Message
from secops.outbox.voices import city_calendar
from secops.rules.intervals import WIB

DAY = timedelta(days=1)
#: The newest so many jobs are looked at.
JOBS_LOOKED_AT = 50


def state_of_system(*, at: datetime, reader: User) -> list[Line]:
    """Return every part in the order in which one looks for a fault; links as `reader` may open."""
    seen = last_felt()
    alive = [
        *(_alive(part) for part in pulses(at, seen)),
        web_line(at, seen.get(Pulse.Name.WEB)),
        outage_line(at),
    ]
    messages = [*queue_lines(at), *_of_messages(at)]
    if not reader.may(Permission.RUN_CAMPAIGN):
        messages = [replace(line, url="") for line in messages]
    trail = _trail()
    if not reader.may(Permission.READ_TRAIL):
        trail = replace(trail, url="")
    watched = [auditor_line(at, reader=reader), outside_line(at)]
    return [*alive, *messages, *watched, _jobs(at), trail, _setting(), _calendar(at)]


def _alive(heartbeat: Heartbeat) -> Line:
    if heartbeat.seen_at is None:
        text = _("Belum pernah terdengar. Pesan, pengingat dan impor belum berjalan.")
        return Line(heartbeat.label, "unknown", _("Belum ada data"), text)
    if heartbeat.silent:
        text = _(
            "Tidak terdengar sejak %(when)s. Pesan, pengingat dan impor berhenti. Jalankan ulang "
            "pekerja (worker) dan penjadwal (beat)."
        )
        return Line(heartbeat.label, "late", _("Berhenti"), text % {"when": wib(heartbeat.seen_at)})
    text = _("Terakhir terdengar pukul %(when)s.") % {"when": wib_clock(heartbeat.seen_at)}
    return Line(heartbeat.label, "ok", _("Berjalan"), text)


_OF_MESSAGES = """
SELECT (
    SELECT count(*) FROM outbox_message
    WHERE state IN ('failed', 'unknown') AND created_at >= %(since)s
), held.kind, held.held_back, last.sent_at, last.channel
FROM (VALUES (1)) AS one
LEFT JOIN LATERAL (
    SELECT kind, held_back FROM outbox_alarm WHERE day = %(today)s ORDER BY last_at DESC LIMIT 1
) AS held ON true
LEFT JOIN LATERAL (
    SELECT sent_at, channel FROM outbox_message WHERE sent_at IS NOT NULL ORDER BY id DESC LIMIT 1
) AS last ON true
"""


def _of_messages(at: datetime) -> list[Line]:
    """What went wrong since yesterday, and the last one that went out; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_MESSAGES, {"since": at - DAY, "today": at.astimezone(WIB).date()})
        failed, kind, held_back, sent_at, channel = cursor.fetchall()[0]
    return [_failed(failed, kind, held_back), _last_message(sent_at, channel)]


def _failed(failed: int, held: str | None, held_back: int) -> Line:
    part = _("Pesan bermasalah")
    url = reverse("messages") + "?state=failed"
    if held is not None:
        text = _("%(what)s: %(n)s pesan ditahan hari ini.") % {
            "what": Alarm.Kind(held).label,
            "n": angka(held_back),
        }
        return Line(part, "late", _("Tertahan"), text, url)
    if failed:
        text = ngettext(
            "%(n)s pesan gagal atau tidak diketahui nasibnya sejak kemarin.",
            "%(n)s pesan gagal atau tidak diketahui nasibnya sejak kemarin.",
            failed,
        ) % {"n": angka(failed)}
        return Line(part, "soon", _("Perlu dilihat"), text, url)
    return Line(part, "ok", _("Tidak ada"), _("Tidak ada pesan gagal sejak kemarin."), url)


def _last_message(sent_at: datetime | None, channel: str) -> Line:
    part = _("Pesan terakhir")
    if sent_at is None:
        return Line(part, "unknown", _("Belum ada data"), _("Belum ada pesan yang terkirim."))
    text = _("Terkirim %(when)s lewat %(channel)s.") % {
        "when": wib(sent_at),
        "channel": Message.Channel(channel).label,
    }
    return Line(part, "ok", _("Terkirim"), text, reverse("messages"))


def _jobs(at: datetime) -> Line:
    part = _("Pekerjaan panjang")
    rows = list(Job.objects.order_by("-pk")[:JOBS_LOOKED_AT])
    if not rows:
        return Line(part, "unknown", _("Belum ada data"), _("Belum ada impor yang dijalankan."))
    running = [row for row in rows if row.state in (Job.State.QUEUED, Job.State.RUNNING)]
    failed = [
        row
        for row in rows
        if row.state == Job.State.FAILED and row.finished_at and row.finished_at >= at - DAY
    ]
    if failed:
        text = _("%(n)s pekerjaan gagal sejak kemarin. Terakhir: %(title)s.")
        values = {"n": angka(len(failed)), "title": failed[0].title}
        return Line(part, "soon", _("Perlu dilihat"), text % values, failed[0].get_absolute_url())
    if running:
        text = _("%(n)s pekerjaan sedang berjalan: %(title)s.")
        values = {"n": angka(len(running)), "title": running[0].title}
        return Line(part, "info", _("Berjalan"), text % values, running[0].get_absolute_url())
    text = _("Terakhir selesai %(when)s: %(title)s.")
    values = {"when": wib(rows[0].finished_at), "title": rows[0].title}
    return Line(part, "ok", _("Selesai"), text % values, rows[0].get_absolute_url())


def _trail() -> Line:
    part = _("Catatan audit")
    last = Seal.objects.order_by("-pk").first()
    if last is None:
        text = _("Belum pernah disegel.")
        return Line(part, "unknown", _("Belum ada data"), text, reverse("trail"))
    text = _("Disegel terakhir %(when)s. Keutuhannya dapat diperiksa kapan saja.")
    return Line(part, "ok", _("Disegel"), text % {"when": wib(last.sealed_at)}, reverse("trail"))


def _setting() -> Line:
    part = _("Nomor Posko")
    if settings.HELP_DESK_PHONE:
        text = _("%(phone)s tercantum dalam setiap pesan.") % {"phone": settings.HELP_DESK_PHONE}
        return Line(part, "ok", _("Terisi"), text)
    text = _(
        "Belum diisi (HELP_DESK_PHONE). Penggantian serentak tidak dapat dimulai tanpa nomor ini."
    )
    return Line(part, "late", _("Kosong"), text)


def _calendar(at: datetime) -> Line:
    part = _("Kalender kerja")
    today = at.astimezone(WIB).date()
    calendar = city_calendar()
    if not calendar.holidays:
        text = _("Hari libur belum diisi: setiap Senin sampai Jumat dihitung sebagai hari kerja.")
        return Line(part, "soon", _("Belum lengkap"), text)
    if not calendar.is_complete(today):
        text = _("Cuti bersama %(year)s belum lengkap; hitungan hari kerja dapat bergeser.")
        return Line(part, "soon", _("Belum lengkap"), text % {"year": today.year})
    text = _("Hari libur dan cuti bersama %(year)s lengkap.") % {"year": today.year}
    return Line(part, "ok", _("Lengkap"), text)
