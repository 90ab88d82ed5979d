"""What the author is told."""

from datetime import datetime

from django.db import transaction

from secops.advisories.adoption import adoption_of
from secops.advisories.models import Recommendation
from secops.compliance.duties.actions.sending import contact_of
from secops.outbox.actions import Promise, promise_many

#: Messages to the author.
DECIDED, FINISHED = "recommendation.decided", "recommendation.finished"

State = Recommendation.State


def tell_authors_of_the_end(*, at: datetime) -> int:
    """Tell the authors whose advice has nothing open any more; part of the tick."""
    told = 0
    waiting = Recommendation.objects.filter(
        state=State.ACCEPTED, finished_at=None, directives__isnull=False
    ).distinct()
    for pk in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            found = Recommendation.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            adoption = adoption_of(found, at=at) if found is not None else None
            if found is None or adoption is None or not adoption.over:
                continue
            found.finished_at = at
            found.save(update_fields=["finished_at"])
            promise(found, FINISHED, at)
            told += 1
    return told


def promise(recommendation: Recommendation, kind: str, at: datetime) -> None:
    """Tell the author, where he has an address; his page tells him anyway."""
    author = recommendation.author
    contact = contact_of(author)
    if contact is not None:
        key = f"{kind}:{recommendation.pk}:{at:%Y%m%d%H%M%S}"
        payload = {"recommendation": recommendation.pk}
        promise_many([Promise(key, kind, author.pk, contact, payload)], at=at)
