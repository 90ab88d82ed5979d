"""What the clock asks of retirements, once a minute."""

from __future__ import annotations

from datetime import datetime

from secops.compliance.retirements.actions import look_after_questions


def look_after_retirements(*, at: datetime) -> None:
    """Letters that arrived, reminders, silence that counts."""
    look_after_questions(at=at)
