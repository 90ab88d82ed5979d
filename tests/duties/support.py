"""A campaign with accounts of Dinas Sosial, and an order about it."""

from datetime import date, datetime

from accounts.models import Contact, Department, Person, Position, Tenure, User
from accounts.roles import POLICY, Role
from secops.compliance.duties.actions import Order, Target, issue_directive
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import AccountFacts, Application
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.rotation import State, Turn
from tests.factories import AccountFactory, ApplicationFactory, ContactFactory, PersonFactory

ORDERED = datetime(2026, 11, 27, 8, 30, tzinfo=WIB)
DUE = datetime(2026, 11, 30, 16, 0, tzinfo=WIB)
MONDAY = datetime(2026, 11, 30, 8, 3, tzinfo=WIB)


def campaign_with(department: Department, states: dict[State, int]) -> Campaign:
    """A running campaign over SIMPATIK whose rotations of a department stand in these states."""
    application = ApplicationFactory(code="simpatik", name="SIMPATIK")
    campaign = Campaign.objects.create(
        code="pk-simpatik",
        name="Penggantian SIMPATIK",
        state=Campaign.State.RUNNING,
        ordered_at=ORDERED,
        created_at=ORDERED,
    )
    campaign.applications.add(application)
    for state, n in states.items():
        for _one in range(n):
            add_rotation(campaign, department, application, state)
    return campaign


def add_rotation(
    campaign: Campaign, department: Department, application: Application, state: State
) -> Rotation:
    account = AccountFactory(application=application, department=department)
    AccountFacts.objects.create(
        account=account,
        exposures=1,
        newest_exposure=ORDERED,
        newest_received=ORDERED,
        read_at=datetime(2026, 11, 30, 7, 30, tzinfo=WIB),
    )
    turns = {State.NEEDS_HELP: Turn.AGENT, State.VERIFIED: Turn.NONE}
    return Rotation.objects.create(
        campaign=campaign,
        account=account,
        application=application,
        department=department,
        joined_at=ORDERED,
        due_at=DUE,
        state=state,
        turn=turns.get(state, Turn.HOLDER),
    )


def rotation_order(campaign: Campaign, **changes: object) -> Order:
    given: dict[str, object] = {
        "title": "Pegawai mengganti kata sandi SIMPATIK",
        "kind": Kind.ROTATION,
        "text": "Ganti kata sandi dan nama pengguna, lalu keluar dari semua perangkat.",
        "due_at": DUE,
        "letter_number": "Sekda 000.6/123/2026",
        "campaign": campaign,
    }
    return Order(**{**given, **changes})  # type: ignore[arg-type]


def custom_order(**changes: object) -> Order:
    given: dict[str, object] = {
        "title": "Tempel poster log out",
        "kind": Kind.CUSTOM,
        "text": "Pasang poster di setiap ruangan.",
        "due_at": DUE,
        "checklist": ("Poster terpasang", "Akun bersama dihapus"),
    }
    return Order(**{**given, **changes})  # type: ignore[arg-type]


def rotation_duty(department: Department, by: User, states: dict[State, int]) -> Duty:
    """One rotation duty of that department, ordered and not yet received."""
    directive = issue_directive(
        rotation_order(campaign_with(department, states)),
        [Target(department.pk)],
        by=by,
        at=ORDERED,
    )
    return directive.duties.get()


def custom_duty(department: Department, by: User, **changes: object) -> Duty:
    return issue_directive(
        custom_order(**changes), [Target(department.pk)], by=by, at=ORDERED
    ).duties.get()


def head_of(department: Department, *kinds: str, name: str = "Kepala Uji") -> Person:
    """A head without a sign-in, with an address of each kind."""
    person = PersonFactory(name=name)
    position = Position.objects.create(
        role=Role.HEAD, title=f"Kepala {department}", department=department
    )
    Tenure.objects.create(position=position, person=person, starts_on=date(2024, 1, 1))
    for kind in kinds:
        give_contact(person, kind)
    return person


def give_contact(person: Person, kind: str) -> Contact:
    if kind == Contact.Kind.WHATSAPP:
        return ContactFactory(person=person, kind=kind, address=f"+62800000{person.pk:04d}")
    return ContactFactory(person=person)


def fresh(duty: Duty) -> Duty:
    return Duty.objects.select_related("directive", "department").get(pk=duty.pk)


def title_of(role: Role) -> str:
    return POLICY[role].label_id


def directive_of(duty: Duty) -> Directive:
    return duty.directive
