"""By which way a message goes on when its own will not take it.

The message stays the same row: who asks what became of it finds one answer, and its tries say by
which channels it went.
"""

from collections.abc import Collection, Sequence

from django.db import connection

from secops.outbox.composers import COMPOSERS
from secops.outbox.contacts import Way, ways_to
from secops.outbox.models import Message


def next_ways(messages: Sequence[Message], *, dead: Collection[int] = ()) -> dict[int, Way]:
    """message -> the person's best way that did not refuse it; left out where there is none.

    `dead`: the messages whose own address takes nothing any more, by whatever channel.
    """
    going = [m for m in messages if m.kind not in COMPOSERS or COMPOSERS[m.kind].changes_its_way]
    if not going:
        return {}
    ways = ways_to({message.person_id for message in going})
    found: dict[int, Way] = {}
    for message in going:
        if message.person_id not in ways:
            continue
        tried = {*message.refused_by.split(), own_way(message)}
        for way in ways[message.person_id].all:
            gone = message.pk in dead and way.contact.pk == message.contact_id
            if not gone and way.name not in tried and _may_carry(way, message):
                found[message.pk] = way
                break
    said = _said_there_already([(m, found[m.pk]) for m in going if m.pk in found])
    return {pk: way for pk, way in found.items() if pk not in said}


def own_way(message: Message) -> str:
    """The way the message is on."""
    return f"{message.channel}:{message.contact_id}"


def _may_carry(way: Way, message: Message) -> bool:
    """A code goes neither where its link went nor to a mailbox that may be leaked."""
    if not message.code_beside:
        return True
    return way.contact.untrusted_at is None and way.contact.kind != message.code_beside


def _said_there_already(going: Sequence[tuple[Message, Way]]) -> set[int]:
    """Those whose twin was promised to that address in the same breath (told by two ways)."""
    doubtful = [(m, way) for m, way in going if way.contact.untrusted_at is not None]
    if not doubtful:
        return set()
    twins = set(
        Message.objects.filter(
            person_id__in=[m.person_id for m, _way in doubtful],
            created_at__in=[m.created_at for m, _way in doubtful],
        ).values_list("kind", "created_at", "contact_id")
    )
    return {m.pk for m, way in doubtful if (m.kind, m.created_at, way.contact.pk) in twins}


_SEND_ON = """
UPDATE outbox_message m SET channel = w.channel, contact_id = w.contact, address = w.address,
    refused_by = left(ltrim(m.refused_by || ' ' || w.refused), 300), attempts = 0, repeated = false,
    mail_id = '', provider_id = '', held_by_id = NULL, held_until = NULL
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[])
    AS w (id, channel, contact, address, refused)
WHERE m.id = w.id AND m.state = 'queued'
"""


def send_on(going: Sequence[tuple[Message, Way]]) -> None:
    """Put messages on their next way."""
    if not going:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _SEND_ON,
            [
                [message.pk for message, _way in going],
                [way.channel.value for _message, way in going],
                [way.contact.pk for _message, way in going],
                [way.contact.address for _message, way in going],
                [own_way(message) for message, _way in going],
            ],
        )
