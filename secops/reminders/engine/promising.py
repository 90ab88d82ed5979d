"""One message a person: the first word of a campaign, or today's digest of everything."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from secops.outbox.actions import Promise, promise_many
from secops.outbox.caps import ring
from secops.outbox.contacts import Ways, ways_to
from secops.outbox.models import Alarm, Batch, Message
from secops.reminders.composers import DIGEST, REEXPOSED, START
from secops.reminders.engine.due import Group, is_opening
from secops.reminders.models import DigestDay, Step
from secops.rules.intervals import WIB, day_start

#: People in one transaction.
CHUNK = 1000
#: People in one run; the next run, a minute later, takes the rest.
PEOPLE_PER_RUN = 20_000

SKIPS = (
    "outside_working_time",
    "already_today",
    "no_address",
    "capped",
    "snoozed",
    "done",
    "not_their_turn",
)


@dataclass(slots=True)
class Reminded:
    """What one run found and made.

    `due` counts items x rungs whose moment has come, that were not said, and whose turn is the
    holder's. `digests` are the messages made. Of `skipped`, the first four are parts of `due`; the
    last three are reached rungs of accounts about which their holder has nothing to be told.
    """

    due: int = 0
    digests: int = 0
    starts: int = 0
    skipped: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SKIPS, 0))
    #: Messages made by kind of contact, a second channel included; whom they go to.
    channels: Counter[str] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Plan:
    """What one transaction writes."""

    #: key -> its message, by a second channel too where the first is not trusted alone
    promises: dict[str, list[Promise]] = field(default_factory=dict)
    #: key -> the groups that its message speaks of
    said: dict[str, list[Group]] = field(default_factory=dict)
    #: key of a digest -> whose it is
    digests: dict[str, int] = field(default_factory=dict)


def promise_groups(
    groups: Sequence[Group],
    *,
    at: datetime,
    done: Reminded,
    dry_run: bool = False,
    batch: Batch | None = None,
) -> None:
    """Promise the messages that speak of these groups, and count them in `done`."""
    same = one_human(sorted({group.person_id for group in groups}))
    by_human: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        by_human[same.get(group.person_id, group.person_id)].append(group)
    humans = sorted(by_human)
    waiting = humans[PEOPLE_PER_RUN:]
    if waiting:
        done.skipped["capped"] += sum(group.items for pk in waiting for group in by_human[pk])
        if not dry_run:
            with transaction.atomic():
                ring(Alarm.Kind.RUN_CAP, len(waiting), at=at)
    for first in range(0, len(humans) - len(waiting), CHUNK):
        chunk = humans[first : min(first + CHUNK, PEOPLE_PER_RUN)]
        with transaction.atomic():
            plan = _plan({pk: by_human[pk] for pk in chunk}, at, done)
            new = _would_be_new(plan) if dry_run else _write(plan, at, batch)
        done.digests += len(new)
        done.starts += sum(key not in plan.digests for key in new)
        for key in new:
            for wanted in plan.promises[key]:
                done.channels[wanted.contact.kind] += 1
                done.people.add(wanted.person_id)


def one_human(person_ids: Sequence[int]) -> dict[int, int]:
    """Records of the same human being: same NIP is one record already, else the same address.

    Returns record -> the lowest record with the same mail address, where neither has a NIP.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT person_id, min(person_id) OVER (PARTITION BY address) FROM (
                SELECT DISTINCT ON (c.person_id) c.person_id, lower(c.address) AS address
                FROM accounts_contact c JOIN accounts_person p ON p.id = c.person_id
                WHERE c.person_id = ANY(%s) AND p.nip = '' AND c.kind = 'mail'
                    AND c.disabled_at IS NULL
                ORDER BY c.person_id, c.rank, c.id
            ) AS known
            """,
            [list(person_ids)],
        )
        return dict(cursor.fetchall())


def _plan(by_human: dict[int, list[Group]], at: datetime, done: Reminded) -> _Plan:
    today = at.astimezone(WIB).date()
    ways = ways_to(by_human)
    had_digest = have_a_digest(by_human, at)
    openings = _openings(by_human)
    spoken = _spoken_today({g.person_id for groups in by_human.values() for g in groups}, at)
    plan = _Plan()
    for human, groups in by_human.items():
        way = ways.get(human)
        if way is None or not way.chosen:
            done.skipped["no_address"] += sum(group.items for group in groups)
            continue
        people = sorted({human, *(group.person_id for group in groups)})
        rest = _plan_openings(plan, people, human, groups, way, openings, spoken)
        for_digest = [g for g in rest if (g.person_id, g.campaign_id) not in spoken]
        if for_digest and human not in had_digest:
            key = f"digest:{human}:{today}"
            _add(plan, key, DIGEST, human, people, way, for_digest)
            plan.digests[key] = human
        elif for_digest:
            done.skipped["already_today"] += sum(group.items for group in for_digest)
        done.skipped["already_today"] += sum(g.items for g in rest if g not in for_digest)
    return plan


def have_a_digest(people: Iterable[int], at: datetime) -> set[int]:
    """Who was promised a digest today, or gets one today: an earlier one that still waits for the
    mail server or an officer's hands is written afresh when it goes out."""
    today = at.astimezone(WIB).date()
    waits = Q(message__state__in=[Message.State.QUEUED, Message.State.SENDING])
    days = DigestDay.objects.filter(
        Q(day=today) | waits | Q(message__sent_at__gte=day_start(today)), person_id__in=list(people)
    )
    return set(days.values_list("person_id", flat=True))


