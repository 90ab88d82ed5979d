"""What the system itself did about an incident, as lines beside its chronology.

They are read from the facts each time and stored nowhere, so reading them again doubles nothing. An
officer takes a line into the law's table or hides it; either remembers the line's key. Higher parts
add sources of their own in `secops/wiring.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q

from secops.audit.models import Entry
from secops.house.text import local
from secops.incidents.models import ChronologyRow, HiddenLine, Incident, PublicStatement
from secops.incidents.system_words import Facts, event_of, source_of
from secops.inventory.models import Containment, ReadingsFile
from secops.rules.incident import Certainty

#: So many days after the end of an incident belong to it no more.
AFTER = timedelta(days=1)
#: So many files of one day are named.
NAMED = 4


@dataclass(frozen=True, slots=True)
class SystemLine:
    """One deed of the system, with the key by which it is known again."""

    key: str
    at: datetime
    facts: Facts
    person: str = ""
    url: str = ""
    certainty: Certainty = Certainty.EXACT
    hidden: bool = False

    @property
    def event(self) -> str:
        """What happened, in the reader's language."""
        return event_of(self.facts)

    @property
    def source(self) -> str:
        """Where it is proven, likewise."""
        return source_of(self.facts)


Source = Callable[[Sequence[Incident]], Iterable[SystemLine]]
#: Given the incident and what was merged into it; higher parts add theirs.
CHRONOLOGY_SOURCES: list[Source] = []


def lines_of(incident: Incident) -> list[SystemLine]:
    """The lines that are not in the law's table yet, in their order; hidden ones are marked."""
    family = incident.family
    taken = set(
        ChronologyRow.objects.filter(incident__in=family)
        .exclude(derived_key="")
        .values_list("derived_key", flat=True)
    )
    hidden = set(HiddenLine.objects.filter(incident__in=family).values_list("key", flat=True))
    found = {
        line.key: replace(line, hidden=line.key in hidden)
        for source in CHRONOLOGY_SOURCES
        for line in source(family)
        if line.key not in taken
    }
    return sorted(found.values(), key=lambda line: (line.at, line.key))


def deeds(family: Sequence[Incident]) -> Iterator[SystemLine]:
    """Recorded, moved, merged, decided: as the trail says it."""
    verbs = (
        "incident.recorded",
        "incident.moved",
        "incident.moved_back",
        "incident.closed",
        "incident.refuted",
        "incident.took_in",
        "incident.public_to_be_told",
        "incident.public_not_told",
    )
    entries = Entry.objects.filter(
        object_type=Incident._meta.label_lower,
        object_id__in=[str(one.pk) for one in family],
        verb__in=verbs,
    )
    for entry in entries:
        facts = {
            "kind": "deed", "verb": entry.verb, "object": entry.object_label, "data": entry.data,
        }  # fmt: skip
        yield SystemLine(f"entry:{entry.pk}", entry.at, facts, entry.actor_label)


def leak_reports(family: Sequence[Incident]) -> Iterator[SystemLine]:
    """A leak report was loaded; it was withdrawn."""
    for report in {
        one.pk: one for incident in family for one in incident.leak_reports.all()
    }.values():
        facts = {"name": report.file_name, "sender": report.source, "sha256": report.sha256}
        url = report.get_absolute_url()
        loaded = facts | {"kind": "report", "rows": report.counts.get("rows")}
        yield SystemLine(f"report:{report.pk}", report.imported_at, loaded, url=url)
        if report.withdrawn_at is not None:
            gone = facts | {"kind": "report_withdrawn", "why": report.withdrawn_why}
            yield SystemLine(f"report-withdrawn:{report.pk}", report.withdrawn_at, gone, url=url)


