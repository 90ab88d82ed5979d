"""Mass resets that the office has not judged: many accounts changed in the same second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from secops.compliance.rotations.models import MassResetDecision
from secops.inventory.models import AccountFacts, Application

#: The change that was shared, from a reading, else from the register.
CHANGED = Func(
    Coalesce(F("change_from"), F("account__register_changed_from")),
    # Django's TruncSecond leaves the moment without its zone, so nothing would equal it.
    template="date_trunc('second', %(expressions)s)",
    output_field=DateTimeField(),
)
#: Application and second: what makes two accounts part of the same reset.
SECOND = Concat(
    Cast(F("account__application_id"), CharField()),
    Value(" "),
    Cast(CHANGED, CharField()),
)


@dataclass(frozen=True, slots=True)
class MassReset:
    """One second in which an administrator changed many passwords of an application."""

    application: Application
    changed_at: datetime
    accounts: int


def open_mass_resets() -> QuerySet[Any]:
    """Accounts in mass resets of which nobody decided whether they are believed."""
    decided = MassResetDecision.objects.filter(
        application=OuterRef("account__application"), changed_at=OuterRef("changed_second")
    )
    rows: QuerySet[Any] = AccountFacts.objects.filter(mass_reset=True)
    rows = rows.annotate(changed_second=CHANGED)
    return rows.filter(~Exists(decided))


def mass_resets() -> list[MassReset]:
    """The resets that wait for a decision, the largest first."""
    rows = (
        open_mass_resets()
        .order_by()
        .values("account__application", "changed_second")
        .annotate(accounts=Count("pk"))
        .order_by("-accounts", "changed_second")
    )
    known = Application.objects.in_bulk({row["account__application"] for row in rows})
    return [
        MassReset(known[row["account__application"]], row["changed_second"], row["accounts"])
        for row in rows
    ]
