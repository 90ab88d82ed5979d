"""Who holds the positions of a department today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from accounts.models import Absence, Contact, Department, Tenure
from accounts.queries import role_words
from secops.house.phones import dialled
from secops.house.text import masked_email, masked_name
from secops.outbox.queries import chat_address
from secops.rules.intervals import WIB


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position today, masked unless asked for."""

    role: str
    title: str
    name: str
    kind: str
    contacts: str
    reach: tuple[tuple[str, str, str], ...] = ()
    """By which ways he is called at once: word, address as shown, link; only when shown whole."""
    away_until: date | None = None


def holders_of(department: Department, *, whole: bool, at: datetime) -> list[Holder]:
    """Head, agent and the others today, with their addresses."""
    today = at.astimezone(WIB).date()
    away = Absence.objects.filter(
        person=OuterRef("person"), starts_on__lte=today, until__gte=today, ended_at=None
    )
    tenures = (
        Tenure.objects.current(today)
        .filter(position__department=department)
        .select_related("position", "person")
        .annotate(addresses=_addresses(), away_until=Subquery(away.values("until")[:1]))
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
        tuple(way for one in addresses for way in _ways(**one)) if whole else (),
        getattr(tenure, "away_until", None),
    )


def _ways(kind: str, address: str) -> list[tuple[str, str, str]]:
    """A tap calls, writes by WhatsApp, or opens a mail."""
    if kind == Contact.Kind.WHATSAPP:
        number = dialled(address) or address
        return [
            (_("Telepon"), address, f"tel:{number}"),
            (_("WhatsApp"), address, chat_address(number, "")),
        ]
    return [(_("Email"), address, f"mailto:{address}")] if kind == Contact.Kind.MAIL else []


def _addresses() -> Any:
    """The usable addresses of a person, the first to try first, beside his tenure."""
    known = Contact.objects.usable().filter(person=OuterRef("person")).order_by("rank", "pk")
    return ArraySubquery(known.values(one=JSONObject(kind="kind", address="address")))


def _masked(kind: str, address: str) -> str:
    if kind == Contact.Kind.MAIL:
        return masked_email(address)
    return f"{address[:4]}•••{address[-2:]}"
