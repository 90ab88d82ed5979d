"""Page-shaped reads of public statements."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.words import look, mark, say
from secops.house.text import wib
from secops.incidents.models import (
    PublicStatement,
)
from secops.incidents.statements.lines import (
    AnswerLine,
    FactLine,
    MisfitLine,
    answer_line,
    answers_of,
    fact_line,
    facts_of,
    misfit_lines,
)
from secops.incidents.statements.order import superseded_by
from secops.incidents.statements.words import chat_text, whole_text
from secops.rules.clocks import ClockCode
from secops.rules.labels import label
from secops.rules.statement import OPEN, Kind, State


@dataclass(frozen=True, slots=True)
class StatementPage:
    """What the page shows, and what its reader may do next."""

    state: tuple[str, str, str]
    kind: str
    text: str
    chat: str
    facts: list[FactLine]
    about: list[tuple[str, object]]
    misfits: list[MisfitLine]
    answers: list[AnswerLine]
    changed: list[tuple[str, str]]
    may_change: bool
    may_link: bool
    may_review: bool
    may_approve: bool
    may_publish: bool
    may_answer: bool
    may_drop: bool
    waits_for: str
    public_url: str


def statements_for(user: User) -> QuerySet[PublicStatement]:
    """Statements the user may read."""
    return PublicStatement.objects.visible_to(user).select_related(
        "written_by__person",
        "reviewed_by__person",
        "approved_by__person",
        "published_by__person",
        "supersedes",
        "incident",
    )


def statement_page(statement: PublicStatement, user: User, *, at: datetime) -> StatementPage:
    """Read one statement for one reader."""
    state, kind = State(statement.state), Kind(statement.kind)
    open_ = state in OPEN
    own = statement.written_by_id == user.pk
    writes, approves = (
        user.may(Permission.WRITE_STATEMENT),
        user.may(Permission.APPROVE_STATEMENT),
    )
    to_approve = state is State.REVIEWED or (state is State.DRAFT and kind is Kind.HOLDING)
    return StatementPage(
        state=mark(label(state)),
        kind=say(kind),
        text=whole_text(statement),
        chat=chat_text(statement),
        facts=[fact_line(fact, user) for fact in facts_of(statement)],
        about=_about(statement),
        misfits=misfit_lines(statement, at, may_settle=approves),
        answers=[answer_line(row, user) for row in answers_of(statement)],
        changed=changed_words(statement),
        may_change=open_ and writes,
        may_link=open_ and (writes or approves),
        may_review=state is State.DRAFT and kind is Kind.FULL and (writes or approves) and not own,
        may_approve=to_approve and approves and not own,
        may_publish=state is State.APPROVED and user.may(Permission.PUBLISH_STATEMENT),
        may_answer=state is not State.DROPPED and writes,
        may_drop=open_ and (writes or approves),
        waits_for=_turn(state, kind),
        public_url=reverse("status-statement", args=[statement.code])
        if state in (State.PUBLISHED, State.SUPERSEDED)
        else "",
    )


def replaced_words(statement: PublicStatement) -> str:
    """Which statement is superseded in the moment this one is published, for the page that asks."""
    old = superseded_by(statement)
    if old is None:
        return _("Tidak ada; yang sudah terbit tetap berlaku.")
    return _("%(code)s, terbit %(when)s") % {"code": old.code, "when": wib(old.published_at)}


def changed_words(statement: PublicStatement) -> list[tuple[str, str]]:
    """What differs from the statement it takes the place of: pairs of ``same``, ``out`` or ``in``
    and words."""
    old = statement.supersedes
    if old is None:
        return []
    before, after = old.text.split(), statement.text.split()
    found: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(before[a:b])))
            continue
        if b > a:
            found.append(("out", " ".join(before[a:b])))
        if d > c:
            found.append(("in", " ".join(after[c:d])))
    return found


def _turn(state: State, kind: Kind) -> str:
    review = _("Giliran orang lain dari yang menulis: telaah buktinya")
    approve = _("Giliran Ketua tim: setujui")
    return {
        State.DRAFT: review if kind is Kind.FULL else approve,
        State.REVIEWED: approve,
        State.APPROVED: _("Giliran Ketua tim: terbitkan"),
    }.get(state, "")


def _about(statement: PublicStatement) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = [
        (_("Ditulis"), f"{statement.written_by}, {wib(statement.written_at)}")
    ]
    if statement.reviewed_at:
        pairs.append((_("Ditelaah"), f"{statement.reviewed_by}, {wib(statement.reviewed_at)}"))
    if statement.approved_at:
        pairs.append((_("Disetujui"), f"{statement.approved_by}, {wib(statement.approved_at)}"))
    if statement.published_at:
        where = f"{statement.channel}, {wib(statement.published_at)}, {statement.published_by}"
        pairs.append((_("Diterbitkan"), where))
    if statement.next_word_at:
        pairs.append((say(ClockCode.PUBLIC_WORD), wib(statement.next_word_at)))
    if statement.superseded_at:
        pairs.append((_("Diganti yang baru"), wib(statement.superseded_at)))
    if statement.supersedes:
        pairs.append((_("Menggantikan"), statement.supersedes.code))
    if statement.dropped_at:
        why = f"{statement.dropped_why} ({wib(statement.dropped_at)})"
        pairs.append((_("Tidak jadi diterbitkan"), why))
    return pairs


def look_of_state(value: str) -> tuple[str, str, str]:
    return look(State)(value)
