"""What the clock does for statements each minute: notice what no longer fits, remind of the
promised word. Each change and each promise is told once: the key of a message says why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import Contact, Tenure, User
from accounts.roles import Permission, Role
from secops.audit.actions import record
from secops.incidents.models import PublicStatement, StatementWarning
from secops.incidents.statements.actions.writing import public_words
from secops.incidents.statements.contradictions import misfits
from secops.incidents.statements.promises import promised_words
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.rules import statement as law
from secops.rules.fact_change import Change
from secops.rules.intervals import WIB

WARNING = "alarm.statement"
NEXT_WORD_NEAR, NEXT_WORD_LATE = "alarm.public_word", "alarm.public_word_late"


def look_after_statements(*, at: datetime) -> int:
    """The minute's work; return how many messages were promised."""
    return notice_misfits(at=at) + remind_of_promises(at=at)


@transaction.atomic
def notice_misfits(*, at: datetime) -> int:
    """Keep what no longer fits the standing statements, and promise word of what is new.

    A denial that the statement itself corrects is no news.
    """
    standing = (
        PublicStatement.objects.standing()
        .order_by("pk")
        .select_related("incident", "written_by__person")
        .prefetch_related("facts")
    )
    promised = 0
    for statement in standing:
        found = [
            one
            for one in misfits(statement, at)
            if one.change is not Change.DENIED or not statement.correction
        ]
        if not found:
            continue
        known = set(statement.warnings.values_list("key", flat=True))
        for one in found:
            if one.key in known:
                continue
            warning, made = StatementWarning.objects.get_or_create(
                statement=statement,
                key=one.key,
                defaults={
                    "change": one.change.value,
                    "words": one.words,
                    "noticed_at": at,
                },
            )
            if made:
                promised += _tell(warning, statement, at)
    return promised


@transaction.atomic
def remind_of_promises(*, at: datetime) -> int:
    """Remind of every promised next word: when three quarters of the time are gone, and when it
    is missed."""
    people = _holders(Role.DUTY_OFFICER, at) | _holders(Role.LEAD, at)
    promised = 0
    for word in promised_words(at=at):
        if word.reading.warned or word.reading.breached:
            kind = NEXT_WORD_LATE if word.reading.breached else NEXT_WORD_NEAR
            of = {"statement": word.statement.pk}
            promised += _promise(kind, f"{kind}:{word.statement.pk}", of, people, at)
    return promised


@transaction.atomic
def settle_warning(warning: StatementWarning, *, why: str, by: User, at: datetime) -> None:
    """Say why the words stand although something changed."""
    check(by, Permission.APPROVE_STATEMENT)
    warning = StatementWarning.objects.select_for_update().get(pk=warning.pk)
    if warning.settled_at is not None:
        raise law.refuse(law.Refusal.NO_SUCH_MOVE)
    if not why.strip():
        raise law.refuse(law.Refusal.REASON_MISSING)
    warning.settled_at, warning.settled_by = at, by
    warning.settled_why = public_words(why)[:500]
    warning.save(update_fields=["settled_at", "settled_by", "settled_why"])
    record("statement.warning_settled", warning.statement, by=by, at=at, why=warning.settled_why)


def _tell(warning: StatementWarning, statement: PublicStatement, at: datetime) -> int:
    """The lead and who wrote it."""
    people = _holders(Role.LEAD, at)
    if statement.written_by.person_id is not None:
        people = people | {statement.written_by.person_id}
    return _promise(WARNING, f"{WARNING}:{warning.pk}", {"warning": warning.pk}, people, at)


def _promise(
    kind: str, key: str, payload: dict[str, int], people: Iterable[int], at: datetime
) -> int:
    contacts: list[Contact] = [
        contact for ways in ways_to(sorted(people)).values() for contact in ways.chosen
    ]
    new = promise_many(
        [
            Promise(f"{key}:{one.pk}", kind, one.person_id, one, payload, urgent=True)
            for one in contacts
        ],
        at=at,
    )
    return len(new)


def _holders(role: Role, at: datetime) -> frozenset[int]:
    """Who holds a position of this role today."""
    held = Tenure.objects.current(at.astimezone(WIB).date()).filter(position__role=role)
    return frozenset(held.values_list("person_id", flat=True))
