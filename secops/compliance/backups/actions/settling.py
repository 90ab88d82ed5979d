"""The one writer of a plan's state: facts in, the law asked, a flip where it changed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from secops.compliance.backups.models import Flip, Standing
from secops.outbox.voices import city_calendar
from secops.rules import backup as law
from secops.rules.schedule import ScheduleRefused
from secops.rules.working_time import Calendar

log = logging.getLogger(__name__)

#: So many plans are looked at in one look of the clock; the rest the next minute.
AT_ONCE = 2_000


def facts_of(standing: Standing, calendar: Calendar) -> law.Facts:
    """What is known of a plan, as the law reads it."""
    plan = standing.plan
    return law.Facts(
        schedule=plan.schedule(calendar),
        grace=plan.grace,
        last_run_at=standing.last_run_at,
        last_run_failed=standing.last_run_failed,
        last_success_at=standing.last_success_at,
        restored_at=standing.restored_at,
        restore_failed_at=standing.restore_failed_at,
        restore_interval=timedelta(days=plan.restore_days),
    )


@transaction.atomic
def settle(plan_ids: Iterable[int], *, at: datetime) -> int:
    """Derive the state of these plans anew; return how many passed into another."""
    rows = Standing.objects.filter(plan_id__in=list(plan_ids)).order_by("pk")
    return _settle(list(rows.select_for_update(of=("self",)).select_related("plan")), at)


@transaction.atomic
def settle_due(*, at: datetime) -> int:
    """Derive the plans whose time has passed; every minute, one indexed question. At the moment
    itself nothing has changed yet.

    What another process looks at just now is left to it.
    """
    due = Standing.objects.filter(recheck_at__lt=at, plan__ended_at=None)
    rows = due.order_by("recheck_at", "pk").select_for_update(of=("self",), skip_locked=True)
    return _settle(list(rows.select_related("plan")[:AT_ONCE]), at)


def _settle(standings: list[Standing], at: datetime) -> int:
    calendar = city_calendar()
    flips = []
    for standing in standings:
        try:
            verdict = law.derive(facts_of(standing, calendar), at=at)
        except ScheduleRefused as refused:
            # Its line met a working day when it was saved; the calendar has changed since. The
            # other plans must not wait for this one.
            log.error("plan %s has no next time: %s", standing.plan_id, refused)
            standing.recheck_at = None
            continue
        if verdict.state != standing.state:
            flips.append(
                Flip(
                    plan_id=standing.plan_id, before=standing.state, after=verdict.state.value,
                    at=at,
                )
            )  # fmt: skip
            standing.state, standing.since = verdict.state.value, at
        standing.recheck_at = verdict.recheck_at
    Standing.objects.bulk_update(standings, ["state", "since", "recheck_at"], batch_size=500)
    Flip.objects.bulk_create(flips)
    return len(flips)
