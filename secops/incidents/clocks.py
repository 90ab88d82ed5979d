"""The clocks an incident starts, read now: what, by when, why, and whether it is law (RULES 3)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secops.compliance.duties.words import say
from secops.house.text import angka, wib
from secops.incidents.models import Incident
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, Label, Reading, deadline, read
from secops.rules.incident import Phase, Risk, must_report

#: The basis in the words of the regulation.
BASES: dict[ClockCode, str | Promise] = {
    ClockCode.IIV_INCIDENT: gettext_lazy("Peraturan BSSN 1/2024 Pasal 15 ayat (5) dan (6)"),
    ClockCode.HIGH_RISK_INCIDENT: gettext_lazy(
        "Peraturan BSSN 1/2024 Pasal 15 ayat (1) dan (3), yang tidak menyebut jam"
    ),
    ClockCode.PERSONAL_DATA_SUBJECT: gettext_lazy("UU 27/2022 Pasal 46 ayat (1) huruf a"),
    ClockCode.PERSONAL_DATA_AGENCY: gettext_lazy("UU 27/2022 Pasal 46 ayat (1) huruf b"),
}


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock of one incident, read at one moment."""

    code: ClockCode
    what: str
    label: str
    law: bool
    basis: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    proof: str
    reading: Reading
    #: Where it is met; empty = on the page of its incident.
    url: str = ""

    @property
    def mark(self) -> tuple[str, str, str]:
        """Tone, symbol and word."""
        if self.stopped_at is not None:
            if self.reading.breached:
                return "soon", "◆", _("Terkirim setelah batas waktu")
            return "ok", "✓", _("Terkirim tepat waktu")
        if self.reading.breached:
            return "late", "▲", _("Lewat batas waktu")
        return ("soon", "◆", _("Mendekati batas waktu")) if self.reading.warned else (
            "info", "●", _("Berjalan"))  # fmt: skip

    @property
    def sentence(self) -> str:
        """The clock in one sentence, with its end in full and what remains."""
        if self.stopped_at is not None:
            return _("%(what)s: terkirim %(when)s (batas waktu %(due)s).") % {
                "what": self.what,
                "when": wib(self.stopped_at),
                "due": wib(self.due_at),
            }
        assert self.reading.remaining is not None
        return _("%(what)s paling lambat %(due)s, %(rest)s.") % {
            "what": self.what,
            "due": wib(self.due_at),
            "rest": in_words(self.reading.remaining),
        }


#: (incident or None for all of the desk, at) -> terms that higher parts started (notices, requests,
#: ...); `secops/wiring.py` fills it. With None only those that still run.
MoreClocks = Callable[[Incident | None, datetime], list[RunningClock]]
MORE_CLOCKS: list[MoreClocks] = []


def clocks_elsewhere(incident: Incident | None, *, at: datetime) -> list[RunningClock]:
    """The terms that higher parts started: of one incident, or all that run."""
    return [clock for source in MORE_CLOCKS for clock in source(incident, at)]


def clocks_of(incident: Incident, *, at: datetime) -> list[RunningClock]:
    """Every clock this incident itself started; none for one that turned out not to be one."""
    if incident.phase == Phase.REFUTED:
        return []
    stops = {stop.clock: stop for stop in incident.clock_stops.all()}
    running = []
    for code, started_at in started(incident):
        clock = CLOCKS[code]
        due_at = deadline(clock, started_at, calendar=city_calendar())
        assert due_at is not None
        stop = stops.get(code)
        stopped_at = stop.stopped_at if stop else None
        running.append(
            RunningClock(
                code=code,
                what=say(code),
                label=say(clock.label),
                law=clock.label is Label.LAW,
                basis=str(BASES[code]),
                started_at=started_at,
                due_at=due_at,
                stopped_at=stopped_at,
                proof=stop.proof if stop else "",
                reading=read(started_at, due_at, stopped_at=stopped_at, at=at),
            )
        )
    return running


def started(incident: Incident) -> list[tuple[ClockCode, datetime]]:
    """Which clocks the facts of the incident start, and when."""
    found: list[tuple[ClockCode, datetime]] = []
    risk = Risk(incident.risk) if incident.risk else Risk.LOW
    if incident.on_iiv:
        found.append((ClockCode.IIV_INCIDENT, incident.found_at))
    elif must_report(risk, iiv=False):
        found.append((ClockCode.HIGH_RISK_INCIDENT, incident.found_at))
    if incident.personal_data_known_at is not None:
        known = incident.personal_data_known_at
        found.append((ClockCode.PERSONAL_DATA_SUBJECT, known))
        found.append((ClockCode.PERSONAL_DATA_AGENCY, known))
    return found


def in_words(rest: timedelta) -> str:
    """``sisa 18 jam``, ``lewat 2 jam``; minutes within the last hours, days from three on."""
    gone = rest < timedelta(0)
    minutes = int(abs(rest).total_seconds() // 60)
    if minutes < 120:
        length = ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": angka(minutes)}
    elif minutes < 72 * 60:
        length = ngettext("%(n)s jam", "%(n)s jam", minutes // 60) % {"n": angka(minutes // 60)}
    else:
        days = minutes // (24 * 60)
        length = ngettext("%(n)s hari", "%(n)s hari", days) % {"n": angka(days)}
    return (_("lewat %(length)s") if gone else _("sisa %(length)s")) % {"length": length}
