"""Deriving a handful of rotations: the law in Python, one UPDATE.

When a holder answers, a dozen rows decide. Worded as for a million, the same derivation keeps the
server busy for ten times as long with planning it. `tests/rotations/test_law_twin.py` proves that
both ways write the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from secops import statements
from secops.compliance.rotations.facts import Known, known_of
from secops.rules.rotation import Policy, Verdict, alarms, derive, possible_takeover

#: Column of `Rotation` -> its type, and what the law says of it.
_WRITTEN: dict[str, tuple[str, Callable[[Known, Verdict], object]]] = {
    "state": ("text", lambda known, verdict: verdict.state.value),
    # An array of arrays cannot be taken apart by rows; the codes need no quoting.
    "reasons": ("text", lambda known, verdict: "{" + ",".join(verdict.reasons) + "}"),
    "turn": ("text", lambda known, verdict: verdict.turn.value),
    "usable": ("bool", lambda known, verdict: verdict.usable),
    "exposed": ("bool", lambda known, verdict: known.facts.newest_exposure is not None),
    "possible_takeover": ("bool", lambda known, verdict: possible_takeover(known.facts)),
    "alarming": ("bool", lambda known, verdict: bool(alarms(known.facts, verdict))),
    "answer": ("text", lambda known, verdict: str(known.facts.answer or "")),
    "answered_at": ("timestamptz", lambda known, verdict: known.facts.answered_at),
    "recheck_at": ("timestamptz", lambda known, verdict: verdict.recheck_at),
    "department_id": ("bigint", lambda known, verdict: known.department_id),
}

_GIVEN = ", ".join(f"%({column})s::{kind}[]" for column, (kind, _value) in _WRITTEN.items())
_SAID = ", ".join(
    f"given.{column}::varchar[]" if column == "reasons" else f"given.{column}"
    for column in _WRITTEN
)

_UPDATE = f"""
UPDATE rotations_rotation AS rotation
SET ({", ".join(_WRITTEN)}) = ROW ({_SAID}), derived_at = %(at)s
FROM unnest(%(id)s::bigint[], {_GIVEN}) AS given (id, {", ".join(_WRITTEN)})
WHERE rotation.id = given.id
  AND ({", ".join(f"rotation.{column}" for column in _WRITTEN)}) IS DISTINCT FROM ({_SAID})
RETURNING rotation.id, rotation.state
"""


def derive_few(
    rotation_ids: Sequence[int], *, at: datetime, policy: Policy
) -> Counter[tuple[str, str]]:
    """Derive rotations that this transaction has locked; return the moves between states."""
    known = known_of(rotation_ids, at=at)
    verdicts = [derive(one.facts, at=at, policy=policy) for one in known]
    values: dict[str, Any] = {
        column: [value(one, verdict) for one, verdict in zip(known, verdicts, strict=True)]
        for column, (_kind, value) in _WRITTEN.items()
    }
    values |= {"id": [one.rotation.pk for one in known], "at": at}
    was = {one.rotation.pk: one.rotation.state for one in known}
    return Counter((was[pk], state) for pk, state in statements.rows(_UPDATE, values))
