"""The holding statement of one incident: class and partners, read from what is recorded."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from secops.house.text import english
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice
from secops.incidents.requests.models import OutgoingRequest
from secops.inventory.models import LeakReport
from secops.rules.holding import Partner, holding_words
from secops.rules.ready_tasks import CLASSES, READY, IncidentClass, Words, likely_class

_AGENCY = re.compile(r"\bBSSN\b|\bBadan Siber dan Sandi Negara\b", re.IGNORECASE)
_TASKS = {kind: {task.key for task in tasks} for kind, tasks in READY.items()}


#: What stands in an address for an incident of no class of the table.
OTHER = "other"


def ready_text(incident: Incident | None = None, kind: str = "") -> str:
    """The first public words, in the reader's language; `kind` overrules what the record says."""
    chosen = _class(kind) if kind else class_of(incident)
    return in_words(holding_words(chosen, partners_of(incident)))


def class_choices(incident: Incident | None, kind: str) -> list[dict[str, Any]]:
    """The ready words of every class as views of the form; that of the record comes up first."""
    now = _class(kind) if kind else class_of(incident)
    given = {"incident": incident.code} if incident is not None else {}
    words: dict[IncidentClass | None, str] = {one: in_words(CLASSES[one]) for one in IncidentClass}
    words[None] = _("Insiden lain")
    return [
        {
            "label": label,
            "url": "?" + urlencode(given | {"class": one.value if one else OTHER}),
            "active": one is now,
        }
        for one, label in words.items()
    ]


def in_words(words: Words) -> str:
    """In the reader's language."""
    return words.en if english() else words.id


def _class(value: str) -> IncidentClass | None:
    return IncidentClass(value) if value in set(IncidentClass) else None


def class_of(incident: Incident | None) -> IncidentClass | None:
    """The class by the record: as it was classed, by the tasks that were loaded for it, by a leak
    report. None where nothing says so."""
    if incident is not None:
        likely = likely_class(incident.rsit_class)
        if likely is IncidentClass.DATA_LEAK and _reports(incident):
            return IncidentClass.CREDENTIAL_LEAK  # the taxonomy knows no leak of passwords alone
        if likely is not None:
            return likely
        loaded = set(incident.tasks.exclude(key="").values_list("key", flat=True))
        whole = next((kind for kind, keys in _TASKS.items() if keys <= loaded), None)
        if whole is not None:
            return whole
    return IncidentClass.CREDENTIAL_LEAK if _reports(incident) else None


def partners_of(incident: Incident | None) -> set[Partner]:
    """Whom a record stands for: a request that was sent to them, a warning or report of theirs."""
    found: set[Partner] = set()
    reports = _reports(incident)
    warned = Notice.objects.filter(leak_report__in=reports)
    if incident is not None:
        asked = OutgoingRequest.objects.filter(
            incident__in=incident.family, sent_at__isnull=False, withdrawn_at=None
        )
        receivers = set(asked.values_list("receiver", flat=True))
        found = {one for one in Partner if one.value in receivers}
        warned = warned | Notice.objects.filter(incident__in=incident.family)
    senders = [*warned.values_list("sender", flat=True), *(one.source for one in reports)]
    if any(_AGENCY.search(sender) for sender in senders):
        found.add(Partner.AGENCY)
    return found


def _reports(incident: Incident | None) -> list[LeakReport]:
    """The leak reports it rests on; before there is an incident, the newest one."""
    if incident is None:
        return list(LeakReport.objects.filter(withdrawn_at=None).order_by("-imported_at")[:1])
    reports = LeakReport.objects.filter(withdrawn_at=None, incidents__in=incident.family)
    return list(reports.distinct())
