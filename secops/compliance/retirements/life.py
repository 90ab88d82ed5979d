"""Signs of life of what was taken out of service: somebody logged in, or a removed name answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from secops.house.text import wib_short
from secops.rules.retirement import OUT_OF_SERVICE, WITHOUT_NAME

_ALIVE = """
SELECT r.id, 'host', h.name, n.at
FROM retirements_retirement r
JOIN LATERAL (SELECT max(s.at) AS at FROM retirements_step s
              WHERE s.retirement_id = r.id AND s.to_state = 'dns_removed') gone ON true
JOIN inventory_host h ON h.application_id = r.application_id
JOIN LATERAL (SELECT x.answered, x.at FROM retirements_hostlook x
              WHERE x.host_id = h.id AND x.at <= %(at)s ORDER BY x.at DESC, x.id DESC LIMIT 1) n
    ON n.answered AND n.at > gone.at
WHERE r.state = ANY(%(nameless)s) AND r.id = ANY(%(ids)s)
UNION ALL
SELECT r.id, 'login', '', max(f.last_login_at)
FROM retirements_retirement r
JOIN LATERAL (SELECT max(s.at) AS at FROM retirements_step s
              WHERE s.retirement_id = r.id AND s.to_state = 'suspended') off ON true
JOIN inventory_account a ON a.application_id = r.application_id
JOIN inventory_accountfacts f ON f.account_id = a.id
    AND f.last_login_at > off.at AND f.last_login_at <= %(at)s
WHERE r.state = ANY(%(out)s) AND r.id = ANY(%(ids)s)
GROUP BY r.id
ORDER BY 1, 4 DESC
"""


@dataclass(frozen=True, slots=True)
class Life:
    """One sign of life: a host that answers, or a log-in."""

    kind: str
    name: str
    at: datetime

    @property
    def words(self) -> str:
        """As the page says it."""
        when = wib_short(self.at)
        if self.kind == "host":
            return _("%(host)s menjawab lagi, %(when)s") % {"host": self.name, "when": when}
        return _("ada yang masuk lagi, %(when)s") % {"when": when}


def life_of(retirement_ids: Iterable[int], *, at: datetime) -> dict[int, list[Life]]:
    """The signs of life of these retirements; one without any is left out."""
    ids = list(retirement_ids)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _ALIVE,
            {
                "ids": ids,
                "at": at,
                "nameless": [state.value for state in WITHOUT_NAME],
                "out": [state.value for state in OUT_OF_SERVICE],
            },
        )
        rows = cursor.fetchall()
    found: dict[int, list[Life]] = {}
    for pk, kind, name, moment in rows:
        found.setdefault(pk, []).append(Life(kind, name, moment))
    return found
