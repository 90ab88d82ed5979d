"""The term of an answer, and the share of warnings answered in time."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from secops.compliance.duties.words import say
from secops.incidents.clocks import RunningClock
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, Reading, deadline, read
from secops.rules.notices import Share, share_of

_CLOCK = CLOCKS[ClockCode.BSSN_NOTICE]


def due_of(notice: Notice) -> datetime:
    """By when it is to be answered: our own rule, no law gives an hour."""
    due_at = deadline(_CLOCK, notice.received_at, calendar=city_calendar())
    assert due_at is not None
    return due_at


def reading_of(notice: Notice, *, at: datetime) -> Reading:
    """The term of one warning, read now."""
    return read(notice.received_at, due_of(notice), stopped_at=notice.answered_at, at=at)


def answered_share(*, at: datetime) -> Share:
    """Of all warnings, how many were answered in time."""
    rows = Notice.objects.only("received_at", "answered_at")
    return share_of(((due_of(one), one.answered_at) for one in rows), at=at)


def look_of_term(notice: Notice, *, at: datetime) -> tuple[str, str, str]:
    """Whether it was answered in time, as a pill."""
    reading = reading_of(notice, at=at)
    if notice.answered_at is not None:
        if reading.breached:
            return "soon", "◆", _("Dijawab setelah batas waktu")
        return "ok", "✓", _("Dijawab tepat waktu")
    if reading.breached:
        return "late", "▲", _("Lewat batas waktu")
    if reading.warned:
        return "soon", "◆", _("Mendekati batas waktu")
    return "info", "●", _("Menunggu jawaban kami")


def notice_clocks(incident: Incident | None, at: datetime) -> list[RunningClock]:
    """The terms of warnings (`clocks.MORE_CLOCKS`): of one incident, or all that run."""
    rows = Notice.objects.waiting() if incident is None else incident.notices.all()
    return [
        RunningClock(
            code=ClockCode.BSSN_NOTICE,
            what=_("Jawaban peringatan %(code)s") % {"code": one.code},
            label=say(_CLOCK.label),
            law=False,
            basis=_("aturan kantor: 24 jam sejak diterima"),
            started_at=one.received_at,
            due_at=due_of(one),
            stopped_at=one.answered_at,
            proof=one.answer_proof,
            reading=reading_of(one, at=at),
            url=one.get_absolute_url(),
        )
        for one in rows
    ]
