"""Addresses of account holders, entered by who speaks for their department."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import Contact, Person, User
from accounts.roles import Permission
from secops.audit.actions import record_many
from secops.compliance.rotations.derive import derive_people
from secops.inventory.models import Account

#: Kind of contact -> what its field is called on screen and in the sheet.
KINDS = (Contact.Kind.MAIL, Contact.Kind.WHATSAPP)


@dataclass(frozen=True, slots=True)
class Mend:
    """New addresses of one person: None leaves a kind as it is, "" takes it away."""

    person_id: int
    mail: str | None = None
    whatsapp: str | None = None

    def wanted(self) -> list[tuple[Contact.Kind, str]]:
        both = ((Contact.Kind.MAIL, self.mail), (Contact.Kind.WHATSAPP, self.whatsapp))
        return [(kind, value) for kind, value in both if value is not None]


@dataclass(frozen=True, slots=True)
class MendRefused:
    """Why an address of a person was not taken."""

    person_id: int
    kind: Contact.Kind
    value: str
    why: str


@dataclass(slots=True)
class Mended:
    """What became of it: people changed, and what was refused."""

    people: set[int] = field(default_factory=set)
    refused: list[MendRefused] = field(default_factory=list)


@transaction.atomic
def mend_contacts(wanted: Sequence[Mend], *, by: User, at: datetime) -> Mended:
    """Put new addresses in the place of those used up to now, and derive whose turn it is.

    Who signs in here keeps his contacts, and his address is given to nobody else: codes and links
    would go to whoever typed. What is refused leaves the rest of the rows as they are wanted.
    """
    ids = sorted({one.person_id for one in wanted})
    if set(ids) - spoken_for(by, ids):
        raise PermissionDenied
    people = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    users = set(User.objects.filter(person__in=ids).values_list("person_id", flat=True))
    guarded = _addresses_of_users(value for one in wanted for _kind, value in one.wanted())
    known: dict[tuple[int, str], list[Contact]] = {}
    for contact in Contact.objects.filter(person__in=ids).order_by("rank", "pk"):
        known.setdefault((contact.person_id, contact.kind), []).append(contact)
    done, gone, new, kept = Mended(), list[int](), list[Contact](), list[Contact]()
    for one in wanted:
        for kind, value in one.wanted():
            have = known.get((one.person_id, kind), [])
            used = next((contact for contact in have if contact.disabled_at is None), None)
            if value.lower() == (used.address.lower() if used else ""):
                continue
            why = _why_not(one.person_id, value, users, guarded)
            if why:
                done.refused.append(MendRefused(one.person_id, kind, value, why))
                continue
            gone += [contact.pk for contact in have if contact.disabled_at is None]
            same = next((c for c in have if value and c.address.lower() == value.lower()), None)
            if same is not None:
                same.disabled_at, same.disabled_why, same.rank = None, "", 0
                gone = [pk for pk in gone if pk != same.pk]
                kept.append(same)
            elif value:
                new.append(Contact(person_id=one.person_id, kind=kind, address=value))
            done.people.add(one.person_id)
    Contact.objects.filter(pk__in=gone).delete()
    Contact.objects.bulk_update(kept, ["disabled_at", "disabled_why", "rank"])
    Contact.objects.bulk_create(new)
    changed = [people[pk] for pk in sorted(done.people)]
    record_many("person.contact_mended", changed, by=by, at=at)
    if changed:
        derive_people(done.people, at=at)
    return done


def spoken_for(by: User, person_ids: Iterable[int]) -> set[int]:
    """Those of these people that hold, or answer for, an account of the user's departments."""
    scope = by.scope(Permission.ANSWER_FOR)
    ids = list(person_ids)
    if scope.reach is None:
        return set()
    accounts = Account.objects.filter(Q(holder__in=ids) | Q(owner__in=ids))
    if not scope.everything:
        accounts = accounts.filter(department_id__in=scope.departments)
    found = accounts.values_list("holder_id", "owner_id")
    return {pk for pair in found for pk in pair if pk is not None} & set(ids)


def _why_not(person_id: int, value: str, users: set[int], guarded: dict[str, int]) -> str:
    if person_id in users:
        return _(
            "orang ini dapat masuk ke sistem ini, jadi kontaknya hanya diubah admin kantor di "
            "halaman Orang"
        )
    if value and guarded.get(value.lower(), person_id) != person_id:
        return _("alamat ini milik orang lain yang dapat masuk ke sistem ini")
    return ""


def _addresses_of_users(values: Iterable[str]) -> dict[str, int]:
    """Which of these addresses belong to somebody with a sign-in, and to whom."""
    asked = sorted({value.lower() for value in values if value})
    if not asked:
        return {}
    found: dict[str, int] = {}
    theirs = Contact.objects.filter(person__user__isnull=False).annotate(low=Lower("address"))
    for address, person_id in theirs.filter(low__in=asked).values_list("low", "person_id"):
        found[address] = person_id
    users = User.objects.annotate(low=Lower("email")).filter(low__in=asked)
    for email, owner_id in users.values_list("low", "person_id"):
        found[email] = owner_id or 0
    return found
