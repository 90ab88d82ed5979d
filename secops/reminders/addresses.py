"""Who can be reached has changed: whose turn it is follows (RULES 1, row 13).

An address that bounced, or that somebody entered, leaves its trace in the history of contacts;
what is told from the traces of the last minutes is enough, for this runs every minute.
"""

from datetime import datetime

from django.db import connection

from secops.compliance.rotations.derive import derive_people
from secops.reminders.items import HOLDER

_CHANGED = f"""
WITH recent AS (
    SELECT DISTINCT person_id FROM accounts_contactevent
    WHERE pgh_created_at > now() - interval '15 minutes'
)
SELECT recent.person_id FROM recent
WHERE EXISTS (
    SELECT 1 FROM inventory_account a
    JOIN rotations_rotation r ON r.account_id = a.id
    JOIN rotations_campaign c ON c.id = r.campaign_id
    WHERE (a.holder_id = recent.person_id OR a.owner_id = recent.person_id)
        AND {HOLDER} = recent.person_id AND c.state = 'running' AND r.state = 'open'
        AND (r.turn = 'holder') <> EXISTS (
            SELECT 1 FROM accounts_contact contact
            WHERE contact.person_id = recent.person_id AND contact.disabled_at IS NULL
        )
)
"""


def follow_addresses(*, at: datetime) -> int:
    """Give the accounts of people without any address to their agent, and back; count people."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED)
        people = [row[0] for row in cursor.fetchall()]
    if people:
        derive_people(people, at=at)
    return len(people)
