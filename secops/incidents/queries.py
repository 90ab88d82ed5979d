"""Page-shaped reads of incidents."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.words import look, mark, say
from secops.compliance.rotations.models import Campaign
from secops.house.text import angka, english, wib
from secops.incidents.affected import accounts_url, accounts_words
from secops.incidents.clocks import RunningClock, clocks_elsewhere, clocks_of, public_decision
from secops.incidents.face import required_elsewhere
from secops.incidents.guidance import GUIDANCE
from secops.incidents.models import ChronologyRow, Incident, PhaseRecord, PublicDecision
from secops.incidents.telling import Telling, telling_of
from secops.rules.incident import (
    MOVES,
    OVER,
    DetectionBasis,
    Phase,
    Risk,
    Rsit,
    Scope,
    Severity,
)
from secops.rules.labels import label
from secops.rules.refusal import MoveRefused


@dataclass(frozen=True, slots=True)
class NextPhase:
    """A move the table allows from here."""

    phase: Phase
    word: str
    needs_reason: bool
    forward: bool


@dataclass(frozen=True, slots=True)
class DoneInPhase:
    """What was done in a phase, what was written before, and what to think of."""

    phase: Phase
    word: str
    newest: PhaseRecord | None
    before: list[PhaseRecord]
    guidance: tuple[str | Promise, ...]
    now: bool


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock with whom it tells."""

    clock: RunningClock
    telling: Telling | None


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """What the page of an incident shows above its parts."""

    phase: tuple[str, str, str]
    risk: tuple[str, str, str] | None
    severity: tuple[str, str, str] | None
    since: str
    owner: str
    head: list[tuple[str, object]]
    facts: list[tuple[str, object]]
    impacts: list[tuple[str, str]]
    clocks: list[ClockLine]
    decision: PublicDecision | None
    asks_decision: bool
    open_work: list[str]
    moves: list[NextPhase]
    phases: list[DoneInPhase]
    merged: list[Incident]
    accounts: str
    accounts_url: str
    chat: str
    write: bool
    orders: bool
    over: bool
    log_ins: int
    log_ins_url: str


def incidents_for(user: User) -> QuerySet[Incident]:
    """Incidents the user may read."""
    return Incident.objects.visible_to(user)


def chronology_of(incident: Incident) -> QuerySet[ChronologyRow]:
    """The rows that hold today, of the incident and what was merged into it."""
    return (
        ChronologyRow.objects.filter(incident__in=incident.family, replaced_by=None)
        .select_related("added_by__person", "replaces", "incident")
        .order_by("happened_at", "pk")
    )


def open_work(incident: Incident, *, at: datetime) -> list[str]:
    """What is still required before it may be closed, in words."""
    left = [clock.what for clock in clocks_of(incident, at=at) if clock.stopped_at is None]
    if not incident.risk:
        left.append(_("risiko belum dinilai"))
    if not any(text for _label, text in impacts_of(incident)):
        left.append(_("dampak belum ditulis"))
    if not chronology_of(incident).exists():
        left.append(_("kronologi masih kosong"))
    if incident.personal_data_known_at is not None and public_decision(incident) is None:
        left.append(_("keputusan memberi tahu masyarakat belum dicatat"))
    for one in incident.family:
        left += [
            _("%(code)s belum ditutup") % {"code": code}
            for code in one.directives.filter(closed_at=None).values_list("code", flat=True)
        ]
        running = one.campaigns.filter(state=Campaign.State.RUNNING)
        left += [
            _("%(name)s masih berjalan") % {"name": name}
            for name in running.values_list("name", flat=True)
        ]
        left += required_elsewhere(one, at)
    return list(dict.fromkeys(left))


def incident_page(incident: Incident, user: User, *, at: datetime) -> IncidentPage:
    """Read one incident for one reader; a department sees no reporter."""
    write = user.may(Permission.WRITE_INCIDENT)
    whole = user.scope(Permission.READ_INCIDENT).everything
    phase = Phase(incident.phase)
    decision = public_decision(incident)
    known = incident.personal_data_known_at is not None
    return IncidentPage(
        phase=mark(label(phase)),
        risk=mark(label(Risk(incident.risk))) if incident.risk else None,
        severity=mark(label(Severity(incident.severity))) if incident.severity else None,
        since=since_words(incident, at=at),
        owner=owner_words(incident),
        head=_head(incident, at=at),
        facts=facts_of(incident, whole=whole),
        impacts=impacts_of(incident),
        clocks=_clock_lines(incident, at=at),
        decision=decision,
        asks_decision=known and decision is None and phase not in OVER,
        open_work=[] if phase in OVER else open_work(incident, at=at),
        moves=next_phases(phase) if write else [],
        phases=phases_of(incident),
        merged=incident.family[1:],
        accounts=accounts_words(incident) if whole else "",
        accounts_url=accounts_url(incident) if whole else "",
        chat=for_chat(incident, at=at),
        write=write,
        orders=user.may(Permission.RUN_CAMPAIGN) and phase not in OVER,
        over=phase in OVER,
        log_ins=sum(one.log_ins.count() for one in incident.family),
        log_ins_url=f"{reverse('log-ins')}?incident={incident.code}",
    )


def next_phases(phase: Phase) -> list[NextPhase]:
    """The moves of the table from here, forward first."""
    found = [
        NextPhase(target, say(target), reason, not reason)
        for (origin, target), reason in MOVES.items()
        if origin is phase
    ]
    return sorted(found, key=lambda one: not one.forward)


