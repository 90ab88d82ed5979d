"""What the product itself knows about an incident, in the vocabulary of what statements assert.

Read from rows, never typed: a leak report with accounts of ours says that something leaked; a
log-in judged not ordinary says that somebody came in. Higher parts add what their rows say.

What is known is kept as facts; its sentence is derived for whoever reads it (ADR 9).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries.counts import counts_by_campaign
from secops.house.text import angka
from secops.incidents.models import Incident
from secops.incidents.statements.sources import leaked_accounts
from secops.rules.assertion import Assertion, Subject, Value

#: The values of a sentence, plain, so that a warning can keep them.
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """One thing the product knows: what it says, by which facts, since when, where to look.

    The part of its key before the colon names the sentence.
    """

    key: str
    says: Assertion
    facts: Facts
    since: datetime
    url: str

    @property
    def kept(self) -> dict[str, Any]:
        """What a warning keeps of it."""
        return {"kind": self.key.partition(":")[0], **self.facts}


def known_words(kept: Facts | str) -> str:
    """The sentence of what a warning kept, in the reader's language; old ones kept the sentence."""
    return kept if isinstance(kept, str) else SENTENCES[kept["kind"]](kept)


Knows = Callable[[Incident, datetime], list[Known]]


def _reports(incident: Incident, at: datetime) -> list[Known]:
    found = []
    for report in incident.leak_reports.filter(withdrawn_at=None, received_at__lte=at):
        n = leaked_accounts([report.pk])
        if n:
            facts = {"name": report.file_name, "n": n}
            says = Assertion(Subject.LEAK, Value.CREDENTIALS)
            url = report.get_absolute_url()
            found.append(Known(f"report:{report.pk}", says, facts, report.received_at, url))
    return found


def _log_ins(incident: Incident, at: datetime) -> list[Known]:
    first = incident.log_ins.order_by("login_at").first()
    if first is None:
        return []
    n = incident.log_ins.count()
    url = f"{reverse('log-ins')}?incident={incident.code}"
    says = Assertion(Subject.OUTSIDE_ACCESS, Value.CONFIRMED)
    return [Known("log_ins", says, {"n": n}, first.login_at, url)]


def _usable(incident: Incident, at: datetime) -> list[Known]:
    running = list(incident.campaigns.filter(state=Campaign.State.RUNNING))
    if not running:
        return []
    counts = counts_by_campaign([one.pk for one in running], at=at)
    found = []
    for campaign in running:
        usable = counts[campaign.pk].usable if campaign.pk in counts else 0
        if usable:
            says = Assertion(Subject.PASSWORDS, Value.SOME)
            since = campaign.ordered_at or at
            found.append(
                Known(
                    f"campaign:{campaign.pk}",
                    says,
                    {"n": usable},
                    since,
                    campaign.get_absolute_url(),
                )
            )
    return found


def _report_words(facts: Facts) -> str:
    said = ngettext(
        "Laporan %(name)s memuat %(n)s akun kota.",
        "Laporan %(name)s memuat %(n)s akun kota.",
        facts["n"],
    )
    return said % {"name": facts["name"], "n": angka(facts["n"])}


def _log_in_words(facts: Facts) -> str:
    said = ngettext(
        "Masuk ke %(n)s akun dinilai tidak wajar.",
        "Masuk ke %(n)s akun dinilai tidak wajar.",
        facts["n"],
    )
    return said % {"n": angka(facts["n"])}


def _usable_words(facts: Facts) -> str:
    said = ngettext(
        "%(n)s akun bocor masih dapat dipakai.",
        "%(n)s akun bocor masih dapat dipakai.",
        facts["n"],
    )
    return said % {"n": angka(facts["n"])}


#: Kind -> the sentence of its facts; `secops/wiring.py` adds those of higher parts.
SENTENCES: dict[str, Callable[[Facts], str]] = {
    "report": _report_words,
    "log_ins": _log_in_words,
    "campaign": _usable_words,
}

#: `secops/wiring.py` adds what higher parts know.
KNOWLEDGE: list[Knows] = [_reports, _log_ins, _usable]


def known_of(incident: Incident | None, at: datetime) -> list[Known]:
    """Everything the product knows about an incident."""
    return [] if incident is None else [one for know in KNOWLEDGE for one in know(incident, at)]
