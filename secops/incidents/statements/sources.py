"""Where facts behind a statement come from: a table of kinds of rows. Higher parts add their own.

Each kind says which rows can be linked, how the link is kept, what the row says now, and where it
is looked up. What a row said when it was linked is kept with the fact (`StatementFact.seen`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Model, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries.counts import campaign_counts
from secops.house.text import angka, wib
from secops.incidents.models import Incident, StatementFact
from secops.inventory.models import (
    Account,
    AccountFacts,
    Containment,
    Exposure,
    LeakReport,
    ReadingsFile,
)
from secops.rules.assertion import Assertion, FactKind, Subject, Value
from secops.rules.public_words import Weight

#: So many rows of each kind are offered, the newest first.
OFFERED = 5


@dataclass(frozen=True, slots=True)
class Offered:
    """A row that can be linked without typing."""

    pk: int
    words: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a linked row is looked up; without an address where the reader may not go there."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of rows that facts are made of."""

    kind: FactKind
    offered: Callable[[datetime], list[Offered]]
    row: Callable[[int], Model | None]
    attach: Callable[[StatementFact, Any], None]
    of: Callable[[StatementFact], Model | None]
    read: Callable[[Any, datetime], dict[str, Any]]
    place: Callable[[Any, User], Place]
    asserts: Callable[[Any, datetime], Assertion | None] = lambda row, at: None
    """What such a row says by itself; None leaves it to whoever links it."""
    weighs: Callable[[Any, Incident | None, datetime], Weight] = lambda row, incident, at: Weight()
    """How much such a row can carry in a word about an incident."""
    attached: Callable[[StatementFact, Any], None] = lambda fact, row: None
    """Keeps the link where it is a row of a higher part; called once the fact has its number."""


#: Kind of fact -> its source; `secops/wiring.py` adds those of higher parts.
SOURCES: dict[FactKind, Source] = {}


def row_of(fact: StatementFact) -> Model | None:
    """The row a fact is linked to; None for somebody's word."""
    source = SOURCES.get(FactKind(fact.kind))
    return source.of(fact) if source else None


def reading_of(fact: StatementFact, at: datetime) -> dict[str, Any]:
    """What the row of a fact says now."""
    source, row = SOURCES.get(FactKind(fact.kind)), row_of(fact)
    return source.read(row, at) if source and row is not None else {}


def place_of(fact: StatementFact, user: User) -> Place:
    """Where a fact is looked up."""
    source, row = SOURCES.get(FactKind(fact.kind)), row_of(fact)
    return source.place(row, user) if source and row is not None else Place(fact.source)


def all_offered(at: datetime) -> list[tuple[FactKind, Offered]]:
    """Everything that can be linked without typing, the newest first."""
    found = [(source.kind, one) for source in SOURCES.values() for one in source.offered(at)]
    return sorted(found, key=lambda pair: pair[1].moment, reverse=True)


def known_facts(at: datetime) -> list[tuple[str, str]]:
    """What can be linked without typing: ``report:12`` and its words, the newest first."""
    return [(f"{kind}:{one.pk}", one.words) for kind, one in all_offered(at)]


def row_of_key(key: str) -> tuple[FactKind, Model] | None:
    """``report:12`` back to its kind and row."""
    kind, _colon, pk = key.partition(":")
    if kind not in set(FactKind) or not pk.isdigit():
        return None
    source = SOURCES.get(FactKind(kind))
    row = source.row(int(pk)) if source else None
    return (FactKind(kind), row) if row is not None else None


def _reports(at: datetime) -> list[Offered]:
    rows = LeakReport.objects.filter(withdrawn_at=None)[:OFFERED]
    words = _("Laporan kebocoran %(name)s, diterima %(when)s")
    return [
        Offered(
            row.pk, words % {"name": row.file_name, "when": wib(row.received_at)}, row.received_at
        )
        for row in rows
    ]


def leaked_accounts(report_ids: list[int]) -> int:
    """How many of our accounts these reports name."""
    rows = Exposure.objects.filter(report_id__in=report_ids, account_id__isnull=False)
    n: int = rows.aggregate(n=Count("account_id", distinct=True))["n"]
    return n


def _read_report(report: LeakReport, at: datetime) -> dict[str, Any]:
    return {
        "withdrawn": report.withdrawn_at is not None,
        "accounts": leaked_accounts([report.pk]),
    }


def _file_place(file: LeakReport | ReadingsFile, user: User) -> Place:
    return Place(file.file_name, file.get_absolute_url() if user.may(Permission.IMPORT) else "")


def _containments(at: datetime) -> list[Offered]:
    words = _("%(name)s dikunci di sumber sejak %(when)s")
    return [
        Offered(
            lock.pk,
            words % {"name": lock.application, "when": wib(lock.contained_at)},
            lock.contained_at,
        )
        for lock in Containment.objects.select_related("application")[:OFFERED]
    ]


