"""What can hurt after a head has stated, by kind of duty; nothing else reopens it (RULES 2).

Each line of the table says of which duties it holds, which of them are touched (one statement that
most minutes finds none), and which items of one are. A fact that only looks worse, a changed text,
an evidence that ran out, is a small change: it stands in the next digest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from secops.compliance.duties.kinds import SUBJECTS, account_key, name_of, rotations_of
from secops.compliance.duties.locks import LOCKED, unlocked_of
from secops.compliance.duties.models import Duty, Evidence, HeadStatement
from secops.compliance.duties.numbers import DONE
from secops.compliance.rotations.models import Rotation
from secops.house.text import shown_login
from secops.inventory.models import AccountFacts, Reading, ReadingsFile
from secops.rules.duty import Kind, ReopenCause, State

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hurt:
    """One thing that can hurt: `touched` over stated duties, `items` of one of them."""

    cause: ReopenCause
    kinds: frozenset[Kind]
    touched: Callable[[QuerySet[Duty]], QuerySet[Duty]]
    items: Callable[[Duty, HeadStatement, datetime], list[Item]]


def stated_duties(kinds: frozenset[Kind]) -> QuerySet[Duty]:
    """Duties of these kinds that rest on a statement, each with when it was given."""
    newest = HeadStatement.objects.filter(duty=OuterRef("pk")).order_by("-stated_at", "-pk")
    return (
        Duty.objects.filter(state__in=[State.CONFIRMED, State.ACCEPTED], directive__kind__in=kinds)
        .annotate(stated_at=Subquery(newest.values("stated_at")[:1]))
        .filter(stated_at__isnull=False)
    )


# --- rotation: an account leaked again --------------------------------------------------------


def _leaked_after(moment: Any) -> QuerySet[Rotation]:
    safe = Q(account__facts__disabled_at__isnull=False) | Q(
        account__facts__change_from__gt=F("account__facts__newest_exposure")
    )
    return Rotation.objects.filter(
        written_off_at=None, account__facts__newest_received__gt=moment
    ).exclude(safe)


def _with_new_leaks(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    stated = HeadStatement.objects.filter(duty__in=duties.values("pk"))
    first = stated.aggregate(first=Min("stated_at"))["first"]
    # A cheap question that most minutes answer with no, before the join over all rotations.
    if first is None or not AccountFacts.objects.filter(newest_received__gt=first).exists():
        return duties.none()
    return duties.filter(
        Exists(
            _leaked_after(OuterRef("stated_at")).filter(
                campaign=OuterRef("directive__campaign"), department=OuterRef("department")
            )
        )
    )


def _leaked_accounts(duty: Duty, statement: HeadStatement, at: datetime) -> list[Item]:
    rows = _leaked_after(statement.stated_at).filter(pk__in=rotations_of(duty).values("pk"))
    return _of_rotations(rows)


# --- rotation: the reading that proved a change was withdrawn ---------------------------------


def _withdrawn_after(moment: Any) -> QuerySet[ReadingsFile]:
    return ReadingsFile.objects.filter(withdrawn_at__gt=moment)


def _with_withdrawn_proof(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    return duties.filter(Exists(_withdrawn_after(OuterRef("stated_at"))))


def _unproven_again(duty: Duty, statement: HeadStatement, at: datetime) -> list[Item]:
    """Accounts that were not open when he stated, and are, and stood in a withdrawn file."""
    files = _withdrawn_after(statement.stated_at).values("pk")
    were_open = {str(item.get("key", "")) for item in statement.open_items}
    rows = (
        rotations_of(duty)
        .exclude(state__in=DONE)
        .filter(
            Exists(Reading.objects.filter(file_id__in=files, account_id=OuterRef("account_id")))
        )
    )
    return [item for item in _of_rotations(rows) if item["key"] not in were_open]


# --- lock: a leaked password that opens something again ---------------------------------------


def _with_unlocked(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    open_again = AccountFacts.objects.filter(
        account__application=OuterRef("application"), newest_received__gt=OuterRef("stated_at")
    ).exclude(pk__in=AccountFacts.objects.filter(LOCKED).values("pk"))
    return duties.filter(Exists(open_again))


def _unlocked_accounts(duty: Duty, statement: HeadStatement, at: datetime) -> list[Item]:
    assert duty.application_id is not None, "a lock names its application"
    rows = unlocked_of(duty.application_id).filter(newest_received__gt=statement.stated_at)
    return [
        {
            "key": account_key(facts.account_id),
            "name": shown_login(facts.account.username),
            "application": facts.account.application.name,
        }
        for facts in rows.select_related("account__application").order_by("pk")
    ]


# --- any kind: evidence it was stated on is gone ----------------------------------------------


def _with_removed_evidence(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    removed = Evidence.objects.filter(duty=OuterRef("pk"), removed_at__gt=OuterRef("stated_at"))
    return duties.filter(Exists(removed))


def _removed_evidence(duty: Duty, statement: HeadStatement, at: datetime) -> list[Item]:
    rows = duty.evidence.filter(
        removed_at__gt=statement.stated_at, sha256__in=statement.evidence_hashes
    )
    return [
        {"key": f"evidence:{one.pk}", "name": one.name, "application": one.removed_why}
        for one in rows.order_by("pk")
    ]


# --- backups, sessions, retirement: what their subject says has got worse -----------------------


def _every(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    return duties


def _worsened(duty: Duty, statement: HeadStatement, at: datetime) -> list[Item]:
    things = SUBJECTS[duty.kind].worsened_since(statement.stated_at, duty.department_id, at=at)
    return [{"key": one.key, "name": one.name, "application": one.reason} for one in things]


def _of_rotations(rows: QuerySet[Rotation]) -> list[Item]:
    return [
        {
            "key": account_key(row.account_id),
            "name": name_of(row.account),
            "application": row.application.name,
        }
        for row in rows.select_related("account__holder", "application").order_by("pk")
    ]


#: In the order in which they are asked; the first one that finds items gives the reason.
HURTS: tuple[Hurt, ...] = (
    Hurt(
        ReopenCause.NEW_EXPOSURE,
        frozenset({Kind.ROTATION}),
        _with_new_leaks,
        _leaked_accounts,
    ),
    Hurt(ReopenCause.NEW_EXPOSURE, frozenset({Kind.LOCK}), _with_unlocked, _unlocked_accounts),
    Hurt(
        ReopenCause.PROOF_WITHDRAWN,
        frozenset({Kind.ROTATION}),
        _with_withdrawn_proof,
        _unproven_again,
    ),
    Hurt(ReopenCause.BACKUP_FAILED, frozenset({Kind.BACKUP}), _every, _worsened),
    Hurt(
        ReopenCause.PROOF_WITHDRAWN,
        frozenset({Kind.SESSIONS, Kind.RETIREMENT}),
        _every,
        _worsened,
    ),
    Hurt(
        ReopenCause.EVIDENCE_REMOVED,
        frozenset(Kind),
        _with_removed_evidence,
        _removed_evidence,
    ),
)
