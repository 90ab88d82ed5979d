"""The clocks an incident starts, read now: what, by when, why, and whether it is law (RULES 3).

Nothing of a clock is stored but its end and what proves it. A fact that is corrected moves the
clock with it, also one that was merged: two records of one incident run on the earlier start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secops.compliance.duties.words import say
from secops.house.text import angka, wib
from secops.incidents.models import Incident, PublicDecision
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, Clock, ClockCode, Label, Reading, deadline, read
from secops.rules.incident import Phase, Risk, must_report

_OWN = gettext_lazy("aturan kantor")
_CISA = gettext_lazy("mengikuti CISA ED 24-02 dan 19-01")
_BPK = gettext_lazy("mengikuti Peraturan BPK 2/2017")

#: The basis in the words of the regulation; of a policy, where it comes from.
BASES: dict[ClockCode, str | Promise] = {
    ClockCode.IIV_INCIDENT: gettext_lazy("Peraturan BSSN 1/2024 Pasal 15 ayat (5) dan (6)"),
    ClockCode.HIGH_RISK_INCIDENT: gettext_lazy(
        "Peraturan BSSN 1/2024 Pasal 15 ayat (1) dan (3), yang tidak menyebut jam"
    ),
    ClockCode.PERSONAL_DATA_SUBJECT: gettext_lazy("UU 27/2022 Pasal 46 ayat (1) huruf a"),
    ClockCode.PERSONAL_DATA_AGENCY: gettext_lazy("UU 27/2022 Pasal 46 ayat (1) huruf b"),
    ClockCode.PERSONAL_DATA_PUBLIC: gettext_lazy("UU 27/2022 Pasal 46 ayat (3)"),
    ClockCode.BSSN_NOTICE: _OWN,
    ClockCode.REQUEST_ANSWER: _OWN,
    ClockCode.ROTATION_PRIVILEGED: _CISA,
    ClockCode.ROTATION_EXPOSED: _CISA,
    ClockCode.ROTATION_OTHERS: _CISA,
    ClockCode.RETIREMENT_ANSWER: gettext_lazy("praktik kota lain; lewat dari itu dianggap setuju"),
    ClockCode.RECOMMENDATION_DECISION: _OWN,
    ClockCode.RECOMMENDATION_DECISION_URGENT: _OWN,
    ClockCode.RECOMMENDATION_FOLLOW_UP: _BPK,
    ClockCode.RECOMMENDATION_REVIEW: _BPK,
    ClockCode.CSIRT_REGISTER: gettext_lazy("Peraturan BSSN 1/2024 Pasal 13"),
    ClockCode.RESTORE_TEST: "CIS Controls 11.5",
    ClockCode.PUBLIC_WORD: gettext_lazy("janji dalam pernyataan itu sendiri"),
}


def clock_length(clock: Clock) -> str:
    """How long a clock runs, in words."""
    if clock.hours:
        return _("%(n)s jam") % {"n": clock.hours}
    if clock.days:
        return _("%(n)s hari") % {"n": clock.days}
    if clock.working_days:
        return _("%(n)s hari kerja") % {"n": clock.working_days}
    if clock.years:
        return _("%(n)s tahun") % {"n": clock.years}
    return _("sesuai keputusan atau janji")


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock, of an incident or of the desk, read at one moment."""

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
    #: The code of its incident, where it started there.
    subject: str = ""
    #: Whether the office is told while it runs out (`rules/clock_steps.py`).
    tells: bool = True

    @property
    def key(self) -> str:
        """Names this clock with this end: what is told of it is told once."""
        return f"{self.subject or self.url}:{self.code}:{int(self.due_at.timestamp())}"

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


class Started(NamedTuple):
    """A clock that facts started; `agreed` is its end where that was decided case by case."""

    code: ClockCode
    at: datetime
    agreed: datetime | None = None


#: (incident or None for all of the desk, at) -> terms that higher parts started (notices, requests,
#: ...); `secops/wiring.py` fills it. With None only those that still run.
MoreClocks = Callable[[Incident | None, datetime], list[RunningClock]]
MORE_CLOCKS: list[MoreClocks] = []


def clocks_elsewhere(incident: Incident | None, *, at: datetime) -> list[RunningClock]:
    """The terms that higher parts started: of one incident, or all that run."""
    return [clock for source in MORE_CLOCKS for clock in source(incident, at)]


