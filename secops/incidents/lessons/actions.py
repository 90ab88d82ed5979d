"""Everything that changes a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.models import Document
from secops.documents.numbering import draw_yearly
from secops.incidents.lessons.models import Action, Review
from secops.incidents.minutes.actions import lines_of, refuse_long, rewrite
from secops.incidents.minutes.papers import draft_paper, line_rows, present_rows, stands
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.rules.incident import Phase
from secops.rules.secrets import kept_words

#: What is written one thing a line.
LINES = ("present", "went_well", "went_badly", "actions")


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is written down; one line is one person, one thing, one action."""

    held_at: datetime
    chair: str
    happened: str
    root_cause: str
    place: str = ""
    present: Sequence[str] = ()
    went_well: Sequence[str] = ()
    went_badly: Sequence[str] = ()
    actions: Sequence[str] = ()


@transaction.atomic
def record_review(incident: Incident, learnt: Learnt, *, by: User, at: datetime) -> Review:
    """Write down what was learnt from an incident."""
    check(by, Permission.WRITE_INCIDENT)
    if incident.phase == Phase.REFUTED or incident.merged_into_id is not None:
        raise DeskRefused(_("Insiden ini tidak ditangani di bawah nomor ini."))
    _refuse_wrong(incident, learnt, at)
    made = Review(code=draw_yearly("PI", at=at), incident=incident, recorded_by=by, recorded_at=at)
    _set(made, learnt)
    made.save()
    rewrite(Action, made, learnt.actions)
    record("lessons.recorded", made, by=by, at=at, code=incident.code)
    return made


@transaction.atomic
def draft_minutes(review: Review, *, by: User, at: datetime) -> Document:
    """Write the draft of its official minutes, once; number and PDF come with the approval.

    A draft that was dropped and minutes that were withdrawn are written anew.
    """
    check(by, Permission.WRITE_INCIDENT)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.document is not None and stands(review.document):
        return review.document
    fields = {
        "held_at": review.held_at,
        "place": review.place or "–",
        "incident": str(review.incident),
        "chair": review.chair,
        "present": present_rows(review.present),
        "happened": review.happened,
        "went_well": "\n".join(review.went_well),
        "went_badly": "\n".join(review.went_badly),
        "root_cause": review.root_cause,
        "actions": line_rows(review.actions.select_related("task", "directive")),
    }
    subject = f"Pembelajaran insiden {review.incident.code}"
    review.document = draft_paper("lessons", review, subject=subject, fields=fields, by=by, at=at)
    review.save(update_fields=["document"])
    record("lessons.minutes_drafted", review, by=by, at=at)
    return review.document


@transaction.atomic
def change_review(review: Review, learnt: Learnt, *, by: User, at: datetime) -> Review:
    """Correct it; an action that became a task or an order keeps its words."""
    check(by, Permission.WRITE_INCIDENT)
    _refuse_wrong(review.incident, learnt, at)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    before = {
        name: getattr(review, name)
        for name in ("happened", "root_cause", "went_well", "went_badly", "present")
    } | {"actions": list(review.actions.values_list("text", flat=True))}
    _set(review, learnt)
    review.changed_at = at
    review.save()
    rewrite(Action, review, learnt.actions)
    record("lessons.changed", review, by=by, at=at, before=before)
    return review


def _refuse_wrong(incident: Incident, learnt: Learnt, at: datetime) -> None:
    if learnt.held_at > at:
        raise DeskRefused(_("Pertemuan ini belum berlangsung."), "held_at")
    if learnt.held_at < incident.found_at:
        raise DeskRefused(_("Pertemuan ini sebelum insidennya ditemukan."), "held_at")
    refuse_long(learnt, LINES)
    if not any(one.strip() for one in learnt.present):
        raise DeskRefused(_("Tuliskan siapa yang hadir."), "present")
    for name in ("happened", "root_cause"):
        if not getattr(learnt, name).strip():
            raise DeskRefused(_("Tuliskan bagian ini, walau hasilnya belum diketahui."), name)
    if not any(one.strip() for one in [*learnt.went_well, *learnt.went_badly]):
        raise DeskRefused(_("Tuliskan yang berjalan baik atau yang tidak."), "went_well")


def _set(review: Review, learnt: Learnt) -> None:
    review.held_at = learnt.held_at
    review.chair, review.place = kept_words(learnt.chair, 200), kept_words(learnt.place, 200)
    review.happened, review.root_cause = kept_words(learnt.happened), kept_words(learnt.root_cause)
    review.present = lines_of(learnt.present, 200)
    review.went_well, review.went_badly = lines_of(learnt.went_well), lines_of(learnt.went_badly)
