"""Whether an application's data are known to be restorable: a plan of it that is proven."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from secops.compliance.backups.models import BackupPlan
from secops.inventory.models import Application
from secops.rules.backup import State


def proven_backup(application: Application, *, at: datetime) -> str:
    """The name of a running plan of this application that is proven; empty where there is none.

    A standing that time may have turned meanwhile proves nothing until it was looked at again.
    """
    fresh = Q(standing__recheck_at=None) | Q(standing__recheck_at__gt=at)
    plans = BackupPlan.objects.filter(
        fresh, application=application, ended_at=None, standing__state=State.PROVEN
    )
    return plans.order_by("name", "pk").values_list("name", flat=True).first() or ""
