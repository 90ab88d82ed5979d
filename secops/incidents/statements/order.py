"""Which statement takes the place of which: only of what was said of the same incident."""

from __future__ import annotations

from secops.incidents.models import Incident, PublicStatement
from secops.rules.statement import State


def superseded_by(statement: PublicStatement) -> PublicStatement | None:
    """The published statement it takes the place of. Where another one has done so meanwhile,
    that one; never what was said of another incident."""
    old = statement.supersedes
    while old is not None and State(old.state) is not State.PUBLISHED:
        old = old.successors.out().exclude(pk=statement.pk).order_by("published_at").first()
    return old if old is not None and old.incident_id == statement.incident_id else None


def newest_published(incident: Incident | None) -> PublicStatement | None:
    """What was said last of this incident; without one, of none."""
    said = PublicStatement.objects.filter(incident=incident, published_at__isnull=False)
    return said.order_by("-published_at", "-pk").first()
