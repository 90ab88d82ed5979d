"""The list of a campaign's accounts: the same rows for the page, the bulk bar and the export."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import Department, User
from secops.compliance.rotations.bulk import AT_ONCE, ticked
from secops.compliance.rotations.filters import RotationFilter
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.rotations.queries import with_snoozes


def rotations_for(user: User, campaign: Campaign) -> QuerySet[Rotation]:
    """The accounts of a campaign as far as the user sees them, with what a row shows."""
    rows = Rotation.objects.visible_to(user).filter(campaign=campaign)
    return with_snoozes(rows).select_related("account__holder", "application", "department")


def offers(user: User, campaign: Campaign) -> dict[str, Any]:
    """What the filter of this list offers to this user; nobody chooses among one department."""
    departments = list(Department.objects.visible_to(user).values_list("code", "name"))
    return {
        "departments": departments,
        "applications": list(campaign.applications.values_list("code", "name")),
        "without": ("department",) if len(departments) == 1 else (),
    }


def picked(user: User, campaign: Campaign, posted: QueryDict) -> list[Rotation]:
    """The accounts a bulk bar posted: those ticked, or all that the filter of its page finds."""
    rows = rotations_for(user, campaign)

    def narrow(query: QueryDict) -> QuerySet[Rotation]:
        found: QuerySet[Rotation] = RotationFilter(
            query, queryset=rows, **offers(user, campaign)
        ).qs
        return found

    return list(ticked(rows, posted, narrow).order_by("due_at", "pk")[: AT_ONCE + 1])
