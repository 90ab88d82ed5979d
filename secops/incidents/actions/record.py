"""Opening a record, and completing or correcting it."""

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
from secops.incidents.actions.refusals import locked, refuse_future
from secops.incidents.models import Incident
from secops.rules.incident import DetectionBasis
from secops.rules.public_words import trimmed
from secops.rules.secrets import kept_words

#: What anybody may paste a password into.
TEXTS = (
    "title",
    "description",
    "impact",
    "impact_service",
    "impact_data",
    "impact_third_party",
    "impact_legal",
    "attacker",
    "next_step",
)
#: What a full record may change; the trail names them (`audit/values.py`).
FIELDS = (
    *TEXTS,
    "accounts_stated",
    "reporter_name",
    "reporter_contact",
    "reporter_contact_24h",
    "detection_basis",
    "on_iiv",
    "risk",
    "severity",
    "scope",
    "rsit_class",
    "sector_ticket",
    "occurred_at",
    "found_at",
    "personal_data_known_at",
    "owner_person",
    "owner_position",
    "next_update_at",
)
LINKS = (
    "applications",
    "departments",
    "leak_reports",
    "campaigns",
    "directives",
)


@transaction.atomic
def record_incident(
    *,
    description: str,
    found_at: datetime,
    by: User,
    at: datetime,
    title: str = "",
    detection_basis: DetectionBasis = DetectionBasis.TEAM_DETECTION,
    severity: str = "",
    applications: Iterable[Model] = (),
) -> Incident:
    """Open a record within a minute: what happened and when it was found. The rest can follow.

    Without a title the first sentence of the description is it.
    """
    check(by, Permission.WRITE_INCIDENT)
    refuse_future(found_at, at, _("Waktu ditemukan belum terjadi."))
    words = kept_words(description)
    incident = Incident.objects.create(
        code=draw_yearly("I", at=at),
        title=kept_words(title) or first_sentence(words),
        description=words,
        detection_basis=detection_basis,
        severity=severity,
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
    incident = locked(incident)
    texts = {name: trimmed(value) for name, value in changes.items() if isinstance(value, str)}
    changes = changes | texts
    changes |= {name: kept_words(changes[name]) for name in TEXTS if name in changes}
    refuse_future(
        changes.get("found_at") or incident.found_at, at, _("Waktu ditemukan belum terjadi.")
    )
    known = changes.get("personal_data_known_at")
    if known is not None:
        refuse_future(
            known, at, _("Waktu kegagalan pelindungan data pribadi diketahui belum terjadi.")
        )
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
def link_directive(incident: Incident, directive: Directive, *, by: User, at: datetime) -> None:
    """Note that an order comes from this incident."""
    check(by, Permission.RUN_CAMPAIGN)
    incident.directives.add(directive)
    record("incident.ordered", incident, by=by, at=at, code=directive.code)


def first_sentence(text: str) -> str:
    """The first sentence, cut to what a title holds."""
    line = next((one.strip() for one in text.strip().splitlines() if one.strip()), "")
    for sign in (". ", "! ", "? "):
        line = line.split(sign)[0]
    line = line.rstrip(".")
    return line if len(line) <= 120 else line[:119].rstrip() + "…"


def _set_link(incident: Incident, name: str, rows: Iterable[Model]) -> bool:
    manager = getattr(incident, name)
    wanted = {row.pk for row in rows}
    if set(manager.values_list("pk", flat=True)) == wanted:
        return False
    manager.set(wanted)
    return True
