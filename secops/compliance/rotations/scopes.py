"""Which rotations a derivation looks at: a condition over r (rotation), c (campaign), a (account).

Only rotations of running campaigns are ever derived: a closed campaign is a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition in SQL with its parameters.

    `bulk` = it may cover a great part of the table: the derivation then waits for the small ones
    and they for it, instead of locking row by row.
    """

    sql: str
    params: dict[str, Any] = field(default_factory=dict)
    bulk: bool = False

    @property
    def running(self) -> str:
        """The condition, for running campaigns alone."""
        return f"({self.sql}) AND c.state = 'running'"


def these(rotation_ids: Iterable[int]) -> Scope:
    """These rotations."""
    return Scope("r.id = ANY(%(ids)s)", {"ids": list(rotation_ids)})


def whole_campaign(campaign_id: int) -> Scope:
    return Scope("r.campaign_id = %(campaign_id)s", {"campaign_id": campaign_id}, bulk=True)


def whole_application(application_id: int) -> Scope:
    """All accounts of an application, in every running campaign."""
    return Scope(
        "r.application_id = %(application_id)s", {"application_id": application_id}, bulk=True
    )


def accounts_in(*tables: str) -> Scope:
    """The accounts named by the column `account_id` of (temporary) tables."""
    names = " UNION ALL ".join(
        f"SELECT account_id FROM {connection.ops.quote_name(table)}" for table in tables
    )
    return Scope(f"r.account_id IN ({names})", bulk=True)


def of_people(person_ids: Iterable[int]) -> Scope:
    """Accounts that one of these people holds or answers for."""
    return Scope(
        "(a.holder_id = ANY(%(people)s) OR a.owner_id = ANY(%(people)s))",
        {"people": list(person_ids)},
    )


def due_for_recheck(at: datetime) -> Scope:
    """Those whose verdict time alone may have turned."""
    return Scope("r.recheck_at <= %(recheck_until)s", {"recheck_until": at})
