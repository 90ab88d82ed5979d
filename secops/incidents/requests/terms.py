"""The term of an answer, as a clock and as a pill; what still keeps an incident open."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from secops.compliance.duties.words import say
from secops.incidents.clocks import RunningClock
from secops.incidents.models import Incident
from secops.incidents.requests.models import OutgoingRequest
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, Reading, deadline, read

_CLOCK = CLOCKS[ClockCode.REQUEST_ANSWER]


def usual_term(sent_at: datetime) -> datetime:
    """By when an answer is awaited unless somebody says otherwise (RULES 3)."""
    due_at = deadline(_CLOCK, sent_at, calendar=city_calendar())
    assert due_at is not None
    return due_at


def reading_of(request: OutgoingRequest, *, at: datetime) -> Reading:
    """The term of one request that was sent, read now."""
    assert request.sent_at is not None
    return read(request.sent_at, request.awaited_by, stopped_at=request.answered_at, at=at)


def basis_of(request: OutgoingRequest) -> str:
    """Why it is awaited until then: the office's rule, or another term that was set for it."""
    assert request.sent_at is not None
    if request.awaited_by == usual_term(request.sent_at):
        return _("aturan kantor: 3 hari kerja sejak dikirim")
    return _("batas waktu ditetapkan untuk permintaan ini, bukan 3 hari kerja aturan kantor")


def look_of_request(request: OutgoingRequest, *, at: datetime) -> tuple[str, str, str]:
    """How far it is, as a pill."""
    if request.withdrawn_at is not None:
        return "quiet", "□", _("Ditarik")
    if request.sent_at is None:
        return "soon", "◆", _("Belum dikirim")
    reading = reading_of(request, at=at)
    if request.answered_at is not None:
        if reading.breached:
            return "ok", "✓", _("Dijawab setelah batas waktu")
        return "ok", "✓", _("Dijawab")
    if reading.breached:
        return "late", "▲", _("Belum dijawab, lewat batas waktu")
    if reading.warned:
        return "soon", "◆", _("Mendekati batas waktu")
    return "info", "●", _("Menunggu jawaban")


def request_clocks(incident: Incident | None, at: datetime) -> list[RunningClock]:
    """The answers we wait for (`clocks.MORE_CLOCKS`): of one incident, or all. What was answered
    is no term of ours any more; it stands among the requests."""
    rows = OutgoingRequest.objects.waiting()
    if incident is not None:
        rows = rows.filter(incident=incident)
    clocks = []
    for one in rows:
        assert one.sent_at is not None
        assert one.awaited_by is not None
        clocks.append(
            RunningClock(
                code=ClockCode.REQUEST_ANSWER,
                what=_("Jawaban %(to)s atas %(code)s") % {"to": one.to, "code": one.code},
                label=say(_CLOCK.label),
                law=False,
                basis=basis_of(one),
                started_at=one.sent_at,
                due_at=one.awaited_by,
                stopped_at=one.answered_at,
                proof=one.sent_proof,
                reading=reading_of(one, at=at),
                url=one.get_absolute_url(),
            )
        )
    return clocks


def open_requests(incident: Incident, at: datetime) -> list[str]:
    """What was asked because of an incident and is neither answered nor withdrawn."""
    rows = OutgoingRequest.objects.open().filter(incident=incident).order_by("pk")
    return [
        _("permintaan %(code)s kepada %(to)s belum dijawab") % {"code": one.code, "to": one.to}
        if one.sent_at
        else _("permintaan %(code)s kepada %(to)s belum dikirim") % {"code": one.code, "to": one.to}
        for one in rows
    ]
