"""The words of a statement and the facts behind them, as long as it is not out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.house.text import angka
from secops.house.words import say
from secops.incidents.models import Incident, PublicStatement, StatementFact
from secops.incidents.statements.actions.law import (
    backing,
    backings,
    locked,
    usable_accounts,
    weight,
    written,
)
from secops.incidents.statements.order import newest_published
from secops.incidents.statements.sources import SOURCES
from secops.rules import assertion as vocabulary
from secops.rules import statement as law
from secops.rules.assertion import Assertion, FactKind
from secops.rules.public_words import Backing, plain
from secops.rules.secrets import without_secrets
from secops.rules.statement import Kind, State


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a statement, what they correct, and when the next word is promised."""

    kind: Kind
    text: str
    next_word_at: datetime | None = None
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact to link: what it says, where it stands, and which value it carries.

    `row` is what it is read from, as `SOURCES[kind]` gives it; without one it is somebody's word.
    """

    words: str
    source: str = ""
    kind: FactKind = FactKind.WORD
    row: Model | None = None
    asserts: Assertion | None = None


@transaction.atomic
def write_statement(
    said: Said,
    *,
    by: User,
    at: datetime,
    facts: tuple[Fact, ...] = (),
    incident: Incident | None = None,
    supersedes: PublicStatement | None = None,
) -> PublicStatement:
    """Write a draft. MoveRefused for an absolute word that no linked fact carries."""
    check(by, Permission.WRITE_STATEMENT)
    _check(said.text, _carrying(facts, incident, at), said.correction, incident, at)
    statement = PublicStatement.objects.create(
        code=draw_yearly("PP", at=at),
        kind=said.kind,
        text=public_words(said.text),
        correction=public_words(said.correction),
        next_word_at=said.next_word_at,
        incident=incident,
        supersedes=supersedes,
        written_by=by,
        written_at=at,
    )
    for fact in facts:
        _link(statement, fact, by, at)
    record("statement.written", statement, by=by, at=at)
    return statement


@transaction.atomic
def change_statement(
    statement: PublicStatement,
    said: Said,
    *,
    by: User,
    at: datetime,
    facts: tuple[Fact, ...] = (),
    incident: Incident | None = None,
) -> PublicStatement:
    """Write a draft anew; review and approval fall with the words they were given to."""
    check(by, Permission.WRITE_STATEMENT)
    statement = locked(statement)
    _back_to_draft(statement, at)
    statement.kind, statement.text = said.kind, public_words(said.text)
    statement.correction, statement.next_word_at = public_words(said.correction), said.next_word_at
    if incident is not None and incident != statement.incident:
        statement.incident, statement.supersedes = incident, newest_published(incident)
    about = statement.incident
    linked = (*backings(statement, at), *_carrying(facts, about, at))
    _check(said.text, linked, said.correction, about, at)
    # Whoever wrote these words answers for them, so he cannot approve them.
    statement.written_by, statement.written_at = by, at
    statement.save()
    for fact in facts:
        _link(statement, fact, by, at)
    record("statement.changed", statement, by=by, at=at)
    return statement


@transaction.atomic
def link_fact(statement: PublicStatement, fact: Fact, *, by: User, at: datetime) -> StatementFact:
    """Link one more fact while the statement is not out; it is then to be looked at again."""
    _may_link(by)
    statement = locked(statement)
    _back_to_draft(statement, at)
    statement.save()
    linked = _link(statement, fact, by, at)
    record("statement.fact_linked", statement, by=by, at=at, words=linked.words)
    return linked


@transaction.atomic
def unlink_fact(fact: StatementFact, *, by: User, at: datetime) -> None:
    """Take a fact away while the statement is not out; the trail keeps its words."""
    _may_link(by)
    statement = locked(fact.statement)
    _back_to_draft(statement, at)
    fact = statement.facts.get(pk=fact.pk)
    rest = tuple(
        backing(one, statement.incident, at) for one in statement.facts.exclude(pk=fact.pk)
    )
    _check(statement.text, rest, statement.correction, statement.incident, at)
    statement.save()
    fact.delete()
    record("statement.fact_unlinked", statement, by=by, at=at, words=fact.words)


def public_words(text: str) -> str:
    """A text as it may go out: no sign that nobody sees, nothing that looks like a secret."""
    return without_secrets(plain(text))[0].strip()


def _may_link(by: User) -> None:
    if not by.may(Permission.WRITE_STATEMENT):
        check(by, Permission.APPROVE_STATEMENT)


def _back_to_draft(statement: PublicStatement, at: datetime) -> None:
    statement.state = law.move(State(statement.state), State.DRAFT, written(statement, at=at))
    statement.reviewed_by = statement.reviewed_at = None
    statement.approved_by = statement.approved_at = None


def _check(
    text: str,
    linked: tuple[Backing, ...],
    correction: str,
    incident: Incident | None,
    at: datetime,
) -> None:
    law.check_words(text, linked, correction, usable=usable_accounts(incident, at))


def _carrying(
    facts: tuple[Fact, ...], incident: Incident | None, at: datetime
) -> tuple[Backing, ...]:
    return tuple(
        Backing(fact.kind, _asserted(fact, at), weight(fact.kind, fact.row, incident, at))
        for fact in facts
    )


def _asserted(fact: Fact, at: datetime) -> Assertion | None:
    """What a fact says: by itself where its row speaks, else what was chosen.

    MoveRefused where that kind of fact cannot say it, or its numbers say otherwise.
    """
    source = SOURCES.get(fact.kind)
    itself = source.asserts(fact.row, at) if source and fact.row is not None else None
    chosen = fact.asserts
    if chosen is None:
        return itself
    if not vocabulary.can_carry(fact.kind, chosen):
        raise law.refuse(law.Refusal.CANNOT_CARRY, _in_words(chosen))
    if itself is not None and itself.subject is chosen.subject and itself.value != chosen.value:
        assert source is not None
        seen = source.read(fact.row, at)
        if "usable" in seen:
            raise law.refuse(law.Refusal.NUMBERS_DENY, angka(seen["usable"]))
        raise law.refuse(law.Refusal.FACT_DENIES, _in_words(itself))
    return chosen


def _in_words(assertion: Assertion) -> str:
    return f"{say(assertion.subject)}: {say(assertion.value).lower()}"


def _link(statement: PublicStatement, fact: Fact, by: User, at: datetime) -> StatementFact:
    source = SOURCES.get(fact.kind)
    row = source.row(fact.row.pk) if source and fact.row is not None else None
    asserts = _asserted(fact, at)
    linked = StatementFact(
        statement=statement,
        kind=fact.kind.value,
        words=public_words(fact.words)[:300],
        source=public_words(fact.source)[:200],
        subject=asserts.subject.value if asserts else "",
        value=asserts.value.value if asserts else "",
        linked_by=by,
        linked_at=at,
    )
    if source is not None and row is not None:
        linked.seen = source.read(row, at)
        source.attach(linked, row)
    linked.save()
    if source is not None and row is not None:
        source.attached(linked, row)
    return linked
