"""The facts of a rotation as the law reads them: for the account page, commands and tests.

They come from the very expression that `derive` uses, so that a page can never explain a state by
other facts than those it was made of.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import connection

from secops.compliance.rotations import scopes
from secops.compliance.rotations.law.facts import HAS_ADDRESS
from secops.compliance.rotations.law.verdict import facts_of_sql
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.scopes import Scope
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
            f"SELECT id, {', '.join(_NAMES)} FROM ("
            f"SELECT fact.*, {HAS_ADDRESS} AS has_address FROM ({facts_of_sql(where)}) AS fact"
            ") AS known",
            where.params | {"at": at},
        )
        return {pk: _facts(dict(zip(_NAMES, row, strict=True))) for pk, *row in cursor.fetchall()}


def _facts(columns: dict[str, Any]) -> Facts:
    for name, kind in _ENUMS.items():
        columns[name] = kind(columns[name]) if columns[name] else None
    return Facts(**columns)
