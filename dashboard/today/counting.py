"""Many counts in one statement: the page of the day asks once for all that it only counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import (
    Aggregate,
    CharField,
    Count,
    DateTimeField,
    Min,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Concat

from secops import statements

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows to be counted: by which number, and by which moment they are new or old ("" = none)."""

    rows: QuerySet[Any]
    number: Aggregate = field(default_factory=lambda: Count("pk"))
    moment: str = ""
    by: Any = None
    """An expression by which the rows are told apart; its value follows the name after a colon."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, how many of them since a day ago, since when the oldest waits."""

    n: int
    new: int = 0
    oldest: datetime | None = None


NOTHING = Counted(0)


@dataclass(frozen=True, slots=True)
class Statement:
    """A query put into words once and asked many times: to word it, and for the server to plan it,
    costs more than to answer it.

    Its values stand in the words, so that the plan knows them (and the small indexes made for
    them); new words, and a new plan, come with each minute.
    """

    sql: str

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> Statement:
        """The words of a query."""
        postgresql: Any = connection.ops
        return cls(postgresql.compose_sql(*rows.query.sql_with_params()))

    def rows(self) -> list[tuple[Any, ...]]:
        """Ask it."""
        return statements.rows(self.sql, None)


def minute_of(at: datetime) -> datetime:
    """The minute that has begun: what is asked of a moment is asked of its minute."""
    return at.replace(second=0, microsecond=0)


def statement_of(parts: Mapping[str, Part], *, at: datetime) -> Statement:
    """All parts as one statement."""
    first, *others = (_asked(name, part, at) for name, part in parts.items())
    return Statement.of(first.union(*others, all=True))


def counts_of(statement: Statement) -> dict[str, Counted]:
    """Return the counts by name; a name without rows may be missing."""
    return {name: Counted(n, new, oldest) for name, n, new, oldest in statement.rows()}


def _asked(name: str, part: Part, at: datetime) -> Any:
    what: Any = Value(name)
    if part.by is not None:
        what = Concat(Value(f"{name}:"), part.by, output_field=CharField())
    grouped = part.rows.order_by().values(what=what).annotate(n=part.number)
    if part.moment:
        recent = Q(**{f"{part.moment}__gt": at - DAY})
        grouped = grouped.annotate(new=Count("pk", filter=recent), oldest=Min(part.moment))
    else:
        grouped = grouped.annotate(new=Value(0), oldest=Cast(Value(None), DateTimeField()))
    return grouped.values_list("what", "n", "new", "oldest")
