"""What is ordered keeps the ladder of its day, whatever the office changes later (RULES 5)."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Department, User
from secops.compliance.duties.actions import Order, Target, issue_directive
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.actions import Plan, draft_campaign, start_campaign
from secops.ladders.models import OfficeLadder
from secops.ladders.queries import office_ladder
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.ladder import DEFAULTS, HOLDERS, HOURS, LadderKind, as_data, from_data
from secops.rules.working_time import Calendar
from tests.factories import AccountFactory, ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_delivered")]

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=WIB)
SHORT = DEFAULTS[LadderKind.DAYS][:2]


@pytest.fixture(autouse=True)
def _desk(settings) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


def issue(olga: User, dinsos: Department, within: timedelta, **more) -> Directive:
    order = Order(
        title="Uji", kind=Kind.CUSTOM, text="Kerjakan.", due_at=NOW + within, **more
    )  # fmt: skip
    return issue_directive(order, [Target(dinsos.pk)], by=olga, at=NOW)


@pytest.mark.parametrize("kind", list(LadderKind))
def test_the_office_starts_with_the_ladders_of_the_law(kind: LadderKind) -> None:
    assert office_ladder(kind) == DEFAULTS[kind]


def test_a_directive_in_hours_and_one_in_days(olga: User, dinsos: Department) -> None:
    short, long = (issue(olga, dinsos, timedelta(hours=n)) for n in (72, 73))
    assert from_data(short.ladder) == HOURS
    assert from_data(long.ladder) == DEFAULTS[LadderKind.DAYS]


def test_a_directive_may_have_a_ladder_of_its_own(olga: User, dinsos: Department) -> None:
    one = issue(olga, dinsos, timedelta(days=10), ladder=SHORT)
    assert from_data(one.ladder) == SHORT


def test_a_change_of_the_office_touches_nothing_that_runs(olga: User, dinsos: Department) -> None:
    before = issue(olga, dinsos, timedelta(days=10))
    OfficeLadder.objects.filter(kind=LadderKind.DAYS).update(rungs=as_data(SHORT))
    before.refresh_from_db()
    assert from_data(before.ladder) == DEFAULTS[LadderKind.DAYS]
    assert from_data(issue(olga, dinsos, timedelta(days=10)).ladder) == SHORT


def test_a_campaign_takes_the_ladder_of_the_day_it_starts(olga: User, dinsos: Department) -> None:
    application = ApplicationFactory(owner=dinsos)
    AccountFactory(application=application, department=dinsos)
    plan = Plan(name="Uji", applications=[application], exposed_only=False)
    draft = draft_campaign(plan, by=olga, at=NOW)
    assert draft.ladder == []
    OfficeLadder.objects.filter(kind=LadderKind.HOLDERS).update(rungs=as_data(HOLDERS[:3]))
    started = start_campaign(draft, calendar=Calendar(), by=olga, at=NOW).campaign
    OfficeLadder.objects.filter(kind=LadderKind.HOLDERS).update(rungs=as_data(HOLDERS))
    started.refresh_from_db()
    assert from_data(started.ladder) == HOLDERS[:3]
