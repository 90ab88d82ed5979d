"""Who is on the list, and how far the notice came with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import Person
from secops.incidents.models import Incident
from secops.incidents.privacy.models import Notice, Subject
from secops.inventory.models import Account, Exposure, Repetition
from secops.outbox.contacts import Ways, ways_to
from secops.outbox.models import Message
from secops.rules.privacy import TOLD, Standing, Try, standing

KIND = "privacy.notice"


@dataclass(frozen=True, slots=True)
class Told:
    """One person of the list with his standing."""

    subject: Subject
    standing: Standing
    channel: str
    at: datetime | None

    @property
    def pk(self) -> int:
        return self.subject.pk

    @property
    def name(self) -> str:
        return self.subject.name

    @property
    def told(self) -> bool:
        return self.standing in TOLD


@dataclass(frozen=True, slots=True)
class Reach:
    """By which way those who were not told yet would be reached: the preview of a send."""

    channels: dict[str, int]
    doubtful: int
    without: int

    @property
    def people(self) -> int:
        return sum(self.channels.values()) + self.doubtful


def affected(incident: Incident) -> list[Person]:
    """Holders of the accounts that the incident's leak reports name."""
    reports = list(incident.leak_reports.values_list("pk", flat=True))
    told_again = Repetition.objects.filter(report_id__in=reports)
    exposed = Exposure.objects.filter(
        Q(report_id__in=reports) | Q(pk__in=told_again.values("exposure_id")),
        account_id__isnull=False,
    )
    accounts = Account.objects.filter(
        pk__in=exposed.values("account_id"), kind=Account.Kind.PERSON, holder__isnull=False
    )
    return list(Person.objects.filter(pk__in=accounts.values("holder")).order_by("sort_name", "pk"))


def people_of(notice: Notice) -> list[Told]:
    """Everybody on the list, by name."""
    subjects = list(notice.subjects.select_related("person").order_by("name", "pk"))
    ids = [one.person_id for one in subjects if one.person_id is not None]
    sent: dict[int, list[Message]] = defaultdict(list)
    messages = Message.objects.filter(person_id__in=ids, kind=KIND, payload__notice=notice.pk)
    for message in messages.select_related("contact").order_by("pk"):
        sent[message.person_id].append(message)
    ways = ways_to(ids)
    return [_told(one, sent.get(one.person_id or 0, []), ways) for one in subjects]


def reach_of(people: list[Told]) -> Reach:
    """What a send would do now with those nobody told yet."""
    waiting = [one for one in people if one.standing is Standing.NOT_YET]
    ways = ways_to(one.subject.person_id for one in waiting if one.subject.person_id)
    channels: Counter[str] = Counter()
    doubtful = 0
    for one in waiting:
        found = ways[one.subject.person_id or 0]
        if found.only_untrusted:
            doubtful += 1
        else:
            trusted = [way for way in found.all if way.contact.untrusted_at is None]
            channels[str(Message.Channel(trusted[0].channel).label)] += 1
    without = sum(one.standing is Standing.NO_WAY for one in people)
    return Reach(dict(channels.most_common()), doubtful, without)


def _told(subject: Subject, messages: list[Message], ways: dict[int, Ways]) -> Told:
    tries = [
        Try(one.state, one.contact is None or one.contact.untrusted_at is None) for one in messages
    ]
    found = standing(
        tries, by_hand=subject.told_at is not None, has_way=(subject.person_id or 0) in ways
    )
    if subject.told_at is not None:
        return Told(subject, found, subject.told_how, subject.told_at)
    last = next((one for one in reversed(messages) if one.sent_at), None)
    last = last or (messages[-1] if messages else None)
    if last is None:
        return Told(subject, found, "", None)
    return Told(subject, found, str(last.get_channel_display()), last.reached_at or last.sent_at)
