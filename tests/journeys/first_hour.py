"""The morning of J1: sixty-eight heads, the staff list, and the agency's file of 2,046 rows."""

import io
import zipfile
from datetime import date

from accounts.models import Contact, Department, Person, Position, Tenure
from accounts.roles import Role
from secops.inventory.models import Account
from tests.factories import LONG_AGO, ApplicationFactory

SIMPATIK = "https://simpatik.kotacontoh.example/login"
ABSEN = "https://absen.kotacontoh.example/"
LEAKED, IN_SIMPATIK, KNOWN, COMPUTERS = 1940, 1204, 1726, 73
HEADS, BY_CHAT, BY_MAIL = 68, 61, 5


def nip(number: int) -> str:
    """A whole NIP of a made-up century."""
    return f"188{number // 1000}01011905011{number % 1000:03d}"


def agency_file() -> bytes:
    """A ZIP of stealer logs: 1,940 new, 33 told twice, 61 of other cities, 12 without a place."""
    blocks = [
        _block(SIMPATIK if n < IN_SIMPATIK else ABSEN, nip(n), f"Uji{n}") for n in range(LEAKED)
    ]
    blocks += blocks[:33]
    blocks += [_block(f"https://situs{n}.contoh.test/", f"orang{n}", "Uji") for n in range(61)]
    blocks += [f"Login: tanpa-alamat-{n}\nPassword: Uji\n" for n in range(12)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as log:
        for one in range(COMPUTERS):
            name = f"LOKET-{one:02d}"
            log.writestr(f"{name}/Passwords.txt", "\n".join(blocks[one::COMPUTERS]))
            log.writestr(
                f"{name}/UserInformation.txt",
                f"Computer: {name}\nMachineID: id-{one}\nLog date: 12.11.2026 08:00:00\n",
            )
    return packed.getvalue()


def _block(host: str, login: str, secret: str) -> str:
    return f"URL: {host}\nUsername: {login}\nPassword: {secret}\n"


def departments_with_heads(office: Department) -> Department:
    """Sixty-seven more departments; BKPP, which owns SIMPATIK, is the first. Returns it."""
    made = [Department(code="BKPP", name="BKPP", sort_name="bkpp")]
    made += [
        Department(code=f"OPD{n:02d}", name=f"Dinas {n:02d}", sort_name=f"dinas {n:02d}")
        for n in range(HEADS - 2)
    ]
    made = Department.objects.bulk_create(made)
    for number, department in enumerate([*made, office]):
        person = Person.objects.create(name=f"Kepala {department.code}")
        position = Position.objects.create(
            role=Role.HEAD.value, title=f"Kepala {department.name}", department=department
        )
        Tenure.objects.create(position=position, person=person, starts_on=LONG_AGO.date())
        if number < BY_CHAT:
            Contact.objects.create(
                person=person, kind=Contact.Kind.WHATSAPP, address=f"+6281100000{number:02d}"
            )
        elif number < BY_CHAT + BY_MAIL:
            Contact.objects.create(
                person=person,
                kind=Contact.Kind.MAIL,
                address=f"kepala{number}@kotacontoh.example",
            )
    return made[0]


def staff_list() -> None:
    """People with their NIP, each known by an account of the attendance of his department."""
    departments = list(Department.objects.order_by("pk"))
    people = Person.objects.bulk_create(
        [
            Person(name=f"Pegawai {n}", sort_name=f"pegawai {n:05d}", nip=nip(n))
            for n in range(KNOWN)
        ]
    )
    sikerja = ApplicationFactory(code="sikerja", name="SIKERJA", owner=departments[0])
    Account.objects.bulk_create(
        [
            Account(
                application=sikerja,
                username=person.nip,
                login_key=person.nip,
                holder=person,
                department=departments[n % len(departments)],
                created_at=LONG_AGO,
            )
            for n, person in enumerate(people)
        ]
    )


def mayor() -> Person:
    """Who leads the city, reached by mail."""
    person = Person.objects.create(name="Wali Kota Contoh")
    position = Position.objects.create(role=Role.LEADERSHIP.value, title="Wali Kota")
    Tenure.objects.create(position=position, person=person, starts_on=date(2024, 1, 1))
    Contact.objects.create(
        person=person, kind=Contact.Kind.MAIL, address="walikota@kotacontoh.example"
    )
    return person
