"""The ping key of a department."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.backups.models import PingKey


def key_of(department_id: int) -> PingKey | None:
    """The key that counts today."""
    return PingKey.objects.filter(department=department_id, ended_at=None).first()


@transaction.atomic
def rotate_key(department: Department, *, by: User, at: datetime) -> PingKey:
    """Give the department its first key, or a new one; the old one reports nothing any more."""
    check(by, Permission.MANAGE_BACKUPS, department.pk)
    Department.objects.select_for_update(of=("self",)).get(pk=department.pk)
    ended = PingKey.objects.filter(department=department, ended_at=None).update(ended_at=at)
    key = PingKey.objects.create(department=department, made_by=by, made_at=at)
    record("ping_key.replaced" if ended else "ping_key.made", key, by=by, at=at)
    return key
