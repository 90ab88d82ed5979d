"""Hard caps, so that a mistake in a rule never floods anybody, and the alarm when one holds."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count

from secops.outbox.models import Alarm, Message
from secops.outbox.policy import ASKED_FOR_PER_PERSON_AND_DAY, PER_PERSON_AND_DAY
from secops.rules.intervals import WIB

A_DAY = timedelta(days=1)


def over_their_cap(messages: Sequence[Message], *, at: datetime) -> dict[int, datetime]:
    """Those of the messages whose person had enough within a day, with when to try again."""
    if not messages:
        return {}
    counted: Counter[tuple[int, bool]] = Counter()
    rows = (
        Message.objects.filter(
            person_id__in={m.person_id for m in messages},
            sent_at__gt=at - A_DAY,
        )
        .exclude(channel=Message.Channel.WHATSAPP_BY_HAND)
        .values_list("person_id", "asked_for")
        .annotate(n=Count("pk"))
    )
    for person_id, asked_for, n in rows.order_by():
        counted[person_id, asked_for] = n
    over: dict[int, datetime] = {}
    for message in messages:
        key = (message.person_id, message.asked_for)
        counted[key] += 1
        cap = ASKED_FOR_PER_PERSON_AND_DAY if message.asked_for else PER_PERSON_AND_DAY
        if counted[key] > cap:
            over[message.pk] = at + timedelta(hours=6)
    return over


_RING = """
INSERT INTO outbox_alarm (kind, day, first_at, last_at, held_back) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (kind, day) DO UPDATE SET last_at = excluded.last_at,
    held_back = GREATEST(outbox_alarm.held_back, excluded.held_back)
"""


def ring(kind: Alarm.Kind, held_back: int, *, at: datetime) -> None:
    """Note that a cap held messages back; once a day and kind, shown on the messages page."""
    with connection.cursor() as cursor:
        cursor.execute(_RING, [kind.value, at.astimezone(WIB).date(), at, at, held_back])
