"""A working month of a city after a leak, every person acting only when it is his turn.

Nobody here reads the rows to find out what to do: holders act on what reached them, agents on their
desk, owners on what they are asked to close, the office on what waits for it. What is left when the
month is over was nobody's turn, and that is what the test asks about.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Contact, Department, Person, User
from accounts.roles import Role
from dashboard.account.actions import name_holder
from dashboard.demo.files import csv_file, sha256
from secops.compliance.rotations.actions import (
    ClosingReason,
    Given,
    agree_date,
    ask_closing,
    record_answer,
    record_sample_check,
    write_off,
)
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.compliance.rotations.queries import Desk, Group, Pile, Piles, desk_of, piles_of
from secops.compliance.rotations.queries.desk import in_pile, with_group
from secops.compliance.rotations.tasks import look_after_rotations
from secops.intake.brought import Brought
from secops.intake.readings.actions import import_readings
from secops.inventory.models import Account, Application
from secops.outbox.actions import mark_sent_by_hand, take_next
from secops.outbox.delivery import deliver
from secops.reminders.calendar import city_calendar
from secops.reminders.engine import remind
from secops.reminders.models import Slip
from secops.reminders.slips import make_slips, note_handed_over
from secops.rules.intervals import WIB
from secops.rules.rotation import AnswerKind, TroubleReason, Turn
from tests.factories import LONG_AGO, ApplicationFactory, DepartmentFactory, holder_of
from tests.rotations.scene import expose, start

#: A Monday; the month holds no holiday but those of the table.
BEGIN = datetime(2026, 11, 2, 8, 10, tzinfo=WIB)
DAYS = 30
NO_MAIL, NO_PHONE, NOBODYS, SERVICE = 0.40, 0.30, 0.04, 0.01
#: Of those told, so many act within an hour of the working day.
EAGER = 0.05
#: What a holder does when he acts, in hundredths; a liar says done and never changes.
DEEDS = (("change", 82), ("help", 8), ("left", 4), ("not_mine", 3), ("lie", 3))
#: Accounts an agent gets through in an hour, and WhatsApp messages the office sends by hand.
AGENT_AN_HOUR, OFFICE_AN_HOUR = 40, 200
#: The first and the last hour of a working day that begin with somebody at his desk.
MORNING, EVENING = 8, 16


@dataclass
class Month:
    """The city, and what is true in its systems."""

    people: int
    departments: int = 5
    step: int = 1
    #: Also look at the hours in which nobody works and only the clock does.
    nights: bool = False
    dice: random.Random = field(default_factory=lambda: random.Random(41))
    changed: dict[int, datetime] = field(default_factory=dict)
    disabled: dict[int, datetime] = field(default_factory=dict)
    acted: set[int] = field(default_factory=set)
    given_up: Counter[str] = field(default_factory=Counter)
    liars: set[int] = field(default_factory=set)
    agents: list[User] = field(default_factory=list)
    desks: list[tuple[User, Desk]] = field(default_factory=list)

    def __post_init__(self) -> None:
        office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
        self.officer = holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")
        self.lead = holder_of(Role.LEAD, office, name="Lia Pimpinan")
        units = [DepartmentFactory() for _n in range(self.departments)]
        # The last unit has no agent: its accounts lie on the office's desk.
        self.agents = [holder_of(Role.AGENT, unit) for unit in units[:-1]]
        apps = [ApplicationFactory(owner=office) for _n in range(2)]
        self.mute = ApplicationFactory(owner=office, reads_passwords=False)
        accounts = [*self._own(units, [*apps, self.mute]), *self._odd(units, apps)]
        expose(accounts, self.officer, when=BEGIN - timedelta(days=10))
        self.campaign: Campaign = start(
            self.officer,
            *apps,
            self.mute,
            at=BEGIN,
            due=BEGIN + timedelta(days=11, hours=8),
            messages_from=BEGIN,
            exposed_only=True,
        ).campaign

    def _own(self, units: list[Department], apps: list[Application]) -> list[Account]:
        people = Person.objects.bulk_create(
            Person(name=f"Sari Uji {n}", sort_name=f"sari uji {n}") for n in range(self.people)
        )
        contacts = []
        for n, person in enumerate(people):
            if self.dice.random() > NO_MAIL:
                mail = f"orang{n}@kotacontoh.example"
                contacts.append(Contact(person=person, kind=Contact.Kind.MAIL, address=mail))
            if self.dice.random() > NO_PHONE:
                number = f"0812 {n // 10000:04d} {n % 10000:04d}"
                contacts.append(Contact(person=person, kind="whatsapp", address=number))
        Contact.objects.bulk_create(contacts)
        return self._accounts(
            Account(
                application=self.dice.choices(apps, (6, 3, 1))[0],
                username=f"1880010119050{n:05d}",
                holder=person,
                department=self.dice.choice(units),
            )
            for n, person in enumerate(people)
        )

    def _odd(self, units: list[Department], apps: list[Application]) -> list[Account]:
        kinds = [Account.Kind.SHARED, Account.Kind.PERSON] * round(self.people * NOBODYS / 2)
        kinds += [Account.Kind.SERVICE] * max(1, round(self.people * SERVICE))
        return self._accounts(
            Account(
                application=self.dice.choice(apps),
                username=f"bersama{n}",
                kind=kind,
                department=self.dice.choice(units),
            )
            for n, kind in enumerate(kinds)
        )

    def _accounts(self, accounts: Iterator[Account]) -> list[Account]:
        made = list(accounts)
        for one in made:
            one.login_key, one.created_at = one.username, LONG_AGO
        return Account.objects.bulk_create(made)

    def run(self) -> Iterator[datetime]:
        """Live through the month; yields after every hour that is looked at."""
        at = BEGIN.replace(minute=30)
        for day in range(DAYS):
            morning = at.replace(hour=MORNING) + timedelta(days=day)
            working = city_calendar().is_working_day(morning.date())
            # Who sits where is a matter of days; what lies there, of every hour.
            self.desks = [(u, desk_of(u, at=morning)) for u in (*self.agents, self.officer)]
            if working:
                self.owners(morning - timedelta(hours=1))
            hours = range(MORNING, EVENING + 1, self.step)
            for hour in range(24) if self.nights else hours:
                now = morning.replace(hour=hour)
                if now < BEGIN:
                    continue
                self.engine(now)
                if working and hour in hours:
                    self.work(now)
                yield now + timedelta(minutes=45)
        self.the_rest(morning + timedelta(hours=10))

    def work(self, at: datetime) -> None:
        """One hour of everybody's work."""
        self.send_by_hand(at)
        self.holders(at)
        self.agents_work(at + timedelta(minutes=20))
        self.office(at + timedelta(minutes=40))

    # --- who does what -----------------------------------------------------------------------

    def engine(self, at: datetime) -> None:
        look_after_rotations(at=at)
        remind(at=at)
        while deliver(at=at).sent:
            pass

    def send_by_hand(self, at: datetime) -> None:
        for _n in range(OFFICE_AN_HOUR * self.step):
            held = take_next(by=self.officer, at=at)
            if held is None:
                return
            mark_sent_by_hand(held.message.pk, by=self.officer, at=at)

    def holders(self, at: datetime) -> None:
        told = Rotation.objects.open().filter(turn=Turn.HOLDER.value, told_at__lte=at)
        for row in told.select_related("account__holder", "account__owner").order_by("pk"):
            if self.dice.random() > EAGER * self.step:
                continue
            if row.pk in self.liars and row.state == "contradicted" and self.dice.random() < 0.5:
                self.liars.discard(row.pk)  # being shown the system's data helps half of them
            names, weights = zip(*DEEDS, strict=True)
            deed = self.dice.choices(names, weights)[0] if row.pk not in self.acted else "change"
            self.acted.add(row.pk)
            self._act(row, deed, at)

    def _shortly_before(self, at: datetime) -> datetime:
        """Within the last minutes, each at his own second: many at one are a mass reset."""
        return at - timedelta(seconds=self.dice.randrange(1, 900))

    def _act(self, row: Rotation, deed: str, at: datetime) -> None:
        if deed == "lie":
            self.liars.add(row.pk)
        elif deed == "change" and row.pk not in self.liars:
            self.changed[row.account_id] = self._shortly_before(at)
        kinds: dict[str, TroubleReason] = {
            "help": TroubleReason.CANNOT_LOG_IN,
            "left": TroubleReason.LEFT,
            "not_mine": TroubleReason.NOT_MINE,
        }
        reason = kinds.get(deed)
        kind = AnswerKind.TROUBLE if reason else AnswerKind.DONE_BOTH
        person = row.account.owner or row.account.holder
        record_answer(
            [row], Given(kind, Answer.Channel.CODE, reason), person=person,
            calendar=city_calendar(), at=at,
        )  # fmt: skip

    def agents_work(self, at: datetime) -> None:
        """Work off each agent's own pile, group by group, each with the deed its desk offers."""
        seat = {pk: user for user, desk in self.desks for pk in desk.departments}
        lone = next(user for user, desk in self.desks if desk.nowhere)
        whole = Desk(frozenset(seat), nowhere=True)
        rows = with_group(in_pile(whole.rotations(), Pile.MINE)).select_related("account")
        taken: defaultdict[User, list[Rotation]] = defaultdict(list)
        for row in rows.order_by("due_at", "pk"):
            mine = taken[seat.get(row.department_id, lone)]
            if len(mine) < AGENT_AN_HOUR * self.step:
                mine.append(row)
        for user, mine in taken.items():
            self.agent(user, mine, at)
        printed: defaultdict[User, list[Slip]] = defaultdict(list)
        for slip in Slip.objects.filter(handed_over_at=None).select_related("printed_by__person"):
            printed[slip.printed_by].append(slip)
        for user, slips in printed.items():
            note_handed_over(slips, by=user, at=at + timedelta(minutes=5))

    def agent(self, user: User, rows: list[Any], at: datetime) -> None:
        if unreached := [row for row in rows if row.group == Group.NO_CONTACT]:
            make_slips(unreached, by=user, at=at)
        for row in rows:
            match row.group:
                case Group.NOBODY | Group.SHARED if row.account.holder_id is None:
                    self._find_holder(row, user, at)
                case Group.SERVICE:
                    self._service(row, user, at)
                case Group.TROUBLE:
                    self.changed[row.account_id] = self._shortly_before(at)
                    self._record(row, AnswerKind.DONE_BOTH, user, at + timedelta(minutes=1))
                case Group.LEFT | Group.NOT_MINE | Group.SHARED:
                    self._close(row, user, at)

    def _find_holder(self, row: Rotation, user: User, at: datetime) -> None:
        if self.dice.random() < 0.3:
            self._close(row, user, at)
            return
        mail = f"penanggung{row.pk}@kotacontoh.example"
        name_holder(row.account, nip="", email=mail, name="Wati Uji", by=user, at=at)

    def _service(self, row: Rotation, user: User, at: datetime) -> None:
        if row.agreed_date is None:
            agree_date(row, at + timedelta(days=2), by=user, at=at)
        elif row.agreed_date <= at:
            self.changed[row.account_id] = self._shortly_before(at)
            self._record(row, AnswerKind.DONE_BOTH, user, at + timedelta(minutes=1))

    def _record(self, row: Rotation, kind: AnswerKind, user: User, at: datetime) -> None:
        record_answer(
            [row], Given(kind, Answer.Channel.DESK, said_by="Sari Uji"), person=None,
            calendar=city_calendar(), by=user, at=at,
        )  # fmt: skip

    def _close(self, row: Rotation, user: User, at: datetime) -> None:
        given = Given(AnswerKind.TROUBLE, Answer.Channel.DESK, TroubleReason.LEFT)
        ask_closing([row], ClosingReason.LEFT, given, calendar=city_calendar(), by=user, at=at)

    def owners(self, at: datetime) -> None:
        """Each morning: close what they were asked to close, then send what the systems say."""
        asked = Rotation.objects.open().filter(
            turn=Turn.APPLICATION_ADMINISTRATOR.value, closing_asked_at__isnull=False
        )
        for account_id in asked.values_list("account_id", flat=True):
            self.disabled.setdefault(account_id, at - timedelta(minutes=30))
        rows = []
        for account in Account.objects.select_related("application"):
            changed = self.changed.get(account.pk, BEGIN - timedelta(days=400))
            disabled = self.disabled.get(account.pk)
            line = {
                "application_code": account.application.code,
                "username": account.username,
                "read_at": at.isoformat(),
                "disabled_at": disabled.isoformat() if disabled else "",
            }
            if account.application.reads_passwords:
                line["password_changed_at"] = line["sessions_revoked_at"] = changed.isoformat()
                line["username_changed_at"] = changed.isoformat()
            rows.append(line)
        file = csv_file(rows)
        order = Brought(file_name="bacaan.csv", sha256=sha256(file.getvalue()))
        import_readings(file, order, by=self.officer, at=at)

    def office(self, at: datetime) -> None:
        """Look at a sample of what can give no readings, once a day."""
        claimed = Rotation.objects.open().filter(application=self.mute, state="claimed")
        if at.hour >= 15 and (n := claimed.count()):
            n = min(n, 10)
            record_sample_check(
                self.campaign, self.mute, drawn=n, changed=n, passed=True, seed=7,
                by=self.officer, at=at,
            )  # fmt: skip

    def the_rest(self, at: datetime) -> None:
        """Who would not, to the end: the lead gives them up by name and reason."""
        left = list(Rotation.objects.open().filter(campaign=self.campaign))
        self.given_up = Counter(row.state for row in left)
        if left:
            write_off(left, "Tidak menanggapi sampai akhir bulan", by=self.lead, at=at)

    # --- what the test asks ------------------------------------------------------------------

    def piles(self, at: datetime) -> list[tuple[Desk, Piles]]:
        """What each agent's desk shows, and the office's."""
        return [(desk, piles_of(desk, at=at)) for _user, desk in self.desks]

    def problems(self, at: datetime) -> list[str]:
        """What does not add up at this hour, in words; empty where everything does."""
        found = []
        in_campaign = Rotation.objects.filter(campaign=self.campaign).count()
        piles = self.piles(at)
        on_desks = sum(pile.total for _desk, pile in piles)
        if on_desks != in_campaign:
            found.append(f"{on_desks} accounts on all desks, {in_campaign} in the campaign")
        listed = self._listed()
        for desk, pile in piles:
            rows: Counter[Pile] = Counter()
            for pk in (*desk.departments, *([None] if desk.nowhere else [])):
                rows.update(listed.get(pk, {}))
            shown = {
                Pile.MINE: pile.mine,
                Pile.HOLDERS: pile.holders,
                Pile.OWNERS: pile.owners,
                Pile.OFFICE: pile.office,
                Pile.SETTLED: pile.settled,
            }
            if any(rows[one] != number for one, number in shown.items()):
                found.append(f"a desk shows {shown}, its lists hold {dict(rows)}")
        nobodys = Rotation.objects.open().filter(turn=Turn.NONE.value).count()
        # Until the first message is out nobody has been asked.
        if nobodys and at > BEGIN + timedelta(hours=2):
            found.append(f"{nobodys} accounts are nobody's turn")
        return found

    def unfinished(self) -> list[str]:
        """What the month did not bring to its end as it should; empty where it did."""
        found = []
        total = Rotation.objects.filter(campaign=self.campaign).count()
        if left := Rotation.objects.open().count():
            found.append(f"{left} accounts are still open")
        # Given up is only who would not, never an account that nobody looked after.
        if sum(self.given_up.values()) > total * 0.05:
            found.append(f"{sum(self.given_up.values())} of {total} accounts were given up")
        if untouched := set(self.given_up) & {"open", "needs_help", "disowned"}:
            found.append(f"accounts were given up that nobody looked after: {untouched}")
        return found

    def _listed(self) -> dict[int | None, Counter[Pile]]:
        """How many rows the list behind each pile holds, by department."""
        listed: defaultdict[int | None, Counter[Pile]] = defaultdict(Counter)
        rows = Rotation.objects.filter(campaign=self.campaign)
        for pile in Pile:
            for pk, n in (
                in_pile(rows, pile).order_by().values_list("department").annotate(n=Count("pk"))
            ):
                listed[pk][pile] += n
        return listed