def _read_containment(lock: Containment, at: datetime) -> dict[str, Any]:
    """How many of the application's accounts were found leaked after the lock, and are open."""
    again = AccountFacts.objects.filter(
        account__application=lock.application_id, newest_exposure__gt=lock.contained_at
    ).filter(Q(contained_at=None) | Q(contained_at__lte=F("newest_exposure")))
    return {"reopened": again.count()}


def _lock_weighs(lock: Containment, incident: Incident | None, at: datetime) -> Weight:
    """Of how many accounts the lock still holds."""
    n = Account.objects.filter(application=lock.application_id).count()
    good = n - _read_containment(lock, at)["reopened"]
    return Weight(ours=is_of(incident, lock.application_id), good=good, of=n)


def is_of(incident: Incident | None, application: int | None) -> bool:
    """Whether an application is one of the incident's; without an incident any is."""
    if incident is None:
        return True
    if application is None:
        return False
    return any(one.applications.filter(pk=application).exists() for one in incident.family)


def _lock_place(lock: Containment, user: User) -> Place:
    return Place(lock.application.name, lock.application.get_absolute_url())


def _readings(at: datetime) -> list[Offered]:
    words = _("Data dari sistem %(name)s, %(when)s")
    return [
        Offered(
            file.pk, words % {"name": file.file_name, "when": wib(file.imported_at)},
            file.imported_at,
        )
        for file in ReadingsFile.objects.filter(withdrawn_at=None)[:OFFERED]
    ]  # fmt: skip


def _campaigns(at: datetime) -> list[Offered]:
    found = []
    for campaign in Campaign.objects.filter(state=Campaign.State.RUNNING)[:OFFERED]:
        counts = campaign_counts(campaign.pk, at=at)
        words = _(
            "%(name)s: %(usable)s dari %(exposed)s akun bocor masih dapat dipakai, %(when)s"
        ) % {
            "name": campaign.name,
            "usable": angka(counts.usable),
            "exposed": angka(counts.exposed),
            "when": wib(at),
        }
        found.append(Offered(campaign.pk, words, at))
    return found


def _read_campaign(campaign: Campaign, at: datetime) -> dict[str, Any]:
    counts = campaign_counts(campaign.pk, at=at)
    return {"usable": counts.usable, "exposed": counts.exposed, "done": counts.done}


def _campaign_says(campaign: Campaign, at: datetime) -> Assertion | None:
    """The numbers speak for themselves; nothing leaked says nothing."""
    counts = campaign_counts(campaign.pk, at=at)
    if not counts.exposed:
        return None
    return Assertion(Subject.PASSWORDS, Value.SOME if counts.usable else Value.NONE)


def _campaign_weighs(campaign: Campaign, incident: Incident | None, at: datetime) -> Weight:
    """Of how many leaked accounts the password is of no use any more."""
    counts = campaign_counts(campaign.pk, at=at)
    ours = incident is None or any(
        one.campaigns.filter(pk=campaign.pk).exists() for one in incident.family
    )
    return Weight(ours=ours, good=counts.exposed - counts.usable, of=counts.exposed)


def _campaign_place(campaign: Campaign, user: User) -> Place:
    may = user.scope(Permission.SEE_DEPARTMENTS).everything
    return Place(campaign.name, campaign.get_absolute_url() if may else "")


def _first(model: type[Model]) -> Callable[[int], Model | None]:
    return lambda pk: model._default_manager.filter(pk=pk).first()


def _kept_in(name: str) -> Callable[[StatementFact, Any], None]:
    return lambda fact, row: setattr(fact, name, row)


def _read_from(name: str) -> Callable[[StatementFact], Model | None]:
    return lambda fact: getattr(fact, name)


SOURCES.update(
    {
        FactKind.REPORT: Source(
            FactKind.REPORT, _reports, _first(LeakReport), _kept_in("leak_report"),
            _read_from("leak_report"), _read_report, _file_place,
        ),
        FactKind.CONTAINMENT: Source(
            FactKind.CONTAINMENT, _containments, _first(Containment), _kept_in("containment"),
            _read_from("containment"), _read_containment, _lock_place,
            weighs=_lock_weighs,
        ),
        FactKind.READINGS: Source(
            FactKind.READINGS, _readings, _first(ReadingsFile), _kept_in("readings_file"),
            _read_from("readings_file"),
            lambda file, at: {"withdrawn": file.withdrawn_at is not None}, _file_place,
        ),
        FactKind.CAMPAIGN: Source(
            FactKind.CAMPAIGN, _campaigns, _first(Campaign), _kept_in("campaign"),
            _read_from("campaign"), _read_campaign, _campaign_place, _campaign_says,
            _campaign_weighs,
        ),
    }
)  # fmt: skip
