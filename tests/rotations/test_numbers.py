"""Tallies tell the truth, pages read them in a constant number of queries, days are kept."""

from random import Random
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from secops.compliance.rotations import queries, scopes
from secops.compliance.rotations.actions import mark_told, write_off
from secops.compliance.rotations.derive import derive_rotations
from secops.compliance.rotations.models import CampaignDay, Rotation, Tally
from secops.compliance.rotations.tally import fold_tallies, snapshot_day
from secops.compliance.rotations.tally_triggers import COLUMNS, KEYS
from secops.inventory.models import Application
from secops.rules.rotation import AnswerKind, State, Turn
from tests.factories import ApplicationFactory, DepartmentFactory
from tests.rotations.scene import DAY, HOUR, ORDER, expose, people, read, rotation_of, say, start

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _help_desk(settings: Any) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


@pytest.fixture
def simpatik() -> Application:
    return ApplicationFactory()


def _tallied() -> dict[tuple[Any, ...], int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS}, sum(n) FROM rotations_tally GROUP BY {COLUMNS} HAVING sum(n) <> 0"
        )
        return {tuple(key): int(n) for *key, n in cursor.fetchall()}


def _counted() -> dict[tuple[Any, ...], int]:
    values = ", ".join(KEYS.values())
    groups = ", ".join(str(n) for n in range(1, len(KEYS) + 1))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {values}, count(*) FROM rotations_rotation GROUP BY {groups}")
        return {tuple(key): int(n) for *key, n in cursor.fetchall()}


def test_tallies_equal_a_group_by_after_random_writes(olga: User, simpatik: Application) -> None:
    dice = Random(7)
    expose(people(simpatik, 40), olga)
    start(olga, simpatik)
    ids = list(Rotation.objects.values_list("pk", flat=True))
    for _round in range(60):
        some = Rotation.objects.filter(pk__in=dice.sample(ids, dice.randint(1, 12)))
        match dice.randint(0, 4):
            case 0:
                some.update(state=dice.choice(list(State)), turn=dice.choice(list(Turn)))
            case 1:
                some.update(usable=dice.random() < 0.5, told_at=dice.choice([None, ORDER]))
            case 2:
                some.update(due_at=ORDER + dice.randint(1, 3) * DAY, answer="done_both")
            case 3:
                some.update(reasons=["sessions_unproven"], state=State.VERIFIED)
            case 4:
                some.filter(pk__lte=ids[3]).delete()
        if dice.random() < 0.2:
            fold_tallies(at=ORDER)
        assert _tallied() == _counted()


def test_folding_puts_rows_together_and_changes_no_sum(olga: User, simpatik: Application) -> None:
    accounts = people(simpatik, 8, department=DepartmentFactory())
    expose(accounts, olga)
    start(olga, simpatik)
    for account in accounts:
        mark_told([rotation_of(account).pk], at=ORDER)
    before = _tallied()
    assert fold_tallies(at=ORDER)
    assert _tallied() == before
    assert Tally.objects.count() == len(before)
    assert not fold_tallies(at=ORDER), "nothing left to fold"


def _mixed(olga: User, leo: User, simpatik: Application) -> int:
    """Six accounts: proven, claimed, told, given up, late, and one in trouble-free silence."""
    dinkes, dinsos = DepartmentFactory(name="Dinkes"), DepartmentFactory(name="Dinsos")
    here, there = people(simpatik, 4, department=dinsos), people(simpatik, 2, department=dinkes)
    expose([*here, *there], olga)
    campaign = start(olga, simpatik).campaign
    read(here[0], ORDER + HOUR, read_at=ORDER + 2 * HOUR)
    say(rotation_of(here[1]), at=ORDER + 3 * HOUR)
    mark_told([rotation_of(here[1]).pk, rotation_of(here[2]).pk], at=ORDER + HOUR)
    write_off([rotation_of(here[3])], "Wafat", by=leo, at=ORDER + HOUR)
    say(rotation_of(there[0]), AnswerKind.NOT_YET, at=ORDER + HOUR)
    _derive_all(campaign.pk)
    return campaign.pk


def _derive_all(campaign_id: int) -> None:
    derive_rotations(scopes.whole_campaign(campaign_id), at=ORDER + 3 * HOUR)


def test_the_numbers_of_a_campaign(olga: User, leo: User, simpatik: Application) -> None:
    campaign = _mixed(olga, leo, simpatik)
    counts = queries.campaign_counts(campaign, at=ORDER + DAY)
    assert (counts.total, counts.exposed, counts.usable) == (6, 6, 5)
    assert (counts.told, counts.answered, counts.claimed, counts.verified) == (2, 2, 1, 1)
    assert (counts.done, counts.written_off, counts.open) == (1, 1, 4)
    assert counts.late == 0
    assert counts.states == {State.VERIFIED: 1, State.CLAIMED: 1, State.TOLD: 1, State.OPEN: 3}
    assert counts.turns == {Turn.HOLDER: 3, Turn.APPLICATION_ADMINISTRATOR: 1}
    assert (counts.all_done, counts.done_percent) == (False, 16)
    assert queries.campaign_counts(campaign, at=ORDER + 4 * DAY).late == 4
    assert queries.counts_by_campaign(at=ORDER + DAY) == {campaign: counts}
    head = queries.headline(at=ORDER + DAY)
    assert (head.usable, head.exposed) == (5, 6)


