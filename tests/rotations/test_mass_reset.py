"""Mass resets: the same second for many, never the same day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from secops.inventory.mass_reset import MARKED, mark_mass_resets
from secops.inventory.models import Account, AccountFacts, Application
from secops.rules.intervals import Interval
from tests.factories import AccountFactory, ApplicationFactory

SECOND = datetime(2026, 11, 21, 2, 0, 0, tzinfo=UTC)


def _touch(*accounts: Account) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS touched")
        cursor.execute("CREATE TEMP TABLE touched (account_id bigint) ON COMMIT DROP")
        cursor.executemany("INSERT INTO touched VALUES (%s)", [[a.pk] for a in accounts])


def _left() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT account_id FROM {MARKED}")
        return {row[0] for row in cursor.fetchall()}


def _accounts(application: Application, n: int, change: Interval) -> list[Account]:
    accounts = AccountFactory.create_batch(n, application=application)
    AccountFacts.objects.bulk_create(
        AccountFacts(account=a, change_from=change.start, change_to=change.end) for a in accounts
    )
    return accounts


def _marked() -> set[int]:
    return set(AccountFacts.objects.filter(mass_reset=True).values_list("pk", flat=True))


@pytest.mark.django_db
def test_twenty_in_one_second_are_marked_and_nineteen_are_not() -> None:
    many = _accounts(ApplicationFactory(), 20, Interval.of(SECOND + timedelta(milliseconds=300)))
    few = _accounts(ApplicationFactory(), 19, Interval.of(SECOND))
    _touch(many[0], few[0])
    assert mark_mass_resets("touched") == 20
    assert _marked() == {a.pk for a in many}
    assert _left() == {a.pk for a in many}, "all of them are derived again"
    assert mark_mass_resets("touched") == 0


@pytest.mark.django_db
def test_days_never_count() -> None:
    accounts = _accounts(ApplicationFactory(), 30, Interval.of(SECOND.date()))
    _touch(*accounts)
    assert mark_mass_resets("touched") == 0
    assert _marked() == set()


@pytest.mark.django_db
def test_an_own_change_ends_it_for_one_and_may_end_it_for_all() -> None:
    accounts = _accounts(ApplicationFactory(), 20, Interval.of(SECOND))
    _touch(*accounts)
    mark_mass_resets("touched")
    own = SECOND + timedelta(hours=3)
    AccountFacts.objects.filter(pk=accounts[0].pk).update(change_from=own, change_to=own)
    _touch(accounts[0])
    assert mark_mass_resets("touched") == 20
    assert _marked() == set()


@pytest.mark.django_db
def test_what_only_the_register_says_counts_too() -> None:
    application = ApplicationFactory()
    accounts = AccountFactory.create_batch(
        20,
        application=application,
        register_changed_from=SECOND,
        register_changed_to=SECOND,
    )
    _touch(accounts[0])
    mark_mass_resets("touched")
    assert _marked() == {a.pk for a in accounts}
