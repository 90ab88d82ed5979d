"""Page-shaped reads of incidents."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.words import look, mark, say
from secops.compliance.rotations.models import Campaign
from secops.house.text import english, wib
from secops.incidents.clocks import RunningClock, clocks_elsewhere, clocks_of
from secops.incidents.face import required_elsewhere
from secops.incidents.models import ChronologyRow, Incident
from secops.rules.incident import MOVES, OVER, DetectionBasis, Phase, Risk, Rsit
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
class IncidentPage:
    """What the page of an incident shows above its parts."""

    phase: tuple[str, str, str]
    risk: tuple[str, str, str] | None
    facts: list[tuple[str, object]]
    clocks: list[RunningClock]
    open_work: list[str]
    moves: list[NextPhase]
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
    """The rows that hold today; each leads to what it replaced."""
    return incident.chronology.filter(replaced_by=None).select_related("added_by", "replaces")


def open_work(incident: Incident, *, at: datetime) -> list[str]:
    """What is still required before it may be closed, in words."""
    left = [clock.what for clock in clocks_of(incident, at=at) if clock.stopped_at is None]
    if not incident.risk:
        left.append(_("risiko belum dinilai"))
    if not incident.impact.strip():
        left.append(_("dampak belum ditulis"))
    if not incident.chronology.exists():
        left.append(_("kronologi masih kosong"))
    left += [
        _("%(code)s belum ditutup") % {"code": code}
        for code in incident.directives.filter(closed_at=None).values_list("code", flat=True)
    ]
    running = incident.campaigns.filter(state=Campaign.State.RUNNING)
    left += [
        _("%(name)s masih berjalan") % {"name": name}
        for name in running.values_list("name", flat=True)
    ]
    return left + required_elsewhere(incident, at)


def incident_page(incident: Incident, user: User, *, at: datetime) -> IncidentPage:
    """Read one incident for one reader; a department sees no reporter."""
    write = user.may(Permission.WRITE_INCIDENT)
    phase = Phase(incident.phase)
    return IncidentPage(
        phase=mark(label(phase)),
        risk=mark(label(Risk(incident.risk))) if incident.risk else None,
        facts=_facts(incident, whole=user.scope(Permission.READ_INCIDENT).everything),
        clocks=clocks_of(incident, at=at) + clocks_elsewhere(incident, at=at),
        open_work=[] if phase in OVER else open_work(incident, at=at),
        moves=next_phases(phase) if write else [],
        chat=for_chat(incident, at=at),
        write=write,
        orders=user.may(Permission.RUN_CAMPAIGN) and phase not in OVER,
        over=phase in OVER,
        log_ins=incident.log_ins.count(),
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


def for_chat(incident: Incident, *, at: datetime) -> str:
    """The true lines for "Salin untuk WhatsApp"."""
    lines = [
        _("Posko Siber, %(when)s") % {"when": wib(at)},
        f"{incident.code}: {incident.title}",
        _("Tahap: %(phase)s") % {"phase": say(Phase(incident.phase))},
    ]
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


def _facts(incident: Incident, *, whole: bool) -> list[tuple[str, object]]:
    iiv = {True: _("ya"), False: _("tidak"), None: None}[incident.on_iiv]
    rsit = say(Rsit(incident.rsit_class)) if incident.rsit_class else None
    pairs: list[tuple[str, object]] = [
        (_("Ditemukan"), wib(incident.found_at)),
        (_("Terjadi"), wib(incident.occurred_at) if incident.occurred_at else None),
        (_("Dasar penetapan"), say(DetectionBasis(incident.detection_basis))),
        (_("Infrastruktur informasi vital (IIV)"), iiv),
        (_("Kelas (RSIT)"), rsit),
    ]
    if whole:
        reporter = ", ".join(
            part for part in (incident.reporter_name, incident.reporter_contact) if part
        )
        pairs.append((_("Pelapor"), reporter or None))
    return pairs
