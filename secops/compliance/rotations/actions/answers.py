"""What holders say, and what reaches them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops import statements
from secops.audit.actions import record, record_many
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import (
    derive_locked,
    derive_rotations,
    lock_rotations,
)
from secops.compliance.rotations.facts import held_of
from secops.compliance.rotations.holders import present_holder_id
from secops.compliance.rotations.models import Answer, Objection, Rotation, SlipPhoto
from secops.compliance.rotations.refusals import RotationRefused
from secops.rules.intervals import WIB
from secops.rules.rotation import DEFAULT_POLICY, AnswerKind, State, TroubleReason
from secops.rules.secrets import kept_words
from secops.rules.working_time import Calendar, add_working_days, close_of


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given. `risk` marks how far it can be trusted and blocks nothing."""

    kind: AnswerKind
    channel: Answer.Channel
    reason: TroubleReason | None = None
    note: str = ""
    risk: str = ""
    #: Who said so, where it was not the holder; and the picture of what he signed.
    said_by: str = ""
    slip: SlipPhoto | None = None


@transaction.atomic
def record_answer(
    rotations: Sequence[Rotation],
    given: Given,
    *,
    person: Person | None,
    calendar: Calendar,
    by: User | None = None,
    at: datetime,
) -> list[Answer]:
    """Keep one answer for each of these accounts and derive them; the newest counts.

    `person` answers himself where `by` is None or his own sign-in; then every account must be his
    now. Otherwise `by` records it for him, which takes the permission for each department; with
    `person` None for whoever holds each account. Until the campaign is closed an answer may be
    given again; after the due date it is marked late. `calendar` sets by when the agent looks after
    a trouble.
    """
    himself = by is None or (person is not None and by.person_id == person.pk)
    if given.kind is AnswerKind.TROUBLE and given.reason is None:
        raise RotationRefused("no_reason", _("Pilih kendalanya."))
    if himself and person is None:
        raise RotationRefused("nobody", _("Jawaban ini tidak menyebut siapa yang menjawab."))
    held = held_of(_lock(rotations))
    if by is not None and not himself:
        for department_id in {one.rotation.department_id for one in held}:
            check(by, Permission.ANSWER_FOR, department_id)
    answers = []
    for one in held:
        if person is not None and one.holder_id != person.pk:
            raise RotationRefused(
                "other_holder", _("Akun ini sekarang tercatat atas nama orang lain.")
            )
        answers.append(
            Answer(
                rotation=one.rotation,
                kind=given.kind,
                reason=(given.reason or "") if given.kind is AnswerKind.TROUBLE else "",
                note=kept_words(given.note, 500),
                person_id=one.holder_id,
                given_at=at,
                cutoff_then=one.cutoff,
                agent_until=_agent_until(given, calendar, at),
                channel=given.channel,
                recorded_by=None if himself else by,
                said_by=given.said_by.strip()[:120],
                slip=given.slip,
                late=at > one.rotation.due_at,
                risk=given.risk[:40],
            )
        )
    statements.insert(answers)
    ids = [one.rotation.pk for one in held]
    if given.kind is not AnswerKind.TROUBLE and any(one.rotation.closing_asked_at for one in held):
        # Somebody uses the account after all: its owner need not disable it.
        Rotation.objects.filter(pk__in=ids).update(closing_asked_at=None)
    derive_locked(ids, at=at)
    record_many(
        "rotation.answered" if himself else "rotation.answered_for",
        [one.rotation for one in held],
        by=by or _speaking(person),
        at=at,
        kind=given.kind.value,
        reason=given.reason.value if given.reason else "",
        channel=given.channel.value,
    )
    return answers


@transaction.atomic
def object_to_reading(
    rotation: Rotation, note: str, *, person: Person | None, by: User | None = None, at: datetime
) -> Objection:
    """Note that the holder says the system's data are wrong; it waits for the office.

    Only where the data contradict him, and once as long as one waits: a second press of the button
    returns the first objection.
    """
    himself = by is None or (person is not None and by.person_id == person.pk)
    if not note.strip():
        raise RotationRefused("no_note", _("Tuliskan apa yang keliru."))
    (row,) = _taken([rotation])
    holder_id = present_holder_id(row.account)
    if by is not None and not himself:
        check(by, Permission.ANSWER_FOR, row.department_id)
    elif person is None or holder_id != person.pk:
        raise RotationRefused("other_holder", _("Akun ini sekarang tercatat atas nama orang lain."))
    if waiting := Objection.objects.filter(rotation=row, settled_at=None).first():
        return waiting
    if row.state != State.CONTRADICTED:
        raise RotationRefused(
            "not_contradicted", _("Data dari sistem tidak lagi bertentangan dengan jawaban Anda.")
        )
    objection = Objection.objects.create(
        rotation=row,
        person_id=holder_id,
        note=kept_words(note, 500),
        made_at=at,
        recorded_by=None if himself else by,
    )
    record("rotation.objected", row, by=by or _speaking(person), at=at, note=objection.note)
    return objection


