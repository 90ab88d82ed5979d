"""What the clock asks of retirements, once a minute."""

from __future__ import annotations

from datetime import datetime

from secops.compliance.retirements.actions import look_after_questions
from secops.compliance.retirements.probe.rounds import start_round


def look_after_retirements(*, at: datetime) -> None:
    """Letters that arrived, reminders, silence that counts; the daily look at hosts."""
    look_after_questions(at=at)
    start_round(at=at)
