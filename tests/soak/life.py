"""The run of days: moments at which something may happen, the engine, its troubles, the deeds."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from accounts.models import Contact, Person
from dashboard.account.actions import HolderRefused
from secops.compliance.duties.actions import NumbersChanged, OrderRefused, PromiseMissing
from secops.compliance.rotations.actions import RotationRefused
from secops.ladders.actions import LadderRefused
from secops.outbox.actions import BatchRefused
from secops.outbox.models import Message
from secops.outbox.voices import listening
from secops.reminders.actions import HolidayRefused
from secops.reminders.calendar import city_calendar
from secops.reminders.duties.acknowledging import AcknowledgementRefused
from secops.reminders.duties.escalating import EscalationRefused
from secops.reminders.tick import promise_due, send_due
from secops.rules.intervals import WIB
from secops.rules.refusal import MoveRefused
from secops.wiring import EVERY_MINUTE
from tests.soak import deeds, orders
from tests.soak.city import City
from tests.soak.laws import OF_A_DAY, OF_ALL, Law
from tests.soak.mailbox import Mailbox
from tests.soak.pages import shown
from tests.soak.record import Record, clock
from tests.soak.truth import truth
from tests.soak.watching import Watcher
from tests.soak.workers import PLACES, Workers

REFUSED = (
    MoveRefused, RotationRefused, OrderRefused, BatchRefused, AcknowledgementRefused,
    EscalationRefused, HolderRefused, HolidayRefused, LadderRefused, PermissionDenied,
    NumbersChanged, PromiseMissing,
)  # fmt: skip

#: When something may begin to speak or end, and a night; of a free day only what is urgent.
HOURS = (time(6, 1), time(8, 0), time(9, 30), time(13, 0), time(16, 1))
MORE_HOURS = (time(5, 58), time(15, 59), time(21, 30))
FREE_HOURS = (time(8, 0), time(16, 1))
#: What the tick does every minute and no message hangs on; once a day is enough here.
_DAILY = (
    "seal_all", "tidy_uploads", "forget_previews", "forget_counts", "seed_next_year", "go_round",
)  # fmt: skip
OUTAGE_DAYS = 3

#: deed -> how often, of a hundred
DEEDS: dict[deeds.Deed, int] = {
    deeds.answer: 30,
    deeds.help_a_holder: 5,
    deeds.note_away: 3,
    deeds.another_holder: 4,
    deeds.readings: 6,
    deeds.leak: 3,
    deeds.mass_import: 1,
    deeds.close_asked: 4,
    deeds.leave: 2,
    deeds.newcomer: 2,
    deeds.absence: 3,
    deeds.vacancy: 2,
    deeds.hand_over: 2,
    deeds.address_dies: 2,
    deeds.address_mended: 3,
    deeds.end_campaign: 3,
    orders.new_campaign: 3,
    orders.new_order: 3,
    orders.send_again: 1,
    orders.office_reminds: 1,
    orders.receive: 5,
    orders.report: 5,
    orders.state_it: 8,
    orders.dispute: 1,
    orders.hold: 3,
    orders.judge: 6,
    orders.give_back: 2,
    orders.settle_dispute: 2,
    orders.lead_decides: 8,
    orders.telephone: 3,
    orders.let_off: 1,
    orders.holiday: 1,
    orders.edit_ladder: 1,
}


def say_it(line: str) -> None:
    """To the terminal, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass
