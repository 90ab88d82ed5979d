"""A plan, and the moments of its life."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Department, User
from secops.compliance.backups.actions import make_plan
from secops.compliance.backups.models import BackupPlan, Standing
from secops.rules.intervals import WIB

#: A Tuesday.
AT = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def plan_of(department: Department, *, by: User, at: datetime = AT, **given: Any) -> BackupPlan:
    """A daily plan with an hour of grace."""
    return make_plan(department, {"name": "SIMPATIK harian", **given}, by=by, at=at)


def standing(plan: BackupPlan) -> Standing:
    return Standing.objects.get(plan=plan)
