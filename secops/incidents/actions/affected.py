"""Which accounts an incident hit, picked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.actions.refusals import locked
from secops.incidents.models import AffectedAccount, Incident


@transaction.atomic
def add_accounts(incident: Incident, accounts: Iterable[int], *, by: User, at: datetime) -> int:
    """Note that these accounts were hit; return how many are new."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    there = set(incident.affected.values_list("account_id", flat=True))
    new = [pk for pk in dict.fromkeys(accounts) if pk not in there]
    AffectedAccount.objects.bulk_create(
        AffectedAccount(incident=incident, account_id=pk, added_by=by, added_at=at) for pk in new
    )
    if new:
        record("incident.accounts_added", incident, by=by, at=at, n=len(new))
    return len(new)


@transaction.atomic
def remove_accounts(incident: Incident, accounts: Iterable[int], *, by: User, at: datetime) -> int:
    """They were not hit after all; what a leak report names stays named by it."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    gone, _by_model = AffectedAccount.objects.filter(
        incident__in=incident.family, account_id__in=list(accounts)
    ).delete()
    if gone:
        record("incident.accounts_removed", incident, by=by, at=at, n=gone)
    return gone
