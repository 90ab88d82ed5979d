"""What waits for whom at a moment, read from the facts without asking the engine of reminders."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.models import Contact, Person, Position, Tenure
from accounts.roles import Role
from secops.compliance.duties.models import Duty
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account
from secops.reminders.models import Acknowledgement, Escalation
from secops.rules.duty import Kind, State
from secops.rules.rotation import DONE
from secops.rules.rotation import State as Rotated
from tests.soak.record import day_of

#: The marks by which applications and orders of the city are told apart in a text.
MARK = re.compile(r"\b(?:APK|TGS)-\d+\b")
AGENT, HEAD, DEPUTY = "agent", "head", "deputy"
_ACTS = {
    AGENT: (State.OPEN, State.RETURNED, State.REOPENED),
    HEAD: (State.OPEN, State.RETURNED, State.REOPENED, State.REPORTED),
}
_ACTS[DEPUTY] = _ACTS[HEAD]
_BEFORE = [Tenure.Kind.PLH, Tenure.Kind.PLT, Tenure.Kind.DEFINITIVE, Tenure.Kind.DEPUTY]


@dataclass(slots=True)
class Truth:
    """By person: marks that may be named to him, his items, and since when he is asked for help."""

    words: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    items: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    asked: dict[int, datetime] = field(default_factory=dict)
    #: (rotation, person, campaign, due time)
    rotations: list[tuple[Rotation, int]] = field(default_factory=list)
    #: (duty, capacity) -> the people who are asked
    duties: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    reachable: set[int] = field(default_factory=set)

    def add(self, other: Truth) -> None:
        """What waited before and after a tick may be said in it."""
        for person, words in other.words.items():
            self.words[person] |= words
        for person, items in other.items.items():
            self.items[person] |= items
        self.asked |= other.asked


def marks(*texts: str) -> set[str]:
    """The marks in some texts."""
    return {mark for text in texts for mark in MARK.findall(text)}


def truth(at: datetime) -> Truth:
    """Look at everybody's turn."""
    found = Truth()
    found.reachable = set(
        Contact.objects.filter(disabled_at=None).values_list("person_id", flat=True)
    )
    _accounts(found, at)
    speaks = Speakers(at)
    _duties(found, speaks, at)
    _closings(found, speaks)
    return found


def _accounts(found: Truth, at: datetime) -> None:
    settled = [*(state.value for state in DONE), Rotated.ATTESTED.value]
    rows = (
        Rotation.objects.filter(
            campaign__state=Campaign.State.RUNNING,
            campaign__messages_from__lte=at,
            written_off_at=None,
            turn="holder",
        )
        .exclude(state__in=settled)
        .select_related("account__facts", "application", "campaign")
    )
    for row in rows:
        account: Account = row.account
        one_mans = account.kind == Account.Kind.PERSON
        person = account.holder_id if one_mans else account.owner_id or account.holder_id
        silent = row.acknowledged_until is not None and row.acknowledged_until > at
        if person is None or silent:
            continue
        found.words[person].add(row.application.name)
        found.items[person].add(f"rotation {row.pk}")
        found.rotations.append((row, person))


