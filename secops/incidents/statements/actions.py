"""Everything that changes a public statement: write, link facts, approve, publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.incidents.models import Incident, PublicStatement, StatementFact
from secops.inventory.models import Containment, LeakReport, ReadingsFile
from secops.rules import statement as law
from secops.rules.statement import Kind, State, Written


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a statement, and when the next word is promised."""

    kind: Kind
    text: str
    next_word_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact to link: what it says, and one place where it stands."""

    words: str
    source: str = ""
    leak_report: LeakReport | None = None
    containment: Containment | None = None
    readings_file: ReadingsFile | None = None


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
    """Write a draft. MoveRefused for an absolute word that rests on no fact."""
    check(by, Permission.WRITE_STATEMENT)
    law.check_words(said.text, len(facts))
    statement = PublicStatement.objects.create(
        code=draw_yearly("PP", at=at),
        kind=said.kind,
        text=said.text.strip(),
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
) -> PublicStatement:
    """Write a draft anew; an approval falls with the words it was given to."""
    check(by, Permission.WRITE_STATEMENT)
    statement = _locked(statement)
    written = _written(statement, said=said, more=len(facts), at=at)
    statement.state = law.move(State(statement.state), State.DRAFT, written)
    law.check_words(said.text, written.facts)
    statement.kind, statement.text = said.kind, said.text.strip()
    statement.next_word_at = said.next_word_at
    statement.approved_by = statement.approved_at = None
    # Whoever wrote these words answers for them, so he cannot approve them.
    statement.written_by, statement.written_at = by, at
    statement.save()
    for fact in facts:
        _link(statement, fact, by, at)
    record("statement.changed", statement, by=by, at=at)
    return statement


@transaction.atomic
def link_fact(statement: PublicStatement, fact: Fact, *, by: User, at: datetime) -> StatementFact:
    """Link one more fact while the statement is not published yet."""
    if not by.may(Permission.WRITE_STATEMENT):
        check(by, Permission.APPROVE_STATEMENT)
    statement = _locked(statement)
    if State(statement.state) in (State.PUBLISHED, State.SUPERSEDED):
        raise law.refuse(law.Refusal.NO_SUCH_MOVE)
    linked = _link(statement, fact, by, at)
    record("statement.fact_linked", statement, by=by, at=at, words=linked.words)
    return linked


@transaction.atomic
def approve_statement(statement: PublicStatement, *, by: User, at: datetime) -> PublicStatement:
    """Approve a draft that somebody else wrote."""
    check(by, Permission.APPROVE_STATEMENT)
    statement = _locked(statement)
    written = _written(statement, at=at, same_person=statement.written_by_id == by.pk)
    statement.state = law.move(State(statement.state), State.APPROVED, written)
    statement.approved_by, statement.approved_at = by, at
    statement.save()
    record("statement.approved", statement, by=by, at=at)
    return statement


@transaction.atomic
def publish_statement(
    statement: PublicStatement, *, channel: str, by: User, at: datetime
) -> PublicStatement:
    """Note that an approved statement is out; what was published before it is superseded."""
    check(by, Permission.PUBLISH_STATEMENT)
    statement = _locked(statement)
    written = _written(statement, at=at, channel=channel)
    statement.state = law.move(State(statement.state), State.PUBLISHED, written)
    statement.channel = channel.strip()
    statement.published_by, statement.published_at = by, at
    statement.save()
    record("statement.published", statement, by=by, at=at, channel=statement.channel)
    if statement.supersedes_id is not None:
        _supersede(statement.supersedes_id, statement, by, at)
    return statement


def _supersede(pk: int, by_this: PublicStatement, by: User, at: datetime) -> None:
    old = PublicStatement.objects.select_for_update().get(pk=pk)
    if State(old.state) is not State.PUBLISHED:
        return
    old.state, old.superseded_at = State.SUPERSEDED, at
    old.save(update_fields=["state", "superseded_at"])
    record("statement.superseded", old, by=by, at=at, by_code=by_this.code)


def _locked(statement: PublicStatement) -> PublicStatement:
    return PublicStatement.objects.select_for_update().get(pk=statement.pk)


def _link(statement: PublicStatement, fact: Fact, by: User, at: datetime) -> StatementFact:
    return StatementFact.objects.create(
        statement=statement,
        words=fact.words.strip(),
        source=fact.source.strip(),
        leak_report=fact.leak_report,
        containment=fact.containment,
        readings_file=fact.readings_file,
        linked_by=by,
        linked_at=at,
    )


def _written(
    statement: PublicStatement,
    *,
    at: datetime,
    said: Said | None = None,
    more: int = 0,
    channel: str = "-",
    same_person: bool = False,
) -> Written:
    """What the law looks at."""
    words = said or Said(Kind(statement.kind), statement.text, statement.next_word_at)
    return Written(
        kind=words.kind,
        text=words.text,
        facts=statement.facts.count() + more,
        promises_next=words.next_word_at is not None,
        next_ahead=words.next_word_at is None or words.next_word_at > at,
        channel=channel,
        same_person=same_person,
    )