def _opening_key(human: int, group: Group) -> str:
    kind = "reexposed" if group.rung == "reexposed" else "start"
    return f"{kind}:{group.campaign_id}:{human}"


def _openings(by_human: dict[int, list[Group]]) -> dict[str, Message]:
    """The start and re-exposure messages that were promised before, by key."""
    keys = [
        _opening_key(human, group)
        for human, groups in by_human.items()
        for group in groups
        if is_opening(group)
    ]
    return {m.key: m for m in Message.objects.filter(key__in=keys).only("key", "state")}


def _spoken_today(person_ids: set[int], at: datetime) -> set[tuple[int, int]]:
    """(person, campaign) that already had a start or re-exposure message promised today."""
    return set(
        Step.objects.filter(
            person_id__in=person_ids,
            promised_at__gte=day_start(at.astimezone(WIB).date()),
            message__kind__in=[START, REEXPOSED],
        )
        .exclude(message__state=Message.State.FAILED)
        .values_list("person_id", "campaign_id")
    )


def _plan_openings(
    plan: _Plan,
    people: list[int],
    human: int,
    groups: Iterable[Group],
    way: Ways,
    openings: dict[str, Message],
    spoken: set[tuple[int, int]],
) -> list[Group]:
    """Take the start and re-exposure messages out; return what is left for the digest.

    At most one of each per person and campaign, except where the address was dead: then once more
    by another way. A campaign that speaks to him today is left out of that day's digest.
    """
    rest: list[Group] = []
    for group in groups:
        key = _opening_key(human, group)
        before = openings.get(key)
        if before is not None and before.state == Message.State.FAILED:
            key = f"{key}:{way.chosen[0].pk}"
        elif before is not None and before.state not in REVIVED:
            rest.append(group)
            continue
        if not is_opening(group):
            rest.append(group)
            continue
        kind = REEXPOSED if group.rung == "reexposed" else START
        _add(plan, key, kind, human, people, way, [group])
        spoken.add((group.person_id, group.campaign_id))
    return rest


#: What a bulk send that was undone left behind; starting it anew sends these.
REVIVED = (Message.State.CANCELLED, Message.State.DROPPED)


def _add(
    plan: _Plan,
    key: str,
    kind: str,
    human: int,
    people: list[int],
    way: Ways,
    groups: Sequence[Group],
) -> None:
    """Promise one message, by a second channel too where the first is not trusted alone."""
    if key in plan.said:  # two due times of one campaign: one start message speaks of both
        plan.said[key] += groups
        return
    plan.said[key] = list(groups)
    payload: dict[str, Any] = {"people": people}
    if kind != DIGEST:
        payload["campaign"] = groups[0].campaign_id
    urgent = any(group.urgent for group in groups)
    for n, contact in enumerate(way.chosen):
        own = key if n == 0 else f"{key}:{contact.kind}"
        promise = Promise(own, kind, human, contact, payload, urgent)
        plan.promises.setdefault(key, []).append(promise)


def _would_be_new(plan: _Plan) -> list[str]:
    known = Message.objects.filter(key__in=list(plan.said)).exclude(state__in=REVIVED)
    taken = set(known.values_list("key", flat=True))
    return [key for key in plan.said if key not in taken]


def _write(plan: _Plan, at: datetime, batch: Batch | None) -> list[str]:
    """Write messages, rungs and digest days of one transaction; return the new messages' keys."""
    new = promise_many(
        [promise for promises in plan.promises.values() for promise in promises],
        at=at,
        batch=batch,
        not_before=batch.not_before if batch else None,
        revive=True,
    )
    Step.objects.bulk_create(
        [
            Step(
                campaign_id=group.campaign_id,
                person_id=group.person_id,
                due_at=group.due_at,
                rung=group.rung,
                promised_at=at,
                message_id=new[key],
            )
            for key, groups in plan.said.items()
            if key in new
            for group in groups
        ],
        update_conflicts=True,
        unique_fields=["campaign", "person", "due_at", "rung"],
        update_fields=["promised_at", "message"],
    )
    DigestDay.objects.bulk_create(
        [
            DigestDay(person_id=human, day=at.astimezone(WIB).date(), message_id=new[key])
            for key, human in plan.digests.items()
            if key in new
        ],
        ignore_conflicts=True,
    )
    return [key for key in plan.said if key in new]
