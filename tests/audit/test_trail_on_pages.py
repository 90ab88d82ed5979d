"""Every page of an object says who changed what when, also of what has no page of its own."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from secops.intake.leaks.withdrawing import note_original_deleted
from secops.rules.rotation import AnswerKind
from tests.door.test_door import text_of
from tests.factories import DepartmentFactory
from tests.reminders.support import campaign, person, rotation
from tests.rotations.scene import report, say

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_an_account_shows_what_was_done_to_it_in_its_campaigns(
    olga: User, signed_in: SignIn
) -> None:
    row = rotation(person("Sari Wulan"), campaign(), department=DepartmentFactory())
    say(row, AnswerKind.DONE_BOTH, by=olga, at=timezone.now())
    words = text_of(signed_in(olga).get(row.account.get_absolute_url()))
    assert "mencatat jawaban pemegang akun" in words.split("Catatan perubahan")[1]


def test_a_leak_report_shows_what_was_done_to_it(olga: User, signed_in: SignIn) -> None:
    found = report(olga)
    note_original_deleted(found, by=olga, at=timezone.now())
    words = text_of(signed_in(olga).get(found.get_absolute_url()))
    assert olga.display_name in words.split("Catatan perubahan")[1]
