"""Backups of the demo: twelve plans in every state, a month of runs, and tests that proved some."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Department, User
from dashboard.demo.scene import Scene
from secops.compliance.backups.actions import key_of, make_plan, record_test, rotate_key, settle
from secops.compliance.backups.models import BackupPlan, Flip, Ping, Standing
from secops.inventory.models import Application
from secops.rules.backup import BROKEN

GOOD: dict[str, Any] = {
    "copies": 3, "media": ["disk", "cloud"], "off_site": True, "offline": True, "encrypted": True,
    "rto_minutes": 240, "rpo_minutes": 1440,
}  # fmt: skip
HALF: dict[str, Any] = {"copies": 2, "media": ["disk", "nas"], "off_site": False, "offline": False}
TOOL = "curl/7.88.1"
FAILED = "Fatal: unable to open repository: no space left on device"
DONE = "Files: 12 new, 38 changed, 41870 unmodified\nAdded to the repository: 214.7 MiB\nselesai"


@dataclass(frozen=True, slots=True)
class Made:
    """One plan of the demo: whose it is, its rhythm, and what its month was like.

    `bad` = days ago on which it failed; `silent` = since so many days nothing was heard;
    `tests` = (days ago, result, minutes, age of the data in minutes).
    """

    name: str
    of: str
    slug: str
    clock: str = "01:30"
    cron: str = "30 1 * * *"
    minutes: int = 18
    bad: tuple[int, ...] = ()
    silent: int = 0
    runs: bool = True
    working_days: bool = False
    tests: tuple[tuple[int, str, int | None, int | None], ...] = ()
    facts: dict[str, Any] | None = None


PLANS = (
    Made("Basis data SIMPATIK", "simpatik", "simpatik", tests=((24, "restored", 95, 610),
         (118, "restored", 140, 700)), bad=(19,), facts=GOOD),
    Made("Berkas dan lampiran SIMPATIK", "simpatik", "simpatik-berkas", minutes=74, facts=HALF),
    Made("Absensi harian", "absen", "absen", clock="23:00", cron="0 23 * * 1-5",
         working_days=True, facts=HALF, tests=((31, "restored", 50, 900),)),
    Made("Kotak surat pegawai", "surel", "surel", minutes=205, bad=(1, 0), facts=HALF,
         tests=((40, "restored", 300, 1500),)),
    Made("Naskah dinas", "surat", "naskah", silent=4, facts=HALF),
    Made("e-Puskesmas", "epuskesmas", "epuskesmas", clock="02:15", cron="15 2 * * *",
         facts=GOOD, tests=((12, "restored", 180, 480),)),
    Made("Gambar rontgen", "epuskesmas", "rontgen", runs=False),
    Made("e-Pajak", "epajak", "epajak", facts=GOOD | {"encrypted": None},
         tests=((55, "restored", 230, 700),)),
    Made("Aset daerah", "aset", "aset", tests=((130, "restored", 60, 800),), facts=HALF),
    Made("Bantuan sosial", "DINSOS", "bansos", facts=GOOD,
         tests=((9, "partly", 120, 1600), (100, "restored", 90, 700))),
    Made("Foto penerima bantuan", "DINSOS", "foto-bansos", bad=(2, 1, 0), facts=HALF),
    Made("Situs kota", "KOMINFO", "situs", clock="03:00", cron="0 3 * * *", facts=GOOD,
         tests=((3, "restored", 35, 300),)),
)  # fmt: skip


def made_and_watched(story: Scene) -> None:
    """Make the plans a month ago, let them run, and derive where they stand today."""
    by = story.cast["piket"]
    for made in PLANS:
        plan = _plan(made, story, by)
        if plan is None:
            continue
        for ago, result, minutes, age in sorted(made.tests, reverse=True):
            moment = story.day(ago, "10:00")
            record_test(
                plan, tested_at=moment, scope="database", result=result, minutes=minutes,
                data_age_minutes=age, note="", files=(), by=by, at=moment + timedelta(minutes=30),
            )  # fmt: skip
        standing = Standing.objects.get(plan=plan)
        if made.runs:
            _runs(made, plan, standing, story)
        settle([plan.pk], at=story.at)
    Flip.objects.update(told_at=story.at)
    broken = [state.value for state in BROKEN]
    Standing.objects.filter(state__in=broken).update(told_broken=True)


def _plan(made: Made, story: Scene, by: User) -> BackupPlan | None:
    application = Application.objects.filter(code=made.of).select_related("owner").first()
    owner = application.owner if application else Department.objects.filter(code=made.of).first()
    if owner is None:
        return None
    given = {
        "name": made.name, "slug": made.slug, "application": application, "rhythm": "cron",
        "cron": made.cron, "grace_minutes": 180, "working_days": made.working_days,
        **(made.facts or {}),
    }  # fmt: skip
    moment = story.day(150, "09:00")
    if key_of(owner.pk) is None:
        rotate_key(owner, by=by, at=moment)
    return make_plan(owner, given, by=by, at=moment)


def _runs(made: Made, plan: BackupPlan, standing: Standing, story: Scene) -> None:
    """A month of nights, and what the law made of them: two days ago, and today."""
    dice = random.Random(plan.slug)
    pings: list[Ping] = []
    for ago in range(33, made.silent - 1, -1):
        began = story.day(ago, made.clock)
        if made.working_days and began.weekday() > 4:
            continue
        ended = began + timedelta(minutes=max(1, made.minutes * dice.uniform(0.8, 1.3)))
        if ended >= story.at:
            continue
        failed = ago in made.bad
        pings += [
            _ping(plan, len(pings) + 1, "start", began),
            _ended(plan, pings, began, ended, failed),
        ]
        if ago in (32, 2):
            _stand(standing, pings, at=ended)
    Ping.objects.bulk_create(pings)
    _stand(standing, pings, at=story.at)


def _ended(
    plan: BackupPlan, before: list[Ping], began: datetime, ended: datetime, failed: bool
) -> Ping:
    words = FAILED if failed else DONE
    ping = _ping(plan, len(before) + 2, "fail" if failed else "success", ended)
    ping.exit_status, ping.seconds = int(failed), (ended - began).total_seconds()
    ping.body, ping.bytes, ping.method = words, len(words), "POST"
    return ping


def _ping(plan: BackupPlan, n: int, kind: str, at: datetime) -> Ping:
    return Ping(
        plan=plan, n=n, kind=kind, received_at=at, remote_address=f"192.0.2.{plan.pk % 200 + 20}",
        user_agent=TOOL, method="GET",
    )  # fmt: skip


def _stand(standing: Standing, pings: list[Ping], *, at: datetime) -> None:
    ended = [ping for ping in pings if ping.kind != "start"]
    good = [ping for ping in ended if ping.kind == "success"]
    if not ended:
        return
    standing.pings = len(pings)
    standing.last_ping_at = standing.last_run_at = ended[-1].received_at
    standing.last_run_failed = ended[-1].kind == "fail"
    standing.last_success_at = good[-1].received_at if good else None
    standing.last_seconds = ended[-1].seconds
    standing.save()
    settle([standing.plan_id], at=at)
    standing.refresh_from_db()
