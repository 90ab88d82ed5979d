"""A journey of several days: the clock of the product is moved, everything else stays real."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from secops.rules.intervals import WIB
from secops.wiring import EVERY_MINUTE


class Days:
    """The time of the product: it is moved ahead and runs on by itself, also for the server.

    `come` is also the worker: what is done every minute is done when a moment has come.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._real: Callable[[], datetime] = timezone.now
        self._ahead = timedelta(0)
        monkeypatch.setattr("django.utils.timezone.now", lambda: self._real() + self._ahead)

    def come(self, year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
        """It is that moment in the city's time; the worker has done what was due."""
        self._ahead = datetime(year, month, day, hour, minute, tzinfo=WIB) - self._real()
        for part in EVERY_MINUTE:
            part(at=timezone.now())
        return timezone.now()
