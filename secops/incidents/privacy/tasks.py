"""Once a minute: who joined later is told, and the clock stops when all are."""

from __future__ import annotations

from datetime import datetime

from secops.incidents.privacy.actions import settle
from secops.incidents.privacy.models import Notice


def look_after_notices(*, at: datetime) -> int:
    """Settle every notice that is being sent; returns how many clocks stopped."""
    rows = Notice.objects.filter(sending_from__lte=at, incident__closed_at=None)
    stopped = 0
    for notice in rows.order_by("pk"):
        stopped += settle(notice, at=at)
    return stopped
