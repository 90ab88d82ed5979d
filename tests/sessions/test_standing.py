"""How applications and departments stand; SQL and law agree; what got worse after a statement."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Department, User
from secops.compliance.sessions.actions import HAS_OUTLIVED, IS_OLD, MAY_BE_OLD, set_policy
from secops.compliance.sessions.models import OpenSession, SessionReading, SessionsFile
from secops.compliance.sessions.queries import open_things, stands_of, worsened_since
from secops.compliance.sessions.trend import trend
from secops.inventory.models import Account, AccountFacts, Application
from secops.rules.intervals import Interval
from secops.rules.session import Policy, State, Sure, has_outlived, is_old
from secops.rules.tone import Tone
from tests.factories import AccountFactory, ApplicationFactory
from tests.sessions.support import DAY, HOUR, NOW, bring, row

pytestmark = pytest.mark.django_db
MET = Policy(30, 12, True, True, True)


def state_of(application: Application) -> str:
    assert application.owner_id is not None
    return stands_of([application.owner_id], at=NOW)[application.owner_id].worst


def test_a_department_stands_as_its_worst_application(
    olga: User, dinsos: Department, sari: Account
) -> None:
    simpatik = sari.application
    assert state_of(simpatik) == State.UNSAID
    set_policy(simpatik, MET, by=olga, at=NOW - DAY)
    assert state_of(simpatik) == State.UNREAD
    bring([row("simpatik", "sari", NOW - 2 * HOUR)], olga)
    assert state_of(simpatik) == State.GOOD
    second = ApplicationFactory(code="lain", owner=dinsos)
    stand = stands_of([dinsos.pk], at=NOW)[dinsos.pk]
    assert (stand.good, stand.unknown, stand.tone) == (1, 1, Tone.UNKNOWN)
    assert stand.as_of == NOW - HOUR
    second.status = Application.Status.RETIRED
    second.save()
    assert stands_of(None, at=NOW)[dinsos.pk].total == 1


def test_a_department_without_applications_is_absent(dinsos: Department) -> None:
    assert stands_of([dinsos.pk], at=NOW) == {}


def test_open_things_say_why_in_words_and_are_gone_when_all_is_well(
    olga: User, dinsos: Department, sari: Account
) -> None:
    set_policy(sari.application, replace(MET, idle_minutes=120), by=olga, at=NOW - DAY)
    bring([row("simpatik", "sari", NOW - 3 * DAY)], olga)
    [thing] = open_things(dinsos.pk, at=NOW)
    assert (thing.key, thing.name) == ("application:simpatik", "SIMPATIK")
    assert thing.reason == "1 sesi login lebih dari 24 jam; belum sesuai: batas diam"
    set_policy(sari.application, MET, by=olga, at=NOW)
    bring([row("simpatik", "sari", NOW - 2 * HOUR, read_at=NOW)], olga, at=NOW)
    assert open_things(dinsos.pk, at=NOW) == []


def test_the_number_of_queries_does_not_grow_with_the_applications(
    olga: User, dinsos: Department
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            stands_of(None, at=NOW)
            worsened_since(NOW - DAY, dinsos.pk, at=NOW)
        return len(seen)

    ApplicationFactory(owner=dinsos)
    few = queries()
    ApplicationFactory.create_batch(20, owner=dinsos)
    assert queries() == few


# --- what got worse ------------------------------------------------------------------------------


def test_a_loosened_policy_is_worse_and_a_mended_one_is_not(
    olga: User, dinsos: Department, simpatik: Application
) -> None:
    set_policy(simpatik, MET, by=olga, at=NOW - 3 * DAY)
    stated = NOW - 2 * DAY
    assert worsened_since(stated, dinsos.pk, at=NOW) == []
    set_policy(simpatik, replace(MET, idle_minutes=480), by=olga, at=NOW - DAY)
    [thing] = worsened_since(stated, dinsos.pk, at=NOW)
    assert thing.reason == "dilonggarkan: batas diam"
    set_policy(simpatik, replace(MET, idle_minutes=20), by=olga, at=NOW)
    assert worsened_since(stated, dinsos.pk, at=NOW) == []


def test_an_old_session_known_at_the_statement_is_not_news_and_a_new_one_is(
    olga: User, dinsos: Department, sari: Account, dodi: Account
) -> None:
    stated = NOW - DAY
    forgotten = row("simpatik", "sari", NOW - 9 * DAY, read_at=NOW - 2 * DAY, number="a")
    bring([forgotten], olga, at=NOW - 2 * DAY)
    still = row("simpatik", "sari", NOW - 9 * DAY, number="a")
    bring([still], olga)
    assert worsened_since(stated, dinsos.pk, at=NOW) == []
    bring([still, row("simpatik", "dodi", NOW - 40 * HOUR)], olga)
    [thing] = worsened_since(stated, dinsos.pk, at=NOW)
    assert thing.reason.startswith("1 sesi login baru")


def test_a_first_reading_after_the_statement_that_shows_old_sessions_is_worse(
    olga: User, dinsos: Department, sari: Account
) -> None:
    bring([row("simpatik", "sari", NOW - 9 * DAY)], olga)
    assert len(worsened_since(NOW - DAY, dinsos.pk, at=NOW)) == 1
    assert worsened_since(NOW + HOUR, dinsos.pk, at=NOW + HOUR) == []


# --- trend ---------------------------------------------------------------------------------------


def test_a_week_takes_the_newest_reading_of_each_application_and_a_gap_stays_a_gap(
    olga: User, sari: Account, dodi: Account
) -> None:
    monday = NOW - 4 * DAY  # Monday of this week
    bring([row("simpatik", "sari", monday - 5 * DAY, read_at=monday)], olga)
    both = [row("simpatik", who, NOW - 5 * DAY) for who in ("sari", "dodi")]
    bring(both, olga)
    weeks = trend(Application.objects.all(), at=NOW)
    assert (weeks[-1].old, weeks[-1].sessions, weeks[-1].applications) == (2, 2, 1)
    assert weeks[-2].old is None
    assert len(weeks) == 12


# --- the law in SQL ------------------------------------------------------------------------------

moments = st.integers(0, 60).map(lambda n: NOW - timedelta(hours=2 * n))
spans = st.one_of(st.none(), st.tuples(moments, moments).map(lambda two: (min(two), max(two))))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(spans, spans, moments), min_size=1, max_size=8),
)
def test_sql_and_law_say_the_same_of_random_sessions(
    olga: User,
    simpatik: Application,
    rows: list[tuple[tuple[datetime, datetime] | None, tuple[datetime, datetime] | None, datetime]],
) -> None:
    OpenSession.objects.all().delete()
    AccountFacts.objects.all().delete()
    Account.objects.all().delete()
    file, _new = SessionsFile.objects.get_or_create(
        file_name="x", sha256="0" * 64, origin="owner", shape="list", imported_at=NOW,
        imported_by=olga,
    )  # fmt: skip
    reading, _new = SessionReading.objects.get_or_create(
        file=file, application=simpatik, read_at=NOW, is_newest=True
    )
    expected = {}
    for started, changed, read_at in rows:
        account = AccountFactory(application=simpatik, username=uuid.uuid4().hex)
        if changed:
            AccountFacts.objects.create(
                account=account, change_from=changed[0], change_to=changed[1]
            )
        session = OpenSession.objects.create(
            reading=reading, account=account, read_at=read_at,
            started_from=started[0] if started else None,
            started_to=started[1] if started else None,
        )  # fmt: skip
        start = Interval(*started) if started else None
        change = Interval(*changed) if changed else None
        expected[session.pk] = (is_old(start, read_at), has_outlived(start, change, read_at))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.id, COALESCE({IS_OLD}, false), {MAY_BE_OLD}, {HAS_OUTLIVED} "
            "FROM login_sessions_opensession s "
            "LEFT JOIN inventory_accountfacts f ON f.account_id = s.account_id"
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    old = set(OpenSession.objects.old().values_list("pk", flat=True))
    outlived = set(OpenSession.objects.outlived().values_list("pk", flat=True))
    for pk, (is_, has) in expected.items():
        assert found[pk] == (is_ is Sure.YES, is_ is Sure.UNSURE, has is Sure.YES)
        assert (pk in old, pk in outlived) == (is_ is Sure.YES, has is Sure.YES)
