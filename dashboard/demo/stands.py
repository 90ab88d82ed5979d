"""How the demo's departments stood on the days before: the numbers kept each night, told again."""

from __future__ import annotations

import random
from datetime import timedelta

from django.db.models import F, Value
from django.db.models.functions import Greatest, Least

from dashboard.demo.scene import Scene
from secops.compliance.rotations.models import CampaignDay
from secops.compliance.stands.models import StandDay
from secops.compliance.stands.queries import DAYS
from secops.compliance.stands.subjects import SUBJECTS
from secops.compliance.stands.tasks import write_day
from secops.rules.intervals import WIB
from secops.rules.stand import Stand

#: On this day, counted back, the server was down: nobody knows how anybody stood.
DOWN = 12


def past_days(story: Scene, dice: random.Random) -> None:
    """Thirty days: passwords from the campaign's own nights, other subjects slowly mended."""
    today = story.at.astimezone(WIB).date()
    _passwords()
    rows = []
    for subject in SUBJECTS:
        if subject.key == "rotations":
            continue
        for pk, now in subject.stands(None, at=story.at).items():
            pace = dice.uniform(0.4, 1.0)
            rows += [
                StandDay(
                    department_id=pk,
                    subject=subject.key,
                    day=today - timedelta(days=ago),
                    **_then(now, pace * ago / DAYS),
                )
                for ago in range(1, DAYS + 1)
                if ago != DOWN
            ]
    StandDay.objects.bulk_create(rows, batch_size=5_000, ignore_conflicts=True)
    write_day(today, at=story.at)


def _then(now: Stand, share: float) -> dict[str, int]:
    """So large a share of what is good now was not yet known or done."""
    mended = round(now.good * share)
    return {
        "good": now.good - mended,
        "warn": now.warn + mended // 2,
        "bad": now.bad + (mended - mended // 2),
        "unknown": now.unknown,
    }


def _passwords() -> None:
    """What each night counted of a campaign, as a stand."""
    left = F("total") - F("done") - F("attested") - F("written_off")
    pressing = Least(Greatest(F("usable"), F("late"), Value(0)), left)
    nights = CampaignDay.objects.exclude(department_id=None).annotate(left=left, pressing=pressing)
    StandDay.objects.bulk_create(
        [
            StandDay(
                department_id=night.department_id or 0,
                subject="rotations",
                day=night.day,
                good=night.done,
                warn=night.left - night.pressing,
                bad=night.pressing,
                unknown=night.attested,
            )
            for night in nights
        ],
        batch_size=5_000,
        ignore_conflicts=True,
    )
