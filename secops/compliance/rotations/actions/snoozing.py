""" "Ingatkan saya lagi tanggal …": a holder puts off his reminders (RULES 2 and 5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import Person, User
from secops.audit.actions import record_many
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import lock_rotations
from secops.compliance.rotations.holders import present_holder_id
from secops.compliance.rotations.law.facts import PRESENT_HOLDER
from secops.compliance.rotations.models import Answer, Rotation, Snooze
from secops.compliance.rotations.refusals import RotationRefused
from secops.house.text import wib
from secops.rules.intervals import WIB
from secops.rules.ladder import SNOOZES
from secops.rules.rotation import State, Turn
from secops.rules.secrets import kept_words
from secops.rules.snooze import SnoozeReason, Waits, last_day, wakes_at
from secops.rules.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Wish:
    """Until which day somebody wants to hear nothing, why, and how he said so."""

    until: date
    reason: SnoozeReason
    channel: Answer.Channel
    note: str = ""
    link_id: int | None = None


@transaction.atomic
def snooze(
    rotations: Sequence[Rotation], wish: Wish, *, person: Person, calendar: Calendar, at: datetime
) -> list[Snooze]:
    """Let the reminders of these accounts wait; state and turn stay what they are.

    Every account must be his, it must be his turn, and each may be put off three times only.
    """
    ids = {rotation.pk for rotation in rotations}
    taken = lock_rotations(scopes.these(ids))
    if not ids or len(taken) < len(ids):
        raise RotationRefused("closed", _("Penggantian serentak ini sudah ditutup."))
    if wish.reason is SnoozeReason.OTHER and not wish.note.strip():
        raise RotationRefused("no_note", _("Tuliskan alasannya."))
    rows = list(
        Rotation.objects.filter(pk__in=taken).select_related("account__application").order_by("pk")
    )
    if any(present_holder_id(row.account) != person.pk for row in rows):
        raise RotationRefused("other_holder", _("Akun ini sekarang tercatat atas nama orang lain."))
    if any(row.turn != Turn.HOLDER or row.written_off_at is not None for row in rows):
        raise RotationRefused("not_his_turn", _("Akun ini tidak sedang menunggu Anda."))
    if any(n >= SNOOZES for n in said_before(ids, person).values()):
        raise RotationRefused(
            "too_often",
            _("Pengingat ini sudah ditunda %(n)s kali. Ada kesulitan? Hubungi Agen OPD Anda.")
            % {"n": SNOOZES},
        )
    waits = (Waits(row.due_at, row.state == State.REEXPOSED) for row in rows)
    last = last_day(waits, calendar=calendar, at=at)
    if not at.astimezone(WIB).date() < wish.until <= last:
        raise RotationRefused(
            "wrong_day",
            _("Pilih tanggal dari besok sampai %(last)s.") % {"last": wib(last)},
        )
    note = kept_words(wish.note, 300)
    made = Snooze.objects.bulk_create(
        Snooze(
            rotation=row,
            person=person,
            until=wakes_at(wish.until),
            reason=wish.reason.value,
            note=note,
            said_at=at,
            channel=wish.channel,
            link_id=wish.link_id,
        )
        for row in rows
    )
    renew_silence(ids)
    speaking = User.objects.system().acting_as(person.name)
    record_many(
        "rotation.snoozed", rows, by=speaking, at=at, until=wakes_at(wish.until).isoformat(),
        why_later=wish.reason.value, note=note,
    )  # fmt: skip
    return made


def said_before(rotation_ids: Collection[int], person: Person) -> dict[int, int]:
    """How often this person has put off each of these accounts."""
    rows = Snooze.objects.filter(rotation_id__in=rotation_ids, person=person).order_by()
    return dict(rows.values_list("rotation_id").annotate(n=Count("pk")))


_SILENCE = """
UPDATE rotations_rotation AS rotation SET acknowledged_until = GREATEST(
    (rotation.on_leave_until + 1)::timestamp AT TIME ZONE 'Asia/Jakarta',
    (SELECT max(s.until) FROM rotations_snooze s
     WHERE s.rotation_id = rotation.id AND s.ended_at IS NULL))
WHERE rotation.id = ANY(%s)
"""


def renew_silence(rotation_ids: Collection[int]) -> None:
    """Write until when nobody is reminded of these accounts: leave, or a snooze, the later one."""
    with connection.cursor() as cursor:
        cursor.execute(_SILENCE, [sorted(rotation_ids)])


# What ends a snooze before its time: a leak received after it, an answer that is more than "not
# yet", another holder.
_OVERTAKEN = f"""
SELECT s.id, s.rotation_id FROM rotations_snooze s
JOIN rotations_rotation r ON r.id = s.rotation_id
JOIN inventory_account a ON a.id = r.account_id
LEFT JOIN inventory_accountfacts f ON f.account_id = r.account_id
WHERE s.ended_at IS NULL AND s.until > %(at)s AND (
    r.state = 'reexposed' AND f.newest_received > s.said_at
    OR r.answered_at > s.said_at AND r.answer NOT IN ('', 'not_yet')
    OR s.person_id IS DISTINCT FROM {PRESENT_HOLDER})
ORDER BY s.rotation_id
FOR UPDATE OF s SKIP LOCKED
"""


@transaction.atomic
def end_overtaken_snoozes(*, at: datetime) -> int:
    """End what something newer has overtaken; the next digest speaks again. Every minute."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERTAKEN, {"at": at})
        found: list[tuple[int, int]] = cursor.fetchall()
    if not found:
        return 0
    ids = {rotation_id for _pk, rotation_id in found}
    Snooze.objects.filter(pk__in=[pk for pk, _rotation in found]).update(ended_at=at)
    renew_silence(ids)
    rows: Any = Rotation.objects.filter(pk__in=ids).select_related("account__application")
    record_many("rotation.snooze_ended", list(rows), by=User.objects.system(), at=at)
    return len(found)
