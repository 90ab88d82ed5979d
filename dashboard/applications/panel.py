"""What an application's page says first to who administers it: what is still missing, and where.

With his accounts in all departments by turn, and the true lines for the chat group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission, Reach
from dashboard.log_ins.queries import LogInLine, count_by_stage, log_in_line
from secops.compliance.duties.actions import open_locks
from secops.compliance.duties.locks import lock_numbers, locked_sentence
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.rotations.queries import (
    Counts,
    UnitCounts,
    counts_by_department,
    log_ins,
)
from secops.compliance.rotations.queries.counts import Part
from secops.compliance.rotations.sentences import safety_sentence
from secops.compliance.rotations.tables import accounts_url
from secops.compliance.rotations.words import say
from secops.house.text import angka, wib
from secops.inventory.models import Application
from secops.rules.lock import Stack, stack_of
from secops.rules.rotation import Turn

#: Data from a system are old after so long (a policy of readings each working morning).
FRESH = timedelta(days=1)
#: So many departments are shown at once, those with most left first; the others on demand.
SHOWN = 8
TURNS = (Turn.HOLDER, Turn.AGENT, Turn.APPLICATION_ADMINISTRATOR, Turn.OFFICE)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and the act that brings it."""

    words: str
    act: str
    url: str


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One department's accounts in this application, by whose turn it is."""

    name: str
    usable: int
    open: int
    turns: list[tuple[str, int]]
    url: str


def administrator_panel(
    application: Application, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """For the application's administrator and the office; a department sees its own page."""
    reach = user.scope(Permission.SEE_DEPARTMENTS).reach
    if reach not in (Reach.ALL, Reach.OWN_APPLICATIONS):
        return None
    campaign = (
        Campaign.objects.running()
        .filter(applications=application)
        .order_by("-ordered_at", "-pk")
        .first()
    )
    part = Part(applications=[application.pk])
    units = counts_by_department(campaign.pk, at=at, part=part) if campaign else []
    rows = [_row(campaign, application, unit) for unit in units if campaign]
    rows.sort(key=lambda row: (-row.usable, -row.open))
    missing, lines = _missing(application, user, at)
    if campaign is not None:
        missing = [*_closings(application), *missing]
    return "dashboard/_application_missing.html", {
        "missing": missing,
        "may_upload": user.may(Permission.IMPORT_READINGS),
        "upload_url": reverse("register-upload") + "?kind=readings",
        "campaign": campaign,
        "used": _used(application, user) if campaign is not None else None,
        "turns": [say(turn) for turn in TURNS],
        "rows": rows[:SHOWN],
        "more": rows[SHOWN:],
        "chat": "\n".join(
            [
                application.name,
                _("Posko Siber, %(when)s") % {"when": wib(at)},
                *_safety([unit.counts for unit in units]),
                *lines,
            ]
        ),
    }


def _safety(counts: list[Counts]) -> list[str]:
    if not counts:
        return []
    return [safety_sentence(sum(one.usable for one in counts), sum(one.exposed for one in counts))]


def _row(campaign: Campaign, application: Application, unit: UnitCounts) -> DepartmentRow:
    return DepartmentRow(
        unit.name or _("Belum diketahui OPD-nya"),
        unit.counts.usable,
        unit.counts.open,
        [(say(turn), unit.counts.turns.get(turn, 0)) for turn in TURNS],
        accounts_url(campaign, application=application.code, department=unit.code)
        if unit.code
        else accounts_url(campaign, application=application.code),
    )


def _used(application: Application, user: User) -> LogInLine | None:
    """How many of its accounts somebody was in after the leak, as far as the reader sees them."""
    rows = Rotation.objects.visible_to(user).filter(application=application)
    return log_in_line(count_by_stage(log_ins(rows)), application=application.code)


def _closings(application: Application) -> list[Missing]:
    """Accounts that agents asked to disable, with the list of exactly these."""
    rows = Rotation.objects.open().filter(
        application=application,
        closing_asked_at__isnull=False,
        campaign__state=Campaign.State.RUNNING,
    )
    by_campaign: dict[int, int] = dict(
        rows.order_by().values_list("campaign").annotate(n=Count("pk"))
    )
    campaigns = Campaign.objects.in_bulk(by_campaign)
    found = []
    for pk, n in by_campaign.items():
        words = ngettext(
            "%(n)s akun diminta dinonaktifkan", "%(n)s akun diminta dinonaktifkan", n
        ) % {"n": angka(n)}
        url = accounts_url(campaigns[pk], application=application.code, mark="closing")
        found.append(Missing(words, _("Lihat akunnya"), url))
    return found


def _missing(application: Application, user: User, at: datetime) -> tuple[list[Missing], list[str]]:
    """What is missing, and the same for the chat: the lock, the data."""
    found: list[Missing] = []
    upload = reverse("register-upload") + "?kind=readings"
    numbers = lock_numbers(application.pk)
    left = numbers.leaked - numbers.locked
    lines = [locked_sentence(application)] if not left else []
    if left:
        words = ngettext(
            "%(n)s akun bocor belum dikunci di sumber",
            "%(n)s akun bocor belum dikunci di sumber",
            left,
        ) % {"n": angka(left)}
        duty = open_locks().filter(application=application).first()
        lines.append(f"{words}.")
        if duty is not None:
            found.append(Missing(words, _("Buka langkahnya"), duty.get_absolute_url()))
        elif user.may(Permission.RUN_CAMPAIGN):
            found.append(Missing(words, _("Langkah 1: kunci di sumber"), reverse("lock")))
        else:
            found.append(Missing(words, "", ""))
    may_name = user.may(Permission.REPORT_LOCK) or user.may(Permission.IMPORT)
    if stack_of(application.stack) is Stack.UNKNOWN and may_name:
        url = reverse("application-stack", args=[application.code])
        found.append(Missing(_("teknologinya belum diketahui"), _("Sebutkan"), url))
    act = _("Unggah") if user.may(Permission.IMPORT_READINGS) else ""
    unread = numbers.accounts - numbers.read
    if application.reads_passwords and unread:
        words = ngettext(
            "%(n)s akun belum ada data dari sistem", "%(n)s akun belum ada data dari sistem", unread
        ) % {"n": angka(unread)}
        found.append(Missing(words, act, upload if act else ""))
    if application.reads_passwords and numbers.read_at and at - numbers.read_at > FRESH:
        words = _("data dari sistem terakhir %(when)s") % {"when": wib(numbers.read_at)}
        found.append(Missing(words, act, upload if act else ""))
    lines.append(
        _("Data dari sistem: %(when)s.") % {"when": wib(numbers.read_at)}
        if numbers.read_at
        else _("Belum ada data dari sistem.")
    )
    return found, [line for line in lines if line]
