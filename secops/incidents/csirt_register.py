"""The city's register letter as a response team runs three years (BSSN 1/2024 Art 13)."""

from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from secops.compliance.duties.words import say
from secops.incidents.clocks import RunningClock
from secops.incidents.models import Incident
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, deadline, read
from secops.rules.intervals import WIB


def register_clock(incident: Incident | None, at: datetime) -> list[RunningClock]:
    """The term of the register, as a clock of the desk; none while its date is not set."""
    issued_on = settings.CSIRT_REGISTER_ISSUED_ON
    if incident is not None or issued_on is None:
        return []
    clock = CLOCKS[ClockCode.CSIRT_REGISTER]
    started_at = datetime.combine(issued_on, time(0), tzinfo=WIB)
    due_at = deadline(clock, started_at, calendar=city_calendar())
    assert due_at is not None
    number = settings.CSIRT_REGISTER_NUMBER
    return [
        RunningClock(
            code=clock.code,
            what=f"{say(clock.code)} {number}".strip(),
            label=say(clock.label),
            law=True,
            basis=_("Peraturan BSSN 1/2024 Pasal 13"),
            started_at=started_at,
            due_at=due_at,
            stopped_at=None,
            proof="",
            reading=read(started_at, due_at, at=at),
            url=reverse("incidents"),
        )
    ]
