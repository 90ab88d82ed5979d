"""What the office looks at row by row: alarms, objections, samples to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db.models import Q, QuerySet

from secops.compliance.rotations.models import (
    Campaign,
    Objection,
    Rotation,
    RotationQuerySet,
    Schedule,
)
from secops.rules.rotation import Alarm, Reason, State

_BY_REASON = {
    Alarm.READING_WENT_BACK: Reason.READING_WENT_BACK,
    Alarm.SAME_SECRET_AFTER_CHANGE: Reason.SAME_SECRET_AFTER_CHANGE,
}


def alarms_of(rotation: Rotation) -> tuple[Alarm, ...]:
    """Which alarms ring for an account."""
    rung = [Alarm.POSSIBLE_TAKEOVER] if rotation.possible_takeover else []
    rung += [alarm for alarm, reason in _BY_REASON.items() if reason in rotation.reasons]
    return tuple(rung)


def alarming(rotations: RotationQuerySet | None = None) -> RotationQuerySet:
    """Rotations of running campaigns for which an alarm rings; by a small index of their own."""
    rows = Rotation.objects.all() if rotations is None else rotations
    return rows.filter(alarming=True, campaign__state="running").order_by("campaign_id", "pk")


def waiting_objections() -> QuerySet[Objection]:
    """Objections that the office has not answered, oldest first."""
    return (
        Objection.objects.filter(settled_at=None)
        .select_related("rotation__account", "rotation__application", "person")
        .order_by("made_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """Accounts drawn for a look, and the seed by which anybody can draw the same ones again."""

    seed: int
    rotation_ids: tuple[int, ...]


def sample_population(campaign_id: int, application_id: int) -> list[int]:
    """From which a sample of an application is drawn: those who say *done* without proof."""
    said = Rotation.objects.filter(
        campaign_id=campaign_id,
        application_id=application_id,
        written_off_at=None,
        state__in=[State.CLAIMED, State.PARTIAL, State.CONTAINED],
        answer__startswith="done",
    )
    return list(said.order_by("pk").values_list("pk", flat=True))


def draw_sample(campaign_id: int, application_id: int, size: int, *, seed: int) -> Sample:
    """Draw among the accounts of an application whose holders say *done* without proof."""
    ids = sample_population(campaign_id, application_id)
    drawn = Random(seed).sample(ids, min(size, len(ids)))
    return Sample(seed, tuple(sorted(drawn)))


def waiting_checks(*, at: datetime) -> QuerySet[Schedule]:
    """Agreed windows that are over, after which nobody has said yet whether the service works."""
    return Schedule.objects.filter(
        Q(asks_vendor=False) | Q(vendor_agreed_at__isnull=False),
        owner_agreed_at__isnull=False,
        declined_at=None,
        checked_at=None,
        window_to__lte=at,
        rotation__campaign__state=Campaign.State.RUNNING,
        rotation__written_off_at=None,
    ).order_by("window_to", "pk")
