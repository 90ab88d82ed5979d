"""What every change of an incident asks first."""

from datetime import datetime

from django.utils.translation import gettext as _

from secops.incidents.models import Incident


class IncidentRefused(Exception):
    """Something cannot be recorded so; the words are fit for the page."""


def locked(incident: Incident) -> Incident:
    """The row as it is now, held until the end; one that was merged is changed under the other."""
    found = Incident.objects.select_for_update().get(pk=incident.pk)
    if found.merged_into_id is not None:
        into = Incident.objects.get(pk=found.merged_into_id)
        raise IncidentRefused(
            _("%(code)s sudah digabung. Ubah %(into)s.") % {"code": found.code, "into": into.code}
        )
    return found


def refuse_future(moment: datetime, at: datetime, words: str) -> None:
    """Nothing is recorded that has not happened yet."""
    if moment > at:
        raise IncidentRefused(words)
