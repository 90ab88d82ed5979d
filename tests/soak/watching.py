"""The watcher: joins what the sink took with the outbox's rows and with whose turn it was."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q

from accounts.models import Contact, Person
from secops.compliance.rotations.models import Rotation
from secops.outbox.models import Message
from secops.reminders.calendar import city_calendar
from secops.reminders.models import DutyStep, Escalation
from secops.reminders.models import Step as Told
from secops.rules.duty import State
from secops.rules.ladder import HOLDERS, Anchor, Audience, Step, due_for, from_data, moments
from secops.rules.rotation import State as RotationState
from tests.factories import LONG_AGO
from tests.soak.mailbox import Mailbox, Received
from tests.soak.record import DIGEST, Climb, Lost, Mail, Record, Row
from tests.soak.truth import AGENT, HEAD, Speakers, Truth, marks, open_duties, truth

#: A duty that is reopened after its date has three days again (RULES 5).
REOPENED_TERM = timedelta(hours=72)


def _stand(row: Rotation, person: int) -> tuple[Any, ...]:
    """Which ladder of whom an account stands on: of its campaign, its joining, its newest leak."""
    leaked = row.account.facts.newest_received if row.state == RotationState.REEXPOSED else None
    joined = row.joined_at if row.joined_later else None
    return ("rotation", row.campaign_id, row.due_at, person, joined, leaked)


@dataclass
class Watcher:
    """Sees everything from the outside."""

    mailbox: Mailbox
    record: Record = field(default_factory=Record)
    by_hand: list[Received] = field(default_factory=list)
    _seen: int = 0
    _seen_by_hand: int = 0
    _known_lost: set[int] = field(default_factory=set)
    #: What waits, and since when it did so at every look.
    _since: dict[tuple[Any, ...], datetime] = field(default_factory=dict)
    #: (person, campaign) -> when he last heard of an account of it
    _heard: dict[tuple[int, int], datetime] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)
    _campaigns: dict[int, int] = field(default_factory=dict)
    _linked_until: datetime = LONG_AGO

    # --- after each tick -------------------------------------------------------------------------

    def look(self, at: datetime, before: Truth) -> None:
        """Take in what came since the last look; `before` = whose turn it was ahead of the tick."""
        self._keep_since(before, at)
        new = self.mailbox.received[self._seen :] + self.by_hand[self._seen_by_hand :]
        self._seen = len(self.mailbox.received)
        self._seen_by_hand = len(self.by_hand)
        if new:
            before.add(truth(at))  # the tick itself may have turned something
            self._take_in(new, before)
        self._note_links()
        self._note_lost(at)

    def _take_in(self, new: list[Received], both: Truth) -> None:
        mails = [one.mail_id for one in new if not one.mail_id.startswith("hand:")]
        hands = [int(one.mail_id[5:]) for one in new if one.mail_id.startswith("hand:")]
        rows = {row.mail_id: row for row in Message.objects.filter(mail_id__in=mails)}
        rows |= {f"hand:{row.pk}": row for row in Message.objects.filter(pk__in=hands)}
        for one in new:
            row = rows.get(one.mail_id)
            if row is None or one.address != row.address:
                self.record.strangers.append(f"{one.address} got {one.mail_id}, which nobody sent")
                continue
            mail = self._mail(one, row, both)
            self.record.mails.append(mail)
            for pk in row.payload.get("rotations", []):
                campaign = self._campaign_of(pk)
                self._heard[mail.person, campaign] = one.at

    def _mail(self, one: Received, row: Message, both: Truth) -> Mail:
        pk = row.person_id
        return Mail(
            at=one.at,
            mail_id=one.mail_id,
            address=one.address,
            row=row.pk,
            kind=row.kind,
            person=pk,
            who=self.name(pk),
            words=frozenset(marks(one.text)),
            rotations=frozenset(row.payload.get("rotations", [])),
            duties=frozenset(tuple(key) for key in row.payload.get("duty_steps", [])),
            may_hear=frozenset(both.words.get(pk, set())),
            his=frozenset(both.items.get(pk, set())),
            asked_since=both.asked.get(pk),
        )

    def _note_links(self) -> None:
        for step in Told.objects.filter(promised_at__gte=self._linked_until):
            self._linked_until = max(self._linked_until, step.promised_at)
            rung = step.rung
            if rung == "reexposed":  # each new leak of his accounts has its own first word
                rung = f"{rung} {self._leak_of(step):%F %T}"
            key = (step.campaign_id, step.person_id, step.due_at, rung)
            messages = self.record.linked.setdefault(key, [])
            if not messages or messages[-1] != step.message_id:
                messages.append(step.message_id)

    def _leak_of(self, step: Told) -> datetime:
        """The newest leak of his accounts in the campaign that the word can speak of."""
        rows = Rotation.objects.filter(campaign=step.campaign_id, due_at=step.due_at).filter(
            Q(account__holder=step.person_id) | Q(account__owner=step.person_id),
            account__facts__newest_received__lte=step.promised_at,
        )
        newest = rows.aggregate(newest=Max("account__facts__newest_received"))["newest"]
        return newest or step.promised_at

    def _note_lost(self, at: datetime) -> None:
        rows = Message.objects.filter(kind=DIGEST, state="unknown").exclude(pk__in=self._known_lost)
        for row in rows:
            self._known_lost.add(row.pk)
            items = {f"rotation {pk}" for pk in row.payload.get("rotations", [])}
            items |= {f"duty {key[0]}" for key in row.payload.get("duty_steps", [])}
            said = row.claimed_at or at
            self.record.lost.append(
                Lost(said, row.pk, row.person_id, self.name(row.person_id), frozenset(items))
            )

    def _keep_since(self, now: Truth, at: datetime) -> None:
        """Forget what stopped waiting, note what began to."""
        keys: set[tuple[Any, ...]] = set()
        for row, person in now.rotations:
            if person in now.reachable:
                keys.add(_stand(row, person))
        for (duty, who), people in now.duties.items():
            if any(pk in now.reachable for pk in people):
                keys.add(("duty", duty, who))
        self._since = {key: self._since.get(key, at) for key in keys}

    # --- every evening ---------------------------------------------------------------------------

    def evening(self, day: date, at: datetime) -> None:
        """Note what is late, on which rung it stands, and whether that was told."""
        now = truth(at)
        self.record.waiting[day] = {
            person: frozenset(items) for person, items in now.items.items()
            if person in now.reachable
        }  # fmt: skip
        self.record.climbs += self._account_climbs(day, now, at)
        self.record.climbs += self._duty_climbs(day, at)

    def _account_climbs(self, day: date, now: Truth, at: datetime) -> list[Climb]:
        found: dict[tuple[Any, ...], Climb] = {}
        for row, person in now.rotations:
            key = _stand(row, person)
            joined, leaked = key[-2:]
            if key not in self._since or key in found:
                continue
            campaign = row.campaign
            assert campaign.messages_from is not None
            start = max(campaign.messages_from, joined) if joined else campaign.messages_from
            due = row.due_at
            if leaked is not None:  # who leaks again climbs anew from the receipt of that leak
                start, due = max(start, leaked), max(due, leaked + REOPENED_TERM)
            ladder = from_data(campaign.ladder) if campaign.ladder else HOLDERS
            steps = moments(ladder, start=start, due=max(due, start), calendar=city_calendar())
            step = due_for(Audience.HOLDER, steps, sent=(), at=at)
            if step is None:
                continue
            heard = self._heard.get((person, row.campaign_id))
            told = heard if heard is not None and heard >= step.moment else None
            what = f"{self.name(person)}, {campaign.name}"
            since = max(step.moment, self._since[key])
            found[key] = Climb(day, what, step.rung.code, since, told)
        return list(found.values())

    def _duty_climbs(self, day: date, at: datetime) -> list[Climb]:
        found = []
        speaks = Speakers(at)
        told: defaultdict[tuple[int, datetime], dict[str, datetime]] = defaultdict(dict)
        for one in DutyStep.objects.all():
            told[one.duty_id, one.due_at][one.rung] = one.told_at
        for duty in open_duties():
            steps, due = self._ladder_of(duty, at)
            said = told[duty.pk, due]
            for who, audience in ((AGENT, Audience.AGENT), (HEAD, Audience.HEAD)):
                since = self._since.get(("duty", duty.pk, who))
                step = due_for(audience, steps, sent=(), at=at)
                if since is None or step is None or step.rung.anchor is Anchor.START:
                    continue
                later = [one for one in steps if one.moment >= step.moment]
                when = next((said[o.rung.code] for o in later if o.rung.code in said), None)
                what = f"{duty.directive.code} of {duty.department}, {who}"
                found.append(Climb(day, what, step.rung.code, max(step.moment, since), when))
            found += self._above(day, duty, due, steps, said, speaks, at)
        return found

    def _above(
        self,
        day: date,
        duty: Any,
        due: datetime,
        steps: tuple[Step, ...],
        said: dict[str, datetime],
        speaks: Speakers,
        at: datetime,
    ) -> list[Climb]:
        """Rungs above the department: gathered for the lead, and told once he sent them."""
        found = []
        since = self._since.get(("duty", duty.pk, HEAD))
        if since is None:
            return []
        rows = {row.rung: row for row in Escalation.objects.filter(duty=duty, due_at=due)}
        known = {row.person_id for row in rows.values()}
        same = bool(known & set(speaks.above(duty.department_id)))
        for step in steps:
            if not step.rung.gathered or step.rung.summary_only or step.moment > at:
                continue
            what = f"{duty.directive.code} of {duty.department}, above"
            row = rows.get(step.rung.code)
            if row is None:
                gathered = at if same else None
                found.append(Climb(day, what, step.rung.code, max(step.moment, since), gathered))
            elif row.decision == "send" and row.person_id is not None:
                assert row.decided_at is not None
                begun = max(step.moment, since, row.decided_at)
                if self._can_hear(row.person_id):
                    found.append(Climb(day, what, step.rung.code, begun, said.get(step.rung.code)))
        return found

    def _ladder_of(self, duty: Any, at: datetime) -> tuple[tuple[Step, ...], datetime]:
        start, due = duty.directive.messages_from, duty.due_at
        if duty.state == State.REOPENED:
            first = duty.directive.due_at
            start, due = duty.changed_at, max(first, due, duty.changed_at + REOPENED_TERM)
        elif duty.asked_anew_at is not None:
            start = duty.asked_anew_at
        ladder = from_data(duty.directive.ladder)
        calendar = city_calendar()
        return moments(ladder, start=start, due=max(start, due), calendar=calendar), due

    # --- at the end ------------------------------------------------------------------------------

    def close(self, left: dict[int, datetime]) -> Record:
        """The record with the rows as they stand now."""
        self.record.left = left
        self.record.rows = {
            row.pk: Row(
                row.pk, row.kind, row.person_id, row.state, row.created_at, row.urgent,
                row.asked_for, row.repeated,
                bool(row.batch and row.batch.at_any_hour_because),
            )
            for row in Message.objects.select_related("batch")
        }  # fmt: skip
        return self.record

    # --- small -----------------------------------------------------------------------------------

    def name(self, pk: int) -> str:
        if pk not in self._names:
            self._names[pk] = Person.objects.get(pk=pk).name
        return self._names[pk]

    def _campaign_of(self, rotation: int) -> int:
        if rotation not in self._campaigns:
            self._campaigns |= dict(Rotation.objects.values_list("pk", "campaign_id"))
        return self._campaigns[rotation]

    @staticmethod
    def _can_hear(person: int) -> bool:
        return Contact.objects.filter(person=person, disabled_at=None).exists()
