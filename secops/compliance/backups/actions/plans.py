"""Making a plan, changing it, pausing it for a while, ending it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.backups.actions.settling import settle
from secops.compliance.backups.models import BackupPlan, Standing
from secops.rules.intervals import WIB

#: What a plan's form may change; the trail names what differs.
FIELDS = (
    "name", "what", "place", "contact", "rhythm", "every_minutes", "cron", "working_days",
    "grace_minutes", "restore_days", "rto_minutes", "rpo_minutes", "copies", "media", "off_site",
    "offline", "encrypted", "slug", "success_words", "failure_words",
)  # fmt: skip
#: A pause ends by itself, so that nobody forgets a backup for ever.
LONGEST_PAUSE = timedelta(days=60)


class PlanRefused(Exception):
    """It cannot be done so; the words are fit for the page."""


@transaction.atomic
def make_plan(
    department: Department, given: Mapping[str, Any], *, by: User, at: datetime
) -> BackupPlan:
    """A new plan; `given` holds fields of FIELDS and perhaps its application."""
    check(by, Permission.MANAGE_BACKUPS, department.pk)
    plan = BackupPlan(department=department, created_by=by, created_at=at, **given)
    _refuse_a_slug_taken(plan)
    plan.save()
    if not BackupPlan.objects.managed_by(by).filter(pk=plan.pk).exists():
        raise PermissionDenied
    Standing.objects.create(plan=plan, since=at)
    record("backup_plan.made", plan, by=by, at=at)
    return plan


@transaction.atomic
def change_plan(
    plan: BackupPlan, given: Mapping[str, Any], *, by: User, at: datetime
) -> BackupPlan:
    """Write what differs; the state is derived anew by the new rhythm."""
    plan = _locked(plan, by)
    changed = [name for name in FIELDS if name in given and getattr(plan, name) != given[name]]
    if not changed:
        return plan
    for name in changed:
        setattr(plan, name, given[name])
    _refuse_a_slug_taken(plan)
    plan.save(update_fields=changed)
    settle([plan.pk], at=at)
    record("backup_plan.changed", plan, by=by, at=at, plan_fields=changed)
    return plan


@transaction.atomic
def pause_plan(plan: BackupPlan, *, until: date, reason: str, by: User, at: datetime) -> BackupPlan:
    """Tell nobody of this plan up to and including that day; its state goes on."""
    plan = _locked(plan, by)
    today = at.astimezone(WIB).date()
    if not today <= until <= today + LONGEST_PAUSE:
        raise PlanRefused(
            _("Jeda berakhir paling lama %(days)s hari dari sekarang.")
            % {"days": LONGEST_PAUSE.days}
        )
    plan.paused_until, plan.paused_why = until, reason
    plan.save(update_fields=["paused_until", "paused_why"])
    record("backup_plan.paused", plan, by=by, at=at, until=until.isoformat(), reason=reason)
    return plan


@transaction.atomic
def resume_plan(plan: BackupPlan, *, by: User, at: datetime) -> BackupPlan:
    """Tell of it again."""
    plan = _locked(plan, by)
    if plan.paused_until is None:
        return plan
    plan.paused_until, plan.paused_why = None, ""
    plan.save(update_fields=["paused_until", "paused_why"])
    record("backup_plan.resumed", plan, by=by, at=at)
    return plan


@transaction.atomic
def end_plan(plan: BackupPlan, *, reason: str, by: User, at: datetime) -> BackupPlan:
    """The data is not copied any more: pings are answered 404, nobody is told, nothing is lost."""
    plan = _locked(plan, by)
    plan.ended_at, plan.ended_why = at, reason
    plan.save(update_fields=["ended_at", "ended_why"])
    Standing.objects.filter(plan=plan).update(recheck_at=None)
    record("backup_plan.ended", plan, by=by, at=at, reason=reason)
    return plan


def managed(plan: BackupPlan, by: User) -> None:
    """PermissionDenied unless the user may change this plan."""
    check(by, Permission.MANAGE_BACKUPS, plan.department_id)
    if not BackupPlan.objects.managed_by(by).filter(pk=plan.pk).exists():
        raise PermissionDenied


def _locked(plan: BackupPlan, by: User) -> BackupPlan:
    managed(plan, by)
    found = BackupPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if found.ended_at is not None:
        raise PlanRefused(_("Rencana ini sudah diakhiri."))
    return found


def _refuse_a_slug_taken(plan: BackupPlan) -> None:
    others = BackupPlan.objects.running().filter(department=plan.department_id, slug=plan.slug)
    if plan.slug and others.exclude(pk=plan.pk).exists():
        raise PlanRefused(
            _("Slug %(slug)s sudah dipakai rencana lain di OPD ini. Pilih yang lain.")
            % {"slug": plan.slug}
        )
