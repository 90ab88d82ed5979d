"""How far owners are with locking their applications, in the shape that all subjects share."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Max

from secops.compliance.duties.locks import LOCKED
from secops.compliance.duties.models import Duty
from secops.inventory.models import AccountFacts
from secops.rules.duty import Kind, State
from secops.rules.stand import Stand

#: Of these nothing is asked, whatever the accounts say.
_NOT_COUNTED = (State.WITHDRAWN, State.WRITTEN_OFF, State.EXEMPT)


def lock_stands(departments: Collection[int] | None, *, at: datetime) -> dict[int, Stand]:
    """Leaked accounts of the applications a department is ordered to lock. Two queries.

    good = locked; the rest is bad once the order is late, and in work before. A lock that was
    withdrawn, written off or excepted is not counted, nor an application of which nothing leaked.
    """
    duties = Duty.objects.filter(directive__kind=Kind.LOCK, directive__closed_at=None)
    if departments is not None:
        duties = duties.filter(department__in=departments)
    asked = [duty for duty in duties if duty.state_at(at) not in _NOT_COUNTED]
    counted = {
        application: (leaked, locked, newest)
        for application, leaked, locked, newest in AccountFacts.objects.filter(
            exposures__gt=0, account__application__in={duty.application_id for duty in asked}
        )
        .order_by()
        .values("account__application")
        .annotate(leaked=Count("pk"), locked=Count("pk", filter=LOCKED), newest=Max("read_at"))
        .values_list("account__application", "leaked", "locked", "newest")
    }
    found: dict[int, Stand] = {}
    for duty in asked:
        leaked, locked, newest = counted.get(duty.application_id or 0, (0, 0, None))
        if leaked:
            late = duty.due_at < at
            before = found.get(duty.department_id, Stand())
            found[duty.department_id] = _with(before, leaked - locked, locked, newest, late=late)
    return found


def _with(before: Stand, left: int, locked: int, newest: datetime | None, *, late: bool) -> Stand:
    times = [one for one in (before.as_of, newest) if one is not None]
    return Stand(
        good=before.good + locked,
        warn=before.warn + (0 if late else left),
        bad=before.bad + (left if late else 0),
        worst="unlocked" if left or before.worst == "unlocked" else "locked",
        as_of=max(times, default=None),
    )
