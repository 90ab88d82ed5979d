"""Who can sign in to the demo: one person for each role, with one password for all."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Contact, Department, Person, Position, Tenure, User
from accounts.roles import POLICY, Role
from dashboard.demo.city import DOMAIN

PASSWORD = "siaga-kota-contoh"


@dataclass(frozen=True, slots=True)
class Member:
    """One sign-in of the demo."""

    key: str
    role: Role
    name: str
    department: str | None = None
    what_for: str = ""

    @property
    def email(self) -> str:
        domain = DOMAIN if self.role is not Role.STAKEHOLDER else "mitra.test"
        return f"{self.key}@{domain}"


CAST: tuple[Member, ...] = (
    Member("piket", Role.DUTY_OFFICER, "Olga Contoh", "KOMINFO", "runs the desk"),
    Member("ketua", Role.LEAD, "Leo Contoh", "KOMINFO", "decides and signs off"),
    Member("admin", Role.OFFICE_ADMIN, "Adi Contoh", "KOMINFO", "people and positions"),
    Member("kepala.dinsos", Role.HEAD, "Kartini Contoh", "DINSOS", "head of Dinas Sosial"),
    Member("agen.dinsos", Role.AGENT, "Budi Contoh", "DINSOS", "agent of Dinas Sosial"),
    Member("agen.dinkes", Role.AGENT, "Endang Contoh", "DINKES", "agent of a large department"),
    Member("simpatik", Role.APPLICATION_ADMINISTRATOR, "Sinta Contoh", "BKP", "owner of SIMPATIK"),
    Member("kampus", Role.STAKEHOLDER, "Umar Contoh", None, "university, gives advice"),
    Member("siber.polisi", Role.STAKEHOLDER, "Pandu Contoh", None, "police cyber unit"),
    Member("inspektur", Role.INSPECTOR, "Ira Contoh", "INSPEKTORAT", "sees all, changes nothing"),
    Member("sekda", Role.LEADERSHIP, "Seno Contoh", None, "one page a day"),
)  # fmt: skip


def sign_ins() -> str:
    """What `make run` prints."""
    lines = [f"Demo sign-ins, password {PASSWORD}", ""]
    lines += [f"{member.email:32} {member.what_for}" for member in CAST]
    return "\n".join(lines) + "\n"


def make_cast(*, since: date, at: datetime) -> dict[str, User]:
    """Make the people, their positions and their sign-ins; by key."""
    made = {member.key: _member(member, since, at) for member in CAST}
    leader = Position.objects.filter(role=Role.LEADERSHIP).order_by("pk").first()
    Position.objects.filter(role=Role.HEAD, superior=None).update(superior=leader)
    return made


def _member(member: Member, since: date, at: datetime) -> User:
    department = (
        Department.objects.get(code=member.department) if member.department is not None else None
    )
    held = _held_position(member, department)
    if held is not None:
        person = held.person
        person.name = member.name
        person.save()
    else:
        person = Person.objects.create(name=member.name)
        position = Position.objects.create(
            role=member.role.value,
            title=f"{POLICY[member.role].label_id}{f' {department.name}' if department else ''}",
            department=department,
        )
        Tenure.objects.create(position=position, person=person, starts_on=since)
    contact = person.contacts.filter(kind=Contact.Kind.MAIL).first()
    if contact is None:
        Contact.objects.create(person=person, kind=Contact.Kind.MAIL, address=member.email)
    else:
        contact.address = member.email
        contact.save()
    user = User(email=member.email, person=person, invited_at=at)
    user.set_password(PASSWORD)
    user.save()
    return user


def _held_position(member: Member, department: Department | None) -> Tenure | None:
    """The register already names heads and agents; the cast takes their places."""
    if department is None or member.role not in (Role.HEAD, Role.AGENT):
        return None
    return (
        Tenure.objects.filter(position__department=department, position__role=member.role.value)
        .select_related("person")
        .first()
    )
