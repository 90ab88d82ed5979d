"""How each kind of duty reads its numbers: one table, a function for each kind.

A new kind of duty is one line here, its words in `numbers`, what can hurt it in `actions.reopen`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from secops.compliance.backups import queries as backups
from secops.compliance.duties.locks import LOCKED, leaked_of, unlocked_of
from secops.compliance.duties.models import Duty
from secops.compliance.duties.numbers import DONE, ITEMS_KEPT, Numbers, OpenItem
from secops.compliance.duties.words import say
from secops.compliance.retirements import queries as retirements
from secops.compliance.rotations.models import Rotation
from secops.compliance.sessions import queries as sessions
from secops.house.text import shown_login
from secops.inventory.models import Account, AccountFacts
from secops.rules import rotation as law
from secops.rules.duty import Kind
from secops.rules.stand import OpenThing, Stand


def numbers_of(duty: Duty, *, at: datetime) -> Numbers:
    """Read the facts of one duty at that moment."""
    return READERS[duty.kind](duty, at)


def _of_count(duty: Duty, at: datetime) -> Numbers:
    return Numbers(duty.kind, duty.count_done or 0, duty.count_total)


def _of_steps(duty: Duty, at: datetime) -> Numbers:
    """What was ticked of the checklist in the newest report: the department's word."""
    newest = duty.reports.first()
    steps = duty.directive.checklist or [duty.directive.title]
    done = newest.steps_done if newest else []
    items = tuple(
        OpenItem(f"step:{n}", step, "", _("Belum dilaporkan"), say(law.Turn.AGENT))
        for n, step in enumerate(duty.directive.checklist, 1)
        if step not in done
    )
    return Numbers(duty.kind, sum(step in done for step in steps), len(steps), items)


def rotations_of(duty: Duty) -> QuerySet[Rotation]:
    """The rotations a rotation duty is about."""
    if duty.directive.campaign_id is None:
        return Rotation.objects.none()
    return Rotation.objects.filter(
        campaign_id=duty.directive.campaign_id,
        department_id=duty.department_id,
        written_off_at=None,
    )


def _of_rotation(duty: Duty, at: datetime) -> Numbers:
    rows = rotations_of(duty)
    counts: dict[str, int] = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    left = (
        rows.exclude(state__in=DONE)
        .select_related("account__holder", "application")
        .order_by("due_at", "pk")[:ITEMS_KEPT]
    )
    items = tuple(
        OpenItem(
            account_key(row.account_id),
            name_of(row.account),
            row.application.name,
            say(law.State(row.state)),
            say(law.Turn(row.turn)),
            row.account.get_absolute_url(),
        )
        for row in left
    )
    accounts = rows.values("account_id")
    return Numbers(
        duty.kind,
        sum(counts.get(state, 0) for state in DONE),
        sum(counts.values()),
        items,
        counts,
        counts.get(law.State.EXEMPT.value, 0),
        _read_at(AccountFacts.objects.filter(account_id__in=accounts)),
        _one_name(rows.order_by().values_list("application__name", flat=True).distinct()[:2]),
    )


def _of_lock(duty: Duty, at: datetime) -> Numbers:
    assert duty.application_id is not None, "a lock names its application"
    leaked, closed = leaked_of(duty.application_id), leaked_of(duty.application_id).filter(LOCKED)
    left = (
        unlocked_of(duty.application_id)
        .select_related("account__application")
        .order_by("pk")[:ITEMS_KEPT]
    )
    items = tuple(
        OpenItem(
            account_key(facts.account_id),
            # Whoever locks an application needs its logins, not the names of all departments.
            shown_login(facts.account.username),
            facts.account.application.name,
            _("Belum dikunci"),
            say(law.Turn.APPLICATION_ADMINISTRATOR),
            facts.account.get_absolute_url(),
        )
        for facts in left
    )
    return Numbers(
        duty.kind,
        closed.count(),
        leaked.count(),
        items,
        read_at=_read_at(leaked),
        application=duty.application.name if duty.application else "",
    )


def account_key(account_id: int) -> str:
    """The key of an account among open items."""
    return f"account:{account_id}"


def name_of(account: Account) -> str:
    """The holder, else the login; a number that may be a NIP stays masked."""
    if account.holder is not None:
        return account.holder.name
    return shown_login(account.username)


def _read_at(facts: QuerySet[AccountFacts]) -> datetime | None:
    newest: datetime | None = facts.aggregate(newest=Max("read_at"))["newest"]
    return newest


def _one_name(names: QuerySet[Any, str]) -> str:
    found = list(names)
    return found[0] if len(found) == 1 else ""


# --- what the subjects of compliance know of a department -----------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """How a subject counts a department's things, lists the open ones, and what got worse."""

    stands_of: Callable[..., dict[int, Stand]]
    open_things: Callable[..., list[OpenThing]]
    worsened_since: Callable[..., list[OpenThing]]


#: Kinds whose numbers a subject of its own knows.
SUBJECTS: dict[Kind, Subject] = {
    Kind.SESSIONS: Subject(sessions.stands_of, sessions.open_things, sessions.worsened_since),
    Kind.BACKUP: Subject(backups.stands_of, backups.open_things, backups.worsened_since),
    Kind.RETIREMENT: Subject(
        retirements.stands_of, retirements.open_things, retirements.worsened_since
    ),
}


def _of_subject(duty: Duty, at: datetime) -> Numbers:
    """A department of which the subject knows nothing has no numbers, and is never done."""
    subject, department = SUBJECTS[duty.kind], duty.department_id
    stand = subject.stands_of([department], at=at).get(department)
    if stand is None:
        return Numbers(duty.kind, 0, None)
    items = tuple(
        OpenItem(thing.key, thing.name, "", thing.reason, thing.turn)
        for thing in subject.open_things(department, at=at)
    )
    counts = {"good": stand.good, "warn": stand.warn, "bad": stand.bad, "unknown": stand.unknown}
    return Numbers(
        duty.kind, stand.good, stand.total, items[:ITEMS_KEPT], counts, read_at=stand.as_of
    )


#: Kind -> how its numbers are read.
READERS: dict[Kind, Callable[[Duty, datetime], Numbers]] = {
    Kind.LOCK: _of_lock,
    Kind.ROTATION: _of_rotation,
    Kind.ROTATION_BY_COUNT: _of_count,
    Kind.CUSTOM: _of_steps,
    **dict.fromkeys(SUBJECTS, _of_subject),
}
