"""Everything that is written about log-ins in question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.audit.actions import record_many
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import lock_rotations
from secops.compliance.rotations.facts import Held, held_of
from secops.compliance.rotations.log_ins.words import KIND
from secops.compliance.rotations.models import Answer, LoginReview, Rotation
from secops.compliance.rotations.queries import log_ins
from secops.compliance.rotations.refusals import RotationRefused
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.rules.log_in import JUDGED, Finding, Stage, Word


@dataclass(frozen=True, slots=True)
class Asking:
    """What became of asking holders: people who get a message, accounts nobody can be asked of."""

    people: int
    accounts: int
    unreachable: int


@transaction.atomic
def ask_holders(rotations: Collection[Rotation], *, by: User, at: datetime) -> Asking:
    """Put the log-ins of these accounts to their holders: "Apakah ini Anda?"; one message a person.

    Who has said something already is not asked again; who has no address is counted, so that his
    agent asks him. The same log-in is asked once.
    """
    held = _taken(rotations, Permission.ANSWER_FOR, by)
    found = _in_question(held)
    asked: dict[int, list[LoginReview]] = {}
    unreachable = 0
    waiting = {pk: row for pk, row in found.items() if row[1] in (Stage.UNASKED, Stage.ASKED)}
    people = {one.holder_id for one in held if one.rotation.pk in waiting and one.holder_id}
    ways = ways_to(people)
    noted = []
    for one in held:
        if one.rotation.pk not in waiting:
            continue
        if one.holder_id is None or one.holder_id not in ways:
            unreachable += 1
            continue
        review = _review(one.rotation, waiting[one.rotation.pk][0])
        if review.asked_at is None:
            review.asked_at, review.asked_by = at, by
            review.save()
            noted.append(one.rotation)
            asked.setdefault(one.holder_id, []).append(review)
    promise_many(
        [
            Promise(
                key=f"{KIND}:{reviews[0].pk}:{contact.kind}",
                kind=KIND,
                person_id=person_id,
                contact=contact,
                payload={
                    "rotations": [review.rotation_id for review in reviews],
                    "reviews": [review.pk for review in reviews],
                },
            )
            for person_id, reviews in asked.items()
            for contact in ways[person_id].chosen
        ],
        at=at,
    )
    record_many("rotation.log_in_asked", noted, by=by, at=at)
    return Asking(len(asked), len(noted), unreachable)


@transaction.atomic
def record_word(
    rotations: Collection[Rotation],
    word: Word,
    *,
    channel: Answer.Channel,
    person: Person | None = None,
    by: User | None = None,
    at: datetime,
) -> list[LoginReview]:
    """Keep what holders say of the log-ins in question: *me*, *not me*, *cannot tell*.

    `person` speaks himself where `by` is None; then every account must be his. Otherwise `by`
    records it for them. The newest word counts until the office has judged.
    """
    if by is None and person is None:
        raise RotationRefused("nobody", _("Jawaban ini tidak menyebut siapa yang menjawab."))
    held = _taken(rotations, Permission.ANSWER_FOR, by)
    if person is not None and any(one.holder_id != person.pk for one in held):
        raise RotationRefused("other_holder", _("Akun ini sekarang tercatat atas nama orang lain."))
    found = _in_question(held)
    reviews, noted = [], []
    for one in held:
        used_at, stage = found.get(one.rotation.pk, (None, None))
        if used_at is None or stage in JUDGED:
            continue
        review = _review(one.rotation, used_at)
        review.word, review.word_at, review.channel = word.value, at, channel
        review.person_id, review.recorded_by = one.holder_id, by
        review.save()
        reviews.append(review)
        noted.append(one.rotation)
    verb = "rotation.log_in_said" if by is None else "rotation.log_in_said_for"
    speaking = by or User.objects.system().acting_as(person.name if person else "")
    record_many(verb, noted, by=speaking, at=at, word=word.value, channel=channel.value)
    return reviews


@transaction.atomic
def judge(
    rotations: Collection[Rotation], finding: Finding, *, note: str, by: User, at: datetime
) -> list[LoginReview]:
    """Write down what the office finds of the log-ins in question; what is judged stays judged."""
    if finding is Finding.NOT_ORDINARY and not note.strip():
        raise RotationRefused("no_note", _("Tuliskan apa yang tidak wajar."))
    held = _taken(rotations, Permission.RUN_CAMPAIGN, by)
    found = _in_question(held)
    reviews, noted = [], []
    for one in held:
        used_at, stage = found.get(one.rotation.pk, (None, None))
        if used_at is None or stage in JUDGED:
            continue
        review = _review(one.rotation, used_at)
        review.finding, review.note = finding.value, note.strip()[:500]
        review.found_at, review.found_by = at, by
        review.save()
        reviews.append(review)
        noted.append(one.rotation)
    values = {"finding": finding.value, "note": note.strip()[:200]}
    record_many("rotation.log_in_judged", noted, by=by, at=at, **values)
    return reviews


def _taken(
    rotations: Collection[Rotation], permission: Permission, by: User | None
) -> Sequence[Held]:
    """The accounts, locked, each with who answers for it now."""
    ids = {rotation.pk for rotation in rotations}
    taken = lock_rotations(scopes.these(ids))
    if not ids or len(taken) < len(ids):
        raise RotationRefused("closed", _("Penggantian serentak ini sudah ditutup."))
    held = held_of(taken)
    if by is not None:
        for department_id in {one.rotation.department_id for one in held}:
            check(by, permission, department_id)
    return held


def _in_question(held: Sequence[Held]) -> dict[int, tuple[datetime, Stage]]:
    rows = log_ins(Rotation.objects.filter(pk__in=[one.rotation.pk for one in held]))
    found = rows.values_list("rotation", "used_at", "stage")
    return {pk: (used_at, Stage(stage)) for pk, used_at, stage in found}


def _review(rotation: Rotation, used_at: datetime) -> LoginReview:
    """The row of this log-in, saved or new; the rotation is locked by the caller."""
    known = LoginReview.objects.filter(rotation=rotation, login_at=used_at).first()
    return known or LoginReview(rotation=rotation, login_at=used_at)
