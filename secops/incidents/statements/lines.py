"""The lines of a statement's page: its facts, what does not fit, its questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.house.text import wib
from secops.house.words import mark, say
from secops.incidents.models import (
    PublicAnswer,
    PublicStatement,
    StatementFact,
    StatementWarning,
)
from secops.incidents.statements.contradictions import Misfit, misfits, sentence
from secops.incidents.statements.sources import place_of
from secops.rules.assertion import Assertion, FactKind
from secops.rules.fact_change import Change
from secops.rules.labels import label
from secops.rules.statement import State


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact with its place, what it carries and whether somebody else looked at it."""

    pk: int
    kind: str
    words: str
    where: str
    url: str
    says: tuple[str, str, str] | None
    checked: str


@dataclass(frozen=True, slots=True)
class MisfitLine:
    """One thing that does not fit, or did not."""

    tone: tuple[str, str, str]
    words: str
    url: str
    settle_url: str
    settled: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question with its answer."""

    row: PublicAnswer
    state: tuple[str, str, str]
    may_approve: bool
    may_withdraw: bool


def facts_of(statement: PublicStatement) -> QuerySet[StatementFact]:
    """The facts with the rows they stand on."""
    return statement.facts.select_related(
        "leak_report", "containment__application", "readings_file", "campaign",
        "checked_by__person",
    )  # fmt: skip


def says_pill(assertion: Assertion) -> tuple[str, str, str]:
    """A value of the vocabulary as a pill, with its subject before it."""
    tone, symbol, value = mark(label(assertion.value))
    return tone, symbol, f"{say(assertion.subject)}: {value.lower()}"


def fact_line(fact: StatementFact, user: User) -> FactLine:
    """A fact with the page it stands on, where the reader may open that."""
    place = place_of(fact, user)
    checked = (
        _("dilihat %(who)s, %(when)s") % {"who": fact.checked_by, "when": wib(fact.checked_at)}
        if fact.checked_at
        else ""
    )
    return FactLine(
        fact.pk,
        say(FactKind(fact.kind)),
        fact.words,
        place.words,
        place.url,
        says_pill(fact.asserts) if fact.asserts else None,
        checked,
    )


def misfit_lines(statement: PublicStatement, at: datetime, *, may_settle: bool) -> list[MisfitLine]:
    """What does not fit now, with what was said about it; then what was noticed before."""
    if State(statement.state) is State.DROPPED:
        return []
    kept = {row.key: row for row in statement.warnings.select_related("settled_by__person")}
    lines = []
    for one in _with_kept(misfits(statement, at), list(kept.values())):
        row = kept.get(one.key)
        settled = ""
        if row is not None and row.settled_at:
            settled = _("Tetap berlaku: %(why)s (%(who)s, %(when)s)") % {
                "why": row.settled_why, "who": row.settled_by, "when": wib(row.settled_at)
            }  # fmt: skip
        elif one.change is Change.DENIED and statement.correction:
            settled = _("Ralat: %(words)s") % {"words": statement.correction}
        open_ = row is not None and not settled and State(statement.state) is State.PUBLISHED
        lines.append(
            MisfitLine(
                mark(label(one.change)),
                sentence(one.change, one.words),
                one.url,
                reverse("statement-settle", args=[statement.code, row.pk])
                if open_ and may_settle and row is not None
                else "",
                settled,
            )
        )
    return lines


def _with_kept(now: list[Misfit], kept: list[StatementWarning]) -> list[Misfit]:
    seen = {one.key for one in now}
    before = [row for row in kept if row.key not in seen]
    return [*now, *(Misfit(Change(row.change), row.key, row.words) for row in before)]


def answers_of(statement: PublicStatement) -> QuerySet[PublicAnswer]:
    return statement.answers.select_related("written_by__person", "approved_by__person")


def answer_line(row: PublicAnswer, user: User) -> AnswerLine:
    waiting = row.approved_at is None and row.withdrawn_at is None
    if row.withdrawn_at:
        state = ("quiet", "■", _("Ditarik"))
    elif row.approved_at:
        state = ("ok", "✓", _("Disetujui"))
    else:
        state = ("quiet", "○", _("Menunggu persetujuan"))
    may = user.may(Permission.APPROVE_STATEMENT) and row.written_by_id != user.pk
    either = user.may(Permission.WRITE_STATEMENT) or user.may(Permission.APPROVE_STATEMENT)
    return AnswerLine(row, state, waiting and may, either and row.withdrawn_at is None)
