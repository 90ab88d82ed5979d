"""Which rotations a derivation looks at: a condition over r (rotation), c (campaign), a (account).

Only rotations of running campaigns are ever derived: a closed campaign is a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection

#: So many rotations are derived one by one, with what was planned beforehand.
FEW = 50

_SHARE = "BETWEEN %(first_account)s AND %(last_account)s"


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition in SQL with its parameters, and the accounts named in (temporary) tables.

    `bulk` = it may cover a great part of the rotations: the derivation then waits for the small
    ones and they for it, instead of locking row by row. `by_key` = it names a handful of rows by
    their keys, so that one plan serves all such scopes. `share` = the first and last account of
    one of the shares into which a bulk derivation is cut.
    """

    condition: str = "TRUE"
    params: dict[str, Any] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    bulk: bool = False
    by_key: bool = False
    share: tuple[int, int] | None = None

    @property
    def sql(self) -> str:
        """The whole condition. A range is named for each table: the planner does not hand it on."""
        within = f" WHERE account_id {_SHARE}" if self.share else ""
        parts = [f"({self.condition})"]
        if self.tables:
            named = " UNION ALL ".join(
                f"SELECT account_id FROM {connection.ops.quote_name(table)}{within}"
                for table in self.tables
            )
            parts.append(f"r.account_id IN ({named})")
        if self.share:
            parts += [f"r.account_id {_SHARE}", f"a.id {_SHARE}"]
        return " AND ".join(parts)

    @property
    def running(self) -> str:
        """The condition, for running campaigns alone."""
        return f"{self.sql} AND c.state = 'running'"

    @property
    def facts_table(self) -> str:
        """The facts of the accounts of this scope."""
        if self.share:
            return f"(SELECT * FROM inventory_accountfacts WHERE account_id {_SHARE})"
        return "inventory_accountfacts"

    @property
    def written(self) -> str:
        """The condition that the same range puts on the rows to be written."""
        return f"rotation.account_id {_SHARE}" if self.share else "TRUE"

    def part(self, first: int, last: int) -> Scope:
        """The accounts from `first` to `last` of this scope."""
        ends = {"first_account": first, "last_account": last}
        return replace(self, share=(first, last), params=self.params | ends)


def these(rotation_ids: Iterable[int]) -> Scope:
    """These rotations."""
    ids = list(rotation_ids)
    return Scope("r.id = ANY(%(ids)s::bigint[])", {"ids": ids}, by_key=len(ids) <= FEW)


def whole_campaign(campaign_id: int) -> Scope:
    return Scope("r.campaign_id = %(campaign_id)s", {"campaign_id": campaign_id}, bulk=True)


def whole_application(application_id: int) -> Scope:
    """All accounts of an application, in every running campaign."""
    return Scope(
        "r.application_id = %(application_id)s", {"application_id": application_id}, bulk=True
    )


def accounts_in(*tables: str) -> Scope:
    """The accounts named by the column `account_id` of (temporary) tables."""
    return Scope(tables=tables, bulk=True)


def of_people(person_ids: Iterable[int]) -> Scope:
    """Accounts that one of these people holds or answers for."""
    return Scope(
        "a.holder_id = ANY(%(people)s) OR a.owner_id = ANY(%(people)s)",
        {"people": list(person_ids)},
    )


def due_for_recheck(at: datetime) -> Scope:
    """Those whose verdict time alone may have turned."""
    return Scope("r.recheck_at <= %(recheck_until)s", {"recheck_until": at})
