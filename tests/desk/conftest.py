"""A department with an agent and accounts in every pile, on the morning of the campaign."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Department, User
from accounts.roles import Role
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account, Application
from secops.rules.rotation import AnswerKind, TroubleReason
from tests.factories import (
    AccountFactory,
    ApplicationFactory,
    ContactFactory,
    DepartmentFactory,
    holder_of,
)
from tests.rotations.scene import DAY, expose, people, rotation_of, say, start

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Scene:
    """Dinas Kesehatan with 8 accounts, its agent, another department, and the campaign."""

    health: Department
    social: Department
    agent: User
    other: User
    officer: User
    application: Application
    campaign: Campaign
    lone: list[Account] = field(default_factory=list)
    reached: list[Account] = field(default_factory=list)

    def rotation(self, account: Account) -> Rotation:
        return rotation_of(account)


def enter(client: Client, user: User) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def scene(db: None) -> Scene:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    health = DepartmentFactory(code="DINKES", name="Dinas Kesehatan")
    social = DepartmentFactory(code="DINSOS", name="Dinas Sosial")
    officer = holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")
    agent = holder_of(Role.AGENT, health, name="Endang Contoh")
    other = holder_of(Role.AGENT, social, name="Budi Contoh")
    ContactFactory(person=agent.person, address="agen.dinkes@kotacontoh.example")
    application = ApplicationFactory(code="simpatik", name="SIMPATIK", sort_name="simpatik")
    now = timezone.now()
    reached = people(application, 4, department=health)
    lone = AccountFactory.create_batch(3, application=application, department=health)
    foreign = people(application, 2, department=social)
    nowhere = people(application, 1, department=None)
    everyone = [*reached, *lone, *foreign, *nowhere]
    expose(everyone, officer, when=now - 15 * DAY)
    campaign = start(
        officer,
        application,
        at=now - DAY,
        due=now + 3 * DAY,
        messages_from=now - DAY,
        letter_number="000.6/123/2026",
    ).campaign
    say(rotation_of(reached[0]), AnswerKind.DONE_BOTH, at=now - DAY / 2)
    say(
        rotation_of(reached[1]),
        AnswerKind.TROUBLE,
        reason=TroubleReason.CANNOT_LOG_IN,
        at=now - DAY / 2,
    )
    return Scene(health, social, agent, other, officer, application, campaign, lone, reached)
