"""What the answer page reads of the accounts behind a link: one statement, what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from accounts.models import AnswerLink
from secops.compliance.rotations.law.facts import PRESENT_HOLDER
from secops.rules.rotation import SETTLED, State


@dataclass(frozen=True, slots=True)
class Asked:
    """One account of a link. `answer` is the standing one, empty without any."""

    pk: int
    state: State
    answer: str
    answered_at: datetime | None
    due_at: datetime
    written_off: bool
    running: bool
    campaign: str
    application: str
    department_id: int | None
    department: str
    holder_id: int
    holder: str
    #: Kind, reason, note and giver of the newest answer, whatever the law makes of it.
    last: tuple[str, str, str, int | None] | None

    @property
    def settled(self) -> bool:
        """Nothing is asked of its holder any more."""
        return self.written_off or self.state in SETTLED


_ASKED = f"""
SELECT r.id, r.state, r.answer, r.answered_at, r.due_at, r.written_off_at IS NOT NULL,
    c.state = 'running', c.name, p.name, r.department_id, COALESCE(d.name, ''), h.id, h.name,
    last.kind, last.reason, last.note, last.person_id
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id
JOIN inventory_application p ON p.id = r.application_id
JOIN accounts_person h ON h.id = {PRESENT_HOLDER}
LEFT JOIN accounts_department d ON d.id = r.department_id
LEFT JOIN LATERAL (
    SELECT n.kind, n.reason, n.note, n.person_id FROM rotations_answer n
    WHERE n.rotation_id = r.id ORDER BY n.given_at DESC, n.id DESC LIMIT 1
) AS last ON TRUE
WHERE r.id = ANY(%s) AND h.id = ANY(%s)
ORDER BY r.due_at, p.sort_name, r.id
"""


def asked_by(link: AnswerLink) -> list[Asked]:
    """The accounts of a link that are still this person's, the most pressing first."""
    rotations: Sequence[int] = link.subjects.get("rotations", [])
    people = {link.person_id, *link.subjects.get("people", [])}
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [list(rotations), list(people)])
        return [
            Asked(*(row[0], State(row[1]), *row[2:13], row[13:] if row[13] else None))
            for row in cursor.fetchall()
        ]


def plan_as_written() -> None:
    """For this transaction: join in the order that is written.

    Deriving a handful of rotations named by their ids takes the server less than a millisecond,
    looking for a better order of its joins ten times as long.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit = 1")
