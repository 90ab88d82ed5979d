"""The next public words that were promised, as clocks that run (RULES 3); each its own promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from secops.compliance.duties.words import say
from secops.incidents.clocks import RunningClock
from secops.incidents.models import Incident, PublicStatement
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, Reading, deadline, read

_CLOCK = CLOCKS[ClockCode.PUBLIC_WORD]


@dataclass(frozen=True, slots=True)
class PromisedWord:
    """The next public word that a statement promised and that has not come."""

    statement: PublicStatement
    published_at: datetime
    due_at: datetime
    reading: Reading


def promised_words(*, at: datetime, incident: Incident | None = None) -> list[PromisedWord]:
    """Every promise that runs or was missed, the next first; of one incident, or all."""
    rows = PublicStatement.objects.promising()
    if incident is not None:
        rows = rows.filter(incident=incident)
    found = []
    for one in rows.order_by("next_word_at", "pk"):
        assert one.published_at is not None
        due_at = deadline(
            _CLOCK, one.published_at, calendar=city_calendar(), agreed=one.next_word_at
        )
        assert due_at is not None
        reading = read(one.published_at, due_at, at=at)
        found.append(PromisedWord(one, one.published_at, due_at, reading))
    return found


def word_clocks(incident: Incident | None, at: datetime) -> list[RunningClock]:
    """The promises as terms (`clocks.MORE_CLOCKS`). They remind in their own words and of what is
    to be written, so the clock itself tells nobody."""
    return [
        RunningClock(
            code=_CLOCK.code,
            what=_("%(word)s, dijanjikan %(code)s")
            % {"word": say(_CLOCK.code), "code": one.statement.code},
            label=say(_CLOCK.label),
            law=False,
            basis=_("janji dalam pernyataan itu sendiri"),
            started_at=one.published_at,
            due_at=one.due_at,
            stopped_at=None,
            proof="",
            reading=one.reading,
            url=one.statement.get_absolute_url(),
            tells=False,
        )
        for one in promised_words(at=at, incident=incident)
    ]
