"""Login sessions of the demo: policies in every state, and three mornings of open sessions.

Most log out; some forgot and are still logged in after days; a few sessions of SIMPATIK outlived
the new password, because that application does not end them.
"""

import random
from datetime import datetime, timedelta

from accounts.models import User
from dashboard.demo.files import csv_file, sha256
from dashboard.demo.scene import Scene
from secops.compliance.sessions.actions import record_test, set_policy
from secops.compliance.sessions.models import SessionPolicy
from secops.intake.brought import Brought
from secops.intake.sessions.actions import follow_policies, import_sessions
from secops.inventory.actions import name_stack
from secops.inventory.models import Account, Application
from secops.rules.lock import Stack
from secops.rules.session import Policy

STACKS = {
    "simpatik": Stack.LARAVEL, "absen": Stack.PHP, "surel": Stack.DIRECTORY,
    "epuskesmas": Stack.JWT, "surat": Stack.DJANGO, "siap": Stack.PHP, "epajak": Stack.LARAVEL,
}  # fmt: skip
#: minutes idle, hours at most, ends on restart, ends on password change, single session
POLICIES = {
    "simpatik": Policy(120, 24, False, False, None),
    "absen": Policy(30, 24, True, True, False),
    "surel": Policy(30, 12, True, True, True),
    "surat": Policy(30, 24, True, True, True),
    "epuskesmas": Policy(240, 0, False, False, False),
    "siap": Policy(60, 24, None, None, None),
}
TESTED = {
    "surat": (SessionPolicy.Result.PASSED, "Dicoba di dua browser; keduanya diminta masuk lagi."),
    "absen": (
        SessionPolicy.Result.FAILED,
        "Setelah kata sandi diganti, aplikasi ponsel masih dapat dipakai.",
    ),
}
#: application -> how many sessions of the full city are seen open, and how many of them are old
OPEN = {"simpatik": (900, 210), "absen": (400, 38), "surel": (260, 0), "siap": (120, 9)}
#: So many sessions of SIMPATIK outlived the new password.
OUTLIVED = 5
#: How far the forgotten ones went down, morning by morning.
MORNINGS = ((13, 1.3), (6, 1.0), (0, 0.45))


def hygiene(story: Scene) -> None:
    """Who builds what, what each application does with sessions, and what was seen open."""
    officer = story.cast["piket"]
    for code, stack in STACKS.items():
        name_stack(_application(code), stack, by=officer, at=story.day(12, "10:00"))
    for code, policy in POLICIES.items():
        set_policy(_application(code), policy, by=officer, at=story.day(11, "10:30"))
    for code, (result, note) in TESTED.items():
        record_test(
            _application(code),
            result,
            tested_at=story.day(4, "14:00"),
            note=note,
            by=officer,
            at=story.day(4, "15:10"),
        )
    follow_policies(at=story.day(3, "08:00"))
    dice = random.Random(24)
    for ago, share in MORNINGS:
        _morning(story, dice, story.day(ago, "07:40"), share, last=ago == 0)


def _application(code: str) -> Application:
    return Application.objects.get(code=code)


def _morning(
    story: Scene, dice: random.Random, read_at: datetime, share: float, *, last: bool
) -> None:
    rows: list[dict[str, str]] = []
    for code, (wanted, old) in OPEN.items():
        accounts = list(
            Account.objects.filter(application__code=code)
            .select_related("facts")
            .order_by("login_key")
        )
        count = min(len(accounts), max(8, round(wanted * story.scale)))
        forgotten = round(min(count, max(3 if old else 0, old * story.scale)) * share)
        for number, account in enumerate(dice.sample(accounts, count)):
            hours = dice.uniform(30, 400) if number < forgotten else dice.uniform(0.2, 11)
            rows.append(_row(code, account, read_at, read_at - timedelta(hours=hours), number))
        if last and code == "simpatik":
            rows += _outlived(accounts, read_at)
    # Naskah Dinas counts by account, and has nobody who forgot.
    counted = Account.objects.filter(application__code="surat").order_by("login_key")[:12]
    _bring(rows, f"sesi-{read_at:%Y%m%d}.csv", read_at, story.cast["piket"])
    _bring(
        [
            {
                "application_code": "surat",
                "username": account.username,
                "open_sessions": str(number % 3),
                "oldest_started_at": (read_at - timedelta(hours=2)).isoformat(timespec="seconds"),
                "read_at": read_at.isoformat(timespec="seconds"),
            }
            for number, account in enumerate(counted)
        ],
        f"naskah-dinas-{read_at:%Y%m%d}.csv",
        read_at,
        story.cast["piket"],
    )


def _outlived(accounts: list[Account], read_at: datetime) -> list[dict[str, str]]:
    """Sessions begun before the new password and still there."""
    rows = []
    for number, account in enumerate(accounts):
        facts = getattr(account, "facts", None)
        changed = facts.change_from if facts else None
        if changed is None or not read_at - timedelta(days=6) < changed < read_at:
            continue
        rows.append(_row("simpatik", account, read_at, changed - timedelta(days=2), 5000 + number))
        if len(rows) == OUTLIVED:
            break
    return rows


def _row(
    code: str, account: Account, read_at: datetime, started: datetime, number: int
) -> dict[str, str]:
    seen = started + (read_at - started) * 0.9
    return {
        "application_code": code,
        "username": account.username,
        "session_id": f"{code}-{number}-{started:%j%H%M%S}",
        "started_at": started.isoformat(timespec="seconds"),
        "last_seen_at": seen.isoformat(timespec="seconds"),
        "read_at": read_at.isoformat(timespec="seconds"),
    }


def _bring(rows: list[dict[str, str]], name: str, read_at: datetime, by: User) -> None:
    file = csv_file(rows)
    brought = Brought(file_name=name, sha256=sha256(file.getvalue()), source="Admin aplikasi")
    import_sessions(file, brought, by=by, at=read_at + timedelta(minutes=12))