def campaigns(family: Sequence[Incident]) -> Iterator[SystemLine]:
    """A rotation was ordered; it was closed."""
    for campaign in {
        one.pk: one for incident in family for one in incident.campaigns.all()
    }.values():
        facts = {"name": campaign.name, "source": campaign.letter_number or campaign.code}
        url = campaign.get_absolute_url()
        for moment, kind, key in (
            (campaign.ordered_at, "campaign", "campaign"),
            (campaign.closed_at, "campaign_closed", "campaign-closed"),
        ):
            if moment is not None:
                yield SystemLine(f"{key}:{campaign.pk}", moment, facts | {"kind": kind}, url=url)


def directives(family: Sequence[Incident]) -> Iterator[SystemLine]:
    """An order went to departments."""
    for order in {one.pk: one for incident in family for one in incident.directives.all()}.values():
        facts = {
            "kind": "directive", "code": order.code, "title": order.title,
            "source": order.letter_number or order.code,
        }  # fmt: skip
        url = order.get_absolute_url()
        yield SystemLine(f"directive:{order.pk}", order.ordered_at, facts, url=url)


def locks(family: Sequence[Incident]) -> Iterator[SystemLine]:
    """An application was locked at the source."""
    here = Q(application__incidents__in=family) | Q(application__campaigns__incidents__in=family)
    since, until = _span(family)
    found = Containment.objects.filter(here, contained_at__gte=since).select_related("application")
    if until is not None:
        found = found.filter(contained_at__lte=until)
    for lock in found.distinct():
        source = f"SHA-256 {lock.proof_sha256}" if lock.proof_sha256 else lock.how
        facts = {
            "kind": "lock", "name": lock.application.name, "n": lock.accounts, "source": source,
        }  # fmt: skip
        url = lock.application.get_absolute_url()
        yield SystemLine(f"lock:{lock.pk}", lock.contained_at, facts, url=url)


def readings(family: Sequence[Incident]) -> Iterator[SystemLine]:
    """Systems told what they know; one line a day."""
    since, until = _span(family)
    files = ReadingsFile.objects.filter(imported_at__gte=since, withdrawn_at=None)
    if until is not None:
        files = files.filter(imported_at__lte=until)
    if not any(one.campaigns.all() for one in family):
        return
    for day, group in groupby(
        files.order_by("imported_at"), lambda file: local(file.imported_at).date()
    ):
        of_day = list(group)
        names = [file.file_name for file in of_day[:NAMED]]
        facts = {"kind": "readings", "n": len(of_day), "names": names}
        yield SystemLine(f"readings:{day:%F}", of_day[0].imported_at, facts)


def statements(family: Sequence[Incident]) -> Iterator[SystemLine]:
    """The office spoke in public; it said something else later."""
    for said in PublicStatement.objects.filter(incident__in=family, published_at__isnull=False):
        assert said.published_at is not None
        facts = {"code": said.code, "where": said.channel or "–", "source": said.code}
        url = said.get_absolute_url()
        out = facts | {"kind": "statement"}
        yield SystemLine(f"statement:{said.pk}", said.published_at, out, url=url)
        if said.superseded_at is not None:
            over = facts | {"kind": "statement_over"}
            yield SystemLine(f"statement-over:{said.pk}", said.superseded_at, over, url=url)


def terms_met(family: Sequence[Incident]) -> Iterator[SystemLine]:
    """What a clock asked for was sent."""
    for stop in {stop.pk: stop for one in family for stop in one.clock_stops.all()}.values():
        facts = {"kind": "clock", "clock": stop.clock, "source": stop.proof}
        yield SystemLine(f"clock:{stop.pk}", stop.stopped_at, facts)


def _span(family: Sequence[Incident]) -> tuple[datetime, datetime | None]:
    """From when to when what happened may belong to it."""
    closed_at = family[0].closed_at
    return min(one.found_at for one in family), closed_at + AFTER if closed_at else None


CHRONOLOGY_SOURCES.extend(
    [deeds, leak_reports, campaigns, directives, locks, readings, statements, terms_met]
)
