"""Everything that changes a review; each action of it becomes a task or an order."""

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
from secops.compliance.duties.models import Directive
from secops.documents.numbering import draw_yearly
from secops.incidents.actions import link_directive
from secops.incidents.lessons.models import Action, Review
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions import Wanted, write_task
from secops.incidents.tasks.models import Task
from secops.rules.incident import Phase
from secops.rules.secrets import kept_words

#: So many lines of each kind fit one review.
MOST = 60
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
    _set_actions(made, learnt.actions)
    record("lessons.recorded", made, by=by, at=at, code=incident.code)
    return made


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
    _set_actions(review, learnt.actions)
    record("lessons.changed", review, by=by, at=at, before=before)
    return review


@transaction.atomic
def task_of_action(action: Action, wanted: Wanted, *, by: User, at: datetime) -> Task:
    """Make a task of an action; each knows the other."""
    action = _open_action(action)
    task = write_task(action.review.incident, wanted, by=by, at=at)
    action.task = task
    action.save(update_fields=["task"])
    record("lessons.became_task", action.review, by=by, at=at, task=task.title)
    return task


@transaction.atomic
def order_of_action(action: Action, directive: Directive, *, by: User, at: datetime) -> Action:
    """Note that an action was ordered; the order belongs to the incident, too."""
    action = _open_action(action)
    link_directive(action.review.incident, directive, by=by, at=at)
    action.directive = directive
    action.save(update_fields=["directive"])
    record("lessons.became_order", action.review, by=by, at=at, code=directive.code)
    return action


def _open_action(action: Action) -> Action:
    rows = Action.objects.select_for_update(of=("self",)).select_related("review__incident")
    action = rows.get(pk=action.pk)
    if action.task_id or action.directive_id:
        raise DeskRefused(_("Tindakan ini sudah menjadi tugas atau arahan."))
    return action


def _refuse_wrong(incident: Incident, learnt: Learnt, at: datetime) -> None:
    if learnt.held_at > at:
        raise DeskRefused(_("Pertemuan ini belum berlangsung."), "held_at")
    if learnt.held_at < incident.found_at:
        raise DeskRefused(_("Pertemuan ini sebelum insidennya ditemukan."), "held_at")
    for name in LINES:
        if len(getattr(learnt, name)) > MOST:
            raise DeskRefused(_("Paling banyak %(n)s baris.") % {"n": MOST}, name)
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
    review.present = [kept_words(one, 200) for one in learnt.present if one.strip()]
    review.went_well = [kept_words(one, 1000) for one in learnt.went_well if one.strip()]
    review.went_badly = [kept_words(one, 1000) for one in learnt.went_badly if one.strip()]


def _set_actions(review: Review, texts: Sequence[str]) -> None:
    """Those that became something stay as they are; the others are those now written."""
    kept = list(review.actions.exclude(task=None, directive=None))
    words = {one.text for one in kept}
    review.actions.filter(task=None, directive=None).delete()
    new = [text for one in texts if (text := kept_words(one, 1000)) and text not in words]
    Action.objects.bulk_create(
        Action(review=review, rank=rank, text=text)
        for rank, text in enumerate(new, start=max((one.rank for one in kept), default=0) + 1)
    )
