"""The incident of the demo, told again day by day through the product's own actions.

After a real one: a post claims a leak, the national agency sends a table of usernames and
passwords, the office has passwords locked at the source, orders a rotation, reminds, and reads what
the systems say. Every fact gets the time it would have had; all times count back from `at`, so it
is always as if today were the ninth day.
"""

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Department, Person, User
from dashboard.demo import (
    backups,
    bulletins,
    desk,
    earlier,
    evidence,
    heads_say,
    letters,
    log_ins,
    log_outs,
    partners,
    people,
    privacy,
    replies,
    reports,
    response,
    retirements,
    sharing,
    stands,
    statements,
)
from dashboard.demo.cast import make_cast
from dashboard.demo.city import City
from dashboard.demo.files import csv_file, sha256
from dashboard.demo.holders import Holders
from secops.audit.chain import seal_all
from secops.compliance.duties.actions import start_campaign_with_duties
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.actions import (
    DueDates,
    Plan,
    draft_campaign,
    record_containment,
)
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.rotations.tally import fold_tallies, snapshot_day
from secops.intake.brought import Brought
from secops.intake.leaks.importing import import_leak
from secops.intake.leaks.outcome import LeakOrder
from secops.intake.readings.actions import import_readings
from secops.intake.registers.actions import import_register
from secops.inventory.models import Account, Application, Device, Exposure, LeakReport, Reading
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.calendar import city_calendar
from secops.reminders.duties.escalating import gather
from secops.reminders.engine import remind
from secops.reminders.trust import mark_untrusted_addresses

#: How many accounts of which application the first report names, of 15,000.
LEAKED = {
    "simpatik": 1204, "absen": 301, "surel": 187, "surat": 131, "epuskesmas": 52, "siap": 44,
    "epajak": 9, "aset": 6, "rapat": 6,
}  # fmt: skip
#: Applications that send readings each morning.
READABLE = ("simpatik", "absen", "surel", "surat", "siap", "epajak")
#: The day of the campaign's order, counted back from today.
ORDERED = 6


@dataclass
class Story:
    """What the scenes share."""

    city: City
    at: datetime
    dice: random.Random = field(default_factory=lambda: random.Random(28_06))
    cast: dict[str, User] = field(default_factory=dict)
    leaked: list[dict[str, str]] = field(default_factory=list)
    campaign: Campaign | None = None

    def day(self, ago: int, clock: str) -> datetime:
        """A moment so many days ago, at a time of day in WIB; never later than `at`."""
        return min(self.ahead(-ago, clock), self.at - timedelta(minutes=5))

    def ahead(self, days: int, clock: str) -> datetime:
        """A moment so many days from today, at a time of day in WIB."""
        hours, minutes = map(int, clock.split(":"))
        day = timezone.localdate(self.at) + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time(hours, minutes)))

    @property
    def scale(self) -> float:
        """How large this city is beside the full one."""
        return min(1.0, len(self.city.accounts) / 15_000)


@transaction.atomic
def tell_story(city: City, *, at: datetime) -> dict[str, int]:
    """Fill the empty database; return what there is, by kind."""
    story = Story(city, at)
    with _mail_goes_nowhere():
        registers(story)
        retirements.out_of_service(story)
        earlier.incidents(story)
        incident = partners.incident(story)
        claim = statements.claimed(story, incident)
        first_report(story)
        statements.compared(story, claim, story.leaked)
        stealer_report(story)
        locks(story)
        campaign(story)
        days(story)
        log_ins.looked_into(story, incident)
        partners.link_incident(story, incident)
        _capture, log, _memory = evidence.secured(story, incident)
        statements.in_public(story, incident, claim)
        letters.written(story, incident)
        evidence.handed_over(story, log)
        response.worked_on(story, incident)
        privacy.persons_told(story, incident)
        partners.recommendations(story, incident)
        heads(story)
        second_report(story)
        log_outs.hygiene(story)
        desk.agents_desk(story)
        replies.heard(story)
        partners.link_orders(story, incident)
        response.met(story, incident)
        sharing.shared(story, incident)
        bulletins.advised(story)
        statements.looked_after(story)
        statements.noticed(story, claim)
        backups.made_and_watched(story)
    snapshot_day(at=at)
    fold_tallies(at=at)
    stands.past_days(story, story.dice)
    seal_all(at=at)
    return counts()