@transaction.atomic
def settle_objection(objection: Objection, finding: str, *, by: User, at: datetime) -> None:
    """Write down what the office found; a new reading or a sample check changes the state."""
    check(by, Permission.RUN_CAMPAIGN)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.settled_at is not None:
        raise RotationRefused("settled", _("Keberatan ini sudah dijawab."))
    if not finding.strip():
        raise RotationRefused("no_finding", _("Tuliskan hasil pemeriksaannya."))
    objection.settled_at, objection.settled_by = at, by
    objection.finding = finding.strip()[:500]
    objection.save(update_fields=["settled_at", "settled_by", "finding"])
    record(
        "rotation.objection_settled", objection.rotation, by=by, at=at, finding=objection.finding
    )


_TELL = """
UPDATE rotations_rotation AS rotation SET told_at = %(at)s
WHERE rotation.id = ANY(%(ids)s) AND rotation.told_at IS NULL
"""

_UNTELL = """
UPDATE rotations_rotation AS rotation SET told_at = NULL
WHERE rotation.id = ANY(%(ids)s) AND rotation.told_at <= %(until)s
"""


@transaction.atomic
def mark_told(rotation_ids: Iterable[int], *, at: datetime) -> int:
    """Note that a channel took the first message about these accounts, or a slip was handed over.

    Set-based and repeatable; returns how many were told for the first time. No trail of its own:
    the message is the trail.
    """
    return _tell(_TELL, rotation_ids, None, at)


@transaction.atomic
def take_back_told(rotation_ids: Iterable[int], *, told_until: datetime, at: datetime) -> int:
    """The first message bounced: who was told by nothing later than `told_until` was not told."""
    return _tell(_UNTELL, rotation_ids, told_until, at)


def _tell(sql: str, rotation_ids: Iterable[int], until: datetime | None, at: datetime) -> int:
    ids = sorted(set(rotation_ids))
    if not ids:
        return 0
    lock_rotations(scopes.these(ids))
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": ids, "until": until, "at": at})
        changed = int(cursor.rowcount)
    if changed:
        derive_rotations(scopes.these(ids), at=at)
    return changed


@transaction.atomic
def hand_over_slips(rotations: Collection[Rotation], *, by: User, at: datetime) -> int:
    """Note that printed code slips of these accounts were handed over (signed for): told."""
    rows = _taken(rotations)
    for department_id in {row.department_id for row in rows}:
        check(by, Permission.ANSWER_FOR, department_id)
    record_many("rotation.slip_handed_over", rows, by=by, at=at)
    return mark_told([row.pk for row in rows], at=at)


def _taken(rotations: Collection[Rotation]) -> list[Rotation]:
    """The rows, locked and read again; RotationRefused where one's campaign is closed."""
    taken = _lock(rotations)
    return list(
        Rotation.objects.filter(pk__in=taken).select_related("account__application").order_by("pk")
    )


def _lock(rotations: Collection[Rotation]) -> list[int]:
    """Lock the rows, return their ids; RotationRefused where one's campaign is closed."""
    ids = {rotation.pk for rotation in rotations}
    taken = lock_rotations(scopes.these(ids))
    if not ids or len(taken) < len(ids):
        raise RotationRefused(
            "closed", _("Penggantian serentak ini sudah ditutup. Jawaban tidak diterima lagi.")
        )
    return taken


def _agent_until(given: Given, calendar: Calendar, at: datetime) -> datetime | None:
    if given.kind is not AnswerKind.TROUBLE:
        return None
    today = at.astimezone(WIB).date()
    return close_of(add_working_days(today, DEFAULT_POLICY.agent_working_days, calendar))


def _speaking(person: Person | None) -> User:
    """Who the trail names for somebody without a sign-in."""
    assert person is not None
    return User.objects.system().acting_as(person.name)
