"""What is done on an account's own page: looking at the whole NIP, naming another holder."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_rotations, lock_rotations
from secops.compliance.rotations.models import Rotation
from secops.house.text import masked_name
from secops.inventory.models import Account


class HolderRefused(Exception):
    """The person cannot become the holder; the words are fit for the page."""


@transaction.atomic
def show_whole_login(account: Account, *, by: User, at: datetime) -> None:
    """Note that somebody looked at the whole NIP and name of an account."""
    check(by, Permission.SEE_PERSONAL, account.department_id)
    record("account.nip_shown", account, by=by, at=at)


@transaction.atomic
def name_holder(
    account: Account, *, nip: str, email: str, name: str, by: User, at: datetime
) -> Person:
    """Name who holds the account from now on (or answers for a shared one), and derive it.

    The person is found by his NIP, else by his mail address, else written down with `name`.
    Answers of the former holder stay on record and count no more (RULES 1: the present holder's).
    Raises HolderRefused in words.
    """
    check(by, Permission.ANSWER_FOR, account.department_id)
    rotations = Rotation.objects.filter(account=account).values_list("pk", flat=True)
    mine = scopes.these(list(rotations))
    lock_rotations(mine)
    locked = Account.objects.select_for_update().get(pk=account.pk)
    person = _known(nip, email) or _written_down(nip, email, name)
    if locked.kind == Account.Kind.PERSON:
        before, locked.holder = locked.holder_id, person
    else:
        before, locked.owner = locked.owner_id, person
    if before == person.pk:
        raise HolderRefused(_("Orang ini sudah tercatat sebagai pemegangnya."))
    locked.save(update_fields=["holder", "owner"])
    # Somebody has it after all: its owner need not disable it.
    rows = Rotation.objects.filter(account=account, closing_asked_at__isnull=False)
    rows.update(closing_asked_at=None)
    derive_rotations(mine, at=at)
    record("account.holder_named", locked, by=by, at=at, holder=masked_name(person.name))
    return person


@transaction.atomic
def keep_shared(
    account: Account, *, name: str, nip: str, email: str, users: str, by: User, at: datetime
) -> Person:
    """Leave an account shared: it is asked of the person who answers for it from now on.

    `users` names who uses it, for the trail.
    """
    check(by, Permission.ANSWER_FOR, account.department_id)
    rotations = Rotation.objects.filter(account=account).values_list("pk", flat=True)
    mine = scopes.these(list(rotations))
    lock_rotations(mine)
    locked = Account.objects.select_for_update().get(pk=account.pk)
    person = _known(nip, email) or _written_down(nip, email, name)
    locked.kind, locked.owner = Account.Kind.SHARED, person
    locked.save(update_fields=["kind", "owner"])
    Rotation.objects.filter(pk__in=rotations).update(closing_asked_at=None)
    derive_rotations(mine, at=at)
    record(
        "account.kept_shared", locked, by=by, at=at, person=masked_name(person.name), users=users
    )
    return person


def _known(nip: str, email: str) -> Person | None:
    if nip:
        person = Person.objects.filter(nip=nip).first()
        if person is not None:
            return person
    if not email:
        return None
    mail = Contact.objects.of_address(email).filter(kind=Contact.Kind.MAIL)
    people = list(Person.objects.filter(pk__in=mail.values("person"))[:2])
    if len(people) > 1:
        raise HolderRefused(_("Alamat ini dipakai beberapa orang. Isi NIP-nya."))
    if people and nip and people[0].nip not in ("", nip):
        raise HolderRefused(_("Alamat ini milik orang dengan NIP lain. Periksa lagi."))
    if people:
        return people[0]
    # The address somebody signs in with is his, also where it is no contact of his.
    user = User.objects.filter(email__iexact=email, person__isnull=False).first()
    return user.person if user else None


def _written_down(nip: str, email: str, name: str) -> Person:
    if not name.strip():
        raise HolderRefused(_("Orang ini belum tercatat. Isi namanya."))
    person = Person.objects.create(name=name.strip(), nip=nip)
    if email:
        Contact.objects.create(person=person, kind=Contact.Kind.MAIL, address=email.lower())
    return person
