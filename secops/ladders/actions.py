"""Changing the office's ladders; what runs keeps its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.ladders.models import OfficeLadder
from secops.ladders.words import REFUSALS
from secops.rules.ladder import DEFAULTS, Ladder, LadderKind, Rung, as_data
from secops.rules.ladder_edit import in_order, refusals


class LadderRefused(Exception):
    """A ladder cannot stand so; the sentence is fit for the page."""


def fit_ladder(kind: LadderKind, rungs: Iterable[Rung]) -> Ladder:
    """The rungs in the order they climb; LadderRefused where the laws forbid them."""
    ladder = in_order(rungs)
    for _place, why in refusals(kind, ladder):
        raise LadderRefused(str(REFUSALS[why]))
    return ladder


@transaction.atomic
def change_ladder(
    kind: LadderKind, rungs: Iterable[Rung], *, version: int, by: User, at: datetime
) -> OfficeLadder:
    """Give the office another ladder of that kind, for what is ordered from now on.

    `version` = the one that was changed; LadderRefused where somebody else was faster.
    """
    check(by, Permission.MANAGE_PEOPLE)
    return _write(kind, fit_ladder(kind, rungs), "ladder.changed", version, by=by, at=at)


@transaction.atomic
def reset_ladder(kind: LadderKind, *, version: int, by: User, at: datetime) -> OfficeLadder:
    """Go back to the ladder as delivered (RULES 5)."""
    check(by, Permission.MANAGE_PEOPLE)
    return _write(kind, DEFAULTS[kind], "ladder.reset", version, by=by, at=at)


def _write(
    kind: LadderKind, ladder: Ladder, verb: str, version: int, *, by: User, at: datetime
) -> OfficeLadder:
    row, _made = OfficeLadder.objects.select_for_update().get_or_create(
        kind=kind, defaults={"rungs": as_data(DEFAULTS[kind])}
    )
    if row.version != version:
        raise LadderRefused(
            _("Jenjang ini baru saja diubah orang lain (versi %(n)s). Periksa, lalu ubah lagi.")
            % {"n": row.version}
        )
    if row.ladder == ladder:
        return row
    row.rungs, row.version = as_data(ladder), row.version + 1
    row.changed_at, row.changed_by = at, by
    row.save()
    record(verb, row, by=by, at=at, version=row.version, rungs=len(ladder))
    return row
