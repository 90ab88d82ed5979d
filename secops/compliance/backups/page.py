"""One plan's page: what it shows, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from secops.compliance.backups.actions import key_of
from secops.compliance.backups.models import BackupPlan, Flip, Ping, RestoreTest, Standing
from secops.compliance.backups.queries import due_of, last_runs
from secops.compliance.backups.words import (
    due_words,
    joined,
    look_of_ping,
    look_of_test,
    minutes_words,
    objective_look,
    rhythm_words,
    seconds_words,
    since_words,
    yes_no,
)
from secops.house.text import angka, wib
from secops.house.words import look, say
from secops.rules import backup as law
from secops.rules.intervals import WIB

#: So many of the newest are shown; the log holds all.
PINGS, FLIPS, TESTS = 8, 10, 12

Pill = tuple[str, str, str]
Facts = list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the strip."""

    at: datetime
    pill: Pill
    seconds: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One ping as the page shows it."""

    ping: Ping
    pill: Pill
    seconds: str | None


@dataclass(frozen=True, slots=True)
class Tested:
    """One restore test as the page shows it."""

    test: RestoreTest
    pill: Pill
    rto: Pill
    rpo: Pill
    minutes: str | None
    age: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One passage from a state to another."""

    at: datetime
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the page shows."""

    state: Pill
    paused: str
    since: str
    due: str
    running: str
    strip: list[Run]
    strip_says: str
    plan: Facts
    copies: Facts
    tests: list[Tested]
    test_due: str
    pings: list[Line]
    flips: list[Change]
    may: bool
    address: str


def plan_page(plan: BackupPlan, user: User, *, at: datetime) -> PlanPage:
    """Read one plan for one reader; only who manages it sees addresses and messages."""
    standing = Standing.objects.select_related("plan").get(plan=plan)
    may = plan.ended_at is None and BackupPlan.objects.managed_by(user).filter(pk=plan.pk).exists()
    runs = last_runs(plan)
    failed = sum(run.kind == Ping.Kind.FAIL for run in runs)
    return PlanPage(
        state=look(law.State)(standing.state),
        paused=_paused(plan, at),
        since=since_words(standing),
        due=due_words(due_of(standing.plan), plan.grace, at=at),
        running=_("Sedang berjalan sejak %(when)s.") % {"when": wib(standing.started_at)}
        if standing.started_at
        else "",
        strip=[Run(r.received_at, look_of_ping(r.kind), seconds_words(r.seconds)) for r in runs],
        strip_says=_("%(ok)s dari %(all)s yang terakhir berhasil.")
        % {"ok": len(runs) - failed, "all": len(runs)},
        plan=_of_plan(plan),
        copies=_of_copies(plan),
        tests=[_tested(plan, test) for test in _tests_of(plan)],
        test_due=_test_due(standing),
        pings=[
            Line(one, look_of_ping(one.kind), seconds_words(one.seconds))
            for one in plan.pings.select_related("recorded_by__person").prefetch_related("proofs")[
                :PINGS
            ]
        ],
        flips=[_change(one) for one in plan.flips.all()[:FLIPS]],
        may=may,
        address=ping_address(plan.ping_uuid) if may else "",
    )


@dataclass(frozen=True, slots=True)
class PingPage:
    """What the page of one ping shows."""

    ping: Ping
    pill: Pill
    facts: Facts


def ping_page(ping: Ping) -> PingPage:
    """Read one ping."""
    facts: Facts = [
        (_("Waktu"), wib(ping.received_at)),
        (_("Lewat"), ping.get_way_display()),
        (_("Kode keluar"), ping.exit_status),
        (_("Lama"), seconds_words(ping.seconds)),
        (_("Nomor jalan (rid)"), ping.rid),
        (_("Alamat asal"), ping.remote_address or None),
        (_("Alat"), ping.user_agent or None),
        (_("Metode"), ping.method or None),
        (_("Panjang pesan (byte)"), angka(ping.bytes)),
    ]
    if ping.recorded_by is not None:
        facts.append((_("Dicatat oleh"), ping.recorded_by))
    return PingPage(ping, look_of_ping(ping.kind), facts)


def ping_address(code: UUID) -> str:
    """Where a tool reports, in full."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('ping', args=[code])}"


def slug_address(plan: BackupPlan) -> str:
    """The same by ping key and slug; empty without one of them."""
    key = key_of(plan.department_id)
    if key is None or not plan.slug:
        return ""
    return f"{settings.PUBLIC_BASE_URL}/ping/{key.key}/{plan.slug}"


def _paused(plan: BackupPlan, at: datetime) -> str:
    if not plan.is_paused(at.astimezone(WIB).date()):
        return ""
    return _("Dijeda sampai %(day)s: %(why)s. Sampai hari itu tidak ada yang dikabari.") % {
        "day": wib(plan.paused_until),
        "why": plan.paused_why,
    }


def _of_plan(plan: BackupPlan) -> Facts:
    return [
        (_("Data"), plan.what or None),
        (_("Aplikasi"), plan.application),
        (_("OPD"), plan.department),
        (_("Penanggung jawab"), plan.contact),
        (_("Irama"), rhythm_words(plan)),
        (_("Toleransi"), minutes_words(plan.grace_minutes)),
        (_("RTO: harus pulih dalam"), minutes_words(plan.rto_minutes)),
        (_("RPO: data yang boleh hilang paling lama"), minutes_words(plan.rpo_minutes)),
    ]


def _of_copies(plan: BackupPlan) -> Facts:
    return [
        (_("Salinan, termasuk data aslinya"), plan.copies),
        (_("Media"), joined(plan.media)),
        (_("Ada di lokasi lain"), yes_no(plan.off_site)),
        (_("Ada yang terputus dari jaringan"), yes_no(plan.offline)),
        (_("Dienkripsi"), yes_no(plan.encrypted)),
        (_("Disimpan di"), plan.place or None),
    ]


def _tests_of(plan: BackupPlan) -> list[RestoreTest]:
    tests = plan.tests.select_related("recorded_by__person").prefetch_related("proofs")
    return list(tests[:TESTS])


def _tested(plan: BackupPlan, test: RestoreTest) -> Tested:
    return Tested(
        test=test,
        pill=look_of_test(test.result),
        rto=objective_look(law.objective(test.minutes, plan.rto_minutes), "RTO"),
        rpo=objective_look(law.objective(test.data_age_minutes, plan.rpo_minutes), "RPO"),
        minutes=minutes_words(test.minutes),
        age=minutes_words(test.data_age_minutes),
    )


def _test_due(standing: Standing) -> str:
    if standing.restored_at is None:
        return _("Belum pernah diuji. Tanpa uji pemulihan, backup ini belum terbukti.")
    due = standing.restored_at + timedelta(days=standing.plan.restore_days)
    return _("Uji berikutnya paling lambat %(day)s.") % {"day": wib(due.astimezone(WIB).date())}


def _change(flip: Flip) -> Change:
    state = law.State(flip.after)
    tone = look(law.State)(flip.after)[0]
    return Change(flip.at, _("Menjadi: %(state)s") % {"state": say(state)}, tone)
