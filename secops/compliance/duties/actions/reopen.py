"""Reopening a statement on what can hurt, and on nothing else (RULES 2)."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from secops.audit.actions import record
from secops.compliance.duties.actions.sending import promise_reopened
from secops.compliance.duties.kinds import account_key, name_of, rotations_of
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.rotations.models import Rotation
from secops.house.text import angka
from secops.inventory.models import AccountFacts
from secops.rules.duty import Actor, Kind, ReopenCause, State, due_anew, move

log = logging.getLogger(__name__)


def reopen_for_new_exposures(*, at: datetime) -> int:
    """Reopen every statement after which accounts of its department leaked (anew).

    Part of the tick; returns how many were reopened. An account that has nothing left to lose
    (already changed after its newest leak, disabled) reopens nothing.
    """
    if not _anything_leaked_since_the_first_statement():
        return 0
    count = 0
    for pk in _touched().values_list("pk", flat=True):
        with transaction.atomic():
            duty = _touched().select_for_update(of=("self",), skip_locked=True).filter(pk=pk)
            found = duty.select_related("directive", "department").first()
            if found is None:
                continue
            items = _new_items(found)
            reopen_duty(found, cause=ReopenCause.NEW_EXPOSURE, items=items, at=at)
            count += 1
    return count


def reopen_duty(
    duty: Duty, *, cause: ReopenCause, items: Sequence[dict[str, Any]], at: datetime
) -> Duty:
    """Reopen one statement for these items and tell head and agent; the caller holds the row."""
    by = User.objects.system()
    newest = duty.statements.first()
    with override("id"):
        reason = _reason(duty, items, newest)
    state = move(
        duty.state_at(at),
        State.REOPENED,
        by=Actor.SYSTEM,
        kind=duty.kind,
        at=at,
        reason=reason,
        items=items,
        cause=cause,
    )
    duty.state, duty.changed_at = state.value, at
    duty.state_reason, duty.reopen_cause, duty.reopened_items = reason, cause.value, list(items)
    duty.asked_anew_at, duty.due_at = at, due_anew(duty.due_at, at=at)
    duty.save()
    if duty.directive.closed_at is not None:
        duty.directive.closed_at = None
        duty.directive.save(update_fields=["closed_at"])
    record(
        "duty.reopened", duty, by=by, at=at,
        reason=reason, cause=cause.value, items=[item["key"] for item in items],
    )  # fmt: skip
    promise_reopened(duty, at=at)
    return duty


def _anything_leaked_since_the_first_statement() -> bool:
    """A cheap question that most minutes answer with no, before the join over all rotations."""
    first = HeadStatement.objects.filter(
        duty__state__in=[State.CONFIRMED, State.ACCEPTED], duty__directive__kind=Kind.ROTATION
    ).aggregate(first=Min("stated_at"))["first"]
    return first is not None and AccountFacts.objects.filter(newest_received__gt=first).exists()


def _touched() -> QuerySet[Duty]:
    """Stated rotation duties with an account that leaked after the newest statement."""
    stated = (
        HeadStatement.objects.filter(duty=OuterRef("pk"))
        .order_by("-stated_at", "-pk")
        .values("stated_at")[:1]
    )
    return (
        Duty.objects.filter(
            state__in=[State.CONFIRMED, State.ACCEPTED],
            directive__kind=Kind.ROTATION,
            directive__campaign__isnull=False,
        )
        .annotate(stated_at=Subquery(stated))
        .filter(stated_at__isnull=False)
        .filter(
            Exists(
                _leaked_after(OuterRef("stated_at")).filter(
                    campaign=OuterRef("directive__campaign"), department=OuterRef("department")
                )
            )
        )
    )


def _leaked_after(moment: Any) -> QuerySet[Rotation]:
    safe = Q(account__facts__disabled_at__isnull=False) | Q(
        account__facts__change_from__gt=F("account__facts__newest_exposure")
    )
    return Rotation.objects.filter(
        written_off_at=None, account__facts__newest_received__gt=moment
    ).exclude(safe)


def _new_items(duty: Duty) -> list[dict[str, Any]]:
    moment = getattr(duty, "stated_at")  # noqa: B009  annotated by _touched
    rows = (
        _leaked_after(moment)
        .filter(pk__in=rotations_of(duty).values("pk"))
        .select_related("account__holder", "application")
        .order_by("pk")
    )
    return [
        {
            "key": account_key(row.account_id),
            "name": name_of(row.account),
            "application": row.application.name,
        }
        for row in rows
    ]


def _reason(duty: Duty, items: Sequence[object], newest: HeadStatement | None) -> str:
    leaked = ngettext(
        "Ada %(n)s akun bocor baru di %(department)s.",
        "Ada %(n)s akun bocor baru di %(department)s.",
        len(items),
    ) % {"n": angka(len(items)), "department": duty.department}
    if newest is None:
        return leaked
    opened = _("Pernyataan %(number)s dibuka kembali untuk %(n)s akun itu saja.") % {
        "number": newest.number,
        "n": angka(len(items)),
    }
    return f"{leaked} {opened}"
