"""A working month of a city after a leak, every person acting only when it is his turn.

Nobody here reads the rows to find out what to do: holders act on what reached them, agents on their
desk, owners on what they are asked to close, the office on what waits for it. What is left when the
month is over was nobody's turn, and that is what the test asks about.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Department, User
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
from secops.compliance.rotations.queries import Desk, Group, Pile, desk_of, piles_of
from secops.compliance.rotations.queries.desk import in_pile, with_group
from secops.compliance.rotations.tasks import look_after_rotations
from secops.intake.readings.actions import ReadingsOrder, import_readings
from secops.inventory.models import Account, Application
from secops.outbox.actions import mark_sent_by_hand, take_next
from secops.outbox.delivery import deliver
from secops.reminders.calendar import city_calendar
from secops.reminders.engine import remind
from secops.reminders.models import Slip
from secops.reminders.slips import make_slips, note_handed_over
from secops.rules.intervals import WIB
from secops.rules.rotation import AnswerKind, TroubleReason, Turn
from tests.factories import (
    AccountFactory,
    ApplicationFactory,
    ContactFactory,
    DepartmentFactory,
    PersonFactory,
    holder_of,
)
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


@dataclass
class Month:
    """The city, and what is true in its systems."""

    people: int
    departments: int = 5
    step: int = 1
    dice: random.Random = field(default_factory=lambda: random.Random(41))
    changed: dict[int, datetime] = field(default_factory=dict)
    disabled: dict[int, datetime] = field(default_factory=dict)
    acted: set[int] = field(default_factory=set)
    given_up: Counter[str] = field(default_factory=Counter)
    liars: set[int] = field(default_factory=set)
    agents: list[User] = field(default_factory=list)

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
        made = []
        for _n in range(self.people):
            person = PersonFactory()
            if self.dice.random() > NO_MAIL:
                ContactFactory(person=person)
            if self.dice.random() > NO_PHONE:
                number = f"0812 {len(made) // 10000:04d} {len(made) % 10000:04d}"
                ContactFactory(person=person, kind="whatsapp", address=number)
            app = self.dice.choices(apps, (6, 3, 1))[0]
            made.append(
                AccountFactory(application=app, holder=person, department=self.dice.choice(units))
            )
        return made

    def _odd(self, units: list[Department], apps: list[Application]) -> list[Account]:
        kinds = [Account.Kind.SHARED, Account.Kind.PERSON] * round(self.people * NOBODYS / 2)
        kinds += [Account.Kind.SERVICE] * max(1, round(self.people * SERVICE))
        return [
            AccountFactory(
                application=self.dice.choice(apps),
                holder=None,
                kind=kind,
                department=self.dice.choice(units),
            )
            for kind in kinds
        ]

    def run(self) -> Iterator[datetime]:
        """Live through the month; yields after every hour of work."""
        for day in range(DAYS):
            morning = BEGIN.replace(hour=7, minute=30) + timedelta(days=day)
            if not city_calendar().is_working_day(morning.date()):
                continue
            self.owners(morning)
            for hour in range(1, 10, self.step):
                at = morning + timedelta(hours=hour)
                self.engine(at)
                self.holders(at)
                for agent in (*self.agents, self.officer):
                    self.agent(agent, at + timedelta(minutes=20))
                self.office(at + timedelta(minutes=40))
                yield at + timedelta(minutes=45)
        self.the_rest(morning + timedelta(hours=10))

    # --- who does what -----------------------------------------------------------------------

    def engine(self, at: datetime) -> None:
        look_after_rotations(at=at)
        remind(at=at)
        while deliver(at=at).sent:
            pass
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

    def _act(self, row: Rotation, deed: str, at: datetime) -> None:
        if deed == "lie":
            self.liars.add(row.pk)
        elif deed == "change" and row.pk not in self.liars:
            self.changed[row.account_id] = at - timedelta(minutes=5)
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

    def agent(self, user: User, at: datetime) -> None:
        """Work off the agent's own pile, group by group, each with the deed its desk offers."""
        rows = with_group(in_pile(desk_of(user, at=at).rotations(), Pile.MINE))
        for row in rows.select_related("account").order_by("due_at", "pk")[
            : AGENT_AN_HOUR * self.step
        ]:
            match row.group:
                case Group.NO_CONTACT:
                    make_slips([row], by=user, at=at)
                case Group.NOBODY | Group.SHARED if row.account.holder_id is None:
                    self._find_holder(row, user, at)
                case Group.SERVICE:
                    self._service(row, user, at)
                case Group.TROUBLE:
                    self.changed[row.account_id] = at
                    self._record(row, AnswerKind.DONE_BOTH, user, at + timedelta(minutes=1))
                case Group.LEFT | Group.NOT_MINE | Group.SHARED:
                    self._close(row, user, at)
        slips = Slip.objects.filter(printed_by=user, handed_over_at=None)
        note_handed_over(list(slips), by=user, at=at + timedelta(minutes=5))

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
            self.changed[row.account_id] = at
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
        order = ReadingsOrder(file_name="bacaan.csv", sha256=sha256(file.getvalue()))
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

    def piles(self, at: datetime) -> tuple[int, int]:
        """The accounts on all desks together, and those of the campaign."""
        desks: list[Desk] = [desk_of(user, at=at) for user in (*self.agents, self.officer)]
        on_desks = sum(piles_of(desk, at=at).total for desk in desks)
        return on_desks, Rotation.objects.filter(campaign=self.campaign).count()
