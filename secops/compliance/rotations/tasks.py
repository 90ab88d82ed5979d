"""What the clock asks of campaigns, once a minute."""

from __future__ import annotations

from datetime import datetime

from secops.compliance.rotations.derive import recheck
from secops.compliance.rotations.tally import fold_tallies, snapshot_day


def look_after_rotations(*, at: datetime) -> None:
    """Derive what time alone has turned, fold the tallies, keep the day's numbers."""
    recheck(at=at)
    fold_tallies(at=at)
    snapshot_day(at=at)
