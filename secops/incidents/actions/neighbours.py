"""Two records of one incident are merged; two incidents that belong together are linked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.actions.refusals import IncidentRefused, locked
from secops.incidents.models import Incident
from secops.rules.incident import OVER, Phase
from secops.rules.secrets import kept_words


@transaction.atomic
def merge_incident(
    incident: Incident, into: Incident, *, reason: str, by: User, at: datetime
) -> Incident:
    """Read a record under another from now on. Nothing moves, so that it can be undone."""
    check(by, Permission.WRITE_INCIDENT)
    if incident.pk == into.pk:
        raise IncidentRefused(_("Pilih insiden lain, bukan insiden ini sendiri."))
    # Both rows, in one order for everybody, so that two officers never wait for each other.
    for row in sorted((incident, into), key=lambda one: one.pk):
        locked(row)
    incident, into = locked(incident), locked(into)
    below = incident.merged.first()
    if below is not None:
        raise IncidentRefused(
            _("%(code)s sudah memuat %(below)s. Gabungkan ke arah sebaliknya, atau pisahkan dulu.")
            % {"code": incident.code, "below": below.code}
        )
    if Phase(into.phase) in OVER:
        raise IncidentRefused(
            _("%(code)s sudah selesai. Buka kembali dulu, baru gabungkan.") % {"code": into.code}
        )
    if not reason.strip():
        raise IncidentRefused(_("Tuliskan alasannya."))
    incident.merged_into, incident.merged_at, incident.merged_why = into, at, kept_words(reason)
    incident.save()
    why = incident.merged_why
    record("incident.merged", incident, by=by, at=at, into=into.code, reason=why)
    record("incident.took_in", into, by=by, at=at, code=incident.code, reason=why)
    return into


@transaction.atomic
def undo_merge(incident: Incident, *, reason: str, by: User, at: datetime) -> Incident:
    """Two incidents after all: the record stands on its own again, as it was."""
    check(by, Permission.WRITE_INCIDENT)
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    into = incident.merged_into
    if into is None:
        raise IncidentRefused(_("%(code)s tidak sedang digabung.") % {"code": incident.code})
    if not reason.strip():
        raise IncidentRefused(_("Tuliskan alasannya."))
    incident.merged_into, incident.merged_at, incident.merged_why = None, None, ""
    incident.save()
    record("incident.unmerged", incident, by=by, at=at, into=into.code, reason=kept_words(reason))
    return incident


@transaction.atomic
def link_incidents(incident: Incident, other: Incident, *, by: User, at: datetime) -> None:
    """Two incidents that have to do with each other."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    if incident.pk == other.pk:
        raise IncidentRefused(_("Pilih insiden lain, bukan insiden ini sendiri."))
    if incident.related.filter(pk=other.pk).exists():
        raise IncidentRefused(_("%(code)s sudah terkait.") % {"code": other.code})
    incident.related.add(other)
    record("incident.linked", incident, by=by, at=at, code=other.code)


@transaction.atomic
def unlink_incidents(incident: Incident, other: Incident, *, by: User, at: datetime) -> None:
    """They have nothing to do with each other."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    if incident.related.filter(pk=other.pk).exists():
        incident.related.remove(other)
        record("incident.unlinked", incident, by=by, at=at, code=other.code)
