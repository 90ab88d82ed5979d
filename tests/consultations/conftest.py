"""A consultation of a university and the police about an incident."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from secops.advisories.consultations.actions import Wanted, call
from secops.advisories.consultations.models import Consultation, Invitation
from secops.incidents.models import Incident
from tests.advisories.conftest import iwan, joko, police, ratna, university

__all__ = ["iwan", "joko", "police", "ratna", "university"]


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def incident(olga: User, now: datetime) -> Incident:
    return Incident.objects.create(
        code="I-2026-009", title="Kebocoran kata sandi", description="Uraian",
        detection_basis="team_detection", found_at=now, created_by=olga, created_at=now,
    )  # fmt: skip


@pytest.fixture
def wanted(now: datetime) -> Wanted:
    return Wanted(
        "Evaluasi insiden siber", now + timedelta(days=1), now + timedelta(days=1, hours=2),
        "Kantor Diskominfo", "Sesi lama yang masih terbuka.",
    )  # fmt: skip


@pytest.fixture
def called(
    incident: Incident, wanted: Wanted, ratna: User, olga: User, now: datetime
) -> Consultation:
    assert ratna.person is not None
    return call(incident, wanted, [ratna.person], by=olga, at=now)


@pytest.fixture
def invited(called: Consultation) -> Invitation:
    return called.invitations.get()
