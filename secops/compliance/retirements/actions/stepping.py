"""The office's steps from consent to archive, and back to active before the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.compliance.retirements.actions.following import (
    drop_followers,
    list_followers,
    reopen_accounts,
    tick_many,
)
from secops.compliance.retirements.actions.taking import locked, take
from secops.compliance.retirements.backing import proven_backup
from secops.compliance.retirements.models import Follower, Retirement, Step
from secops.house.files import Checked
from secops.inventory.actions import set_status
from secops.inventory.models import Application
from secops.rules.retirement import State


@transaction.atomic
def suspend(
    retirement: Retirement,
    *,
    files: Sequence[Checked],
    done_on: date | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Step:
    """The application is switched off; from now on everything that must follow is listed."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(retirement)
    step = take(
        retirement, State.SUSPENDED, by=by, at=at, proofs=files, done_on=done_on, reason=note
    )
    list_followers(retirement, at=at)
    return step


@transaction.atomic
def note_backup(
    retirement: Retirement,
    *,
    files: Sequence[Checked],
    done_on: date | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Step:
    """Its data are kept, by a backup that was restored once: a proven plan, or the evidence."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(retirement)
    plan = proven_backup(retirement.application, at=at)
    return take(
        retirement,
        State.DATA_BACKED_UP,
        by=by,
        at=at,
        proofs=files,
        done_on=done_on,
        reason=note,
        facts={"backup": plan} if plan else {},
        backup_proven=bool(plan or files),
    )


@transaction.atomic
def remove_names(
    retirement: Retirement,
    *,
    files: Sequence[Checked],
    hosts: Sequence[Follower] = (),
    done_on: date | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Step:
    """Its names are gone from the DNS; `hosts` are the followers that the proof shows as gone."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(retirement)
    step = take(
        retirement, State.DNS_REMOVED, by=by, at=at, proofs=files, done_on=done_on, reason=note,
        facts={"hosts": [host.name for host in hosts]},
    )  # fmt: skip
    tick_many(retirement, hosts, note=step.number, by=by, at=at)
    return step


@transaction.atomic
def archive(
    retirement: Retirement,
    *,
    files: Sequence[Checked],
    done_on: date | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Step:
    """The end: nothing that must follow is open, and the register says retired."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(retirement)
    followers = list(retirement.followers.filter(dropped_at=None))
    step = take(
        retirement,
        State.ARCHIVED,
        by=by,
        at=at,
        proofs=files,
        done_on=done_on,
        reason=note,
        facts={"followers": [one.words for one in followers]},
        followed=not any(one.is_open for one in followers),
    )
    set_status(retirement.application, Application.Status.RETIRED, by=by, at=at)
    return step


@transaction.atomic
def back_to_active(retirement: Retirement, *, reason: str, by: User, at: datetime) -> Step:
    """Undo the way so far: accounts open again, nothing has to follow, the trail stays."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(retirement)
    step = take(retirement, State.ACTIVE, by=by, at=at, reason=reason)
    drop_followers(retirement, at=at)
    reopen_accounts(retirement, why=step.reason, by=by, at=at)
    retirement.delivered_at = retirement.due_at = retirement.call_asked_at = None
    retirement.delivered_how = retirement.call_note = ""
    retirement.save()
    set_status(retirement.application, Application.Status.ACTIVE, by=by, at=at)
    return step
