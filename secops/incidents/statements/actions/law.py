"""What the law looks at, read from a statement."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from secops.incidents.models import PublicStatement, StatementFact
from secops.incidents.statements.contradictions import denied_by, earlier_words
from secops.rules.assertion import FactKind
from secops.rules.public_words import Backing
from secops.rules.statement import Kind, Written


def locked(statement: PublicStatement) -> PublicStatement:
    """The row, held until the action is over."""
    return PublicStatement.objects.select_for_update().get(pk=statement.pk)


def backings(statement: PublicStatement) -> tuple[Backing, ...]:
    """The linked facts as far as they can carry a word."""
    return tuple(_backing(fact) for fact in statement.facts.all())


def _backing(fact: StatementFact) -> Backing:
    return Backing(FactKind(fact.kind), fact.asserts)


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
        facts=backings(statement),
        promises_next=statement.next_word_at is not None,
        next_ahead=statement.next_word_at is None or statement.next_word_at > at,
        channel=channel,
        same_person=by is not None and statement.written_by_id == by.pk,
        unseen_facts=unseen_facts,
        denies=", ".join(dict.fromkeys(str(one.words["code"]) for one in denied)),
        correction=statement.correction,
        reason=reason,
    )
