"""What is said about an application by hand: who owns it, and with what it is built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.inventory.models import Application, YesNoUnknown
from secops.rules.labels import label
from secops.rules.lock import Stack


@transaction.atomic
def name_owner(
    application: Application, owner: Department, *, by: User, at: datetime
) -> Application:
    """Say which department an application belongs to: whoever owns it can lock it."""
    check(by, Permission.IMPORT)
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.owner_id != owner.pk:
        application.owner = owner
        application.save(update_fields=["owner"])
        record("application.owner_named", application, by=by, at=at, owner=owner.name)
    return application


@transaction.atomic
def name_stack(application: Application, stack: Stack, *, by: User, at: datetime) -> Application:
    """Say with what an application is built: the steps of its lock depend on it."""
    if not by.may(Permission.IMPORT):
        check(by, Permission.REPORT_LOCK, application.owner_id)
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.stack != stack:
        application.stack = stack
        application.save(update_fields=["stack"])
        record("application.stack_named", application, by=by, at=at, stack=label(stack).id)
    return application


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """What the register says of an application's sessions; None: nobody has said."""

    idle_minutes: int | None
    absolute_hours: int | None
    ends_on_password_change: bool | None


@transaction.atomic
def set_session_limits(
    application: Application, limits: SessionLimits, *, by: User, at: datetime
) -> Application:
    """Keep the session limits of an application; the caller leaves the trail of the whole policy.

    Returns the application locked and as it is now. Whoever changes when sessions end has to have
    proofs of rotations derived again.
    """
    check(by, Permission.MANAGE_SESSIONS, application.owner_id)
    application = Application.objects.select_for_update().get(pk=application.pk)
    kills = {True: YesNoUnknown.YES, False: YesNoUnknown.NO, None: YesNoUnknown.UNKNOWN}
    application.idle_timeout_minutes = limits.idle_minutes
    application.absolute_timeout_hours = limits.absolute_hours
    application.kills_sessions_on_password_change = kills[limits.ends_on_password_change]
    application.save(
        update_fields=[
            "idle_timeout_minutes",
            "absolute_timeout_hours",
            "kills_sessions_on_password_change",
        ]
    )
    return application


def set_status(
    application: Application, status: Application.Status, *, by: User, at: datetime
) -> None:
    """Note whether an application is in use, dormant or retired; permission is the caller's, who
    says in the trail why."""
    changed = Application.objects.exclude(status=status).filter(pk=application.pk)
    if changed.update(status=status):
        application.status = status
        record("application.status_set", application, by=by, at=at, status=status.label)
