"""What authors are told, and when the review of a follow-up begins and ends."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.actions.holding import hold
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.adoption import adoption_of
from secops.advisories.models import AdoptionWord, Recommendation
from secops.audit.actions import record
from secops.compliance.duties.actions.sending import contact_of
from secops.compliance.duties.queries import refusal_words
from secops.outbox.actions import Promise, promise_many
from secops.outbox.voices import city_calendar
from secops.rules.adoption import FINAL, Word, confirm
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.refusal import MoveRefused

#: Messages to the author.
DECIDED, FINISHED = "recommendation.decided", "recommendation.finished"

State = Recommendation.State


def start_reviews(*, at: datetime) -> int:
    """Start our 30 days for what has nothing open any more, and stop them where something opened
    again; part of the tick."""
    changed = 0
    waiting = Recommendation.objects.filter(
        state=State.ACCEPTED, finished_at=None, directives__isnull=False
    ).distinct()
    for pk in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            found = Recommendation.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            adoption = adoption_of(found, at=at) if found is not None else None
            if found is None or adoption is None or adoption.over is (found.review_by is not None):
                continue
            clock = CLOCKS[ClockCode.RECOMMENDATION_REVIEW]
            over = adoption.over
            found.review_by = deadline(clock, at, calendar=city_calendar()) if over else None
            found.save(update_fields=["review_by"])
            changed += 1
    return changed


@transaction.atomic
def confirm_adoption(
    recommendation: Recommendation, word: Word, *, note: str = "", by: User, at: datetime
) -> AdoptionWord:
    """The office's word on what became of it, never better than the duties show. With the last word
    its authors are told."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    found = hold(recommendation)
    adoption = adoption_of(found, at=at) if found.merged_into_id is None else None
    if adoption is None:
        raise RecommendationRefused(_("Belum ada arahan yang dapat dinilai."))
    try:
        word = confirm(word, read=adoption.word)
    except MoveRefused as refused:
        raise RecommendationRefused(refusal_words(refused)) from refused
    said = AdoptionWord.objects.create(
        recommendation=found,
        word=word.value,
        total=adoption.total,
        fit=adoption.fit,
        cannot=adoption.not_followable,
        note=note.strip(),
        said_by=by,
        said_at=at,
    )
    record("recommendation.confirmed", found, by=by, at=at, word=word.value)
    if word in FINAL and found.finished_at is None:
        found.finished_at = at
        found.save(update_fields=["finished_at"])
        tell(found, FINISHED, at)
    return said


def tell(recommendation: Recommendation, kind: str, at: datetime) -> None:
    """Tell the author, and those whose advice went into his."""
    _promise(recommendation, kind, at)
    if recommendation.state == State.ACCEPTED:
        for one in recommendation.merged.select_related("author"):
            _promise(one, kind, at)


def _promise(recommendation: Recommendation, kind: str, at: datetime) -> None:
    """Where he has an address and still speaks for his organisation; his page tells him anyway."""
    author, organisation = recommendation.author, recommendation.organisation
    contact = contact_of(author) if organisation.reaches(author, at=at) else None
    if contact is not None:
        key = f"{kind}:{recommendation.pk}:{at:%Y%m%d%H%M%S}"
        payload = {"recommendation": recommendation.pk}
        promise_many([Promise(key, kind, author.pk, contact, payload)], at=at)
