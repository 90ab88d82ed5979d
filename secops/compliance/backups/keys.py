"""Which departments' ping keys somebody may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Department, User
from accounts.roles import Permission
from secops.compliance.backups.models import BackupPlan, PingKey


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One department and its key, if it has one."""

    department: Department
    key: PingKey | None


def departments_for(user: User) -> QuerySet[Department]:
    """Departments whose backups the user manages."""
    scope = user.scope(Permission.MANAGE_BACKUPS)
    if scope.everything:
        return Department.objects.all()
    return Department.objects.filter(pk__in=scope.departments)


def key_rows(user: User) -> list[KeyRow]:
    """The departments with a plan or a key, or the user's own; two questions."""
    rows = departments_for(user)
    if user.scope(Permission.MANAGE_BACKUPS).everything:
        plans = BackupPlan.objects.running().filter(department=OuterRef("pk"))
        keys = PingKey.objects.filter(department=OuterRef("pk"))
        rows = rows.filter(Q(Exists(plans)) | Q(Exists(keys)))
    departments = list(rows)
    found = PingKey.objects.filter(department__in=departments, ended_at=None)
    keyed = {key.department_id: key for key in found.select_related("made_by__person")}
    return [KeyRow(department, keyed.get(department.pk)) for department in departments]
