"""Whom a rung speaks to about one duty."""

from __future__ import annotations

from accounts.speakers import Chart, Speaker
from secops.compliance.duties.models import Duty
from secops.rules.duty import Kind
from secops.rules.ladder import Audience


def told_on(chart: Chart, audience: Audience, duty: Duty) -> list[Speaker]:
    """Everybody by position; for a lock the application administrator before the agent."""
    return chart.told_on(audience, duty.department_id, lock=duty.kind is Kind.LOCK)