def registers(story: Story) -> None:
    """Three weeks before, the registers were read."""
    moment = story.day(20, "09:00")
    for kind, rows in (
        ("departments", story.city.departments_rows()),
        ("applications", story.city.applications_rows()),
        ("accounts", iter(story.city.accounts)),
    ):
        file = csv_file(rows)
        import_register(
            kind,
            file,
            file_name=f"{kind}.csv",
            sha256=sha256(file.getvalue()),
            by=User.objects.system(),
            at=moment,
        )
    Department.objects.filter(is_office=True).exclude(code="KOMINFO").update(is_office=False)
    Department.objects.filter(code="KOMINFO").update(is_office=True)
    story.cast = make_cast(since=moment.date() - timedelta(days=300), at=moment)
    people.dead_mails(story.dice, at=moment)


def first_report(story: Story) -> None:
    """Eight days ago the agency's table came, most of it SIMPATIK."""
    by_application: dict[str, list[dict[str, str]]] = {}
    for row in story.city.accounts:
        by_application.setdefault(row["application_code"], []).append(row)
    for code, wanted in LEAKED.items():
        known = by_application.get(code, [])
        story.leaked += story.dice.sample(
            known, min(len(known), max(1, round(wanted * story.scale)))
        )
    # Also what nobody likes to see in a report: shared desks, a service and a vendor's account.
    story.leaked += [row for row in story.city.accounts if row["kind"] != "person"][::4]
    newest = story.day(8, "00:00")
    content = reports.agency_table(story.leaked, newest, story.dice)
    _leak(story, content, "peringatan-BSSN.csv", "BSSN", story.day(8, "08:40"))


def stealer_report(story: Story) -> None:
    """Seven days ago: stealer logs; three computers hold 57 accounts between them."""
    rows = [row for row in story.leaked if row["department_code"] == "DINKES"]
    more = [row for row in story.city.accounts if row["department_code"] == "DINKES"]
    pool = iter(rows + more)
    computers = [
        (name, [row for row, _n in zip(pool, range(size), strict=False)])
        for name, size in (("LOKET-3", 37), ("GUDANG-1", 12), ("TU-2", 8))
    ]
    singles = story.dice.sample(story.leaked, min(70, len(story.leaked)))
    computers += [(f"PC-CONTOH-{n:02d}", [row]) for n, row in enumerate(singles, 1)]
    content = reports.stealer_archive(computers, story.day(7, "00:00"), story.dice)
    _leak(story, content, "log-stealer.zip", "BSSN", story.day(7, "10:05"))
    story.leaked += [row for _name, held in computers[:3] for row in held]
    infected = Device.objects.filter(name__in=["LOKET-3", "GUDANG-1", "TU-2"])
    infected.update(department=Department.objects.get(code="DINKES"))
    Device.objects.filter(name="TU-2").update(disconnected_at=story.day(5, "10:30"))


def locks(story: Story) -> None:
    """Two owners locked their leaked accounts at the source; SIMPATIK's has not yet."""
    for code, ago, how in (
        (
            "epuskesmas",
            6,
            "Kata sandi akun bocor diacak, sesi diakhiri, kata sandi baru lewat Agen.",
        ),
        ("surat", 5, "Akun bocor dikunci sampai diganti; kode ke kontak terdaftar."),
    ):
        record_containment(
            Application.objects.get(code=code),
            contained_at=story.day(ago, "11:20"),
            how=how,
            by=story.cast["piket"],
            at=story.day(ago, "11:45"),
        )


def campaign(story: Story) -> None:
    """Six days ago the city ordered the rotation; holders are told from that morning on."""
    ordered = story.day(ORDERED, "08:30")
    officer = story.cast["piket"]
    draft = draft_campaign(
        Plan(
            name="Penggantian kata sandi setelah kebocoran",
            applications=list(
                Application.objects.filter(
                    code__in=[row["application_code"] for row in story.leaked]
                )
            ),
            exposed_only=True,
            due=DueDates(
                privileged=story.day(4, "16:00"),
                exposed=story.ahead(2, "16:00"),
            ),
            letter_number="000.6/123/2026",
            messages_from=ordered,
        ),
        by=officer,
        at=story.day(ORDERED + 1, "15:00"),
    )
    started = start_campaign_with_duties(
        draft, calendar=city_calendar(), lock=True, overlap=False, by=officer, at=ordered
    )
    story.campaign = started.started.campaign
    story.campaign.refresh_from_db()


