"""Which organisations may be read beside a recommendation: those that let themselves be named."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from secops.advisories.models import Recommendation


def named_beside(found: Recommendation) -> list[str]:
    """Other organisations that advised the same and may be named; of the rest not even a count."""
    chief = found.merged_into_id or found.pk
    together = Recommendation.objects.filter(Q(pk=chief) | Q(merged_into=chief))
    others = together.exclude(organisation=found.organisation_id).filter(named=True)
    return _names(others.select_related("organisation"))


def thanked(found: Recommendation) -> list[str]:
    """Whom a document about it may thank."""
    together = Recommendation.objects.filter(Q(pk=found.pk) | Q(merged_into=found))
    return _names(together.filter(named=True).select_related("organisation"))


def _names(rows: Iterable[Recommendation]) -> list[str]:
    return sorted({one.organisation.name for one in rows if one.shows_name})
