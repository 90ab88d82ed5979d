"""Whether others may read which organisation gave a recommendation: it alone says so."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.actions.holding import hold
from secops.advisories.models import Organisation, Recommendation
from secops.audit.actions import record


@transaction.atomic
def set_naming(
    recommendation: Recommendation, *, named: bool, by: User, at: datetime
) -> Recommendation:
    """Let the organisation be named to others, or hide it again; at any time, by its own people.

    What left the city before is not called back; a closer marking hides the name by itself.
    """
    check(by, Permission.POST_RECOMMENDATION)
    if not Organisation.objects.open_to(by).filter(pk=recommendation.organisation_id).exists():
        raise PermissionDenied
    found = hold(recommendation)
    if found.named is named:
        return found
    found.named = named
    found.save(update_fields=["named"])
    verb = "recommendation.named" if named else "recommendation.unnamed"
    record(verb, found, by=by, at=at, organisation=found.organisation.name)
    return found
