"""Many counts in one statement: the page of the day asks once for all that it only counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows to be counted: by which number, and by which moment they are new or old ("" = none)."""

    rows: QuerySet[Any]
    number: Count = field(default_factory=lambda: Count("pk"))
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, how many of them since a day ago, since when the oldest waits."""

    n: int
    new: int = 0
    oldest: datetime | None = None


NOTHING = Counted(0)


def count_all(parts: Mapping[str, Part], *, at: datetime) -> dict[str, Counted]:
    """Return the counts by name; a name without rows may be missing."""
    first, *others = (_asked(name, part, at) for name, part in parts.items())
    rows: Any = first.union(*others, all=True)
    return {name: Counted(n, new, oldest) for name, n, new, oldest in rows}


def _asked(name: str, part: Part, at: datetime) -> Any:
    grouped = part.rows.order_by().values(what=Value(name)).annotate(n=part.number)
    if part.moment:
        recent = Q(**{f"{part.moment}__gt": at - DAY})
        grouped = grouped.annotate(new=Count("pk", filter=recent), oldest=Min(part.moment))
    else:
        grouped = grouped.annotate(new=Value(0), oldest=Cast(Value(None), DateTimeField()))
    return grouped.values_list("what", "n", "new", "oldest")
