"""Printed code slips: for people whom no message reaches, ten to a sheet, signed by who gets one.

A slip makes a person's code; only its hash is kept, and the sheet is never stored.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import dateformat, translation
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.links import WantedLink, code_of, issue_links, shown_code
from accounts.models import Person, User
from accounts.roles import Permission
from secops.audit.actions import record_many
from secops.compliance.rotations.actions import hand_over_slips
from secops.compliance.rotations.holders import present_holder
from secops.compliance.rotations.models import Rotation, SlipPhoto
from secops.house.pdf import pdf
from secops.house.text import local
from secops.reminders.composers import PURPOSE
from secops.reminders.models import Slip

#: By which way its code came, beside those of messages.
CHANNEL = "slip"
TEMPLATE = Path(__file__).parent / "slips.typ"
#: So many letters of applications stand beside a name without pushing the code down.
ROOM = 48


@dataclass(frozen=True, slots=True)
class Printed:
    """One slip with its code: the only place where that stands in plain."""

    slip: Slip
    person: Person
    applications: tuple[str, ...]
    due_at: datetime
    code: str


@transaction.atomic
def make_slips(rotations: Collection[Rotation], *, by: User, at: datetime) -> list[Printed]:
    """Make a slip for each person that is asked about these accounts, by name.

    One that was printed for the same accounts and not handed over yet is printed again with its
    code: a sheet printed twice has no dead codes on it. Accounts of nobody get none.
    """
    rows = list(
        Rotation.objects.filter(pk__in=[row.pk for row in rotations], written_off_at=None)
        .select_related("account__holder", "account__owner", "account__application", "application")
        .order_by("application__sort_name", "pk")
    )
    for department_id in {row.department_id for row in rows}:
        check(by, Permission.ANSWER_FOR, department_id)
    of_person: dict[Person, list[Rotation]] = {}
    for row in rows:
        person = present_holder(row.account)
        if person is not None:
            of_person.setdefault(person, []).append(row)
    slips = _known(of_person)
    fresh = {person: mine for person, mine in of_person.items() if person not in slips}
    slips |= _new(fresh, by, at)
    record_many("rotation.slip_printed", [r for mine in of_person.values() for r in mine],
                by=by, at=at)  # fmt: skip
    return [
        Printed(
            slips[person],
            person,
            tuple(dict.fromkeys(row.application.name for row in mine)),
            min(row.due_at for row in mine),
            shown_code(code_of(slips[person].link)),
        )
        for person, mine in sorted(of_person.items(), key=lambda one: one[0].sort_name)
    ]


def _known(of_person: dict[Person, list[Rotation]]) -> dict[Person, Slip]:
    """Slips that wait for their hand-over and open just these accounts."""
    waiting = Slip.objects.filter(
        person__in=of_person, handed_over_at=None, link__revoked_at=None
    ).select_related("link", "person")
    return {
        slip.person: slip
        for slip in waiting.order_by("pk")
        if set(slip.rotation_ids) == {row.pk for row in of_person[slip.person]}
    }


def _new(of_person: dict[Person, list[Rotation]], by: User, at: datetime) -> dict[Person, Slip]:
    issued = issue_links(
        [
            WantedLink(
                person.pk,
                PURPOSE,
                {"rotations": [row.pk for row in mine], "people": [person.pk]},
                CHANNEL,
            )
            for person, mine in of_person.items()
        ],
        at=at,
    )
    made = [
        Slip(
            link=one.link,
            person=person,
            department_id=mine[0].department_id,
            printed_by=by,
            printed_at=at,
        )
        for (person, mine), one in zip(of_person.items(), issued, strict=True)
    ]
    Slip.objects.bulk_create(made)
    return {slip.person: slip for slip in made}


def slips_pdf(slips: Sequence[Printed]) -> bytes:
    """The sheets: ten slips to an A4 page, with cut marks; each in its reader's language."""
    return pdf(
        TEMPLATE,
        {"title": _("Lembar kode"), "lang": "id", "slips": [_words(slip) for slip in slips]},
    )


def _words(one: Printed) -> dict[str, Any]:
    with translation.override(one.person.language):
        return {
            "name": short_name(one.person.name),
            "applications": _fitting(one.applications),
            "step1": _("Ganti kata sandi"),
            "step2": _("Buka"),
            "address": f"{settings.PUBLIC_SHORT_NAME}/k",
            "step3": _("Kode"),
            "code": one.code,
            "until": _("s.d. %(day)s") % {"day": dateformat.format(local(one.due_at), "j F Y")},
            "secret": _("Jangan dibagikan"),
            "signature": _("Tanda tangan penerima:"),
        }


def _fitting(names: Sequence[str]) -> str:
    """As many names as stand on two lines, and how many more there are."""
    shown = [_cut(names[0], ROOM)] if names else []
    for name in names[1:]:
        if len(", ".join([*shown, name])) > ROOM:
            break
        shown.append(name)
    listed, more = ", ".join(shown), len(names) - len(shown)
    if not more:
        return listed
    return _("%(names)s dan %(more)d lainnya") % {"names": listed, "more": more}


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def short_name(name: str) -> str:
    """``Sari W.``: enough to hand it to the right one, little for who finds it.

    A title of birth alone (``I Made Adi``) names nobody: ``I Made A.``.
    """
    first, *rest = name.replace(",", " ").split() or [""]
    if len(first) <= 2 and rest:
        first = f"{first} {rest.pop(0)}"
    first = _cut(first, 22)
    return f"{first} {rest[0][0]}." if rest else first


@transaction.atomic
def note_handed_over(
    slips: Collection[Slip], *, photo: SlipPhoto | None = None, by: User, at: datetime
) -> int:
    """Note that these slips reached their people, signed for: their accounts are told."""
    rows = list(
        Slip.objects.select_for_update(of=("self",))
        .filter(pk__in=[slip.pk for slip in slips], handed_over_at=None)
        .select_related("link")
        .order_by("pk")
    )
    ids = [pk for slip in rows for pk in slip.rotation_ids]
    still = list(Rotation.objects.filter(pk__in=ids, campaign__state="running"))
    if still:
        hand_over_slips(still, by=by, at=at)
    for slip in rows:
        check(by, Permission.ANSWER_FOR, slip.department_id)
        slip.handed_over_at, slip.handed_over_by, slip.photo = at, by, photo
    Slip.objects.bulk_update(rows, ["handed_over_at", "handed_over_by", "photo"])
    return len(rows)
