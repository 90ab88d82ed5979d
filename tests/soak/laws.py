"""The laws of reminders, checked from the outside: each says who, when and what.

Every law is a function of a `Record` and yields a sentence for each breach.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from secops.rules.intervals import WIB
from secops.rules.working_time import OFFICE_HOURS, URGENT_HOURS
from tests.soak.record import A_WEEK, DIGEST, DutyKey, Record, clock, day_of

Law = Callable[[Record], Iterator[str]]

#: What is due and can be told is told within so many good days.
GOOD_DAYS = 2
#: Kinds that go out once more under the same Message-ID where nobody knows of the first.
REPEATED_ONCE = ("rotation.start", "rotation.reexposed", "duty.", "alarm.")
#: Kinds that ask their reader for something; receipts and alarms ask for nothing.
ASKING = ("rotation.", "duty.")


def one_digest_a_person_and_day(record: Record) -> Iterator[str]:
    """At most one digest arrives at a person on a day."""
    days = Counter((m.person, m.who, day_of(m.at)) for m in record.mails if m.kind == DIGEST)
    for (_person, who, day), n in days.items():
        if n > 1:
            yield f"{who} got {n} digests on {day:%a %d %b %Y}"


def no_message_twice(record: Record) -> Iterator[str]:
    """A message arrives once; a start or an order twice at most, and only as a noted repetition."""
    for pk, n in Counter(mail.row for mail in record.mails).items():
        row = record.rows[pk]
        most = 2 if row.repeated and row.kind.startswith(REPEATED_ONCE) else 1
        if n > most:
            mail = next(one for one in record.mails if one.row == pk)
            yield f"{mail}: the message {pk} arrived {n} times"


def none_out_of_turn(record: Record) -> Iterator[str]:
    """A message names nothing but what waits for its reader at that moment, and something."""
    for mail in record.mails:
        if record.rows[mail.row].asked_for or not mail.kind.startswith(ASKING):
            continue
        if not mail.may_hear:
            yield f"{mail}: nothing waited for him"
        elif foreign := mail.words - mail.may_hear:
            yield f"{mail} names {', '.join(sorted(foreign))}, which is not his turn"
        elif gone := mail.carried - mail.his:
            yield f"{mail} carries {', '.join(sorted(gone))}, which is not his turn"


def none_to_who_left(record: Record) -> Iterator[str]:
    """Who left hears nothing any more."""
    for mail in record.mails:
        when = record.left.get(mail.person)
        if when is not None and mail.at > when and not record.rows[mail.row].asked_for:
            yield f"{mail}: he left on {clock(when)}"


def in_its_hours(record: Record) -> Iterator[str]:
    """The ordinary voice speaks in working time, the urgent one by day."""
    for mail in record.mails:
        row = record.rows[mail.row]
        local = mail.at.astimezone(WIB)
        hours = URGENT_HOURS if row.urgent else OFFICE_HOURS.get(local.weekday())
        if not row.urgent and not record.working.get(local.date(), False):
            hours = None
        free = row.asked_for or row.at_any_hour or mail.mail_id.startswith("hand:")
        if not free and (hours is None or not hours[0] <= local.time() < hours[1]):
            yield f"{mail}: {'urgent' if row.urgent else 'ordinary'}, outside its hours"


def each_rung_once(record: Record) -> Iterator[str]:
    """A rung of a campaign is told by one message; one of which nobody knows does not count."""
    arrived = {mail.row: mail for mail in record.mails}
    for (_campaign, _person, due, rung), messages in record.linked.items():
        told = [
            arrived[pk]
            for pk in dict.fromkeys(messages)
            if pk in arrived and record.rows[pk].state != "unknown"
        ]
        if len(told) > 1:
            yield f"{told[-1].who}: rung {rung} of {clock(due)} told again by {told[-1]}"


def no_digest_without_a_reason(record: Record) -> Iterator[str]:
    """A digest goes out for a rung of accounts, a rung of a duty, or a request that is new to its
    reader; a rung of a duty that was told is no reason again."""
    reasons: defaultdict[int, list[object]] = defaultdict(list)
    for key, messages in record.linked.items():
        for pk in messages:
            reasons[pk].append(key)
    for mails in record.by_person().values():
        told: set[DutyKey] = set()
        last = None
        for mail in mails:
            if mail.kind != DIGEST:
                continue
            row = record.rows[mail.row]
            since = mail.asked_since
            asked = since is not None and (
                last is None or since > last or row.created_at - last >= A_WEEK
            )
            new = {key for key in mail.duties if key[3] != "issued"} - told
            # One that waited for the mail server may have lost its reason on the way.
            at_once = row.created_at == mail.at
            if at_once and not (reasons[mail.row] or new or asked):
                yield f"{mail}: nothing in it was new to him"
            if row.state != "unknown":
                told |= mail.duties
                last = row.created_at


def everything_late_climbs(record: Record) -> Iterator[str]:
    """What waits on a rung that is reached, and can be told, is told within two good days."""
    for one in record.climbs:
        limit = record.good_days_ago(one.day, GOOD_DAYS)
        if one.told_at is None and limit is not None and one.since < record.midnight(limit):
            yield f"{one.what}: rung {one.rung} waits untold since {clock(one.since)}, {one.day}"


def lost_items_come_again(record: Record) -> Iterator[str]:
    """The items of an unknown digest stand in its person's next one, as far as they still wait;
    and the next one comes within two good days."""
    digests = record.by_person(m for m in record.mails if m.kind == DIGEST)
    for lost in record.lost:
        later = [
            mail for mail in digests.get(lost.person, [])
            if mail.at > lost.at and mail.row != lost.row
        ]  # fmt: skip
        if later:
            missing = (lost.items & later[0].his) - later[0].carried
            if missing:
                yield f"{later[0]} leaves out {', '.join(sorted(missing))} of the lost {lost.row}"
            continue
        evenings = [day for day in record.good_days if day > day_of(lost.at)][:GOOD_DAYS]
        if len(evenings) == GOOD_DAYS:
            left = [record.waiting.get(day, {}).get(lost.person, frozenset()) for day in evenings]
            still = lost.items.intersection(*left)
            if still:
                yield f"{lost.who} never heard again of {', '.join(sorted(still))} ({lost.row})"


def pages_count_as_the_sink(record: Record) -> Iterator[str]:
    """What pages say was told is what arrived."""
    for one in record.shown:
        if one.on_page != one.in_sink:
            yield f"{one.page}: {one.on_page} on the page, {one.in_sink} in the sink"


def every_mail_is_known(record: Record) -> Iterator[str]:
    """No mail arrives that the outbox does not know; no part of a tick fails."""
    yield from record.strangers
    yield from record.failures


#: In the order of the table; the first group can be asked of a day alone.
OF_A_DAY: tuple[Law, ...] = (
    one_digest_a_person_and_day,
    none_out_of_turn,
    none_to_who_left,
    in_its_hours,
    everything_late_climbs,
    every_mail_is_known,
)
OF_ALL: tuple[Law, ...] = (
    *OF_A_DAY,
    no_message_twice,
    each_rung_once,
    no_digest_without_a_reason,
    lost_items_come_again,
    pages_count_as_the_sink,
)
