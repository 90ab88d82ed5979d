"""Recommendations as the API says them: what the page shows to this reader, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.filters import OwnFilter, RecommendationFilter
from secops.advisories.models import Recommendation
from secops.advisories.notices import web
from secops.advisories.queries import recommendations_for
from secops.advisories.told import incidents_told
from secops.api.schemas import (
    OrganisationName,
    RecommendationFilters,
    RecommendationLine,
    RecommendationText,
)
from secops.rules.recommendation import DECLINED


def readable(user: User, *, changed_since: datetime | None = None) -> QuerySet[Recommendation]:
    """What his pages show him, each with the moment it last changed."""
    events: Any = Recommendation._meta.get_field("events").related_model
    last = events.objects.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id")
    rows = recommendations_for(user).annotate(
        changed_at=Subquery(last.values("pgh_created_at")[:1])
    )
    if changed_since is not None:
        rows = rows.filter(changed_at__gte=changed_since)
    return rows.prefetch_related("departments")


def narrowed(wanted: RecommendationFilters, user: User) -> RecommendationFilter:
    """The filter of the list page over his rows; its form says what it could not take."""
    kind = RecommendationFilter if user.may(Permission.READ_RECOMMENDATION) else OwnFilter
    asked = wanted.dict(include={"state", "tlp", "q", "organisation"}, exclude_none=True)
    return kind(asked, queryset=readable(user, changed_since=wanted.changed_since))


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader may know beside the rows themselves; asked once for a whole page."""

    office: bool
    told: frozenset[int]
    chiefs: frozenset[int]

    @classmethod
    def of(cls, user: User, rows: Sequence[Recommendation]) -> Reader:
        """Ask for these rows; the number of questions does not grow with them."""
        office = user.may(Permission.READ_RECOMMENDATION)
        merged = [one.merged_into_id for one in rows if one.merged_into_id is not None]
        seen = Recommendation.objects.visible_to(user).filter(pk__in=merged) if office else ()
        return cls(
            office,
            frozenset() if office else frozenset(incidents_told(user)),
            frozenset(one.pk for one in seen),
        )

    def line(self, row: Recommendation) -> RecommendationLine:
        """One row of a list."""
        return RecommendationLine(**self._fields(row))

    def text(self, row: Recommendation) -> RecommendationText:
        """One row with its words."""
        return RecommendationText(
            **self._fields(row),
            text=row.text,
            references=row.references,
            letter_number=row.letter_number,
            decision_reason=row.decision_reason if row.state in DECLINED else "",
        )

    def _fields(self, row: Recommendation) -> dict[str, Any]:
        incident, chief = row.incident, row.merged_into
        named = incident is not None and (self.office or incident.pk in self.told)
        changed: Any = row
        return {
            "code": row.code,
            "title": row.title,
            "tlp": row.tlp,
            "tlp_label": row.get_tlp_display(),
            "state": row.state,
            "organisation": OrganisationName(id=row.organisation.pk, name=row.organisation.name),
            "author": row.author.name if self.office else None,
            "kind": row.kind,
            "severity": row.severity or None,
            "effort": row.effort or None,
            "urgency": row.urgency,
            "target": row.target,
            "departments": [one.code for one in row.departments.all()],
            "application": row.application.code if row.application else None,
            "incident": incident.code if incident is not None and named else None,
            "version": row.version,
            "submitted_at": row.submitted_at,
            "decide_by": row.decide_by,
            "decided_at": row.decided_at,
            "merged_into": chief.code if chief is not None and chief.pk in self.chiefs else None,
            "follow_up_by": row.follow_up_by,
            "review_by": row.review_by,
            "finished_at": row.finished_at,
            "changed_at": changed.changed_at,
            "url": web(row.get_absolute_url()),
        }
