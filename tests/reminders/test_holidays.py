"""The city's days off: seeded, editable, and what a year still lacks is said."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from secops.reminders.calendar import forget, read_calendar
from secops.reminders.models import Holiday

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """These tests change the table, which each process keeps for a minute."""
    Holiday.objects.all().delete()
    Holiday.objects.create(day=date(2026, 12, 24), name="Cuti Bersama", kind="joint_leave")
    Holiday.objects.create(day=date(2028, 2, 27), name="Idul Fitri", kind="public", estimated=True)
    forget()
    yield
    forget()


def test_a_year_without_joint_leave_is_not_complete() -> None:
    calendar = read_calendar()
    assert not calendar.is_working_day(date(2026, 12, 24))
    assert calendar.is_complete(date(2026, 1, 1))
    assert not calendar.is_complete(date(2028, 1, 1))


def test_the_admin_enters_confirms_and_removes(
    signed_in: Enter, adi: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client = signed_in(adi)
    assert "perkiraan" in client.get("/holidays/").content.decode()
    form = {"day": "02/05/2027", "name": "Hari jadi kota", "kind": "local"}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert client.post("/holidays/", form).status_code == 302
    assert Holiday.objects.get(day=date(2027, 5, 2)).name == "Hari jadi kota"
    assert client.post("/holidays/", form).status_code == 422
    assert client.post("/holidays/", form | {"day": "05/13/2027"}).status_code == 422
    estimated = Holiday.objects.get(estimated=True)
    client.post(f"/holidays/{estimated.pk}/change/", {"deed": "confirm"})
    estimated.refresh_from_db()
    assert not estimated.estimated
    client.post(f"/holidays/{estimated.pk}/change/", {"deed": "remove"})
    assert not Holiday.objects.filter(pk=estimated.pk).exists()


def test_nobody_else(signed_in: Enter, olga: User) -> None:
    assert signed_in(olga).get("/holidays/").status_code == 403
