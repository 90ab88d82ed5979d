"""What an outsider saw: mails in the sink, rows of the outbox, who had what to do at that moment.

The laws (`laws.py`) judge nothing but this, so a forged record shows that each of them can fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from secops.rules.intervals import WIB

#: (campaign, person, due time, rung)
StepKey = tuple[int, int, datetime, str]
#: (duty, person, due time, rung)
DutyKey = tuple[int, int, str, str]

DIGEST = "rotation.digest"


def day_of(moment: datetime) -> date:
    """The day of a moment in the city's time."""
    return moment.astimezone(WIB).date()


def clock(moment: datetime) -> str:
    """``Fri 27 Nov 2026, 08.00``"""
    return f"{moment.astimezone(WIB):%a %d %b %Y, %H.%M}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the outbox, as it stands at the end."""

    pk: int
    kind: str
    person: int
    state: str
    created_at: datetime
    urgent: bool = False
    asked_for: bool = False
    repeated: bool = False
    at_any_hour: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the sink took it (or one message that an officer sent with his own thumbs).

    `words` are the marks of applications and orders that it names; `rotations` and `duties` what
    the outbox kept of it. `may_hear`, `his` and `asked_since`: what waited for this person at that
    moment, read without the engine.
    """

    at: datetime
    mail_id: str
    address: str
    row: int
    kind: str
    person: int
    who: str
    words: frozenset[str] = frozenset()
    rotations: frozenset[int] = frozenset()
    duties: frozenset[DutyKey] = frozenset()
    may_hear: frozenset[str] = frozenset()
    his: frozenset[str] = frozenset()
    asked_since: datetime | None = None

    @property
    def carried(self) -> frozenset[str]:
        """Its items: ``rotation 5``, ``duty 7``."""
        return frozenset(
            {f"rotation {pk}" for pk in self.rotations} | {f"duty {key[0]}" for key in self.duties}
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.who} on {clock(self.at)}"


@dataclass(frozen=True, slots=True)
class Lost:
    """A digest of which nobody knows what became, with its items."""

    at: datetime
    row: int
    person: int
    who: str
    items: frozenset[str]


@dataclass(frozen=True, slots=True)
class Climb:
    """What was late on the evening of a day, and the rung on which it stood.

    `since`: from when the rung was reached, it was somebody's turn, and he could be told.
    """

    day: date
    what: str
    rung: str
    since: datetime
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A number on a page, and the same from the sink."""

    page: str
    on_page: int
    in_sink: int


@dataclass(slots=True)
class Record:
    """All of it."""

    mails: list[Mail] = field(default_factory=list)
    #: Mails whose Message-ID the outbox does not know, or sent to another address.
    strangers: list[str] = field(default_factory=list)
    rows: dict[int, Row] = field(default_factory=dict)
    #: Which messages spoke of a rung, one after the other.
    linked: dict[StepKey, list[int]] = field(default_factory=dict)
    left: dict[int, datetime] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)
    climbs: list[Climb] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    #: Whether a day was a working day when it came.
    working: dict[date, bool] = field(default_factory=dict)
    #: Working days on which engine and mail server were there from morning to evening.
    good_days: list[date] = field(default_factory=list)
    #: What still waits for a person on an evening: his rotations and duties.
    waiting: dict[date, dict[int, frozenset[str]]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def arrived(self, row: int) -> int:
        """How often a message arrived."""
        return sum(mail.row == row for mail in self.mails)

    def by_person(self, mails: Iterable[Mail] | None = None) -> dict[int, list[Mail]]:
        """Mails in order, by person."""
        found: defaultdict[int, list[Mail]] = defaultdict(list)
        for mail in self.mails if mails is None else mails:
            found[mail.person].append(mail)
        return found

    def of_day(self, day: date) -> Record:
        """The same with the mails and climbs of one day only."""
        return Record(
            mails=[mail for mail in self.mails if day_of(mail.at) == day],
            strangers=self.strangers,
            rows=self.rows,
            left=self.left,
            climbs=[one for one in self.climbs if one.day == day],
            working=self.working,
            good_days=self.good_days,
            failures=self.failures,
        )

    def good_days_ago(self, day: date, n: int) -> date | None:
        """The n-th good day before and with this one; None where there were not so many."""
        before = [one for one in self.good_days if one <= day]
        return before[-n] if len(before) >= n else None

    def midnight(self, day: date) -> datetime:
        """The beginning of a day."""
        return datetime.combine(day, datetime.min.time(), tzinfo=WIB)


A_WEEK = timedelta(days=7)
