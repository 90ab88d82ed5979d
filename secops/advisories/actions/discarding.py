"""A draft is thrown away by its writer: nothing of it stays but its number in the trail."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from secops.advisories.actions.holding import hold, moved
from secops.advisories.models import Recommendation
from secops.audit.actions import record
from secops.incidents.meetings.models import Decision
from secops.rules import recommendation as law


@transaction.atomic
def discard_recommendation(found: Recommendation, *, by: User, at: datetime) -> Recommendation:
    """Empty it, remove its files, leave its number unused; a meeting's decision is open again."""
    found = hold(found)
    if found.entered_by_id != by.pk:
        raise PermissionDenied
    moved(found, law.State.DISCARDED, law.Actor.AUTHOR)
    for kept in found.attachments.all():
        transaction.on_commit(partial(kept.file.storage.delete, str(kept.file.name)))
        kept.delete()
    found.title = found.text = found.letter_number = ""
    found.references = []
    found.save()
    found.departments.clear()
    Decision.objects.filter(advice=found.code).update(advice="")
    record("recommendation.discarded", found, by=by, at=at)
    return found