def test_departments_by_name_and_by_need(olga: User, leo: User, simpatik: Application) -> None:
    campaign = _mixed(olga, leo, simpatik)
    units = queries.counts_by_department(campaign, at=ORDER + DAY)
    assert [(u.name, u.counts.total) for u in units] == [("Dinkes", 2), ("Dinsos", 4)]
    helped = queries.departments_to_help(campaign, at=ORDER + DAY)
    assert [(u.name, u.counts.usable) for u in helped] == [("Dinsos", 3), ("Dinkes", 2)]
    assert queries.laggards(campaign, at=ORDER + DAY) == []
    late = queries.laggards(campaign, at=ORDER + 4 * DAY)
    assert [(one.unit.name, one.unit.counts.late) for one in late] == [
        ("Dinkes", 2),
        ("Dinsos", 2),
    ]
    (only,) = queries.counts_by_application(campaign, at=ORDER + DAY)
    assert (only.code, only.counts.total) == (simpatik.code, 6)
    part = queries.Part(departments=[units[0].id or 0])
    assert queries.campaign_counts(campaign, at=ORDER + DAY, part=part).total == 2


def test_two_campaigns_over_one_account_count_it_once(olga: User, simpatik: Application) -> None:
    expose(people(simpatik, 3), olga)
    start(olga, simpatik)
    start(olga, simpatik, overlap=True)
    head = queries.headline(at=ORDER + DAY)
    assert (head.usable, head.exposed) == (3, 3)


def test_a_day_keeps_its_last_numbers(olga: User, leo: User, simpatik: Application) -> None:
    campaign = _mixed(olga, leo, simpatik)
    assert snapshot_day(at=ORDER + 5 * HOUR) == 3
    assert snapshot_day(at=ORDER + 6 * HOUR) == 0, "nothing changed, nothing written"
    kept = CampaignDay.objects.get(department_id=None)
    assert (kept.total, kept.usable, kept.verified, kept.written_off) == (6, 5, 1, 1)
    assert queries.yesterday(campaign, at=ORDER + 6 * HOUR) is None
    assert queries.yesterday(campaign, at=ORDER + DAY) == kept
    assert len(queries.yesterday_by_department(campaign, at=ORDER + DAY)) == 2


def test_the_burn_down_counts_proof_and_says_where_it_leads(
    olga: User, simpatik: Application
) -> None:
    accounts = people(simpatik, 10)
    expose(accounts, olga)
    campaign = start(olga, simpatik, due=ORDER + 2 * DAY).campaign
    for account in accounts[:2]:
        read(account, ORDER + HOUR, read_at=ORDER + 2 * HOUR)
    _derive_all(campaign.pk)
    now = ORDER + DAY
    counts = queries.campaign_counts(campaign.pk, at=now)
    burn = queries.burn_down(campaign, left=counts.open, usable=counts.usable, at=now)
    assert [point.left for point in burn.points] == [10, 8]
    leads = burn.projection
    assert (leads.per_day, leads.needed_per_day, leads.days_late) == (2.0, 8, 3)
    assert leads.finishes_on == (now + 4 * DAY).date()


def test_without_a_day_before_there_is_no_pace(olga: User, simpatik: Application) -> None:
    expose(people(simpatik, 2), olga)
    campaign = start(olga, simpatik).campaign
    leads = queries.burn_down(campaign, left=2, usable=2, at=ORDER).projection
    assert (leads.per_day, leads.finishes_on, leads.days_late) == (None, None, None)


def _questions(by: User, n: int) -> int:
    """How many queries the numbers of a campaign over n accounts take."""
    application = ApplicationFactory()
    for department in DepartmentFactory.create_batch(5):
        expose(people(application, n // 5, department=department), by)
    campaign = start(by, application).campaign
    at = ORDER + 5 * DAY
    with CaptureQueriesContext(connection) as asked:
        counts = queries.campaign_counts(campaign.pk, at=at)
        queries.counts_by_application(campaign.pk, at=at)
        queries.departments_to_help(campaign.pk, at=at)
        queries.laggards(campaign.pk, at=at)
        queries.burn_down(campaign, left=counts.open, usable=counts.usable, at=at)
        queries.yesterday(campaign.pk, at=at)
        queries.headline(at=at)
        list(queries.alarming()[:10])
    assert counts.total == n
    return len(asked)


def test_pages_ask_the_same_number_of_questions(olga: User) -> None:
    few = _questions(olga, 10)
    assert few <= 13
    assert _questions(olga, 500) == few


def test_counts_agree_with_rows(olga: User, leo: User, simpatik: Application) -> None:
    campaign = _mixed(olga, leo, simpatik)
    at = ORDER + 4 * DAY
    counts = queries.campaign_counts(campaign, at=at)
    rows = Rotation.objects.filter(campaign=campaign)
    assert counts.open == rows.open().count()
    assert counts.late == rows.late(at).count()
    assert counts.done == rows.done().count()
    assert counts.usable == rows.aggregate(n=Count("pk", filter=Q(usable=True)))["n"]
