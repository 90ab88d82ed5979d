"""Reopening a statement on what can hurt, and on nothing else (RULES 2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from secops.audit.actions import record
from secops.compliance.duties.actions.sending import promise_reopened
from secops.compliance.duties.hurts import HURTS, Hurt, stated_duties
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.duties.numbers import unit_of
from secops.house.text import angka
from secops.rules.duty import Actor, ReopenCause, State, due_anew, move


def reopen_what_was_hurt(*, at: datetime) -> int:
    """Reopen every statement under which something changed that can hurt; how many there were.

    Part of the tick. What can hurt, by kind, is the table of `hurts`; an account that has nothing
    left to lose (already changed after its newest leak, disabled) reopens nothing.
    """
    count = 0
    for hurt in HURTS:
        for pk in hurt.touched(stated_duties(hurt.kinds)).values_list("pk", flat=True):
            count += _reopen_if_hurt(pk, hurt, at)
    return count


@transaction.atomic
def _reopen_if_hurt(pk: int, hurt: Hurt, at: datetime) -> bool:
    """Look again with the row held: another worker, or the head himself, may have been first."""
    rows = stated_duties(hurt.kinds).select_for_update(of=("self",), skip_locked=True)
    duty = rows.select_related("directive", "department").filter(pk=pk).first()
    newest = duty.statements.first() if duty else None
    items = hurt.items(duty, newest, at) if duty and newest else []
    if duty is None or not items:
        return False
    reopen_duty(duty, cause=hurt.cause, items=items, at=at)
    return True


def reopen_duty(
    duty: Duty, *, cause: ReopenCause, items: Sequence[dict[str, Any]], at: datetime
) -> Duty:
    """Reopen one statement for these items and tell head and agent; the caller holds the row."""
    by = User.objects.system()
    newest = duty.statements.first()
    with override("id"):
        reason = _reason(duty, cause, items, newest)
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


def _reason(
    duty: Duty, cause: ReopenCause, items: Sequence[dict[str, Any]], newest: HeadStatement | None
) -> str:
    """What happened, then for what alone the statement is open again (JOURNEYS J3.8)."""
    count = angka(len(items))
    happened = str(_HAPPENED[cause]) % {
        "n": count,
        "department": duty.department,
        "names": ", ".join(str(item["name"]) for item in items[:_NAMED])
        + (" …" if len(items) > _NAMED else ""),
    }
    if newest is None:
        return happened
    opened = _("Pernyataan %(number)s dibuka kembali untuk %(n)s %(unit)s itu saja.") % {
        "number": newest.number,
        "n": count,
        "unit": unit_of(duty.kind) if cause is not ReopenCause.EVIDENCE_REMOVED else _("bukti"),
    }
    return f"{happened} {opened}"


#: So many things are named in a reason; the rest stands in the list.
_NAMED = 3
_HAPPENED: dict[ReopenCause, Any] = {
    ReopenCause.NEW_EXPOSURE: gettext_lazy("Ada %(n)s akun bocor baru di %(department)s."),
    ReopenCause.PROOF_WITHDRAWN: gettext_lazy(
        "Bukti untuk %(n)s hal di %(department)s tidak berlaku lagi: %(names)s."
    ),
    ReopenCause.BACKUP_FAILED: gettext_lazy(
        "%(n)s backup %(department)s gagal atau terlambat: %(names)s."
    ),
    ReopenCause.EVIDENCE_REMOVED: gettext_lazy(
        "%(n)s bukti dukung %(department)s dihapus: %(names)s."
    ),
}
