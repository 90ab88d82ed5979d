"""What a head promised for the rest, and did not keep, is noticed by the office."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from secops.compliance.duties.actions import accept_duty, confirm_duty
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.duties.promises import broken_promises
from secops.compliance.rotations.models import Rotation
from secops.rules.intervals import WIB
from secops.rules.rotation import State
from tests.duties.support import MONDAY, custom_duty, fresh, rotation_duty

PROMISED = date(2026, 12, 2)
THAT_EVENING = datetime(2026, 12, 2, 23, 0, tzinfo=WIB)
NEXT_DAY = datetime(2026, 12, 3, 0, 1, tzinfo=WIB)


@pytest.fixture
def duty(dinsos: Department, olga: User, kartini: User) -> Duty:
    """2 of 3 stated, the rest by Wednesday."""
    made = rotation_duty(dinsos, olga, {State.VERIFIED: 2, State.NEEDS_HELP: 1})
    confirm_duty(made, shown=(2, 3), promised_on=PROMISED, by=kartini, at=MONDAY)
    return fresh(made)


def broken(at: datetime) -> list[Duty]:
    return list(broken_promises(Duty.objects.all(), at=at))


def test_a_promise_is_broken_when_its_day_is_over(duty: Duty) -> None:
    assert broken(THAT_EVENING) == []
    assert broken(NEXT_DAY) == [duty]


def test_what_the_office_accepted_with_a_rest_is_looked_at_until_the_rest_is_proven(
    duty: Duty, leo: User
) -> None:
    accept_duty(duty, by=leo, at=MONDAY)
    assert broken(NEXT_DAY) == [duty]
    Rotation.objects.update(state=State.VERIFIED)
    assert broken(NEXT_DAY) == []


def test_the_rest_of_a_checklist_waits_until_the_office_decides(
    dinsos: Department, olga: User, leo: User, kartini: User
) -> None:
    duty = custom_duty(dinsos, olga)
    confirm_duty(duty, shown=(0, 2), promised_on=PROMISED, by=kartini, at=MONDAY)
    assert broken(NEXT_DAY) == [duty]
    accept_duty(fresh(duty), by=leo, at=MONDAY)
    assert broken(NEXT_DAY) == []


def test_the_office_reads_it_on_today_on_the_list_and_on_the_duty(
    duty: Duty, olga: User, signed_in
) -> None:
    browser, listed = signed_in(olga), reverse("duties") + "?promise=yes"
    words = "belum selesai sampai tanggal yang dijanjikan"
    assert words not in browser.get("/").content.decode()
    assert list(browser.get(listed).context["page"].rows) == []
    yesterday = timezone.localdate() - timedelta(days=1)
    HeadStatement.objects.update(promised_on=yesterday)
    today = browser.get("/").content.decode()
    assert words in today
    assert f'href="{listed}"' in today
    assert [row.pk for row in browser.get(listed).context["page"].rows] == [duty.pk]
    page = browser.get(duty.get_absolute_url()).content.decode()
    assert "Tanggal yang dijanjikan untuk sisanya sudah lewat" in page
