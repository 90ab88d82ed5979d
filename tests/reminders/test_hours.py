"""Working hours as data: of the city, and of units in shifts, whose people hear in their hours."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from accounts.models import Department, User
from secops.outbox.delivery import deliver
from secops.outbox.voices import calendar_of, listening
from secops.reminders.calendar import forget, read_calendars
from secops.reminders.engine import remind
from secops.reminders.hours import change_hours, end_shifts, in_words
from secops.reminders.models import CalendarYear, Holiday, WorkingHours
from secops.reminders.years import YearRefused, mark_year, seed_next_year, seed_year
from secops.rules.intervals import WIB
from secops.rules.working_time import Voice, in_window
from tests.reminders.support import ORDERED, campaign, person, rotation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_delivered")]

LATER = datetime(2026, 12, 11, 16, 0, tzinfo=WIB)
#: A clinic that is open every day from noon to midnight.
CLINIC = {str(day): ["12:00", "24:00"] for day in range(7)}


def at(day: int, hour: int = 9, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """These tests change the tables, which each process keeps for a minute."""
    forget()
    yield
    forget()


def change(department: Department | None, hours, by: User, **more: bool) -> None:
    change_hours(department, hours, by=by, at=at(1), **more)
    forget()


def test_the_city_works_as_the_office_says(adi: User) -> None:
    change(None, {"0": ["08:00", "12:00"]}, adi)
    city = read_calendars().city
    assert city.is_working_day(date(2026, 11, 30))
    assert not city.is_working_day(date(2026, 12, 1))


def test_a_unit_in_shifts_has_its_own_calendar(adi: User, dinsos: Department) -> None:
    change(dinsos, CLINIC, adi, on_holidays=True)
    dinsos.refresh_from_db()
    assert dinsos.works_in_shifts
    own = calendar_of(dinsos.pk)
    assert in_window(Voice.ORDINARY, own, at=at(25, 23, 59))  # Christmas, minutes to midnight
    assert not in_window(Voice.ORDINARY, own, at=at(25, 11))
    assert calendar_of(None) == read_calendars().city
    end_shifts(dinsos, by=adi, at=at(1))
    forget()
    assert calendar_of(dinsos.pk) == read_calendars().city


def test_people_in_shifts_hear_in_their_hours_and_the_others_in_the_citys(
    adi: User, dinsos: Department
) -> None:
    nurse, clerk = person("Rani Jaga", "rani@kotacontoh.example"), person()
    running = campaign()
    for one in (nurse, clerk):
        rotation(one, running, due=LATER)
    row = nurse.accounts.get()
    row.department = dinsos
    row.save()
    change(dinsos, CLINIC, adi)
    remind(at=ORDERED)  # nine in the morning: the clinic is closed
    deliver(at=ORDERED)
    assert [sent.to for sent in mail.outbox] == [["sari@kotacontoh.example"]]
    noon = ORDERED.replace(hour=12, minute=0)
    remind(at=noon)
    deliver(at=noon)
    assert mail.outbox[-1].to == ["rani@kotacontoh.example"]


def test_a_message_promised_waits_for_the_hours_of_its_reader(
    adi: User, dinsos: Department
) -> None:
    nurse = person("Rani Jaga", "rani@kotacontoh.example")
    rotation(nurse, campaign(), due=LATER)
    remind(at=ORDERED)
    row = nurse.accounts.get()
    row.department = dinsos
    row.save()
    change(dinsos, CLINIC, adi)
    assert deliver(at=ORDERED).sent == 0
    sunday = at(29, 20, month=11)
    assert not listening(at=sunday).may_hear(nurse.pk + 1, urgent=False)
    assert deliver(at=sunday).sent == 1


def test_the_urgent_voice_knows_no_shifts(adi: User, dinsos: Department) -> None:
    nurse = person("Rani Jaga", "rani@kotacontoh.example")
    rotation(nurse, campaign(), due=ORDERED + timedelta(hours=72))
    row = nurse.accounts.get()
    row.department = dinsos
    row.save()
    change(dinsos, CLINIC, adi)
    remind(at=ORDERED)
    assert deliver(at=ORDERED).sent == 1


def test_without_units_nothing_more_is_asked(django_assert_num_queries) -> None:
    listening(at=ORDERED)
    with django_assert_num_queries(0):
        listening(at=ORDERED)


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(
    adi: User, dinsos: Department, signed_in
) -> None:
    browser = signed_in(adi)
    assert browser.post("/hours/", {"department": dinsos.pk}).url == "/hours/DINSOS/"
    wrong = browser.post("/hours/DINSOS/", {"opens_0": "14:00", "closes_0": "08:00"})
    assert wrong.status_code == 422
    assert "Jam selesai harus sesudah jam mulai." in wrong.content.decode()
    assert "14:00" in wrong.content.decode()
    assert browser.post("/hours/DINSOS/", {}).status_code == 422
    good = {"opens_0": "08:00", "closes_0": "00:00", "opens_6": "20:00", "closes_6": "00:00"}
    assert browser.post("/hours/DINSOS/", good | {"on_holidays": "on"}).status_code == 302
    row = WorkingHours.objects.get()
    assert in_words(row.hours) == "Senin 08.00–24.00; Minggu 20.00–24.00"
    assert "Senin 08.00–24.00" in browser.get("/hours/").content.decode()
    browser.post("/hours/DINSOS/", {"deed": "end"})
    assert not WorkingHours.objects.exists()


def test_a_simulation_by_the_hours_of_a_unit(
    adi: User, olga: User, dinsos: Department, signed_in
) -> None:
    assert "unit" not in signed_in(olga).get("/ladders/days/").context["form"].fields
    change(dinsos, CLINIC, adi)
    asked = {"start": "2026-11-27T15:00", "due": "2026-12-11T16:00", "unit": dinsos.pk}
    body = signed_in(olga).get("/ladders/days/", asked).content.decode()
    assert "Selasa, 8 Desember 2026, 12.00 WIB" in body
    assert "Selasa, 8 Desember 2026, 08.00 WIB" not in body


def test_only_the_administrator(olga: User, signed_in) -> None:
    for address in ("/hours/", "/hours-city/", "/hours/DINSOS/"):
        assert signed_in(olga).get(address).status_code == 403


# --- years ---------------------------------------------------------------------------------------


def test_a_year_ahead_is_entered_as_estimates_and_is_not_complete(adi: User, signed_in) -> None:
    browser = signed_in(adi)
    assert "Masukkan perkiraan tahun 2029" in browser.get("/holidays/").content.decode()
    browser.post("/holidays/year/", {"year": 2029, "deed": "seed"})
    days = Holiday.objects.filter(day__year=2029)
    assert days.count() == 17
    assert all(day.estimated and "perkiraan" not in day.name for day in days)
    assert seed_year(2029, by=adi, at=at(1)) == 0
    assert not read_calendars().city.is_complete(date(2029, 1, 1))


def test_a_year_with_estimates_is_not_called_complete(adi: User) -> None:
    with pytest.raises(YearRefused, match="masih perkiraan"):
        mark_year(2028, complete=True, by=adi, at=at(1))
    Holiday.objects.filter(day__year=2028).update(estimated=False)
    mark_year(2028, complete=True, by=adi, at=at(1))
    assert read_calendars().city.is_complete(date(2028, 1, 1))
    mark_year(2028, complete=False, by=adi, at=at(1))
    assert not read_calendars().city.is_complete(date(2028, 1, 1))
    assert CalendarYear.objects.count() == 1


def test_the_clock_enters_next_year_once() -> None:
    Holiday.objects.filter(day__year=2027).delete()
    assert seed_next_year(at=at(1)) > 15
    assert Holiday.objects.filter(day__year=2027, estimated=False).count() == 0
    assert seed_next_year(at=at(1)) == 0


def test_a_day_is_corrected(adi: User, signed_in) -> None:
    day = Holiday.objects.get(day=date(2028, 2, 27))
    form = {"day": "2028-02-26", "name": "Hari Raya Idul Fitri", "kind": "public"}
    assert signed_in(adi).post(f"/holidays/{day.pk}/", form).status_code == 302
    day.refresh_from_db()
    assert (day.day, day.estimated) == (date(2028, 2, 26), False)
    taken = signed_in(adi).post(f"/holidays/{day.pk}/", form | {"day": "2028-02-28"})
    assert taken.status_code == 422
    assert "sudah tercatat" in taken.content.decode()
