"""The clock's door: what every minute does for backups."""

from datetime import datetime

from secops.compliance.backups.actions import settle_due, tidy_pings
from secops.compliance.backups.actions.telling import tell_flips


def look_after_backups(*, at: datetime) -> None:
    """Move plans whose time has passed, tell what broke, drop old bodies."""
    settle_due(at=at)
    tell_flips(at=at)
    tidy_pings(at=at)