class Speakers:
    """Who speaks for a position on a day, by the order of RULES 5."""

    def __init__(self, at: datetime) -> None:
        self.positions = {one.pk: one for one in Position.objects.all()}
        self.first: dict[int, Person] = {}
        self.deputies: defaultdict[int, list[Person]] = defaultdict(list)
        tenures = list(Tenure.objects.current(day_of(at)).select_related("person"))
        tenures.sort(key=lambda one: (_BEFORE.index(Tenure.Kind(one.kind)), one.pk))
        for tenure in tenures:
            self.first.setdefault(tenure.position_id, tenure.person)
            if tenure.kind == Tenure.Kind.DEPUTY:
                self.deputies[tenure.position_id].append(tenure.person)

    def of(self, department: int | None, *roles: Role) -> list[int]:
        """Who speaks in these roles of a department, the first role that is held."""
        for role in roles:
            for pk, position in sorted(self.positions.items()):
                here = (position.role, position.department_id) == (role, department)
                if here and pk in self.first:
                    return [self.first[pk].pk]
        return []

    def all_of(self, department: int | None) -> set[int]:
        return {
            person.pk
            for pk, position in self.positions.items()
            if position.department_id == department
            for person in [*([self.first[pk]] if pk in self.first else []), *self.deputies[pk]]
        }

    def deputies_of(self, department: int | None) -> list[int]:
        return [
            person.pk
            for pk, position in sorted(self.positions.items())
            if (position.role, position.department_id) == (Role.HEAD, department)
            for person in self.deputies[pk]
        ]

    def above(self, department: int) -> list[int]:
        """Everybody on the way up from the head."""
        heads = [
            position for position in self.positions.values()
            if (position.role, position.department_id) == (Role.HEAD, department)
        ]  # fmt: skip
        found: list[int] = []
        for position in heads:
            above = self.positions.get(position.superior_id or 0)
            while above is not None:
                if above.pk in self.first:
                    found.append(self.first[above.pk].pk)
                above = self.positions.get(above.superior_id or 0)
        return found


def words_of(duty: Duty) -> set[str]:
    """The marks of an order: its title, its application, those of its campaign."""
    texts = [duty.directive.title]
    if duty.application is not None:
        texts.append(duty.application.name)
    if duty.directive.campaign is not None:
        texts += [app.name for app in duty.directive.campaign.applications.all()]
    return marks(*texts)


def open_duties() -> list[Duty]:
    """Everything that was ordered and is not closed."""
    rows = Duty.objects.filter(directive__closed_at=None, directive__messages_from__isnull=False)
    return list(
        rows.select_related("directive__campaign", "application").prefetch_related(
            "directive__campaign__applications"
        )
    )


def held_at(at: datetime) -> set[int]:
    """Duties whose department asked for time."""
    return set(Acknowledgement.objects.filter(until__gt=at).values_list("duty_id", flat=True))


def _duties(found: Truth, speaks: Speakers, at: datetime) -> None:
    held = held_at(at)
    sent = defaultdict(list)
    for row in Escalation.objects.filter(
        decision="send", moment__lte=at, decided_at__lte=at - timedelta(seconds=30),
        person__isnull=False,
    ):  # fmt: skip
        sent[row.duty_id].append(row.person_id)
    for duty in open_duties():
        if duty.directive.messages_from is None or duty.directive.messages_from > at:
            continue
        state = duty.state_at(at)
        people = {
            AGENT: speaks.of(duty.department_id, *_agents(duty)),
            HEAD: speaks.of(duty.department_id, Role.HEAD),
            DEPUTY: speaks.deputies_of(duty.department_id),
        }
        asked = {pk for who, some in people.items() if state in _ACTS[who] for pk in some}
        above = set(sent[duty.pk]) if state in _ACTS[HEAD] else set()
        for pk in asked | above:
            found.words[pk] |= words_of(duty)
        for pk in above if duty.pk in held else asked | above:
            found.items[pk].add(f"duty {duty.pk}")
        for who, some in people.items():
            if state in _ACTS[who] and duty.pk not in held and some:
                found.duties[duty.pk, who] = some


def _agents(duty: Duty) -> tuple[Role, ...]:
    administrator = (Role.APPLICATION_ADMINISTRATOR,) if duty.directive.kind == Kind.LOCK else ()
    return (*administrator, Role.AGENT)


def _closings(found: Truth, speaks: Speakers) -> None:
    rows = Rotation.objects.filter(
        campaign__state=Campaign.State.RUNNING,
        written_off_at=None,
        closing_asked_at__isnull=False,
    ).exclude(state__in=[state.value for state in DONE])
    for row in rows.select_related("application"):
        assert row.closing_asked_at is not None
        for pk in speaks.all_of(row.application.owner_id):
            found.words[pk].add(row.application.name)
            before = found.asked.get(pk, row.closing_asked_at)
            found.asked[pk] = max(before, row.closing_asked_at)
