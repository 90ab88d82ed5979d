"""Stands are kept once a day, and days on which nobody knew anything are gaps."""

from datetime import date, datetime, timedelta

import pytest

from accounts.models import Department, User
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.queries import stands_of
from secops.compliance.stands.models import StandDay
from secops.compliance.stands.queries import DAYS, Past, past_of, past_together, trend_words
from secops.compliance.stands.tasks import KEPT, keep_day
from secops.rules.intervals import WIB
from secops.rules.rotation import DONE
from tests.dashboard.city import City, build_city
from tests.factories import DepartmentFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=WIB)
TODAY = NOON.date()


@pytest.fixture
def city(olga: User, dinsos: Department) -> City:
    return build_city(by=olga, at=NOON, departments=4, accounts=100)


def row(department: Department, day: date, **counts: int) -> StandDay:
    numbers = dict.fromkeys(("good", "warn", "bad", "unknown"), 0) | counts
    return StandDay.objects.create(
        department_id=department.pk, subject="rotations", day=day, **numbers
    )


def test_a_department_stands_as_its_accounts_say(city: City) -> None:
    stands = stands_of(None, at=NOON)
    for department in city.departments:
        rows = list(Rotation.objects.filter(department=department, written_off_at=None))
        stand = stands[department.pk]
        assert stand.total == len(rows)
        assert stand.good == sum(one.state in DONE for one in rows)
        assert stand.unknown == sum(one.state == "attested" for one in rows)
        usable = [one for one in rows if one.usable and one.state not in DONE]
        assert stand.bad >= len(usable) > 0
        assert stand.as_of == NOON - timedelta(hours=3)
    one = city.departments[0].pk
    assert stands_of([one], at=NOON) == {one: stands[one]}


def test_a_late_account_needs_help_and_one_written_off_is_not_counted(city: City) -> None:
    department = city.departments[0].pk
    long_after = stands_of([department], at=NOON + timedelta(days=90))[department]
    assert long_after.warn == 0
    before = stands_of([department], at=NOON)[department]
    given_up = Rotation.objects.filter(department=department).exclude(state__in=DONE).first()
    assert given_up is not None
    Rotation.objects.filter(pk=given_up.pk).update(written_off_at=NOON)
    assert stands_of([department], at=NOON)[department].total == before.total - 1


def test_a_day_is_written_by_its_first_minute_and_stays(city: City) -> None:
    assert keep_day(at=NOON) == StandDay.objects.filter(day=TODAY).count() > 0
    before = list(StandDay.objects.order_by("pk").values())
    Rotation.objects.update(state="verified", usable=False)
    assert keep_day(at=NOON + timedelta(hours=3)) == 0
    assert list(StandDay.objects.order_by("pk").values()) == before
    assert keep_day(at=NOON + timedelta(days=1)) > 0
    one = StandDay.objects.filter(day=TODAY + timedelta(days=1), subject="rotations").first()
    assert one is not None
    assert one.bad == 0


def test_what_is_older_than_the_term_is_forgotten(city: City) -> None:
    old = row(city.departments[0], TODAY - KEPT - timedelta(days=1), good=1)
    kept = row(city.departments[0], TODAY - KEPT, good=1)
    keep_day(at=NOON)
    assert not StandDay.objects.filter(pk=old.pk).exists()
    assert StandDay.objects.filter(pk=kept.pk).exists()


def test_a_day_without_data_is_a_gap_and_no_zero(dinsos: Department) -> None:
    row(dinsos, TODAY - timedelta(days=7), good=61, bad=39)
    row(dinsos, TODAY - timedelta(days=6), unknown=100)
    row(dinsos, TODAY - timedelta(days=1), bad=3)
    past = past_of(dinsos.pk, at=NOON)["rotations"]
    assert len(past.shares) == DAYS
    assert past.shares[-7] == 61
    assert past.shares[-6] is None
    assert past.shares[-2] is None
    assert past.shares[-1] == 0
    assert trend_words(past, 74, at=NOON) == "minggu lalu 61 %, kini 74 %"
    assert trend_words(past, None, at=NOON) == ""


def test_a_week_ago_may_be_a_day_or_two_earlier(dinsos: Department) -> None:
    row(dinsos, TODAY - timedelta(days=5), good=1)
    row(dinsos, TODAY - timedelta(days=9), good=1, bad=1)
    past = past_of(dinsos.pk, at=NOON)["rotations"]
    assert trend_words(past, 74, at=NOON) == "minggu lalu 50 %, kini 74 %"


def test_where_there_is_no_week_the_first_day_is_named(dinsos: Department) -> None:
    row(dinsos, TODAY - timedelta(days=4), good=1, bad=3)
    row(dinsos, TODAY - timedelta(days=2), good=1, bad=1)
    past = past_of(dinsos.pk, at=NOON)["rotations"]
    assert trend_words(past, 74, at=NOON) == "23 November 25 %, kini 74 %"


def test_without_any_known_day_nothing_is_compared(dinsos: Department) -> None:
    row(dinsos, TODAY - timedelta(days=7), unknown=4)
    past = past_of(dinsos.pk, at=NOON)["rotations"]
    assert trend_words(past, 74, at=NOON) == ""
    assert trend_words(Past(), 74, at=NOON) == ""


def test_departments_together_are_the_sum_of_their_days(db: None) -> None:
    one, two = DepartmentFactory(), DepartmentFactory()
    week_ago = TODAY - timedelta(days=7)
    row(one, week_ago, good=1, bad=1)
    row(two, week_ago, good=0, bad=6)
    row(DepartmentFactory(), week_ago, good=50)
    past = past_together([one.pk, two.pk], at=NOON)["rotations"]
    assert past.then == (week_ago, 12)  # 1 of 8, not the mean of 50 and 0
