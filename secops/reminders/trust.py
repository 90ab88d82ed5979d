"""Mailboxes that may themselves be leaked (RULES 5, "The mailbox may be the leaked account").

An application may carry mail for domains. While a person's account there is exposed and not done,
his addresses in those domains are not trusted: he is told by another channel too, no sign-in code
goes there, and answers from there carry a mark. Runs every minute and takes the mark away again.
"""

from datetime import datetime

from django.db import connection, transaction

from secops.reminders.items import HOLDER
from secops.rules.rotation import DONE

#: Whose mail account in a domain is exposed and not done, or leaked and in no campaign yet and not
#: changed since. A campaign knows best; without one the exposure alone is the doubt.
_SUSPECT = f"""
SELECT DISTINCT {HOLDER} AS person_id, domain
FROM inventory_application p
CROSS JOIN LATERAL regexp_split_to_table(lower(p.carries_mail_for), '[[:space:],;]+') AS domain
JOIN inventory_account a ON a.application_id = p.id
JOIN inventory_accountfacts f ON f.account_id = a.id AND f.newest_exposure IS NOT NULL
LEFT JOIN LATERAL (
    SELECT bool_and(r.state = ANY(%(done)s)) AS done
    FROM rotations_rotation r JOIN rotations_campaign c ON c.id = r.campaign_id
    WHERE r.account_id = a.id AND c.state = 'running'
) AS turned ON TRUE
WHERE p.carries_mail_for <> '' AND domain <> ''
    AND NOT COALESCE(turned.done, COALESCE(f.change_from > f.newest_exposure, FALSE)
        OR f.disabled_at IS NOT NULL)
"""

_MARK = f"""
WITH suspect AS ({_SUSPECT}), marked AS (
    SELECT c.id FROM accounts_contact c
    JOIN suspect s ON s.person_id = c.person_id
        AND lower(split_part(c.address, '@', 2)) = s.domain
    WHERE c.kind = 'mail'
)
UPDATE accounts_contact c
SET untrusted_at = CASE WHEN c.id IN (SELECT id FROM marked) THEN %(at)s::timestamptz END
WHERE (c.untrusted_at IS NOT NULL) <> (c.id IN (SELECT id FROM marked))
"""


def mark_untrusted_addresses(*, at: datetime) -> int:
    """Set and clear the mark on every address; return how many changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MARK, {"at": at, "done": [state.value for state in sorted(DONE)]})
        return int(cursor.rowcount)
