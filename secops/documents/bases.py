"""What a letter is written about: a table of records that fill a draft in before anybody types.

Higher parts add theirs in `secops/wiring.py`: ``BASES["press_release"] = {"statement": Basis(…)}``.
The draft's address names the record (``?from=incident:I-2026-003``). What is filled in is
Indonesian whatever the reader's language, as papers are; a thing nobody knows says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from accounts.models import Department, Position, User
from accounts.roles import Role
from secops.documents import spelling

#: Stands in a letter where the record holds nothing.
UNKNOWN = "belum diketahui"
#: The most records of one sort that are offered; the newest come first.
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Ready:
    """What a draft begins with; whatever is empty stays as its kind proposes."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    addressees: Sequence[str] = ()
    copies: Sequence[str] = ()
    about_url: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """One sort of record: which there are for this user, and what one of them fills in.

    `ready` answers None where the user may not read that record, or where there is none.
    """

    title: str | Promise
    offered: Callable[[User], list[tuple[str, str]]]
    ready: Callable[[str, User, datetime], Ready | None]


#: Kind of document -> sort of record -> basis.
BASES: dict[str, dict[str, Basis]] = {}


def ready_for(kind: str, name: str, user: User, at: datetime) -> Ready | None:
    """What ``sort:key`` fills into that kind of document; None where there is no such record."""
    sort, _colon, key = name.partition(":")
    basis = BASES.get(kind, {}).get(sort)
    if basis is None or not key:
        return None
    with override("id"):
        return basis.ready(key, user, at)


def offered_for(kind: str, user: User) -> list[tuple[Basis, list[tuple[str, str]]]]:
    """The records a letter of that kind can begin from: ``sort:key`` and words, by sort."""
    found = []
    for sort, basis in BASES.get(kind, {}).items():
        rows = [(f"{sort}:{key}", words) for key, words in basis.offered(user)[:OFFERED]]
        if rows:
            found.append((basis, rows))
    return found


def office_contact() -> str:
    """Whom to ask: the office with what reaches it."""
    known = settings.HELP_DESK_PHONE in settings.OFFICE_CONTACT
    phone = "" if known else f"Posko Siber {settings.HELP_DESK_PHONE}"
    parts = (settings.OFFICE_NAME, phone, settings.OFFICE_CONTACT)
    return ", ".join(part for part in parts if part)


def head_titles() -> dict[int, str]:
    """Every department by the title of its head, in the order of their names."""
    heads = dict(
        Position.objects.filter(role=Role.HEAD, department__isnull=False).values_list(
            "department_id", "title"
        )
    )
    names = Department.objects.order_by("sort_name", "pk").values_list("pk", "name")
    return {pk: heads.get(pk, f"Kepala {name}") for pk, name in names}


def in_one_line(parts: Sequence[str], length: int = 480) -> str:
    """``A; B; dan 3 lainnya``: as many as a line of a form holds; unknown where there is none."""
    kept: list[str] = []
    for part in parts:
        if len("; ".join([*kept, part])) > length:
            break
        kept.append(part)
    more = len(parts) - len(kept)
    if more:
        kept.append(f"dan {spelling.number(more)} lainnya")
    return "; ".join(kept) or UNKNOWN
