"""Everything that changes an incident and its chronology."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties.models import Directive
from secops.documents.numbering import draw_yearly
from secops.incidents.clocks import started
from secops.incidents.models import ChronologyRow, ClockStop, Incident
from secops.incidents.queries import open_work
from secops.rules.clocks import ClockCode
from secops.rules.incident import DetectionBasis, Phase, move

#: What a full record may change; the trail names them (`audit/values.py`).
FIELDS = (
    "title",
    "description",
    "impact",
    "reporter_name",
    "reporter_contact",
    "detection_basis",
    "on_iiv",
    "risk",
    "rsit_class",
    "occurred_at",
    "found_at",
    "personal_data_known_at",
)
LINKS = (
    "applications",
    "departments",
    "leak_reports",
    "campaigns",
    "directives",
)


class IncidentRefused(Exception):
    """Something cannot be recorded so; the words are fit for the page."""


@transaction.atomic
def record_incident(
    *,
    description: str,
    found_at: datetime,
    by: User,
    at: datetime,
    title: str = "",
    detection_basis: DetectionBasis = DetectionBasis.TEAM_DETECTION,
    applications: Iterable[Model] = (),
) -> Incident:
    """Open a record within a minute: what happened and when it was found. The rest can follow.

    Without a title the first sentence of the description is it.
    """
    check(by, Permission.WRITE_INCIDENT)
    _refuse_future(found_at, at)
    incident = Incident.objects.create(
        code=draw_yearly("I", at=at),
        title=title.strip() or first_sentence(description),
        description=description.strip(),
        detection_basis=detection_basis,
        found_at=found_at,
        created_by=by,
        created_at=at,
    )
    incident.applications.set(applications)  # type: ignore[arg-type]
    record("incident.recorded", incident, by=by, at=at)
    return incident


@transaction.atomic
def change_incident(
    incident: Incident, changes: dict[str, Any], *, by: User, at: datetime
) -> Incident:
    """Complete or correct the record; only what differs is written and named in the trail."""
    check(by, Permission.WRITE_INCIDENT)
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    _refuse_future(changes.get("found_at") or incident.found_at, at)
    changed = [
        name for name in FIELDS if name in changes and getattr(incident, name) != changes[name]
    ]
    for name in changed:
        setattr(incident, name, changes[name])
    incident.save()
    for name in LINKS:
        if name in changes and _set_link(incident, name, changes[name]):
            changed.append(name)
    if changed:
        record("incident.changed", incident, by=by, at=at, fields=changed)
    return incident


@transaction.atomic
def move_incident(
    incident: Incident, target: Phase, *, reason: str = "", by: User, at: datetime
) -> Incident:
    """Move to another phase by the table; MoveRefused says what is missing or still open."""
    check(by, Permission.WRITE_INCIDENT)
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    origin = Phase(incident.phase)
    left = open_work(incident, at=at) if target is Phase.CLOSED else []
    incident.phase = move(origin, target, reason=reason, open_work=left).value
    incident.closed_at = at if target is Phase.CLOSED else None
    incident.refuted_why = reason.strip() if target is Phase.REFUTED else ""
    incident.save()
    moved = "incident.moved_back" if reason.strip() else "incident.moved"
    verb = {Phase.CLOSED: "incident.closed", Phase.REFUTED: "incident.refuted"}
    record(
        verb.get(target, moved),
        incident,
        by=by,
        at=at,
        origin=origin.value,
        target=target.value,
        reason=reason.strip(),
    )
    return incident


@transaction.atomic
def add_chronology(
    incident: Incident,
    *,
    happened_at: datetime,
    event: str,
    approximate: bool = False,
    source: str = "",
    person: str = "",
    by_system: bool = False,
    by: User,
    at: datetime,
    replaces: ChronologyRow | None = None,
) -> ChronologyRow:
    """Add a line of the law's table: time, event, source of evidence, person.

    With `replaces` the old line stays and is shown as replaced.
    """
    check(by, Permission.WRITE_INCIDENT)
    if not event.strip():
        raise IncidentRefused(_("Tuliskan kejadiannya."))
    if replaces is not None and hasattr(replaces, "replaced_by"):
        raise IncidentRefused(_("Baris ini sudah diperbaiki. Muat ulang halaman."))
    row = ChronologyRow.objects.create(
        incident=incident,
        happened_at=happened_at,
        approximate=approximate,
        event=event.strip(),
        source=source.strip(),
        person=person.strip(),
        by_system=by_system,
        added_by=by,
        added_at=at,
        replaces=replaces,
    )
    verb = "chronology.replaced" if replaces else "chronology.added"
    record(verb, incident, by=by, at=at, event=row.event[:200])
    return row


@transaction.atomic
def stop_clock(
    incident: Incident,
    code: ClockCode,
    *,
    stopped_at: datetime,
    proof: str,
    by: User,
    at: datetime,
) -> ClockStop:
    """Note that what a clock asks was done, with its proof (number of the letter, receipt)."""
    check(by, Permission.WRITE_INCIDENT)
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    running = dict(started(incident))
    if code not in running:
        raise IncidentRefused(_("Hitungan waktu ini tidak berjalan pada insiden ini."))
    if not proof.strip():
        raise IncidentRefused(_("Tuliskan buktinya, misalnya nomor surat atau tanda terima."))
    if stopped_at > at or stopped_at < running[code]:
        raise IncidentRefused(_("Waktu kirim harus sesudah ditemukan dan tidak di masa depan."))
    stop, made = ClockStop.objects.get_or_create(
        incident=incident,
        clock=code,
        defaults={
            "stopped_at": stopped_at,
            "proof": proof.strip(),
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    if not made:
        raise IncidentRefused(_("Pengirimannya sudah dicatat."))
    record(
        "incident.reported_out",
        incident,
        by=by,
        at=at,
        receiver=code.value,
        proof=stop.proof,
        stopped_at=stopped_at,
    )
    return stop


def first_sentence(text: str) -> str:
    """The first sentence, cut to what a title holds."""
    line = next((one.strip() for one in text.strip().splitlines() if one.strip()), "")
    for sign in (". ", "! ", "? "):
        line = line.split(sign)[0]
    line = line.rstrip(".")
    return line if len(line) <= 120 else line[:119].rstrip() + "…"


@transaction.atomic
def link_directive(incident: Incident, directive: Directive, *, by: User, at: datetime) -> None:
    """Note that an order comes from this incident."""
    check(by, Permission.RUN_CAMPAIGN)
    incident.directives.add(directive)
    record("incident.ordered", incident, by=by, at=at, code=directive.code)


def _set_link(incident: Incident, name: str, rows: Iterable[Model]) -> bool:
    manager = getattr(incident, name)
    wanted = {row.pk for row in rows}
    if set(manager.values_list("pk", flat=True)) == wanted:
        return False
    manager.set(wanted)
    return True


def _refuse_future(found_at: datetime, at: datetime) -> None:
    if found_at > at:
        raise IncidentRefused(_("Waktu ditemukan belum terjadi."))
