"""Stakeholders and their people."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.models import Organisation
from secops.audit.actions import record


@transaction.atomic
def save_organisation(
    organisation: Organisation,
    *,
    members: Iterable[Person],
    by: User,
    at: datetime,
) -> Organisation:
    """Keep a stakeholder and its people; each who comes or goes stands in the trail."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    new = organisation.pk is None
    organisation.save()
    record("organisation.added" if new else "organisation.changed", organisation, by=by, at=at)
    before = {person.pk: person for person in organisation.members.all()}
    after = {person.pk: person for person in members}
    organisation.members.set(after)
    for pk in sorted(after.keys() - before.keys()):
        name = after[pk].name
        record("organisation.member_added", organisation, by=by, at=at, person=name)
    for pk in sorted(before.keys() - after.keys()):
        name = before[pk].name
        record("organisation.member_removed", organisation, by=by, at=at, person=name)
    return organisation
