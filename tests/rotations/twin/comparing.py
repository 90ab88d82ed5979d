"""What the two laws say differently, and which comparisons no history tells apart."""

from __future__ import annotations

import re

from django.db import connection

from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_after_withdrawal, derive_rotations
from secops.compliance.rotations.facts import facts_in
from secops.compliance.rotations.law.verdict import facts_of_sql, verdict_sql
from secops.compliance.rotations.models import (
    Rotation,
)
from secops.rules.rotation import (
    DEFAULT_POLICY,
    Facts,
    Verdict,
    alarms,
    derive,
    possible_takeover,
)
from tests.rotations.twin.histories import AT, Raw
from tests.rotations.twin.loading import loaded
from tests.rotations.twin.python_side import facts_in_python

#: What `derive` writes.
DERIVED = (
    "state", "reasons", "turn", "usable", "exposed", "possible_takeover", "alarming", "answer",
    "answered_at", "recheck_at", "department_id", "derived_at",
)  # fmt: skip


def disagreements(histories: list[Raw]) -> list[tuple[Raw, object, object]]:
    """What `differences` finds in these histories alone."""
    with loaded(histories) as by_rotation:
        return differences(by_rotation)


def differences(by_rotation: dict[int, Raw]) -> list[tuple[Raw, object, object]]:
    """Derive all in SQL, then few by few, and each in Python; return what differs."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE twins AS SELECT account_id FROM rotations_rotation")
        cursor.execute("ANALYZE twins")
    derive_after_withdrawal("twins", at=AT)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE twins")
    assert derive_rotations(scopes.these(by_rotation), at=AT).changed == 0
    assembled = facts_in(scopes.these(by_rotation), at=AT)
    rotations = Rotation.objects.select_related("account").in_bulk(list(by_rotation))
    again = derived_few_by_few(list(by_rotation))
    found: list[tuple[Raw, object, object]] = [
        (raw, _said(again[pk]), _said(rotations[pk]))
        for pk, raw in by_rotation.items()
        if _said(again[pk]) != _said(rotations[pk])
    ]
    for pk, raw in by_rotation.items():
        facts = facts_in_python(raw)
        home = rotations[pk].account.department_id
        said = _said(rotations[pk])
        expected = _expected(facts, derive(facts, at=AT), home)
        if assembled[pk] != facts:
            found.append((raw, assembled[pk], facts))
        elif said != expected:
            found.append((raw, said, expected))
    return found


#: `a > b` and the like in the stages above the facts; each is turned into its neighbour.
COMPARISON = re.compile(r"(?<=[\w)]) (>=|<=|>|<) (?=[\w%])")
NEIGHBOUR = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
SAID = "id, state, reasons, turn, usable, possible_takeover, alarming, next_recheck_at"


def deciding(by_rotation: dict[int, Raw]) -> dict[str, int]:
    """How many of these histories each comparison of the law in SQL decides at the moment itself:
    with `>=` for its `>` that many rows would read otherwise. 0 is a blind spot of the test."""
    where = scopes.these(by_rotation)
    whole = verdict_sql(where)
    facts = facts_of_sql(where)
    start = whole.index(facts) + len(facts)
    before, laws = whole[:start], whole[start:]
    # What is read and reasoned stands before the facts in the text, so both sides are looked at.
    parts = [
        (m.start(1), m.end(1), m[1]) for m in COMPARISON.finditer(before[: whole.index(facts)])
    ]
    parts += [(start + m.start(1), start + m.end(1), m[1]) for m in COMPARISON.finditer(laws)]
    right = _all_said(whole, where)
    found = {}
    for begin, end, sign in parts:
        mutant = whole[:begin] + NEIGHBOUR[sign] + whole[end:]
        said = _all_said(mutant, where)
        shown = f"{whole[max(0, begin - 60) : begin]}»{sign}«{whole[end : end + 40]}"
        found[f"{begin}: {shown}"] = sum(a != b for a, b in zip(said, right, strict=True))
    return found


def _all_said(sql: str, where: scopes.Scope) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {SAID} FROM ({sql}) AS verdict ORDER BY id",
            where.params
            | {
                "at": AT,
                "contradiction_after": DEFAULT_POLICY.contradiction_after,
                "early_window": DEFAULT_POLICY.early_window,
            },
        )
        return cursor.fetchall()


def derived_few_by_few(ids: list[int]) -> dict[int, Rotation]:
    """Forget what was derived and derive it anew the way one person's answer is: in Python."""
    blank = Rotation(state="told", reasons=["time_unknown"], turn="office", usable=True)
    Rotation.objects.filter(pk__in=ids).update(
        **{column: getattr(blank, column) for column in DERIVED}
    )
    for first in range(0, len(ids), scopes.FEW):
        few = ids[first : first + scopes.FEW]
        derive_rotations(scopes.these(few), at=AT)
        assert derive_rotations(scopes.these(few), at=AT).changed == 0
    return Rotation.objects.in_bulk(ids)


def _said(rotation: Rotation) -> dict[str, object]:
    return {
        "department": rotation.department_id,
        "state": rotation.state,
        "reasons": tuple(rotation.reasons),
        "turn": rotation.turn,
        "usable": rotation.usable,
        "recheck_at": rotation.recheck_at,
        "exposed": rotation.exposed,
        "possible_takeover": rotation.possible_takeover,
        "alarming": rotation.alarming,
        "answer": rotation.answer,
        "answered_at": rotation.answered_at,
    }


def _expected(facts: Facts, verdict: Verdict, department_id: int | None) -> dict[str, object]:
    return {
        "department": department_id,
        "state": verdict.state,
        "reasons": verdict.reasons,
        "turn": verdict.turn,
        "usable": verdict.usable,
        "recheck_at": verdict.recheck_at,
        "exposed": facts.newest_exposure is not None,
        "possible_takeover": possible_takeover(facts),
        "alarming": bool(alarms(facts, verdict)),
        "answer": facts.answer or "",
        "answered_at": facts.answered_at,
    }
