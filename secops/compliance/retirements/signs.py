"""What is known of applications, read by the law of signs; one query for any number of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from secops.rules.intervals import WIB
from secops.rules.retirement_signs import Facts, Sign, Signs, read

_KNOWN = """
SELECT a.id, a.last_used_on, u.last_login, a.last_deployed_on, a.owner_id IS NOT NULL,
    EXISTS (SELECT FROM accounts_tenure t JOIN accounts_position p ON p.id = t.position_id
            WHERE p.department_id = a.owner_id AND t.starts_on <= %(on)s
              AND (t.ends_on IS NULL OR t.ends_on >= %(on)s)),
    COALESCE(u.accounts, 0), a.status = 'dormant', l.answers, k.step_id IS NOT NULL, k.keep_until
FROM inventory_application a
LEFT JOIN (
    SELECT c.application_id, count(*) AS accounts, max(f.last_login_at) AS last_login
    FROM inventory_account c LEFT JOIN inventory_accountfacts f ON f.account_id = c.id
    WHERE c.application_id = ANY(%(ids)s) GROUP BY c.application_id
) u ON u.application_id = a.id
LEFT JOIN (
    SELECT h.application_id, bool_or(n.answered) AS answers
    FROM inventory_host h JOIN LATERAL (
        SELECT x.answered FROM retirements_hostlook x
        WHERE x.host_id = h.id AND x.at <= %(at)s
          AND x.fault NOT IN ('refused', 'not_ours', 'resolver')
        ORDER BY x.at DESC, x.id DESC LIMIT 1
    ) n ON true
    WHERE h.application_id = ANY(%(ids)s) GROUP BY h.application_id
) l ON l.application_id = a.id
LEFT JOIN LATERAL (
    SELECT m.step_id, m.keep_until FROM retirements_retirement r
    JOIN retirements_step s ON s.retirement_id = r.id
    JOIN retirements_assessment m ON m.step_id = s.id
    WHERE r.application_id = a.id AND r.state = 'kept' ORDER BY s.id DESC LIMIT 1
) k ON true
WHERE a.id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one application, and the signs in it."""

    facts: Facts
    signs: Signs

    @property
    def found(self) -> tuple[Sign, ...]:
        """The reasons to ask."""
        return self.signs.found


def known_of(application_ids: Iterable[int], *, at: datetime) -> dict[int, Known]:
    """Facts and signs of these applications."""
    on = at.astimezone(WIB).date()
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"ids": list(application_ids), "on": on, "at": at})
        rows = cursor.fetchall()
    found = {}
    for pk, used, login, deployed, owned, staffed, accounts, dormant, answers, kept, until in rows:
        facts = Facts(
            last_used_on=_later(used, login),
            last_deployed_on=deployed,
            has_owner=owned,
            owner_staffed=staffed,
            accounts=accounts,
            said_dormant=dormant,
            answers=answers,
            kept=kept,
            kept_until=until,
        )
        found[pk] = Known(facts, read(facts, on=on))
    return found


def signs_of(application_ids: Iterable[int], *, at: datetime) -> dict[int, Signs]:
    """The signs alone."""
    return {pk: one.signs for pk, one in known_of(application_ids, at=at).items()}


def _later(day: date | None, moment: datetime | None) -> date | None:
    """The later of what the register and the systems say."""
    days = [one for one in (day, moment.astimezone(WIB).date() if moment else None) if one]
    return max(days, default=None)
