"""Plans and their runs in words."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.compliance.backups.models import BackupPlan, Ping, RestoreTest, Standing
from secops.house.text import angka, english, wib
from secops.rules.backup import Objective, State


def minutes_words(minutes: int | None) -> str | None:
    """A length of time: "1 hari 6 jam"; None where nobody said."""
    if minutes is None:
        return None
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(n)s hari", "%(n)s hari", days) % {"n": angka(days)})
    if hours:
        parts.append(ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": angka(hours)})
    if left or not parts:
        parts.append(ngettext("%(n)s menit", "%(n)s menit", left) % {"n": angka(left)})
    return " ".join(parts)


def seconds_words(seconds: float | None) -> str | None:
    """How long a run took."""
    if seconds is None:
        return None
    if seconds < 60:
        return ngettext("%(n)s detik", "%(n)s detik", round(seconds)) % {"n": angka(round(seconds))}
    return minutes_words(round(seconds / 60))


def rhythm_words(plan: BackupPlan) -> str:
    """How often, in words."""
    if plan.rhythm == BackupPlan.Rhythm.CRON:
        words = _cron_words(plan.cron)
    else:
        words = _("setiap %(length)s") % {"length": minutes_words(plan.every_minutes)}
    return _("%(words)s, hanya hari kerja") % {"words": words} if plan.working_days else words


def _cron_words(line: str) -> str:
    """The common lines in words, any other as it stands."""
    daily = re.fullmatch(r"(\d{1,2}) (\d{1,2}) \* \* (\*|1-5)", line)
    if daily is None:
        return _("menurut cron %(cron)s WIB") % {"cron": line}
    clock = f"{int(daily[2]):02}{':' if english() else '.'}{int(daily[1]):02}"
    if daily[3] == "*":
        return _("setiap hari pukul %(clock)s WIB") % {"clock": clock}
    return _("Senin sampai Jumat pukul %(clock)s WIB") % {"clock": clock}


def since_words(standing: Standing) -> str:
    """What the state rests on, in one sentence."""
    state = State(standing.state)
    if state is State.NEVER:
        return _("Belum pernah ada kabar.")
    if state is State.FAILING:
        return _("Gagal terakhir %(when)s.") % {"when": wib(standing.last_run_at)}
    if standing.last_success_at is None:
        return _("Belum pernah berhasil.")
    return _("Berhasil terakhir %(when)s.") % {"when": wib(standing.last_success_at)}


def due_words(due: datetime | None, grace: timedelta, *, at: datetime) -> str:
    """When the next one is expected, said in full."""
    if due is None:
        return _("Belum dapat dihitung: belum ada backup yang berhasil.")
    if at <= due:
        words = _("Backup berikutnya paling lambat %(due)s, toleransi sampai %(until)s.")
    elif at <= due + grace:
        words = _("Seharusnya sudah berjalan %(due)s; masih dalam toleransi sampai %(until)s.")
    else:
        words = _("Seharusnya sudah berjalan %(due)s; toleransinya habis %(until)s.")
    return words % {"due": wib(due), "until": wib(due + grace)}


def objective_look(met: Objective, name: str) -> tuple[str, str, str]:
    """An objective as a pill: "RTO tercapai"."""
    return {
        Objective.MET: ("ok", "", _("%(name)s tercapai") % {"name": name}),
        Objective.MISSED: ("late", "", _("%(name)s terlampaui") % {"name": name}),
        Objective.UNKNOWN: ("unknown", "", _("%(name)s belum diketahui") % {"name": name}),
    }[met]


def look_of_ping(kind: str) -> tuple[str, str, str]:
    """A ping's kind as a pill."""
    tone, symbol = {
        Ping.Kind.SUCCESS: ("ok", "✓"),
        Ping.Kind.FAIL: ("late", "▲"),
        Ping.Kind.START: ("info", "●"),
        Ping.Kind.LOG: ("quiet", "○"),
    }[Ping.Kind(kind)]
    return tone, symbol, str(Ping.Kind(kind).label)


def look_of_test(result: str) -> tuple[str, str, str]:
    """A test's result as a pill."""
    tone = {
        RestoreTest.Result.RESTORED: "ok",
        RestoreTest.Result.PARTLY: "soon",
        RestoreTest.Result.FAILED: "late",
    }[RestoreTest.Result(result)]
    return tone, "", str(RestoreTest.Result(result).label)


def yes_no(value: bool | None) -> str | None:
    """A fact that may be unknown; None reads "belum ada data"."""
    return None if value is None else _("ya") if value else _("tidak")


def joined(media: list[str] | None) -> str | None:
    """The kinds of media in words."""
    if media is None:
        return None
    return ", ".join(str(BackupPlan.Medium(one).label) for one in media)
