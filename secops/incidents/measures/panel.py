"""How fast one incident was handled, on its page."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.house.words import say
from secops.incidents.measures.reading import measured
from secops.incidents.measures.words import answer_words, report_words, timed_words
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice
from secops.incidents.notices.terms import due_of
from secops.rules.incident import Phase
from secops.rules.measure import Measure, Unknown
from secops.rules.notices import Answered, answered


def measure_panel(
    incident: Incident, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """Its measures, or why each is not known; none for what is no incident of its own."""
    if incident.phase == Phase.REFUTED or incident.merged_into_id is not None:
        return None
    writes = user.may(Permission.WRITE_INCIDENT)
    (row,) = measured([incident], at=at)
    lines = [
        (say(one), timed_words(row.timed[one]), row.timed[one].took is not None) for one in Measure
    ]
    return "measures/_incident.html", {
        "fold": report_words(row.reports, unrated=row.unrated),
        "lines": lines,
        "reports": report_words(row.reports, unrated=row.unrated),
        "answers": answer_words(_answers(incident, at)),
        "reports_known": bool(row.clocks) or not row.unrated,
        "says_when": any(row.timed[one].unknown is Unknown.NO_START for one in Measure),
        "edit": reverse("incident-edit", args=[incident.code]) if writes else "",
    }


def _answers(incident: Incident, at: datetime) -> Counter[Answered]:
    """How the answers to the warnings it rests on stand."""
    rows = Notice.objects.filter(incident__in=incident.family)
    return Counter(answered(due_of(one), one.answered_at, at=at) for one in rows)
