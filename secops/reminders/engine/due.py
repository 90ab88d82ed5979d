"""Which rungs are reached, and whose accounts stand on them without having been told."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from secops.compliance.rotations.models import Campaign
from secops.outbox.voices import city_calendar
from secops.reminders.composers import DIGEST
from secops.reminders.items import HOLDER, SETTLED, THEIR_TURN
from secops.rules.intervals import WIB, day_start
from secops.rules.ladder import HOLDERS, Audience, due_for, from_data, moments
from secops.rules.working_time import URGENT_WITHIN, Voice, voice_of


@dataclass(frozen=True, slots=True)
class Reached:
    """A rung whose moment has come, for the accounts of one campaign with one due time.

    `since` is that moment.
    """

    campaign_id: int
    due_at: datetime
    joined_at: datetime | None
    rung: str
    urgent: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """The accounts of one person that stand on the same rung (person 0: nobody to be asked)."""

    person_id: int
    campaign_id: int
    due_at: datetime
    rung: str
    urgent: bool
    items: int
    skip: str = ""


def is_opening(group: Group) -> bool:
    """Whether the rung is a first word: of a campaign, of a new account, or of a new leak."""
    return group.rung in ("start", "reexposed") or group.rung.startswith("joined-")


def reached_rungs(*, at: datetime, campaigns: Iterable[Campaign] | None = None) -> list[Reached]:
    """The highest reached rung of every due time, in every running campaign or in these."""
    if campaigns is None:
        campaigns = Campaign.objects.running().filter(messages_from__lte=at)
    calendar = city_calendar()
    found: list[Reached] = []
    for one in campaigns:
        assert one.messages_from is not None
        ladder = from_data(one.ladder) if one.ladder else HOLDERS
        for due_at, joined_at in _due_times(one, at):
            start = max(one.messages_from, joined_at) if joined_at else one.messages_from
            steps = moments(ladder, start=start, due=max(due_at, start), calendar=calendar)
            step = due_for(Audience.HOLDER, steps, sent=(), at=at)
            if step is None:
                continue
            voice = voice_of(one.ordered_at, due_at)
            rung = step.rung.code
            if rung == "start" and joined_at is not None:
                rung = f"joined-{joined_at.astimezone(WIB):%Y%m%d}"
            urgent = voice is Voice.URGENT
            found.append(Reached(one.pk, due_at, joined_at, rung, urgent, step.moment))
    return found


def _due_times(campaign: Campaign, at: datetime) -> list[tuple[datetime, datetime | None]]:
    """The distinct due times, with the moment of joining for accounts that joined later."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT due_at, CASE WHEN joined_later THEN joined_at END "
            "FROM rotations_rotation WHERE campaign_id = %s AND written_off_at IS NULL",
            [campaign.pk],
        )
        return list(cursor.fetchall())


# --- whose accounts stand on them --------------------------------------------------------------

#: An account that leaked again is told at once, once a campaign and person; it climbs on from the
#: first rung that is reached after that word.
_GROUPS = f"""
WITH reached AS (
    SELECT * FROM unnest(%(campaigns)s::bigint[], %(dues)s::timestamptz[],
        %(joined)s::timestamptz[], %(rungs)s::text[], %(urgent)s::bool[], %(since)s::timestamptz[])
        AS k (campaign_id, due_at, joined_at, rung, urgent, since)
), item AS (
    SELECT {HOLDER} AS person_id, r.campaign_id, r.due_at,
        CASE WHEN r.state = 'reexposed' AND NOT EXISTS (
            SELECT 1 FROM reminders_step s JOIN outbox_message m ON m.id = s.message_id
            WHERE s.campaign_id = r.campaign_id AND s.person_id = {HOLDER}
                AND s.rung = 'reexposed' AND s.promised_at < k.since AND m.state <> 'failed'
        ) THEN 'reexposed' ELSE k.rung END AS rung,
        k.urgent OR r.state = 'reexposed' AS urgent,
        CASE
            WHEN r.state = ANY(%(settled)s) THEN 'done'
            WHEN r.turn <> 'holder' THEN 'not_their_turn'
            WHEN r.acknowledged_until > %(at)s THEN 'snoozed'
            ELSE ''
        END AS skip
    FROM rotations_rotation r
    JOIN reached k ON k.campaign_id = r.campaign_id AND k.due_at = r.due_at
        AND k.joined_at IS NOT DISTINCT FROM CASE WHEN r.joined_later THEN r.joined_at END
    JOIN inventory_account a ON a.id = r.account_id
    WHERE r.written_off_at IS NULL
)
SELECT COALESCE(item.person_id, 0), item.campaign_id, item.due_at, item.rung,
    bool_or(item.urgent), count(*), item.skip
FROM item
WHERE (item.skip <> '' AND %(with_skipped)s OR item.skip = '' AND item.person_id IS NOT NULL)
    AND NOT EXISTS (
        SELECT 1 FROM reminders_step s JOIN outbox_message m ON m.id = s.message_id
        WHERE s.campaign_id = item.campaign_id AND s.person_id = item.person_id
            AND s.rung = item.rung
            AND (s.due_at = item.due_at OR item.rung IN ('start', 'reexposed')
                OR item.rung LIKE 'joined-%%')
            AND m.state <> 'failed'
            AND NOT (m.state = 'unknown' AND m.kind = %(digest)s AND s.promised_at < %(today)s)
    )
GROUP BY item.person_id, item.campaign_id, item.due_at, item.rung, item.skip
"""


def due_groups(
    reached: Sequence[Reached], at: datetime, *, with_skipped: bool = False
) -> list[Group]:
    """Whose accounts stand on these rungs and were not told of them, in one statement."""
    if not reached:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _GROUPS,
            {
                "campaigns": [one.campaign_id for one in reached],
                "dues": [one.due_at for one in reached],
                "joined": [one.joined_at for one in reached],
                "rungs": [one.rung for one in reached],
                "urgent": [one.urgent for one in reached],
                "since": [one.since for one in reached],
                "settled": SETTLED,
                "at": at,
                "today": day_start(at.astimezone(WIB).date()),
                "digest": DIGEST,
                "with_skipped": with_skipped,
            },
        )
        return [Group(*row) for row in cursor.fetchall()]


_ASKED_BY_OFFICE = f"""
SELECT {HOLDER}, r.campaign_id, r.due_at, %(rung)s,
    bool_or(r.state = 'reexposed' OR r.due_at - c.ordered_at <= %(urgent_within)s), count(*)
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id
WHERE r.campaign_id = %(campaign)s AND {HOLDER} IS NOT NULL AND {THEIR_TURN}
    AND (%(departments)s::bigint[] IS NULL OR r.department_id = ANY(%(departments)s))
GROUP BY 1, r.campaign_id, r.due_at
"""


def groups_to_remind(
    campaign: Campaign, *, at: datetime, departments: Collection[int] | None = None
) -> list[Group]:
    """Everybody of a campaign (or of some departments) whose turn it is, for a reminder that the
    office or an agent sends himself.

    The rung bears the day, so a second send on that day finds nobody.
    """
    values: dict[str, Any] = {
        "campaign": campaign.pk,
        "departments": None if departments is None else list(departments),
        "rung": f"office-{at.astimezone(WIB):%Y%m%d}",
        "urgent_within": URGENT_WITHIN,
        "at": at,
        "settled": SETTLED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ASKED_BY_OFFICE, values)
        return [Group(*row) for row in cursor.fetchall()]
