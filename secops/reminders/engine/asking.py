"""The digest of those who help: promised when something new waits for them (RULES 5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from secops.incidents.tasks.asks import due_task_asks
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.outbox.voices import listening
from secops.reminders.asks import due_asks
from secops.reminders.composers import DIGEST
from secops.reminders.duties.asks import due_duty_asks
from secops.reminders.engine.promising import have_a_digest, one_human
from secops.reminders.models import DigestDay
from secops.rules.intervals import WIB


@transaction.atomic
def ask_helpers(*, at: datetime) -> int:
    """Promise today's digest to everybody with something new to do who gets none yet; return how
    many. Whoever had his digest today hears of it in the next one.

    On a day without work only those are told for whom something urgent is due.
    """
    now = listening(at=at)
    if not (now.urgent or now.ordinary or now.otherwise):
        return 0
    duties, tasks = due_duty_asks(at=at), due_task_asks(at=at)
    urgent = {pk for pk, asks in duties.items() if any(ask.standing.urgent for ask in asks)}
    urgent |= {pk for pk, asks in tasks.items() if any(ask.is_urgent for ask in asks)}
    waiting = {
        pk for pk in {*duties, *tasks, *due_asks(at=at)} if now.may_hear(pk, urgent=pk in urgent)
    }
    if not waiting:
        return 0
    same = one_human(sorted(waiting))
    people: dict[int, set[int]] = {}
    for pk in waiting:
        human = same.get(pk, pk)
        people.setdefault(human, {human}).add(pk)
    told = have_a_digest(people, at)
    ways = ways_to(people)
    today = at.astimezone(WIB).date()
    promises: dict[int, list[Promise]] = {}
    for human in sorted(set(people) - told):
        way = ways.get(human)
        for n, contact in enumerate(way.chosen if way else []):
            key = f"digest:{human}:{today}" + (f":{contact.kind}" if n else "")
            payload = {"people": sorted(people[human])}
            promises.setdefault(human, []).append(
                Promise(key, DIGEST, human, contact, payload, bool(people[human] & urgent))
            )
    new = promise_many([one for several in promises.values() for one in several], at=at)
    DigestDay.objects.bulk_create(
        [
            DigestDay(person_id=human, day=today, message_id=new[several[0].key])
            for human, several in promises.items()
            if several[0].key in new
        ],
        ignore_conflicts=True,
    )
    return sum(several[0].key in new for several in promises.values())
