"""What the law looks at, read from a statement."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from accounts.models import User
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries.counts import counts_by_campaign
from secops.incidents.models import Incident, PublicStatement, StatementFact
from secops.incidents.statements.contradictions import denied_by, earlier_words
from secops.incidents.statements.sources import SOURCES, row_of
from secops.rules.assertion import FactKind
from secops.rules.public_words import Backing, Weight
from secops.rules.statement import Kind, Written


def locked(statement: PublicStatement) -> PublicStatement:
    """The row, held until the action is over."""
    return PublicStatement.objects.select_for_update().get(pk=statement.pk)


def backings(statement: PublicStatement, at: datetime) -> tuple[Backing, ...]:
    """The linked facts as far as they can carry a word."""
    return tuple(backing(fact, statement.incident, at) for fact in statement.facts.all())


def backing(fact: StatementFact, incident: Incident | None, at: datetime) -> Backing:
    """One linked fact with what its row says now."""
    kind = FactKind(fact.kind)
    return Backing(kind, fact.asserts, weight(kind, row_of(fact), incident, at))


def weight(kind: FactKind, row: Model | None, incident: Incident | None, at: datetime) -> Weight:
    """How much a row can carry in a word about the incident."""
    source = SOURCES.get(kind)
    return source.weighs(row, incident, at) if source and row is not None else Weight()


def usable_accounts(incident: Incident | None, at: datetime) -> int:
    """Leaked accounts that can still be used; without an incident those of every campaign."""
    running = Campaign.objects.filter(state=Campaign.State.RUNNING, ordered_at__lte=at)
    if incident is not None:
        running = running.filter(incidents__in=incident.family).distinct()
    counts = counts_by_campaign([one.pk for one in running], at=at)
    return sum(one.usable for one in counts.values())


def written(
    statement: PublicStatement,
    *,
    at: datetime,
    by: User | None = None,
    channel: str = "-",
    unseen_facts: int = 0,
    reason: str = "-",
) -> Written:
    """What the law looks at, for a step that `by` takes."""
    denied = denied_by(statement, earlier_words(statement))
    return Written(
        kind=Kind(statement.kind),
        text=statement.text,
        facts=backings(statement, at),
        promises_next=statement.next_word_at is not None,
        next_ahead=statement.next_word_at is None or statement.next_word_at > at,
        channel=channel,
        same_person=by is not None and statement.written_by_id == by.pk,
        unseen_facts=unseen_facts,
        denies=", ".join(dict.fromkeys(str(one.words["code"]) for one in denied)),
        correction=statement.correction,
        reason=reason,
        usable=usable_accounts(statement.incident, at),
    )
