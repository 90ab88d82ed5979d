"""Everything that changes people, their addresses, positions and sign-ins.

Who holds a position, and so what a sign-in may do, is the office administrator's business. Every
change of that kind ends the sessions of whom it concerns.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.access import check
from accounts.models import Absence, Contact, Department, Person, Position, Tenure, User
from accounts.queries import role_words
from accounts.roles import Permission
from accounts.sessions import end_all
from secops.audit.actions import record
from secops.house.files import Checked
from secops.rules.refusal import MoveRefused
from secops.rules.secrets import without_secrets

ONE_DAY = timedelta(days=1)


# ── People ───────────────────────────────────────────────────────────────────────────────────────
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


# ── Sign-ins ─────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def invite(person: Person, *, email: str, by: User, at: datetime) -> User:
    """Give a person a sign-in and send the way to it; once more only sends again.

    There is no password until he sets one: he signs in by a code sent to this address. Raises
    MoveRefused where the address signs in another person, or must not be trusted.
    """
    check(by, Permission.MANAGE_PEOPLE)
    email = email.strip().lower()
    taken = User.objects.filter(email__iexact=email).exclude(person=person).exists()
    if taken:
        raise MoveRefused(
            "address_signs_in_another",
            "Alamat ini sudah dipakai orang lain untuk masuk.",
            "Another person already signs in by this address.",
        )
    if Contact.objects.of_address(email).exclude(untrusted_at=None).exists():
        raise MoveRefused(
            "address_not_trusted",
            "Kotak surat ini tercatat bocor dan belum diganti kata sandinya. Pakai alamat lain.",
            "This mailbox is listed as leaked and not yet changed. Use another address.",
        )
    user = User.objects.select_for_update().filter(person=person).first()
    again = user is not None
    if user is None:
        user = User(email=email, person=person)
        user.set_unusable_password()
    elif user.email.lower() != email:
        user.email = email
        end_all(user)
    user.invited_at = at
    user.save()
    record("user.invited", user, by=by, at=at, again=again)
    transaction.on_commit(lambda: send_invitation(user))
    return user


def send_invitation(user: User) -> None:
    """The mail with the way in, in the person's language."""
    with translation.override(user.language):
        context = {
            "name": user.display_name,
            "url": settings.PUBLIC_BASE_URL + reverse("account_request_login_code"),
            "email": user.email,
            "product": settings.PRODUCT_NAME,
            "office": settings.OFFICE_NAME,
            "city": settings.CITY_NAME,
            "help_phone": settings.HELP_DESK_PHONE,
            "roles": [role_words(position.role) for position in user.held_positions],
        }
        subject = render_to_string("accounts/mail/invitation_subject.txt", context).strip()
        body = render_to_string("accounts/mail/invitation.txt", context)
    EmailMultiAlternatives(subject, body, to=[user.email]).send()


@transaction.atomic
def end_sessions_of(user: User, *, by: User, at: datetime) -> int:
    """End all sessions of somebody: a lost phone, a doubt."""
    check(by, Permission.MANAGE_PEOPLE)
    ended = end_all(user)
    record("user.sessions_ended", user, by=by, at=at, sessions=ended)
    return ended


@transaction.atomic
def switch_sign_in(user: User, *, active: bool, by: User, at: datetime) -> None:
    """Let a sign-in rest, or wake it; a resting one has no open session."""
    check(by, Permission.MANAGE_PEOPLE)
    if user.pk == by.pk:
        raise MoveRefused(
            "own_sign_in",
            "Anda tidak dapat menutup akun masuk Anda sendiri.",
            "You cannot close your own sign-in.",
        )
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        end_all(user)
    record("user.opened" if active else "user.closed", user, by=by, at=at)


@transaction.atomic
def save_own_settings(user: User, *, language: str, theme: str) -> None:
    """Language and looks of one's own pages; no business of the trail."""
    User.objects.filter(pk=user.pk).update(theme=theme)
    if user.person_id is not None and user.person is not None:
        Person.objects.filter(pk=user.person_id).update(language=language)


# ── Positions ────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_position(
    *,
    role: str,
    title: str,
    department: Department | None,
    superior: Position | None = None,
    by: User,
    at: datetime,
) -> Position:
    """Make a position that somebody can hold."""
    check(by, Permission.MANAGE_PEOPLE)
    position = Position.objects.create(
        role=role, title=title, department=department, superior=superior
    )
    record("position.added", position, by=by, at=at, role=role)
    return position


@transaction.atomic
def set_superior(position: Position, superior: Position | None, *, by: User, at: datetime) -> None:
    """Say who stands above a position; refused in words where that would be a circle."""
    check(by, Permission.MANAGE_PEOPLE)
    position = Position.objects.select_for_update().get(pk=position.pk)
    above, seen = superior, set()
    while above is not None and above.pk not in seen:
        if above.pk == position.pk:
            raise MoveRefused(
                "above_itself",
                "Jabatan ini sudah berada di atas atasan yang dipilih. Pilih jabatan lain.",
                "This position already stands above the superior chosen. Choose another one.",
            )
        seen.add(above.pk)
        above = above.superior
    position.superior = superior
    position.save(update_fields=["superior"])
    record("position.superior_set", position, by=by, at=at, superior=str(superior or ""))