def running_clocks(*, at: datetime) -> list[RunningClock]:
    """Every clock of the desk that runs, the next end first."""
    found = clocks_of_incidents(at=at) + clocks_elsewhere(None, at=at)
    return sorted(found, key=lambda clock: clock.due_at)


def clocks_of_incidents(*, at: datetime) -> list[RunningClock]:
    """The clocks that incidents themselves started and that run."""
    return [
        clock
        for incident in Incident.objects.open().with_clocks()
        for clock in clocks_of(incident, at=at)
        if clock.stopped_at is None
    ]


def clocks_of(incident: Incident, *, at: datetime) -> list[RunningClock]:
    """Every clock this incident itself started; none for one that turned out not to be one, nor
    for one that is read under another."""
    if incident.phase == Phase.REFUTED or incident.merged_into_id is not None:
        return []
    stops = {
        stop.clock: stop
        for one in reversed(incident.family)
        for stop in reversed(one.clock_stops.all())
    }
    running = []
    for start in started(incident):
        clock = CLOCKS[start.code]
        due_at = deadline(clock, start.at, calendar=city_calendar(), agreed=start.agreed)
        assert due_at is not None
        stop = stops.get(start.code)
        stopped_at = stop.stopped_at if stop else None
        running.append(
            RunningClock(
                code=start.code,
                what=say(start.code),
                label=say(clock.label),
                law=clock.label is Label.LAW,
                basis=str(BASES[start.code]),
                started_at=start.at,
                due_at=due_at,
                stopped_at=stopped_at,
                proof=stop.proof if stop else "",
                reading=read(start.at, due_at, stopped_at=stopped_at, at=at),
                subject=incident.code,
            )
        )
    return running


def started(incident: Incident) -> list[Started]:
    """Which clocks the facts of the incident start, and when; of merged records the earliest."""
    family = [one for one in incident.family if one is incident or one.phase != Phase.REFUTED]
    found = [start for one in family for start in _of_record(one)]
    decision = public_decision(incident)
    if decision is not None and decision.tell:
        found.append(Started(ClockCode.PERSONAL_DATA_PUBLIC, decision.decided_at, decision.due_at))
    earliest: dict[ClockCode, Started] = {}
    for start in sorted(found, key=lambda one: one.at):
        earliest.setdefault(start.code, start)
    if ClockCode.IIV_INCIDENT in earliest:
        # One report goes out; where the law names the hours, ours is not asked for as well.
        earliest.pop(ClockCode.HIGH_RISK_INCIDENT, None)
    return [earliest[code] for code in ClockCode if code in earliest]


def public_decision(incident: Incident) -> PublicDecision | None:
    """The newest decision about telling the public, of the incident or what was merged into it."""
    made = [decision for one in incident.family for decision in one.public_decisions.all()]
    return max(made, key=lambda one: (one.recorded_at, one.pk), default=None)


def _of_record(incident: Incident) -> list[Started]:
    found: list[Started] = []
    risk = Risk(incident.risk) if incident.risk else Risk.LOW
    if incident.on_iiv:
        found.append(Started(ClockCode.IIV_INCIDENT, incident.found_at))
    elif must_report(risk, iiv=False):
        found.append(Started(ClockCode.HIGH_RISK_INCIDENT, incident.found_at))
    if incident.personal_data_known_at is not None:
        known = incident.personal_data_known_at
        found.append(Started(ClockCode.PERSONAL_DATA_SUBJECT, known))
        found.append(Started(ClockCode.PERSONAL_DATA_AGENCY, known))
    return found


def length_words(length: timedelta) -> str:
    """``18 jam``, ``2 menit``; minutes within the last hours, days from three on."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": angka(minutes)}
    if minutes < 72 * 60:
        return ngettext("%(n)s jam", "%(n)s jam", minutes // 60) % {"n": angka(minutes // 60)}
    days = minutes // (24 * 60)
    return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": angka(days)}


def in_words(rest: timedelta) -> str:
    """``sisa 18 jam``, ``lewat 2 jam``."""
    gone = rest < timedelta(0)
    return (_("lewat %(length)s") if gone else _("sisa %(length)s")) % {
        "length": length_words(abs(rest))
    }
