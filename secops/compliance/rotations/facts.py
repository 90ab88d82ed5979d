"""The facts of a rotation as the law reads them: for the account page, commands and tests.

They come from the very expression that `derive` uses, so that a page can never explain a state by
other facts than those it was made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import connection

from secops import statements
from secops.compliance.rotations import scopes
from secops.compliance.rotations.law.facts import HAS_ADDRESS, PRESENT_HOLDER
from secops.compliance.rotations.law.verdict import facts_of_sql
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.scopes import Scope
from secops.inventory.models import Account, Application
from secops.rules.rotation import (
    AnswerKind,
    Facts,
    Origin,
    TroubleReason,
    Verdict,
    derive,
)

_NAMES = [field.name for field in fields(Facts)]
_ENUMS = {"answer": AnswerKind, "answer_reason": TroubleReason, "change_origin": Origin}


def facts_of(rotation: Rotation, *, at: datetime) -> Facts:
    """What is known of the account in its campaign at that moment."""
    return facts_in(scopes.these([rotation.pk]), at=at)[rotation.pk]


def verdict_of(rotation: Rotation, *, at: datetime) -> Verdict:
    """What the law says of it at that moment; nothing is written."""
    return derive(facts_of(rotation, at=at), at=at)


def facts_in(where: Scope, *, at: datetime) -> dict[int, Facts]:
    """The facts of all rotations of a scope, by id; closed campaigns included."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {', '.join(_NAMES)} FROM ({_facts_sql(where)}) AS known",
            where.params | {"at": at},
        )
        return {pk: _facts(row) for pk, *row in cursor.fetchall()}


#: What is read of a rotation here, in the order of the model; more costs another query.
COLUMNS = ("id", "campaign_id", "account_id", "application_id", "department_id", "due_at",
           "closing_asked_at", "state")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """One of a few rotations with what is known of it. The rotation has its `COLUMNS` alone."""

    rotation: Rotation
    #: Where its account belongs now.
    department_id: int | None
    facts: Facts


def known_of(rotation_ids: Iterable[int], *, at: datetime) -> list[Known]:
    """A few rotations by their ids, in order, each with its facts."""
    found = statements.rows(_KNOWN, scopes.these(rotation_ids).params | {"at": at})
    width = len(COLUMNS)
    return [Known(_rotation(row[:width]), row[width], _facts(row[width + 1 :])) for row in found]


@dataclass(frozen=True, slots=True)
class Held:
    """One of a few rotations, who answers for it now, and the cutoff that holds now."""

    rotation: Rotation
    holder_id: int | None
    cutoff: datetime | None


def held_of(rotation_ids: Iterable[int]) -> list[Held]:
    """A few rotations by their ids, in order: what has to be known to take an answer."""
    found = statements.rows(_HELD, scopes.these(rotation_ids).params)
    width = len(COLUMNS)
    held = []
    for row in found:
        rotation = _rotation(row[:width])
        username, application, holder_id, cutoff = row[width:]
        _name(rotation, username, application)
        held.append(Held(rotation, holder_id, cutoff))
    return held


def _name(rotation: Rotation, username: str, application: str) -> None:
    """Let the rotation know how its account is called, which the trail says, without a query."""
    alias = connection.alias
    rotation.account = Account.from_db(
        alias,
        ("id", "application_id", "username"),  # the model's own order, which from_db expects
        (rotation.account_id, rotation.application_id, username),
    )
    rotation.account.application = Application.from_db(
        alias, ("id", "name"), (rotation.application_id, application)
    )


def _rotation(values: tuple[Any, ...]) -> Rotation:
    return Rotation.from_db(connection.alias, COLUMNS, values)


def _facts_sql(where: Scope) -> str:
    return f"SELECT fact.*, {HAS_ADDRESS} AS has_address FROM ({facts_of_sql(where)}) AS fact"


_KNOWN = f"""
SELECT {", ".join(f"rotation.{column}" for column in COLUMNS)}, known.department_id,
    {", ".join(f"known.{name}" for name in _NAMES)}
FROM ({_facts_sql(scopes.these(()))}) AS known
JOIN rotations_rotation rotation ON rotation.id = known.id
ORDER BY rotation.id
"""

_HELD = f"""
SELECT {", ".join(f"r.{column}" for column in COLUMNS)}, a.username, p.name, {PRESENT_HOLDER},
    GREATEST(r.base, f.newest_exposure)
FROM rotations_rotation r
JOIN inventory_account a ON a.id = r.account_id
JOIN inventory_application p ON p.id = r.application_id
LEFT JOIN inventory_accountfacts f ON f.account_id = r.account_id
WHERE {scopes.these(()).sql}
ORDER BY r.id
"""


def _facts(values: Iterable[Any]) -> Facts:
    columns = dict(zip(_NAMES, values, strict=True))
    for name, kind in _ENUMS.items():
        columns[name] = kind(columns[name]) if columns[name] else None
    return Facts(**columns)