@transaction.atomic
def appoint(
    position: Position,
    person: Person,
    *,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    order_number: str,
    order_scan: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> Tenure:
    """Give a position to a person from a day on: for good, as Plt. or Plh., or as deputy.

    Plt. and Plh. need the number of the letter and an end; its scan is kept where given. A
    definitive holder ends the tenure of the one before him the day before. Sessions of both end,
    for what they may do has changed.
    """
    check(by, Permission.MANAGE_PEOPLE)
    position = Position.objects.select_for_update().get(pk=position.pk)
    if kind in (Tenure.Kind.PLT, Tenure.Kind.PLH):
        _refuse_unsigned(order_number, ends_on)
    if ends_on is not None and ends_on < starts_on:
        raise MoveRefused(
            "ends_before_it_starts",
            "Tanggal selesai mendahului tanggal mulai.",
            "The last day lies before the first.",
        )
    same = Tenure.objects.filter(position=position, person=person, kind=kind)
    if same.current(starts_on).exists():
        raise MoveRefused(
            "holds_it_already",
            "Orang ini sudah memegang jabatan itu pada tanggal tersebut.",
            "This person already holds that position on that day.",
        )
    if kind == Tenure.Kind.DEFINITIVE:
        _end_before(position, starts_on)
    tenure = Tenure.objects.create(
        position=position,
        person=person,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        order_number=order_number,
    )
    for scan in order_scan[:1]:
        _keep_scan(tenure, scan)
    _end_sessions_of_person(person)
    record(
        "position.appointed", position, by=by, at=at, person=person.name,
        kind=str(kind), starts_on=starts_on, ends_on=ends_on,
        order_number=order_number,
    )  # fmt: skip
    return tenure


def _keep_scan(tenure: Tenure, scan: Checked) -> None:
    tenure.order_scan_name, tenure.order_scan_type = scan.name, scan.content_type
    tenure.order_scan_sha256 = scan.sha256
    scan.upload.seek(0)
    tenure.order_scan.save(uuid.uuid4().hex, scan.upload, save=False)
    tenure.save()


def _refuse_unsigned(order_number: str, ends_on: date | None) -> None:
    if not order_number:
        raise MoveRefused(
            "order_number_missing",
            "Plt. dan Plh. memerlukan nomor surat perintah.",
            "Plt. and Plh. need the number of their order.",
        )
    if ends_on is None:
        raise MoveRefused(
            "end_missing",
            "Plt. dan Plh. memerlukan tanggal selesai.",
            "Plt. and Plh. need a last day.",
        )


def _end_before(position: Position, day: date) -> None:
    """End the definitive tenures that reach into `day`; one that began that day is taken back."""
    reaching = Tenure.objects.filter(position=position, kind=Tenure.Kind.DEFINITIVE).exclude(
        ends_on__lt=day
    )
    for tenure in reaching:
        _end_sessions_of_person(tenure.person)
        if tenure.starts_on >= day:
            tenure.delete()
        else:
            tenure.ends_on = day - ONE_DAY
            tenure.save(update_fields=["ends_on"])


@transaction.atomic
def record_order_view(tenure: Tenure, *, by: User, at: datetime) -> None:
    """Note that somebody opened the scanned order."""
    record("position.order_viewed", tenure.position, by=by, at=at, file=tenure.order_scan_name)


#: Whoever is away for longer needs a Plh. with an order.
LONGEST_ABSENCE = timedelta(days=30)


@transaction.atomic
def note_absence(person: Person, *, until: date, note: str = "", by: User, at: datetime) -> Absence:
    """Note that somebody is away from today: his deputy is spoken to, else the office.

    He says so himself (also by a link, then `by` is the system under his name), or the office notes
    it. A newer word takes the place of the one before it. Raises MoveRefused in words.
    """
    himself = by.is_system or by.person_id == person.pk
    if not himself:
        check(by, Permission.RUN_CAMPAIGN)
    today = timezone.localdate(at)
    if not today <= until <= today + LONGEST_ABSENCE:
        raise MoveRefused(
            "too_long",
            "Pilih tanggal dari hari ini sampai 30 hari lagi. Lebih lama memerlukan Plh. dengan "
            "surat perintah; hubungi kantor.",
            "Choose a day from today up to 30 days ahead. For longer a Plh. with an order is "
            "needed; call the office.",
        )
    person.absences.filter(ended_at=None, until__gte=today).update(ended_at=at)
    absence = Absence.objects.create(
        person=person,
        starts_on=today,
        until=until,
        note=without_secrets(note.strip())[0][:200],
        said_at=at,
        recorded_by=None if himself else by,
    )
    record("person.away", person, by=by, at=at, until=until, note=absence.note)
    return absence


@transaction.atomic
def end_absence(person: Person, *, by: User, at: datetime) -> bool:
    """He is back, or was not away after all; whether there was anything to end."""
    if not (by.is_system or by.person_id == person.pk):
        check(by, Permission.RUN_CAMPAIGN)
    today = timezone.localdate(at)
    ended = person.absences.filter(ended_at=None, until__gte=today).update(ended_at=at)
    if ended:
        record("person.back", person, by=by, at=at)
    return bool(ended)


@transaction.atomic
def end_tenure(tenure: Tenure, *, by: User, at: datetime) -> None:
    """Let a tenure end now: what it allowed ends with this act, and open sessions with it."""
    check(by, Permission.MANAGE_PEOPLE)
    tenure = (
        Tenure.objects.select_for_update().select_related("position", "person").get(pk=tenure.pk)
    )
    today = timezone.localdate(at)
    if tenure.starts_on >= today:
        tenure.delete()
    else:
        # Yesterday, so that what it allowed ends with this act and not at midnight.
        tenure.ends_on = today - ONE_DAY
        tenure.save(update_fields=["ends_on"])
    _end_sessions_of_person(tenure.person)
    record("position.tenure_ended", tenure.position, by=by, at=at, person=tenure.person.name)


def _end_sessions_of_person(person: Person) -> None:
    user = User.objects.filter(person=person).first()
    if user is not None:
        end_all(user)
