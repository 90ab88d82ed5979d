"""A small city in the middle of a campaign, made of rows: for the pages' tests and for trying them.

Everybody in it is made up. The same arguments give the same city. Each account follows one of the
stories below, so that every state, turn and reason of RULES 1 stands somewhere on the pages.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.models import Contact, Department, Person, Position, Tenure, User, sort_name
from accounts.roles import Role
from secops.compliance.duties.actions.campaigns import order_rotation
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations import scopes
from secops.compliance.rotations.actions import (
    DueDates,
    Plan,
    draft_campaign,
    start_campaign,
)
from secops.compliance.rotations.derive import derive_rotations
from secops.compliance.rotations.models import Answer, Campaign, CampaignDay, Rotation
from secops.inventory.models import (
    Account,
    AccountFacts,
    Application,
    Containment,
    Exposure,
    LeakReport,
    Reading,
    ReadingsCover,
    ReadingsFile,
)
from secops.outbox.models import Message
from secops.rules.duty import State as DutyState
from secops.rules.intervals import WIB
from secops.rules.working_time import Calendar

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

NAMES = (
    *("Dinas Kesehatan", "Dinas Sosial", "Dinas Pendidikan", "Badan Kepegawaian"),
    *("Dinas Perhubungan", "Dinas Lingkungan Hidup", "Kecamatan Bukit", "Rumah Sakit Daerah"),
)
APPLICATIONS = (
    ("simpatik", "SIMPATIK", True, True),
    ("surel", "Surel Dinas", True, True),
    ("epajak", "e-Pajak", True, False),
    ("aset", "Aset Daerah", False, False),
)
FIRST = ("Adi", "Ayu", "Budi", "Citra", "Dewi", "Eko", "Gita", "Hadi", "Indah", "Joko", "Sari")
LAST = ("Contoh", "Uji", "Cermin", "Melati", "Jati", "Kenanga", "Samudra", "Pelangi", "Mentari")

#: How often each story is told, in parts of a hundred.
STORIES = (
    ("verified", 34),
    ("claimed", 14),
    ("told", 18),
    ("open", 7),
    ("contained", 8),
    ("partial", 4),
    ("contradicted", 4),
    ("trouble", 4),
    ("takeover", 1),
    ("not_mine", 2),
    ("reexposed", 2),
    ("disabled", 2),
)


@dataclass
class City:
    """What was made, for whoever wants to look at it."""

    campaign: Campaign
    departments: list[Department] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    order: Directive | None = None
    report: LeakReport | None = None


def build_city(
    *, by: User, at: datetime, departments: int = 4, accounts: int = 60, seed: int = 7
) -> City:
    """Make a city whose campaign was ordered five days before `at`."""
    dice = random.Random(seed)
    ordered_at = at - 5 * DAY
    units = _departments(departments)
    applications = _applications(units)
    people = _people(units, accounts, dice)
    rows = _accounts(people, units, applications, ordered_at, dice)
    report = _leak(rows, by, ordered_at)
    _known(rows, ordered_at)
    campaign = _campaign(applications, by, ordered_at)
    _facts(rows, by, ordered_at, at, dice)
    _holders_acts(campaign, rows, ordered_at, dice)
    derive_rotations(scopes.whole_campaign(campaign.pk), at=at)
    _days(campaign, ordered_at, at)
    order = _duties(campaign, units, by, ordered_at, at)
    return City(campaign, units, applications, order, report)


def _departments(number: int) -> list[Department]:
    found = []
    for n in range(number):
        name = NAMES[n] if n < len(NAMES) else f"Kelurahan Contoh {n}"
        unit, _made = Department.objects.get_or_create(
            code="DINSOS" if name == "Dinas Sosial" else f"KOTA{n:03d}", defaults={"name": name}
        )
        found.append(unit)
    for unit in found[: max(1, number - 1)]:  # the last one has neither head nor agent
        for role, title in ((Role.HEAD, f"Kepala {unit}"), (Role.AGENT, f"Agen Siber {unit}")):
            if not unit.positions.filter(role=role).exists():
                position = Position.objects.create(role=role, title=title, department=unit)
                person = Person.objects.create(name=f"{title.split()[0]} {unit.code.title()} Uji")
                Contact.objects.create(
                    person=person,
                    kind=Contact.Kind.MAIL,
                    address=f"{role}.{unit.code.lower()}@kotacontoh.example",
                )
                Tenure.objects.create(
                    position=position, person=person, starts_on=datetime(2024, 1, 1, tzinfo=WIB)
                )
    return found


def _applications(units: list[Department]) -> list[Application]:
    return [
        Application.objects.create(
            code=code,
            name=name,
            sort_name=sort_name(name),
            owner=units[n % len(units)],
            reads_passwords=reads,
            reports_sessions=sessions,
        )
        for n, (code, name, reads, sessions) in enumerate(APPLICATIONS)
    ]


def _people(units: list[Department], number: int, dice: random.Random) -> list[Person]:
    people = [
        Person(
            name=(name := f"{dice.choice(FIRST)} {dice.choice(LAST)} {n}"),
            sort_name=sort_name(name),
            nip=f"1880{n:014d}",
        )
        for n in range(number)
    ]
    Person.objects.bulk_create(people)
    Contact.objects.bulk_create(
        Contact(person=person, kind=Contact.Kind.MAIL, address=f"p{n}@kotacontoh.example")
        for n, person in enumerate(people)
        if n % 9 != 8
    )
    return people


def _accounts(
    people: list[Person],
    units: list[Department],
    applications: list[Application],
    ordered_at: datetime,
    dice: random.Random,
) -> list[tuple[Account, str]]:
    stories = [story for story, parts in STORIES for _n in range(parts)]
    rows = []
    for n, person in enumerate(people):
        # The first departments are the larger ones, and ahead of the others.
        unit = units[min(int(dice.random() ** 1.6 * len(units)), len(units) - 1)]
        application = applications[0 if dice.random() < 0.6 else dice.randrange(len(applications))]
        account = Account(
            application=application,
            username=person.nip if application.code != "surel" else f"pegawai{n}",
            login_key=person.nip if application.code != "surel" else f"pegawai{n}",
            kind=Account.Kind.SERVICE if n % 97 == 96 else Account.Kind.PERSON,
            holder=person,
            department=unit if n % 50 != 49 else None,
            privileged=n % 25 == 24,
            created_at=ordered_at - 300 * DAY,
        )
        # Every story is told once before chance decides.
        story = STORIES[n][0] if n < len(STORIES) else dice.choice(stories)
        rows.append((account, story))
    Account.objects.bulk_create([account for account, _story in rows])
    return rows


def _leak(rows: list[tuple[Account, str]], by: User, ordered_at: datetime) -> LeakReport:
    report = LeakReport.objects.create(
        source="BSSN",
        file_name="laporan-contoh.csv",
        sha256="0" * 64,
        format="table",
        received_at=ordered_at - 6 * HOUR,
        imported_at=ordered_at - 5 * HOUR,
        imported_by=by,
        counts={"rows": len(rows), "new": len(rows), "matched": len(rows)},
    )
    Exposure.objects.bulk_create(
        Exposure(
            fingerprint=f"{account.pk:032x}",
            place=account.application_id,
            report_id=report.pk,
            application_id=account.application_id,
            account_id=account.pk,
            own_date=ordered_at - 15 * DAY,
            effective_at=ordered_at - 15 * DAY,
            received_at=report.received_at,
        )
        for account, _story in rows
    )
    return report


def _campaign(applications: list[Application], by: User, ordered_at: datetime) -> Campaign:
    plan = Plan(
        name="Penggantian kata sandi SIMPATIK dan Surel Dinas",
        applications=applications,
        due=DueDates(ordered_at + DAY, ordered_at + 7 * DAY, ordered_at + 14 * DAY),
        letter_number="000.6/123/2026",
        reason_id="Kata sandi Anda tercatat bocor.",
        messages_from=ordered_at,
    )
    campaign = draft_campaign(plan, by=by, at=ordered_at)
    return start_campaign(campaign, calendar=Calendar(), by=by, at=ordered_at).campaign


def _known(rows: list[tuple[Account, str]], ordered_at: datetime) -> None:
    """What the leak report alone says, before the campaign is ordered."""
    AccountFacts.objects.bulk_create(
        AccountFacts(
            account=account,
            exposures=1,
            first_exposure=ordered_at - 15 * DAY,
            newest_exposure=ordered_at - 15 * DAY,
            newest_received=ordered_at - 6 * HOUR,
        )
        for account, _story in rows
    )


def _facts(
    rows: list[tuple[Account, str]],
    by: User,
    ordered_at: datetime,
    at: datetime,
    dice: random.Random,
) -> None:
    exposed_at = ordered_at - 15 * DAY
    read_at = at - 3 * HOUR
    file = ReadingsFile.objects.create(
        source="SIMPATIK",
        file_name="data-simpatik.csv",
        sha256="1" * 64,
        imported_at=read_at,
        imported_by=by,
    )
    locked = Containment.objects.create(
        application=rows[0][0].application,
        contained_at=ordered_at + 4 * HOUR,
        recorded_at=ordered_at + 5 * HOUR,
        recorded_by=by,
        how="Kata sandi lama dibatalkan.",
    )
    facts, readings = [], []
    for account, story in rows:
        changed = ordered_at + HOUR * dice.randint(2, 100)
        about = AccountFacts(
            account=account,
            exposures=1,
            first_exposure=exposed_at,
            newest_exposure=exposed_at,
            newest_received=ordered_at - 6 * HOUR,
            read_at=read_at,
        )
        if story in ("verified", "partial", "reexposed", "takeover"):
            about.change_from = about.change_to = changed
            about.change_read_at, about.change_origin = read_at, "owner"
        if story == "verified":
            about.sessions_revoked_at = changed
        if story == "takeover":
            about.change_from = about.change_to = ordered_at + 2 * HOUR
        if story == "reexposed":
            about.exposures = 2
            about.newest_exposure = about.newest_received = changed + HOUR
        if story == "contradicted":
            about.change_from = about.change_to = ordered_at - 400 * DAY
            about.change_read_at, about.change_origin = read_at, "owner"
        if story == "contained":
            about.contained_at = locked.contained_at
        if story == "disabled":
            about.disabled_at = ordered_at + HOUR
        facts.append(about)
        if about.change_from:
            readings.append(
                Reading(
                    file_id=file.pk,
                    account_id=account.pk,
                    read_at=read_at,
                    changed_from=about.change_from,
                    changed_to=about.change_to,
                    sessions_revoked_at=about.sessions_revoked_at,
                )
            )
    changed = [one.name for one in AccountFacts._meta.fields if not one.primary_key]
    AccountFacts.objects.bulk_update(facts, changed)
    Reading.objects.bulk_create(readings)
    covered = Counter((a.application_id, a.department_id) for a, _story in rows)
    ReadingsCover.objects.bulk_create(
        ReadingsCover(
            file=file, application_id=application, department_id=department, accounts=n,
            read_at=read_at,
        )
        for (application, department), n in covered.items()
    )  # fmt: skip


#: What the holder says in a story: kind and reason.
WORDS = {
    "verified": ("done_both", ""),
    "claimed": ("done_password", ""),
    "contradicted": ("done_password", ""),
    "trouble": ("trouble", "shared"),
    "takeover": ("trouble", "cannot_log_in"),
    "not_mine": ("trouble", "not_mine"),
}


def _holders_acts(
    campaign: Campaign, rows: list[tuple[Account, str]], ordered_at: datetime, dice: random.Random
) -> None:
    story_of = {account.pk: (account, story) for account, story in rows}
    answers, messages, told = [], [], []
    for rotation in Rotation.objects.filter(campaign=campaign):
        account, story = story_of[rotation.account_id]
        if story == "open" or account.holder is None:
            continue
        rotation.told_at = ordered_at + 20 * HOUR / 10
        told.append(rotation)
        messages.append(
            Message(
                key=f"start:{campaign.pk}:{account.holder_id}",
                kind="holder-start",
                person=account.holder,
                channel=Message.Channel.MAIL,
                address="p@kotacontoh.example",
                state=Message.State.SENT,
                not_before=ordered_at,
                next_try_at=ordered_at,
                created_at=ordered_at,
                sent_at=rotation.told_at,
                subject="Ganti kata sandi",
                payload={"rotations": [rotation.pk], "campaign": campaign.pk},
            )
        )
        if story in WORDS:
            kind, reason = WORDS[story]
            answers.append(
                Answer(
                    rotation=rotation,
                    kind=kind,
                    reason=reason,
                    person=account.holder,
                    given_at=ordered_at + HOUR * dice.randint(5, 40),
                    cutoff_then=ordered_at - 15 * DAY,
                    channel=Answer.Channel.LINK,
                    risk="leaked_mailbox" if dice.random() < 0.05 else "",
                )
            )
    Rotation.objects.bulk_update(told, ["told_at"])
    Message.objects.bulk_create(messages)
    Answer.objects.bulk_create(answers)


def _days(campaign: Campaign, ordered_at: datetime, at: datetime) -> None:
    """The ends of the days before today: a pace that slows down towards the present numbers."""
    CampaignDay.objects.filter(campaign=campaign).delete()
    rows = list(Rotation.objects.filter(campaign=campaign))
    days = (at.astimezone(WIB).date() - ordered_at.astimezone(WIB).date()).days
    kept = []
    for department in {None, *(row.department_id for row in rows)}:
        part = [row for row in rows if department in (None, row.department_id)]
        if department is None and not part:
            continue
        now = {
            "told": sum(row.told_at is not None for row in part),
            "answered": sum(bool(row.answer) for row in part),
            "claimed": sum(row.answer.startswith("done") for row in part),
            "verified": sum(row.state == "verified" for row in part),
            "contained": sum(row.state == "contained" for row in part),
            "done": sum(row.state in ("verified", "disabled", "exempt") for row in part),
        }
        unusable = sum(not row.usable for row in part)
        for n in range(days):
            share = (n + 1) / (days + 1)
            kept.append(
                CampaignDay(
                    campaign=campaign,
                    department_id=department,
                    day=ordered_at.astimezone(WIB).date() + n * DAY,
                    total=len(part),
                    attested=0,
                    exposed=len(part),
                    usable=len(part) - int(unusable * share),
                    **{name: int(number * share) for name, number in now.items()},
                )
            )
    CampaignDay.objects.bulk_create(kept)


def _duties(
    campaign: Campaign, units: list[Department], by: User, ordered_at: datetime, at: datetime
) -> Directive:
    order = order_rotation(campaign, by=by, at=ordered_at)
    assert order is not None
    for n, unit in enumerate(units):
        received = None if n % 4 == 3 else ordered_at + (n + 1) * HOUR
        Duty.objects.filter(directive=order, department=unit).update(
            state=DutyState.CONFIRMED if n % 5 == 1 else DutyState.OPEN,
            due_at=at - HOUR if n % 6 == 5 else order.due_at,
            received_at=received,
            changed_at=received or ordered_at,
        )
    return order
