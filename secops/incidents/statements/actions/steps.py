"""From a draft to the public: reviewed, approved by another person, published, superseded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.models import PublicStatement
from secops.incidents.statements.actions.law import locked, written
from secops.incidents.statements.actions.writing import public_words
from secops.incidents.statements.order import superseded_by
from secops.rules import statement as law
from secops.rules.statement import State


@transaction.atomic
def review_statement(
    statement: PublicStatement, *, seen: Collection[int], by: User, at: datetime
) -> PublicStatement:
    """Say that every fact was looked at; `seen` are the facts the reviewer ticked."""
    if not by.may(Permission.WRITE_STATEMENT):
        check(by, Permission.APPROVE_STATEMENT)
    statement = locked(statement)
    unseen = statement.facts.exclude(pk__in=list(seen)).count()
    looked_at = written(statement, at=at, by=by, unseen_facts=unseen)
    statement.state = law.move(State(statement.state), State.REVIEWED, looked_at)
    statement.reviewed_by, statement.reviewed_at = by, at
    statement.save()
    n = statement.facts.update(checked_by=by, checked_at=at)
    record("statement.reviewed", statement, by=by, at=at, facts=n)
    return statement


@transaction.atomic
def approve_statement(statement: PublicStatement, *, by: User, at: datetime) -> PublicStatement:
    """Approve what somebody else wrote."""
    check(by, Permission.APPROVE_STATEMENT)
    statement = locked(statement)
    looked_at = written(statement, at=at, by=by)
    statement.state = law.move(State(statement.state), State.APPROVED, looked_at)
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
    statement = locked(statement)
    looked_at = written(statement, at=at, channel=channel)
    statement.state = law.move(State(statement.state), State.PUBLISHED, looked_at)
    statement.channel = public_words(channel)[:200]
    statement.published_by, statement.published_at = by, at
    old = _still_standing(statement)
    statement.supersedes = old or statement.supersedes
    statement.save()
    record("statement.published", statement, by=by, at=at, channel=statement.channel)
    if old is not None:
        old.state, old.superseded_at = State.SUPERSEDED, at
        old.save(update_fields=["state", "superseded_at"])
        record("statement.superseded", old, by=by, at=at, by_code=statement.code)
    return statement


@transaction.atomic
def drop_statement(
    statement: PublicStatement, *, why: str, by: User, at: datetime
) -> PublicStatement:
    """Say that a draft will not go out; it stays to be read."""
    if not by.may(Permission.WRITE_STATEMENT):
        check(by, Permission.APPROVE_STATEMENT)
    statement = locked(statement)
    looked_at = written(statement, at=at, reason=why)
    statement.state = law.move(State(statement.state), State.DROPPED, looked_at)
    statement.dropped_at, statement.dropped_why = at, public_words(why)[:500]
    statement.save()
    record("statement.dropped", statement, by=by, at=at, why=statement.dropped_why)
    return statement


def _still_standing(statement: PublicStatement) -> PublicStatement | None:
    old = superseded_by(statement)
    return None if old is None else PublicStatement.objects.select_for_update().get(pk=old.pk)
