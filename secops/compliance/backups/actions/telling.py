"""Telling of a backup that broke, once, and once that it works again.

Whether it is broken is derived; here stands only what was last told. What changed since the last
look of the clock goes out as one message a person, so that a night in which the network was down
is one mail. A plan that is paused waits: if it is still broken when the pause ends, it is told
then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Contact, Tenure
from accounts.roles import Role
from secops.compliance.backups.models import Flip, Standing
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.rules.backup import BROKEN
from secops.rules.intervals import WIB

KIND_BROKEN, KIND_WELL = "alarm.backup", "alarm.backup_well"
#: So many plans are gone through in one look of the clock; the rest the next minute.
AT_ONCE = 2_000


@transaction.atomic
def tell_flips(*, at: datetime) -> int:
    """Promise what was not told yet; return how many plans somebody is told of.

    A plan for which nobody can be reached is left for the next look.
    """
    today = at.astimezone(WIB).date()
    untold = Flip.objects.filter(told_at=None, plan__ended_at=None)
    ids = untold.order_by("plan_id").values_list("plan_id", flat=True).distinct()[:AT_ONCE]
    standings = list(
        Standing.objects.filter(plan_id__in=list(ids))
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("plan")
    )
    if not standings:
        return 0
    looked_at = [one for one in standings if not one.plan.is_paused(today)]
    news = [one for one in looked_at if (one.state in BROKEN) is not one.told_broken]
    reached = _promise(news, at)
    told = [one for one in looked_at if one not in news or one.plan_id in reached]
    Flip.objects.filter(plan_id__in=[one.plan_id for one in told], told_at=None).update(told_at=at)
    for one in told:
        one.told_broken = one.state in BROKEN
    Standing.objects.bulk_update(told, ["told_broken"], batch_size=500)
    return len(reached)


def _promise(news: list[Standing], at: datetime) -> set[int]:
    """One message a person and direction; return the plans that somebody is told of."""
    agents, officers = _agents({one.plan.department_id for one in news}, at), _officers(at)
    for_whom: dict[tuple[str, Contact], list[int]] = defaultdict(list)
    for one in news:
        kind = KIND_BROKEN if one.state in BROKEN else KIND_WELL
        for contact in dict.fromkeys([*agents.get(one.plan.department_id, []), *officers]):
            for_whom[kind, contact].append(one.plan_id)
    promise_many(
        [
            Promise(
                key=f"{kind}:{at:%Y%m%d%H%M%S%f}:{contact.pk}",
                kind=kind,
                person_id=contact.person_id,
                contact=contact,
                payload={"plans": plans, "told_at": at.isoformat()},
                urgent=True,
            )
            for (kind, contact), plans in for_whom.items()
        ],
        at=at,
    )
    return {plan for plans in for_whom.values() for plan in plans}


def _agents(departments: Iterable[int], at: datetime) -> dict[int, list[Contact]]:
    """The ways to the agents of each department."""
    today = at.astimezone(WIB).date()
    held = Tenure.objects.current(today).filter(
        position__role=Role.AGENT, position__department__in=list(departments)
    )
    pairs = list(held.order_by("pk").values_list("position__department", "person_id"))
    ways = ways_to({person for _department, person in pairs})
    found: dict[int, list[Contact]] = defaultdict(list)
    for department, person in pairs:
        if person in ways:
            found[department] += ways[person].chosen
    return found


def _officers(at: datetime) -> list[Contact]:
    """The ways to those on duty; to the leads where no duty officer can be reached."""
    today = at.astimezone(WIB).date()
    for role in (Role.DUTY_OFFICER, Role.LEAD):
        held = Tenure.objects.current(today).filter(position__role=role)
        people = held.order_by("person_id").values_list("person_id", flat=True).distinct()
        found = [contact for ways in ways_to(people).values() for contact in ways.chosen]
        if found:
            return found
    return []
