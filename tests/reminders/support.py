"""A campaign with accounts of some people, derived by the law."""

from datetime import datetime, timedelta
from typing import Any

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Contact, Department, Person
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_rotations
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account, AccountFacts, Application
from secops.rules.intervals import WIB
from tests.factories import AccountFactory, ApplicationFactory, ContactFactory, PersonFactory

#: J1: Friday 27 November 2026, 08.10; due Monday 30 November, 16.00.
ORDERED = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
DUE = datetime(2026, 11, 30, 16, 0, tzinfo=WIB)
LEAKED = datetime(2026, 11, 12, 12, 0, tzinfo=WIB)


def person(
    name: str = "Sari Uji", mail: str | None = "sari@kotacontoh.example", **more: Any
) -> Person:
    made: Person = PersonFactory(name=name, **more)
    if mail:
        ContactFactory(person=made, address=mail)
    return made


def whatsapp(of: Person, number: str = "0812 0000 0001") -> Contact:
    made: Contact = ContactFactory(person=of, kind=Contact.Kind.WHATSAPP, address=number)
    return made


def campaign(code: str = "c1", **more: Any) -> Campaign:
    values: dict[str, Any] = {
        "name": "Ganti kata sandi November",
        "state": Campaign.State.RUNNING,
        "ordered_at": ORDERED,
        "messages_from": ORDERED,
        "created_at": ORDERED,
        "letter_number": "SE Sekda 000.6/123/2026",
    }
    return Campaign.objects.create(code=code, **(values | more))


def rotation(
    of: Person | None,
    within: Campaign,
    application: Application | None = None,
    *,
    due: datetime = DUE,
    leaked: datetime | None = LEAKED,
    department: Department | None = None,
    **more: Any,
) -> Rotation:
    application = application or ApplicationFactory(name="SIMPATIK")
    extra = {"department": department} if department else {}
    account: Account = AccountFactory(application=application, holder=of, **extra)
    if leaked:
        AccountFacts.objects.create(
            account=account, exposures=1, newest_exposure=leaked, newest_received=leaked
        )
    made = Rotation.objects.create(
        campaign=within,
        account=account,
        application=application,
        department=account.department,
        joined_at=ORDERED,
        base=leaked or ORDERED,
        due_at=due,
        **more,
    )
    derive(made)
    return made


def derive(*rotations: Rotation, at: datetime = ORDERED) -> None:
    derive_rotations(scopes.these(one.pk for one in rotations), at=at)
    for one in rotations:
        one.refresh_from_db()


def change(of: Rotation, when: datetime, *, at: datetime | None = None) -> None:
    """The system says that the password was changed, and no session is open."""
    AccountFacts.objects.filter(account=of.account).update(
        change_from=when,
        change_to=when,
        change_read_at=when + timedelta(hours=1),
        change_origin="owner",
        zero_sessions_at=when + timedelta(hours=1),
    )
    derive(of, at=at or when + timedelta(hours=1))
