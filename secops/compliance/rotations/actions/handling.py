"""What an agent does about accounts of others: closing, leave, handing them to another department.

All of it is somebody's word: it says whose turn it is, and proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.audit.actions import record_many
from secops.compliance.rotations import scopes
from secops.compliance.rotations.actions.answers import Given, record_answer
from secops.compliance.rotations.actions.snoozing import renew_silence
from secops.compliance.rotations.derive import derive_rotations, lock_rotations
from secops.compliance.rotations.models import Rotation, SlipPhoto, Transfer
from secops.compliance.rotations.refusals import RotationRefused
from secops.house.photos import check_photo
from secops.house.text import wib
from secops.inventory.models import Account
from secops.rules.intervals import WIB
from secops.rules.working_time import Calendar

#: Nobody is silent for longer on somebody's word; who is away longer is noted again.
LONGEST_LEAVE = timedelta(days=31)


class ClosingReason(StrEnum):
    """Why an account shall be disabled."""

    LEFT = "left"
    UNKNOWN = "unknown"
    SHARED = "shared"


def closing_words(why: ClosingReason) -> str:
    """The reason as it stands in the trail and on pages."""
    return {
        ClosingReason.LEFT: _("pensiun atau keluar"),
        ClosingReason.UNKNOWN: _("tidak dikenal"),
        ClosingReason.SHARED: _("diganti menjadi akun perorangan"),
    }[why]


@transaction.atomic
def keep_slip_photo(upload: UploadedFile[Any], *, by: User, at: datetime) -> SlipPhoto:
    """Keep the picture of a signed slip; PhotoRefused where it is none."""
    photo = check_photo(upload)
    return SlipPhoto.objects.create(
        file=photo.file("lembar"), sha256=photo.sha256, uploaded_by=by, uploaded_at=at
    )


@transaction.atomic
def ask_closing(
    rotations: Sequence[Rotation],
    why: ClosingReason,
    given: Given,
    *,
    calendar: Calendar,
    by: User,
    at: datetime,
) -> int:
    """Record what was heard and ask the application's owner to disable these accounts.

    It is the application administrator's turn then, until a reading shows them disabled.
    """
    record_answer(rotations, given, person=None, calendar=calendar, by=by, at=at)
    ids = [row.pk for row in rotations]
    asked = Rotation.objects.filter(pk__in=ids, closing_asked_at=None)
    rows = list(asked.select_related("account__application").order_by("pk"))
    Rotation.objects.filter(pk__in=[row.pk for row in rows]).update(closing_asked_at=at)
    derive_rotations(scopes.these(ids), at=at)
    record_many("rotation.closing_asked", rows, by=by, at=at, why=closing_words(why))
    return len(ids)


@transaction.atomic
def note_leave(rotations: Collection[Rotation], until: date, *, by: User, at: datetime) -> int:
    """Note that the holders are on leave up to that day: no reminder meanwhile."""
    today = at.astimezone(WIB).date()
    if not today <= until <= today + LONGEST_LEAVE:
        raise RotationRefused(
            "leave_too_long",
            _("Pilih tanggal dari hari ini sampai %(last)s.")
            % {"last": wib(today + LONGEST_LEAVE)},
        )
    rows = _taken(rotations, by)
    ids = [row.pk for row in rows]
    Rotation.objects.filter(pk__in=ids).update(on_leave_until=until)
    renew_silence(ids)
    record_many("rotation.on_leave", rows, by=by, at=at, until=wib(until))
    return len(rows)


@transaction.atomic
def offer_transfer(
    rotations: Collection[Rotation], to: Department, note: str = "", *, by: User, at: datetime
) -> int:
    """Hand accounts to another department; until its agent accepts they stay where they are.

    One that is offered already is left alone. Returns how many were offered.
    """
    rows = _taken(rotations, by)
    if any(row.department_id == to.pk for row in rows):
        raise RotationRefused("same_department", _("Akun ini sudah tercatat di OPD itu."))
    accounts = {row.account_id: row.account for row in rows}
    waiting = Transfer.objects.filter(account__in=accounts, decided_at=None)
    offered = set(waiting.values_list("account_id", flat=True))
    fresh = [account for pk, account in accounts.items() if pk not in offered]
    Transfer.objects.bulk_create(
        Transfer(
            account=account,
            from_department_id=account.department_id,
            to_department=to,
            note=note.strip()[:300],
            offered_by=by,
            offered_at=at,
        )
        for account in fresh
    )
    record_many("account.transfer_offered", fresh, by=by, at=at, department=to.name)
    return len(fresh)


@transaction.atomic
def decide_transfers(
    transfers: Collection[Transfer], *, accept: bool, why: str = "", by: User, at: datetime
) -> int:
    """Accept accounts into one's department, or refuse them with a reason; back they go then."""
    if not accept and not why.strip():
        raise RotationRefused("no_reason", _("Tuliskan alasannya."))
    accounts = [transfer.account_id for transfer in transfers]
    rotations = list(Rotation.objects.filter(account__in=accounts).values_list("pk", flat=True))
    lock_rotations(scopes.these(rotations))
    rows = list(
        Transfer.objects.select_for_update(of=("self",))
        .filter(pk__in=[transfer.pk for transfer in transfers], decided_at=None)
        .select_related("account__application", "from_department")
        .order_by("pk")
    )
    for row in rows:
        check(by, Permission.ANSWER_FOR, row.to_department_id)
        row.decided_by, row.decided_at, row.accepted = by, at, accept
        row.why = "" if accept else why.strip()[:300]
    Transfer.objects.bulk_update(rows, ["decided_by", "decided_at", "accepted", "why"])
    if accept:
        for row in rows:
            Account.objects.filter(pk=row.account_id).update(department=row.to_department_id)
        moved = Rotation.objects.filter(account__in=[row.account_id for row in rows])
        moved.filter(closing_asked_at__isnull=False).update(closing_asked_at=None)
        derive_rotations(scopes.these(rotations), at=at)
    for row in rows:
        record_many(
            "account.transfer_accepted" if accept else "account.transfer_refused",
            [row.account],
            by=by,
            at=at,
            department=str(row.from_department or _("OPD yang belum diketahui")),
            why=row.why,
        )
    return len(rows)


def _taken(rotations: Collection[Rotation], by: User) -> list[Rotation]:
    """The rows, locked and read again, each in a department the user may speak for."""
    ids = {rotation.pk for rotation in rotations}
    taken = lock_rotations(scopes.these(ids))
    if not ids or len(taken) < len(ids):
        raise RotationRefused("closed", _("Penggantian serentak ini sudah ditutup."))
    rows = list(
        Rotation.objects.filter(pk__in=taken).select_related("account__application").order_by("pk")
    )
    for department_id in {row.department_id for row in rows}:
        check(by, Permission.ANSWER_FOR, department_id)
    return rows
