"""What looks at services say about an incident, in the vocabulary of public statements."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from secops.house.text import wib
from secops.incidents.checks.models import ServiceCheck, named_subject
from secops.incidents.checks.words import SAYS
from secops.incidents.models import Incident
from secops.incidents.statements.knowledge import Facts, Known
from secops.rules.assertion import Assertion, Subject


def known_of_checks(incident: Incident, at: datetime) -> list[Known]:
    """The newest look at each service of an incident, where it was not good."""
    rows = ServiceCheck.objects.filter(incident__in=incident.family, tested_at__lte=at).newest()
    bad = [row.value for row in SAYS if row is not ServiceCheck.Result.WORKS]
    return [
        Known(
            f"check:{row.pk}",
            Assertion(Subject.SERVICES, SAYS[ServiceCheck.Result(row.result)]),
            {
                "of": row.kind,
                "named": row.named,
                "result": row.result,
                "tested_at": row.tested_at.isoformat(),
            },
            row.tested_at,
            row.get_absolute_url(),
        )
        for row in rows.filter(result__in=bad).select_related("application")
    ]


def check_words(facts: Facts) -> str:
    """``Basis data SIMPATIK: tidak berfungsi, diperiksa …``."""
    return _("%(service)s: %(result)s, diperiksa %(when)s.") % {
        "service": named_subject(facts["of"], facts["named"]),
        "result": str(ServiceCheck.Result(facts["result"]).label).lower(),
        "when": wib(datetime.fromisoformat(facts["tested_at"])),
    }