def phases_of(incident: Incident) -> list[DoneInPhase]:
    """What was done in each phase, of the incident and what was merged into it."""
    records = PhaseRecord.objects.filter(incident__in=incident.family).select_related(
        "written_by__person"
    )
    found = []
    for phase, guidance in GUIDANCE.items():
        own = [one for one in records if one.phase == phase]
        found.append(
            DoneInPhase(
                phase, say(phase), own[0] if own else None, own[1:], guidance,
                phase == incident.phase,
            )
        )  # fmt: skip
    return found


def impacts_of(incident: Incident) -> list[tuple[str, str]]:
    """The impact in short and by its parts; a part without words is there with none."""
    return [
        (_("Ringkas"), incident.impact),
        (_("Layanan"), incident.impact_service),
        (_("Data"), incident.impact_data),
        (_("Pihak ketiga"), incident.impact_third_party),
        (_("Hukum"), incident.impact_legal),
    ]


def owner_words(incident: Incident) -> str:
    """Who leads the handling: a person, or whoever holds a position."""
    if incident.owner_person is not None:
        return incident.owner_person.name
    return incident.owner_position.title if incident.owner_position is not None else ""


def since_words(incident: Incident, *, at: datetime) -> str:
    """``9 hari 4 jam``, ``3 jam``, ``12 menit``: how long it is known, until its end."""
    until = incident.closed_at or incident.merged_at or at
    minutes = max(0, int((until - incident.found_at).total_seconds() // 60))
    days, hours = minutes // 1440, minutes % 1440 // 60
    parts = []
    if days:
        parts.append(ngettext("%(n)s hari", "%(n)s hari", days) % {"n": angka(days)})
    if hours and days < 30:
        parts.append(ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": angka(hours)})
    if not parts:
        parts.append(ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": angka(minutes)})
    return " ".join(parts)


def for_chat(incident: Incident, *, at: datetime) -> str:
    """The true lines for "Salin untuk WhatsApp"."""
    lines = [
        _("Posko Siber, %(when)s") % {"when": wib(at)},
        f"{incident.code}: {incident.title}",
        _("Tahap: %(phase)s") % {"phase": say(Phase(incident.phase))},
    ]
    if incident.next_step and not incident.over:
        lines.append(_("Langkah berikutnya: %(step)s") % {"step": incident.next_step})
    lines += [clock.sentence for clock in clocks_of(incident, at=at) if clock.stopped_at is None]
    return "\n".join(lines)


def refusal_words(refused: MoveRefused) -> str:
    """A refusal in the reader's language."""
    return refused.english if english() else str(refused)


def look_of_phase(value: str) -> tuple[str, str, str]:
    return look(Phase)(value)


def look_of_risk(value: str) -> tuple[str, str, str]:
    if not value:
        return "unknown", "", _("belum dinilai")
    return look(Risk)(value)


def look_of_severity(value: str) -> tuple[str, str, str]:
    if not value:
        return "unknown", "", _("belum dinilai")
    return look(Severity)(value)


def _clock_lines(incident: Incident, *, at: datetime) -> list[ClockLine]:
    clocks = clocks_of(incident, at=at)
    for one in incident.family:
        clocks += clocks_elsewhere(one, at=at)
    telling = telling_of(clocks, at=at)
    return [ClockLine(clock, telling.get(clock.key)) for clock in clocks]


def _head(incident: Incident, *, at: datetime) -> list[tuple[str, object]]:
    """What, how bad, who, since, next update: the first lines of the page."""
    pairs: list[tuple[str, object]] = [
        (_("Pemilik insiden"), owner_words(incident) or _("belum ada")),
        (_("Diketahui sejak"), since_words(incident, at=at)),
    ]
    if not incident.over:
        pairs.append((_("Langkah berikutnya"), incident.next_step or _("belum ada")))
        if incident.next_update_at is not None:
            pairs.append((_("Kabar berikutnya"), wib(incident.next_update_at)))
    return pairs


def facts_of(incident: Incident, *, whole: bool) -> list[tuple[str, object]]:
    """The record in pairs; who reported it is for the office and the inspectorate."""
    iiv = {True: _("ya"), False: _("tidak"), None: None}[incident.on_iiv]
    rsit = say(Rsit(incident.rsit_class)) if incident.rsit_class else None
    pairs: list[tuple[str, object]] = [
        (_("Ditemukan"), wib(incident.found_at)),
        (_("Terjadi"), wib(incident.occurred_at) if incident.occurred_at else None),
        (_("Dasar penetapan"), say(DetectionBasis(incident.detection_basis))),
        (_("Infrastruktur informasi vital (IIV)"), iiv),
        (_("Luas dampak"), say(Scope(incident.scope)) if incident.scope else None),
        (_("Kelas (RSIT)"), rsit),
    ]
    if whole:
        reporter = ", ".join(
            part for part in (incident.reporter_name, incident.reporter_contact) if part
        )
        pairs += [
            (_("Pelapor"), reporter or None),
            (_("Kontak pelapor 24 jam"), incident.reporter_contact_24h or None),
            (_("Tiket sektor atau BSSN"), incident.sector_ticket or None),
            (_("Pelaku yang diketahui"), incident.attacker or None),
        ]
    return pairs
