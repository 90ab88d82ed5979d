"""Who holds the positions of a department today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from accounts.models import Contact, Department, Tenure
from accounts.queries import role_words
from secops.house.text import masked_email, masked_name
from secops.rules.intervals import WIB


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position today, masked unless asked for."""

    role: str
    title: str
    name: str
    kind: str
    contacts: str


def holders_of(department: Department, *, whole: bool, at: datetime) -> list[Holder]:
    """Head, agent and the others today, with their addresses."""
    tenures = (
        Tenure.objects.current(at.astimezone(WIB).date())
        .filter(position__department=department)
        .select_related("position", "person")
        .annotate(addresses=_addresses())
        .order_by("position__role", "position_id", "pk")
    )
    return [_holder(tenure, whole) for tenure in tenures]


def _holder(tenure: Tenure, whole: bool) -> Holder:
    addresses: list[dict[str, str]] = getattr(tenure, "addresses", None) or []
    shown = ", ".join(
        one["address"] if whole else _masked(one["kind"], one["address"]) for one in addresses
    )
    kind = "" if tenure.kind == Tenure.Kind.DEFINITIVE else str(tenure.get_kind_display())
    return Holder(
        role_words(tenure.position.role),
        tenure.position.title,
        tenure.person.name if whole else masked_name(tenure.person.name),
        kind,
        shown,
    )


def _addresses() -> Any:
    """The usable addresses of a person, the first to try first, beside his tenure."""
    known = Contact.objects.usable().filter(person=OuterRef("person")).order_by("rank", "pk")
    return ArraySubquery(known.values(one=JSONObject(kind="kind", address="address")))


def _masked(kind: str, address: str) -> str:
    if kind == Contact.Kind.MAIL:
        return masked_email(address)
    return f"{address[:4]}•••{address[-2:]}"
