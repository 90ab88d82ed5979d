"""From phase to phase, and what was done in each."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.actions.refusals import IncidentRefused, locked
from secops.incidents.models import Incident, PhaseRecord
from secops.incidents.queries import open_work
from secops.rules.incident import Phase, move
from secops.rules.secrets import kept_words


@transaction.atomic
def move_incident(
    incident: Incident, target: Phase, *, reason: str = "", by: User, at: datetime
) -> Incident:
    """Move to another phase by the table; MoveRefused says what is missing or still open."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    origin = Phase(incident.phase)
    reason = kept_words(reason)
    left = open_work(incident, at=at) if target is Phase.CLOSED else []
    incident.phase = move(origin, target, reason=reason, open_work=left).value
    incident.closed_at = at if target is Phase.CLOSED else None
    incident.refuted_why = reason if target is Phase.REFUTED else ""
    incident.save()
    moved = "incident.moved_back" if reason else "incident.moved"
    verb = {Phase.CLOSED: "incident.closed", Phase.REFUTED: "incident.refuted"}
    record(
        verb.get(target, moved),
        incident,
        by=by,
        at=at,
        origin=origin.value,
        target=target.value,
        reason=reason,
    )
    return incident


@transaction.atomic
def write_phase(
    incident: Incident, phase: Phase, text: str, *, by: User, at: datetime
) -> PhaseRecord:
    """Say what was done in a phase; what was written before stays and can be read."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    words = kept_words(text)
    if not words:
        raise IncidentRefused(_("Tuliskan apa yang dilakukan."))
    newest = incident.phase_records.filter(phase=phase.value).first()
    if newest is not None and newest.text == words:
        return newest
    made = PhaseRecord.objects.create(
        incident=incident, phase=phase.value, text=words, written_by=by, written_at=at
    )
    record("incident.phase_written", incident, by=by, at=at, target=phase.value)
    return made