def days(story: Story) -> None:
    """Day by day: readings in the morning, messages, answers, and the numbers at night."""
    assert story.campaign is not None
    holders = Holders(story.campaign, story.leaked, story.dice)
    log_ins.used(story, holders, READABLE)
    for ago in range(ORDERED, -1, -1):
        if ago < ORDERED:
            _readings(story, holders, ago)
        mark_untrusted_addresses(at=story.day(ago, "08:00"))
        for clock in ("08:40", "09:10"):
            moment = story.day(ago, clock)
            remind(at=moment)
            while deliver(at=moment).sent:
                pass
        holders.answer(at=story.day(ago, "14:05"), share=0.22 if ago == ORDERED else 0.12)
        holders.change(at=story.day(ago, "15:20"))
        if ago:
            snapshot_day(at=story.day(ago, "23:50"))
    fold_tallies(at=story.at)


def heads(story: Story) -> None:
    """51 heads have received the order, some have stated their numbers; what is long overdue waits
    for the lead's decision to tell their superior."""
    Directive.objects.filter(messages_from=None).update(messages_from=F("ordered_at"))
    people.owners_receive(story.cast, moment=story.day(ORDERED, "09:05"))
    people.heads_receive(story.dice, story.cast, moment=story.day(ORDERED, "10:12"), at=story.at)
    heads_say.heads_state(story)
    heads_say.excepted(story)
    gather(at=story.at)


def second_report(story: Story) -> None:
    """Yesterday another list came: mostly known, a few leaked again, a few nobody can place."""
    assert story.campaign is not None
    changed = list(
        Rotation.objects.filter(campaign=story.campaign, state="verified")
        .values_list("application__code", "account__username")
        .order_by("account__login_key")[:14]
    )
    rows = [{"application_code": code, "username": name} for code, name in changed]
    others = [row for row in story.city.accounts if row["application_code"] == "simpatik"]
    rows += story.dice.sample(others, max(1, round(60 * story.scale)))
    content = reports.combo_list(rows, 40, story.dice)
    _leak(story, content, "combo-tambahan.txt", "Forum, lewat mitra", story.day(1, "16:30"))


def _leak(story: Story, content: bytes, name: str, source: str, received: datetime) -> None:
    import_leak(
        io.BytesIO(content),
        LeakOrder(
            file_name=name,
            sha256=sha256(content),
            bytes=len(content),
            received_at=received,
            source=source,
        ),
        by=story.cast["piket"],
        at=received + timedelta(minutes=12),
    )


def _readings(story: Story, holders: Holders, ago: int) -> None:
    for code in READABLE:
        # The owner of Presensi forgets his file every third day.
        if code == "absen" and ago % 3 == 0:
            continue
        rows = holders.readings(code, read_at=story.day(ago, "07:30"))
        if not rows:
            continue
        file = csv_file(rows)
        import_readings(
            file,
            Brought(
                file_name=f"{code}-{timezone.localdate(story.day(ago, '07:30')):%Y%m%d}.csv",
                sha256=sha256(file.getvalue()),
                source=f"Admin {code}",
            ),
            by=story.cast["piket"],
            at=story.day(ago, "07:45"),
        )


@contextmanager
def _mail_goes_nowhere() -> Iterator[None]:
    """Messages of past days are handed to nobody; those of today wait for the mailbox."""
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend


def counts() -> dict[str, int]:
    """What the demo holds."""
    kinds = {
        "departments": Department,
        "applications": Application,
        "accounts": Account,
        "people": Person,
        "leak_reports": LeakReport,
        "exposures": Exposure,
        "readings": Reading,
        "campaigns": Campaign,
        "rotations": Rotation,
        "duties": Duty,
        "messages": Message,
    }
    return {name: model._default_manager.count() for name, model in kinds.items()}
