"""Questions that are asked often, and our answers: written by one, approved by another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.models import PublicAnswer, PublicStatement
from secops.incidents.statements.actions.law import backings, usable_accounts
from secops.incidents.statements.actions.writing import public_words
from secops.rules import statement as law


class AnswerRefused(Exception):
    """The step cannot be taken; the words are fit for the page."""


@transaction.atomic
def write_answer(
    statement: PublicStatement, *, question: str, answer: str, by: User, at: datetime
) -> PublicAnswer:
    """Write an answer; it rests on the facts of its statement and is bound to them."""
    check(by, Permission.WRITE_STATEMENT)
    if law.State(statement.state) is law.State.DROPPED:
        raise law.refuse(law.Refusal.NO_SUCH_MOVE)
    law.check_words(
        answer,
        backings(statement, at),
        usable=usable_accounts(statement.incident, at),
    )
    made = PublicAnswer.objects.create(
        statement=statement,
        question=public_words(question)[:300],
        answer=public_words(answer),
        written_by=by,
        written_at=at,
    )
    record("statement.answer_written", statement, by=by, at=at, question=made.question)
    return made


@transaction.atomic
def approve_answer(answer: PublicAnswer, *, by: User, at: datetime) -> PublicAnswer:
    """Approve what somebody else answered; it is public as soon as its statement is."""
    check(by, Permission.APPROVE_STATEMENT)
    answer = _locked(answer)
    if answer.approved_at is not None or answer.withdrawn_at is not None:
        raise law.refuse(law.Refusal.NO_SUCH_MOVE)
    if answer.written_by_id == by.pk:
        raise law.refuse(law.Refusal.SAME_PERSON)
    law.check_words(
        answer.answer,
        backings(answer.statement, at),
        usable=usable_accounts(answer.statement.incident, at),
    )
    answer.approved_by, answer.approved_at = by, at
    answer.save(update_fields=["approved_by", "approved_at"])
    record("statement.answer_approved", answer.statement, by=by, at=at, question=answer.question)
    return answer


@transaction.atomic
def withdraw_answer(answer: PublicAnswer, *, by: User, at: datetime) -> PublicAnswer:
    """Take an answer back; it stays readable for the office."""
    if not by.may(Permission.WRITE_STATEMENT):
        check(by, Permission.APPROVE_STATEMENT)
    answer = _locked(answer)
    if answer.withdrawn_at is not None:
        raise AnswerRefused(_("Jawaban ini sudah ditarik."))
    answer.withdrawn_at = at
    answer.save(update_fields=["withdrawn_at"])
    record("statement.answer_withdrawn", answer.statement, by=by, at=at, question=answer.question)
    return answer


def _locked(answer: PublicAnswer) -> PublicAnswer:
    return (
        PublicAnswer.objects.select_for_update(of=("self",))
        .select_related("statement")
        .get(pk=answer.pk)
    )
