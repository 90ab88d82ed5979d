"""That something was said below a recommendation: one message a person and quarter of an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from secops.advisories.hearers import hearers_of
from secops.advisories.models import Response
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.rules.intervals import WIB

ANSWERED = "recommendation.answered"
#: What is said within it goes out together.
TOGETHER = timedelta(minutes=15)


def announce(word: Response, *, at: datetime) -> int:
    """Promise it to everybody concerned who may read it; the words are put together when the
    quarter of an hour is over."""
    start = slot_of(at)
    people = {one.pk for one in hearers_of(word, at=at)}
    promises = [
        Promise(
            f"{ANSWERED}:{contact.pk}:{start:%Y%m%d%H%M}",
            ANSWERED,
            pk,
            contact,
            {"since": start.isoformat()},
        )
        for pk, ways in ways_to(people).items()
        for contact in ways.chosen
    ]
    return len(promise_many(promises, at=at, not_before=start + TOGETHER))


def slot_of(at: datetime) -> datetime:
    """The start of the quarter of an hour (WIB)."""
    local = at.astimezone(WIB)
    return local.replace(minute=local.minute - local.minute % 15, second=0, microsecond=0)
