"""What the answer page reads of the accounts behind a link: one statement, what is shown."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import AnswerLink
from secops import statements
from secops.compliance.rotations.law.facts import PRESENT_HOLDER
from secops.rules.rotation import SETTLED, State, Turn


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
    turn: str
    #: Kind, reason, note and giver of the newest answer, whatever the law makes of it.
    last: tuple[str, str, str, int | None] | None
    #: Note, time made, time settled and finding of his newest objection to the system's data.
    objection: tuple[str, str, str | None, str] | None
    #: The log-in in question: its time, his word, when he said it, the office's finding.
    log_in: tuple[str, str | None, str | None, str | None] | None
    #: How often he asked to be reminded later, and until when that holds.
    snoozes: tuple[int, str | None]

    @property
    def asks_log_in(self) -> bool:
        """Somebody was in while the leaked password was good, and he has not said who."""
        return self.running and self.log_in is not None and not (self.log_in[1] or self.log_in[3])

    @property
    def may_object(self) -> bool:
        """The data contradict him and no objection of his waits."""
        if self.settled or not self.running or self.state is not State.CONTRADICTED:
            return False
        return self.objection is None or self.objection[2] is not None

    @property
    def is_his_turn(self) -> bool:
        """Reminders of it reach him."""
        return self.running and not self.settled and self.turn == Turn.HOLDER

    def snoozed_until(self, at: datetime) -> datetime | None:
        """Until when he asked to hear nothing, while that holds."""
        until = datetime.fromisoformat(self.snoozes[1]) if self.snoozes[1] else None
        return until if until is not None and until > at else None

    @property
    def settled(self) -> bool:
        """Nothing is asked of its holder any more."""
        return self.written_off or self.state in SETTLED


#: One thing by its id after the other: a plan made for any link must not join whole tables.
_ASKED = f"""
SELECT asked.id, asked.state, asked.answer, asked.answered_at, asked.due_at, asked.written_off,
    (SELECT c.state = 'running' FROM rotations_campaign c WHERE c.id = asked.campaign_id),
    (SELECT c.name FROM rotations_campaign c WHERE c.id = asked.campaign_id),
    (SELECT p.name FROM inventory_application p WHERE p.id = asked.application_id) AS application,
    asked.department_id,
    COALESCE((SELECT d.name FROM accounts_department d WHERE d.id = asked.department_id), ''),
    asked.holder_id,
    (SELECT h.name FROM accounts_person h WHERE h.id = asked.holder_id),
    asked.turn,
    (SELECT jsonb_build_array(n.kind, n.reason, n.note, n.person_id)
        FROM rotations_answer n WHERE n.rotation_id = asked.id
        ORDER BY n.given_at DESC, n.id DESC LIMIT 1),
    (SELECT jsonb_build_array(o.note, o.made_at, o.settled_at, o.finding)
        FROM rotations_objection o
        WHERE o.rotation_id = asked.id AND o.person_id = asked.holder_id
        ORDER BY o.made_at DESC, o.id DESC LIMIT 1),
    (SELECT jsonb_build_array(used.used_at, v.word, v.word_at, v.finding)
        FROM rotations_markedlogin used
        LEFT JOIN rotations_loginreview v
            ON v.rotation_id = used.rotation_id AND v.login_at = used.used_at
        WHERE used.rotation_id = asked.id),
    (SELECT jsonb_build_array(count(*), max(z.until) FILTER (WHERE z.ended_at IS NULL))
        FROM rotations_snooze z
        WHERE z.rotation_id = asked.id AND z.person_id = asked.holder_id)
FROM (
    SELECT r.*, r.written_off_at IS NOT NULL AS written_off, {PRESENT_HOLDER} AS holder_id
    FROM rotations_rotation r JOIN inventory_account a ON a.id = r.account_id
    WHERE r.id = ANY(%s::bigint[])
) AS asked
WHERE asked.holder_id = ANY(%s::bigint[])
ORDER BY asked.due_at, application, asked.id
"""


def asked_by(link: AnswerLink) -> list[Asked]:
    """The accounts of a link that are still this person's, the most pressing first."""
    rotations: Sequence[int] = link.subjects.get("rotations", [])
    people = {link.person_id, *link.subjects.get("people", [])}
    return [
        Asked(
            *(
                row[0],
                State(row[1]),
                *row[2:14],
                *(tuple(json.loads(cell)) if cell else None for cell in row[14:18]),
            )
        )
        for row in statements.rows(_ASKED, [list(rotations), list(people)])
    ]
