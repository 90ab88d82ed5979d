"""Which rungs are reached, and whose accounts stand on them without having been told."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from secops.compliance.rotations.models import Campaign
from secops.reminders.composers import DIGEST
from secops.reminders.items import HOLDER, SETTLED, THEIR_TURN
from secops.reminders.stands import JOINED, LEAKED_AGAIN, Stand, stands_of
from secops.rules.intervals import WIB, day_start
from secops.rules.working_time import URGENT_WITHIN


@dataclass(frozen=True, slots=True)
class Reached:
    """A rung whose moment has come, for the accounts that stand on one ladder."""

    stand: Stand
    rung: str
    moment: datetime
    urgent: bool


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


def is_opening(group: Group | Reached) -> bool:
    """Whether the rung is a first word: of a campaign, of a new account, or of a new leak."""
    return group.rung in ("start", "reexposed") or group.rung.startswith("joined-")


def reached_rungs(*, at: datetime, campaigns: Iterable[Campaign] | None = None) -> list[Reached]:
    """The highest reached rung of every ladder, in every running campaign or in these."""
    if campaigns is None:
        campaigns = Campaign.objects.running().filter(messages_from__lte=at)
    known = {one.pk: one for one in campaigns}
    found: list[Reached] = []
    for stand in stands_of(list(known)):
        campaign = known[stand.campaign_id]
        step = stand.reached(campaign, at=at)
        if step is not None:
            rung, urgent = stand.rung_of(step), stand.is_urgent(campaign)
            found.append(Reached(stand, rung, step.moment, urgent))
        elif stand.leaked_at is not None and stand.leaked_at <= at:
            # A new leak is said at once, also where the office's ladder begins later.
            found.append(Reached(stand, "reexposed", stand.leaked_at, True))
    return found


# --- whose accounts stand on them --------------------------------------------------------------

_GROUPS = f"""
WITH reached AS (
    SELECT * FROM unnest(%(campaigns)s::bigint[], %(dues)s::timestamptz[],
        %(joined)s::timestamptz[], %(leaked)s::timestamptz[], %(rungs)s::text[],
        %(moments)s::timestamptz[], %(openings)s::bool[], %(urgent)s::bool[])
        AS k (campaign_id, due_at, joined_at, leaked_at, rung, moment, opening, urgent)
), item AS (
    SELECT {HOLDER} AS person_id, r.campaign_id, r.due_at, k.leaked_at, k.urgent,
        CASE WHEN r.acknowledged_until > k.moment AND r.acknowledged_until <= %(at)s AND (
            NOT k.opening OR EXISTS (SELECT FROM reminders_step said
                WHERE said.campaign_id = r.campaign_id AND said.person_id = {HOLDER}
                AND said.rung = k.rung AND said.promised_at >= k.moment))
            -- Whoever asked to be reminded later is, as if that day were a rung of his own.
            THEN 'again-' || to_char(
                r.acknowledged_until AT TIME ZONE 'Asia/Jakarta', 'YYYYMMDD')
            ELSE k.rung
        END AS rung,
        CASE
            WHEN r.state = ANY(%(settled)s) THEN 'done'
            WHEN r.turn <> 'holder' THEN 'not_their_turn'
            WHEN r.acknowledged_until > %(at)s THEN 'snoozed'
            ELSE ''
        END AS skip
    FROM rotations_rotation r
    JOIN reached k ON k.campaign_id = r.campaign_id AND k.due_at = r.due_at
        AND k.joined_at IS NOT DISTINCT FROM {JOINED}
        AND k.leaked_at IS NOT DISTINCT FROM {LEAKED_AGAIN}
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
            -- The word of a new leak says nothing of one that came after it.
            AND (item.rung <> 'reexposed' OR s.promised_at >= item.leaked_at)
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
                "campaigns": [one.stand.campaign_id for one in reached],
                "dues": [one.stand.due_at for one in reached],
                "joined": [one.stand.joined_at for one in reached],
                "leaked": [one.stand.leaked_at for one in reached],
                "rungs": [one.rung for one in reached],
                "moments": [one.moment for one in reached],
                "openings": [is_opening(one) for one in reached],
                "urgent": [one.urgent for one in reached],
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
