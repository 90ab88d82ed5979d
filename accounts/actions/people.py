"""People and their addresses."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.rules.refusal import MoveRefused


@transaction.atomic
def add_person(*, name: str, nip: str, mail: str, phone: str, by: User, at: datetime) -> Person:
    """Note a person nobody had noted. Raises MoveRefused where the NIP is somebody else's."""
    check(by, Permission.MANAGE_PEOPLE)
    _refuse_known_nip(nip)
    person = Person.objects.create(name=name, nip=nip)
    for kind, address in ((Contact.Kind.MAIL, mail), (Contact.Kind.WHATSAPP, phone)):
        if address:
            Contact.objects.create(person=person, kind=kind, address=address)
    record("person.added", person, by=by, at=at)
    return person


@transaction.atomic
def edit_person(
    person: Person, *, name: str, language: str, by: User, at: datetime, nip: str = ""
) -> None:
    """Mend name and language; a NIP can be added, never changed into another here."""
    check(by, Permission.MANAGE_PEOPLE)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if nip and nip != person.nip:
        if person.nip:
            raise MoveRefused(
                "nip_stands",
                "NIP orang ini sudah tercatat. Tambahkan orang baru bila memang orang lain.",
                "This person has a NIP already. Add a new person if it is somebody else.",
            )
        _refuse_known_nip(nip)
        person.nip = nip
    before = person.name
    person.name, person.language = name, language
    person.save()
    record("person.edited", person, by=by, at=at, before=before, after=name)


def _refuse_known_nip(nip: str) -> None:
    if nip and Person.objects.filter(nip=nip).exists():
        raise MoveRefused(
            "nip_known",
            "NIP ini sudah milik orang lain di daftar. Cari orangnya lebih dahulu.",
            "This NIP belongs to another person of the list. Look him up first.",
        )


@transaction.atomic
def add_contact(person: Person, *, kind: str, address: str, by: User, at: datetime) -> Contact:
    """Add an address; it is the first to be tried from now on."""
    check(by, Permission.MANAGE_PEOPLE)
    Contact.objects.filter(person=person, kind=kind).update(rank=F("rank") + 1)
    try:
        with transaction.atomic():
            contact = Contact.objects.create(person=person, kind=kind, address=address)
    except IntegrityError:
        raise MoveRefused(
            "address_known",
            "Alamat ini sudah tercatat pada orang ini.",
            "This address is already noted for this person.",
        ) from None
    record("person.contact_added", person, by=by, at=at, kind=kind)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: User, at: datetime) -> None:
    """Take an address away; the history keeps that it was there."""
    check(by, Permission.MANAGE_PEOPLE)
    person, kind = contact.person, contact.kind
    contact.delete()
    record("person.contact_removed", person, by=by, at=at, kind=kind)


@transaction.atomic
def choose_contact(person: Person, contact: Contact | None, *, by: User, at: datetime) -> None:
    """Note by which address a person wants to be told first; None: as the office orders them.

    His own choice, or what the office administrator notes for him.
    """
    if by.person_id != person.pk:
        check(by, Permission.MANAGE_PEOPLE)
    Person.objects.select_for_update().get(pk=person.pk)
    Contact.objects.filter(person=person).exclude(chosen_at=None).update(chosen_at=None)
    if contact is None:
        record("person.channel_unchosen", person, by=by, at=at)
        return
    Contact.objects.filter(pk=contact.pk, person=person).update(chosen_at=at)
    record("person.channel_chosen", person, by=by, at=at, kind=contact.kind)


@transaction.atomic
def set_opt_in(contact: Contact, *, how: str, by: User, at: datetime) -> None:
    """Note that a person agreed to messages a machine sends to this number, and how he said so;
    with an empty `how` that he takes it back. His own word, or noted for him by the office."""
    if by.person_id != contact.person_id:
        check(by, Permission.MANAGE_PEOPLE)
    how = how.strip()[:200]
    Contact.objects.filter(pk=contact.pk).update(opted_in_at=at if how else None, opted_in_how=how)
    verb = "person.opted_in" if how else "person.opted_out"
    record(verb, contact.person, by=by, at=at, how=how)


@transaction.atomic
def note_full_view(person: Person, *, by: User, at: datetime) -> None:
    """Leave in the trail that somebody looked at a person's whole NIP and addresses."""
    record("person.seen_in_full", person, by=by, at=at)