class Life:
    """One simulation: seeded, so that the same seed lives the same days."""

    seed: int
    days: int
    begin: date
    people: int
    mailbox: Mailbox
    workers: Workers
    #: Deeds between two moments of a working day, at most.
    pace: int = 3
    #: How often a worker dies, a mail server is away, a scheduler is doubled: of a hundred ticks.
    kills: int = 3
    #: Also a minute before something begins or ends, or the night; all pages.
    thorough: bool = True
    say: Callable[[str], None] = say_it
    changed: dict[int, datetime] = field(default_factory=dict)
    disabled: dict[int, datetime] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    orders: int = 0
    breaches: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.city = City(self.dice, self.people)
        self.watcher = Watcher(self.mailbox)
        self._due_kills = list(PLACES)
        self._sick_until: datetime | None = None
        self._good = True
        middle = max(2, self.days // 2)
        self._outage = {self.begin + timedelta(days=middle + n) for n in range(OUTAGE_DAYS)}

    # --- days ------------------------------------------------------------------------------------

    def run(self) -> Record:
        """Live all days; the record with what the laws say in `breaches`."""
        morning = datetime.combine(self.begin, time(8, 10), tzinfo=WIB)
        deeds.mass_import(self, morning - timedelta(days=1))
        orders.new_campaign(self, morning)
        orders.new_order(self, morning + timedelta(minutes=1))
        for n in range(self.days):
            self._day(self.begin + timedelta(days=n))
        record = self.watcher.close(self.city.left)
        record.shown = list(shown(record, self.city.olga, thorough=self.thorough))
        self._judge(record, OF_ALL, "the end")
        return record

    def _day(self, day: date) -> None:
        self.watcher.record.working[day] = city_calendar().is_working_day(day)
        self._good = self.watcher.record.working[day] and day not in self._outage
        self._once_a_day = True
        for at in self._moments(day):
            self._deeds(at - timedelta(minutes=2))
            if day not in self._outage:
                self._weather(at)
                self._tick(at)
        evening = datetime.combine(day, time(23, 0), tzinfo=WIB)
        if day not in self._outage:
            if self._good:
                self.watcher.record.good_days.append(day)
            self.watcher.evening(day, evening)
        record = self.watcher.close(self.city.left)
        self._judge(record.of_day(day), OF_A_DAY, f"{day}")
        if (day - self.begin).days % 10 == 9:
            self.say(f"{day}: {len(record.mails)} mails, {len(self.breaches)} violations")

    def _moments(self, day: date) -> Iterator[datetime]:
        """The fixed ones and one by chance."""
        hours = FREE_HOURS
        if self.watcher.record.working[day]:
            hours = (*HOURS, self.dice.choice(MORE_HOURS)) if self.thorough else HOURS
        times = [*hours, self._any_time()]
        for one in sorted(times):
            yield datetime.combine(day, one, tzinfo=WIB)

    def _any_time(self) -> time:
        return time(self.dice.randrange(6, 21), self.dice.randrange(60))

    def _judge(self, record: Record, laws: tuple[Law, ...], when: str) -> None:
        for law in laws:
            for breach in law(record):
                line = f"{law.__name__}: {breach}"
                if line not in self.breaches:
                    self.breaches.append(line)
                    self.say(f"[seed {self.seed}, {when}] {line}")

    # --- the engine and its troubles -------------------------------------------------------------

    def _weather(self, at: datetime) -> None:
        """The mail server is away for some hours, or refuses everything for a while."""
        if self._sick_until is not None and at >= self._sick_until:
            self._sick_until = None
            self.mailbox.refuse_all = ""
            self.mailbox.open()
        if self._sick_until is None and self.dice.randrange(100) < 1:
            self._sick_until = at + timedelta(hours=self.dice.randrange(1, 30))
            match self.dice.randrange(3):
                case 0:
                    self.mailbox.close()
                case 1:
                    self.mailbox.refuse_all = "451 4.3.2 try later"
                case 2:
                    self.mailbox.refuse_all = "421 4.3.2 closing"
        if self._sick_until is not None:
            self._good = False

    def _tick(self, at: datetime) -> None:
        self.mailbox.now = at
        before = truth(at)
        lot = self.dice.randrange(100)
        if self._sick_until is None and (lot < self.kills or self._due_kills):
            killed = self._tick_with_death(at)
        else:
            killed = False
            if lot < self.kills + 4:
                self._note(self.workers.order(at, "all", workers=2), at)
                self.done["two schedulers and workers"] += 1
            elif lot < self.kills + 8:
                self._parts(at, (promise_due,))
                self._note(self.workers.order(at, "send", workers=2), at)
                self.done["two workers"] += 1
            else:
                self._parts(at, tuple(self._of_this_minute()))
        self.watcher.look(at, before)
        if killed:
            self._good = False
            for minutes in (2, 12):
                self._tick_plain(at + timedelta(minutes=minutes))

    def _tick_plain(self, at: datetime) -> None:
        self.mailbox.now = at
        before = truth(at)
        self._parts(at, tuple(self._of_this_minute()))
        self.watcher.look(at, before)

    def _tick_with_death(self, at: datetime) -> bool:
        """A worker that dies where something waits for it; the others find what it left."""
        place = self._due_kills[0] if self._due_kills else self.dice.choice(PLACES)
        if place == "promise":
            ends = self.workers.order(at, "promise", die=place)
        else:
            self._parts(at, (promise_due,))
            if not self._worth_dying(at):
                self._parts(at, (send_due,))
                return False
            nth = self.dice.randrange(1, 3)
            ends = self.workers.order(at, "send", die=place, nth=nth)
        killed = ends == ["killed"]
        if killed:
            self.killed[place] += 1
            if place in self._due_kills:
                self._due_kills.remove(place)
        else:
            self._note(ends, at)
        return killed

    def _worth_dying(self, at: datetime) -> bool:
        """Whether a digest would go out now (the first deaths wait for one)."""
        waits = Message.objects.filter(state="queued", channel="mail", next_try_at__lte=at)
        waits = waits.filter(listening(at=at).condition())
        if self._due_kills:
            waits = waits.filter(kind="rotation.digest")
        return waits.exists()

    def _of_this_minute(self) -> Iterator[Callable[..., object]]:
        for part in EVERY_MINUTE:
            if part.__name__ not in _DAILY or self._once_a_day:
                yield part
        self._once_a_day = False

    def _parts(self, at: datetime, parts: tuple[Callable[..., object], ...]) -> None:
        for part in parts:
            try:
                part(at=at)
            except Exception:
                self._note([traceback.format_exc()], at)

    def _note(self, ends: list[str], at: datetime) -> None:
        for end in ends:
            if end != "done":
                self.watcher.record.failures.append(f"a part of the tick of {clock(at)}: {end}")

    # --- deeds -----------------------------------------------------------------------------------

    def _deeds(self, at: datetime) -> None:
        """What people did since the last moment; by night and on free days a leak at most."""
        working = self.watcher.record.working[at.date()] and time(7, 30) <= at.time() < time(16)
        if working and self.mailbox.is_open and at.date() not in self._outage:
            self._by_hand(at)
        if not working and self.dice.random() < 0.9:
            return
        for n in range(self.dice.randrange(self.pace + 1)):
            deed = self.dice.choices(list(DEEDS), list(DEEDS.values()))[0]
            self._do(deed, at + timedelta(seconds=10 * n))

    def _by_hand(self, at: datetime) -> None:
        """The officer's thumbs, looked at before anybody does anything else."""
        if Message.objects.filter(state="queued", channel="whatsapp_by_hand").exists():
            before = truth(at)
            self._do(deeds.send_by_hand, at)
            self.watcher.look(at, before)

    def _do(self, deed: deeds.Deed, at: datetime) -> None:
        try:
            if deed(self, at):
                self.done[deed.__name__] += 1
        except REFUSED:
            self.refused[deed.__name__] += 1

    # --- for the deeds ---------------------------------------------------------------------------

    def one_of(self, rows: QuerySet[Any]) -> Any:
        """One row by chance; None of none."""
        found: list[Model] = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None

    def someone(
        self, *, with_mail: bool = False, other_than: Person | None = None
    ) -> Person | None:
        """Somebody of the staff who is still there."""
        people = [one for one in self.city.present() if one != other_than]
        if with_mail:
            mailboxes = Contact.objects.filter(kind="mail", disabled_at=None)
            reached = set(mailboxes.values_list("person_id", flat=True))
            people = [one for one in people if one.pk in reached]
        return self.dice.choice(people) if people else None

    def present_for(self, person: Person, at: datetime) -> Person | None:
        """The person, unless too few would stay."""
        return person if len(self.city.present()) > self.people // 2 else None
