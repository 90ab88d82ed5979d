"""An incident and a second record, in the voice of the office."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from secops.incidents.actions import record_incident
from secops.incidents.models import Incident
from secops.rules.intervals import WIB

FOUND = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
NOW = FOUND + timedelta(hours=1)


@pytest.fixture
def incident(olga: User) -> Incident:
    return record_incident(
        description="Akun SIMPATIK ditawarkan di forum.", found_at=FOUND, by=olga, at=NOW
    )


@pytest.fixture
def same(olga: User, incident: Incident) -> Incident:
    """The same incident, recorded again by a colleague who did not see the first."""
    return record_incident(
        description="Warga melapor unggahan di forum.",
        found_at=FOUND - timedelta(hours=2),
        by=olga,
        at=NOW,
    )


@pytest.fixture
def now_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """`now_is(moment)`: the doors read this moment on the clock."""

    def set_(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(UTC))

    return set_
