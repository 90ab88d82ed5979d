"""Drafting, starting and closing a campaign; who is in it and by when."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.rotations.actions import (
    ClosingReason,
    DueDates,
    Given,
    Plan,
    RotationRefused,
    ask_closing,
    close_campaign,
    draft_campaign,
    start_campaign,
    write_off,
)
from secops.compliance.rotations.derive import derive_after_withdrawal, join_and_derive
from secops.compliance.rotations.models import Answer, Campaign, CampaignDay, Rotation
from secops.inventory.models import Exposure
from secops.rules.intervals import WIB
from secops.rules.rotation import AnswerKind, TroubleReason
from secops.rules.working_time import Calendar
from tests.factories import ApplicationFactory, DepartmentFactory
from tests.rotations.scene import (
    CALENDAR,
    DAY,
    HOUR,
    LEAKED,
    ORDER,
    expose,
    people,
    read,
    rotation_of,
    say,
    start,
    touched,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _help_desk(settings: Any) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


def test_exposed_accounts_are_frozen_with_base_class_and_trail(olga: User) -> None:
    simpatik = ApplicationFactory()
    leaked, chief, safe = people(simpatik, 3)
    chief.privileged = True
    chief.save()
    expose([leaked, chief], olga)
    read(chief, LEAKED + DAY, read_at=ORDER)

    started = start(olga, simpatik)

    assert (started.rotations, started.departments, started.warnings) == (2, 2, ())
    assert not Rotation.objects.filter(account=safe).exists()
    first, second = rotation_of(leaked), rotation_of(chief)
    assert first.base == LEAKED
    assert (first.due_at, second.due_at) == (ORDER + 72 * HOUR, ORDER + 24 * HOUR)
    assert (first.state, first.turn, first.usable) == ("open", "holder", True)
    assert (second.state, second.usable) == ("verified", False)
    assert second.joined_change_from == LEAKED + DAY
    entry = Entry.objects.get(verb="campaign.started")
    assert (entry.actor_id, entry.data["rotations"]) == (olga.pk, 2)
    assert CampaignDay.objects.get(department_id=None).total == 2


def test_an_account_whose_closing_was_asked_stays_with_its_owner_in_the_next_campaign(
    olga: User,
) -> None:
    simpatik = ApplicationFactory()
    left, back = people(simpatik, 2)
    expose([left, back], olga)
    first = start(olga, simpatik).campaign
    given = Given(AnswerKind.TROUBLE, Answer.Channel.DESK, TroubleReason.LEFT)
    rows = list(Rotation.objects.filter(campaign=first))
    ask_closing(
        rows, ClosingReason.LEFT, given, calendar=CALENDAR, by=olga, at=ORDER + HOUR
    )  # fmt: skip
    say(rotation_of(back, first), at=ORDER + 2 * HOUR)  # he uses it after all
    second = start(olga, simpatik, at=ORDER + DAY, overlap=True, name="Kedua").campaign
    assert rotation_of(left, second).turn == "application_administrator"
    assert rotation_of(back, second).turn == "holder"
    say(rotation_of(left, second), at=ORDER + 2 * DAY)
    third = start(olga, simpatik, at=ORDER + 3 * DAY, overlap=True, name="Ketiga").campaign
    assert rotation_of(left, third).turn == "holder"


def test_a_campaign_over_all_has_its_order_as_cutoff_and_ten_working_days(olga: User) -> None:
    simpatik = ApplicationFactory()
    people(simpatik, 2)
    campaign = start(olga, simpatik, exposed_only=False).campaign
    assert campaign.cutoff == ORDER
    due = Rotation.objects.values_list("due_at", flat=True).distinct().get()
    assert due == datetime(2026, 12, 11, 16, 0, tzinfo=WIB)


def test_departments_narrow_it(olga: User, dinsos: Department) -> None:
    simpatik = ApplicationFactory()
    people(simpatik, 2)
    people(simpatik, 1, department=dinsos)
    started = start(olga, simpatik, exposed_only=False, departments=[dinsos])
    assert (started.rotations, started.departments) == (1, 1)


def test_without_the_help_desks_number_it_does_not_start(olga: User, settings: Any) -> None:
    settings.HELP_DESK_PHONE = ""
    with pytest.raises(RotationRefused) as refused:
        start(olga, ApplicationFactory())
    assert refused.value.code == "no_help_desk"
    assert not Campaign.objects.running().exists()


def test_a_second_running_campaign_over_the_same_accounts_is_named(olga: User) -> None:
    simpatik = ApplicationFactory()
    expose(people(simpatik, 2), olga)
    start(olga, simpatik, name="Gelombang pertama")
    with pytest.raises(RotationRefused, match=r"2 akun .*Gelombang pertama \(2\)"):
        start(olga, simpatik, name="Gelombang kedua")
    assert Rotation.objects.count() == 2, "what was refused left nothing"
    second = start(olga, simpatik, name="Gelombang kedua", overlap=True)
    assert second.rotations == 2
    assert Campaign.objects.get(pk=second.campaign.pk).shares_accounts


def test_past_free_and_unknown_days_only_warn(olga: User) -> None:
    simpatik = ApplicationFactory()
    expose(people(simpatik, 1), olga)
    saturday = datetime(2026, 11, 28, 16, 0, tzinfo=WIB)
    past = start(olga, simpatik, due=ORDER - DAY).warnings
    free = start(olga, simpatik, due=saturday, overlap=True).warnings
    assert "sudah lewat" in past[0]
    assert "hari libur" in free[0]
    campaign = draft_campaign(
        Plan("Tahun depan", [simpatik], due=DueDates.all_at(ORDER + 3 * DAY)), by=olga, at=ORDER
    )
    unknown = start_campaign(campaign, calendar=Calendar(), overlap=True, by=olga, at=ORDER)
    assert "belum lengkap" in unknown.warnings[-1]


def test_an_empty_campaign_says_so(olga: User) -> None:
    assert "Belum ada akun" in start(olga, ApplicationFactory()).warnings[0]


def test_only_the_office_starts_one(olga: User, kartini: User) -> None:
    with pytest.raises(PermissionDenied):
        start(kartini, ApplicationFactory())
    campaign = start(olga, ApplicationFactory()).campaign
    with pytest.raises(RotationRefused) as refused:
        start_campaign(campaign, calendar=CALENDAR, by=olga, at=ORDER)
    assert refused.value.code == "is_running"


def test_two_campaigns_of_one_name_have_two_codes(olga: User) -> None:
    simpatik = ApplicationFactory()
    codes = [start(olga, simpatik, name="Ganti!").campaign.code for _ in range(2)]
    assert codes == ["ganti", "ganti-2"]


# --- later joiners -----------------------------------------------------------------------------


def test_who_leaks_later_joins_with_a_mark_and_his_own_term(olga: User) -> None:
    simpatik, other = ApplicationFactory(), ApplicationFactory()
    (first, late, elsewhere) = (*people(simpatik, 2), *people(other, 1))
    expose([first], olga)
    start(olga, simpatik)
    later = ORDER + 2 * DAY
    expose([first, late, elsewhere], olga, when=later - HOUR, received_at=later)

    table = touched(first, late, elsewhere)
    result = join_and_derive(table, at=later, received_at=later)

    assert result.joined == 1
    joined = rotation_of(late)
    assert (joined.joined_later, joined.joined_at) == (True, later)
    assert (joined.base, joined.due_at) == (later - HOUR, later + 72 * HOUR)
    assert rotation_of(first).base == LEAKED, "the base of who was there stays"
    assert join_and_derive(table, at=later).joined == 0


def test_accounts_stay_frozen_for_who_did_not_leak(olga: User) -> None:
    simpatik = ApplicationFactory()
    expose(people(simpatik, 1), olga)
    start(olga, simpatik)
    assert join_and_derive(touched(*people(simpatik, 3)), at=ORDER + DAY).joined == 0


def test_outside_the_departments_nobody_joins(olga: User, dinsos: Department) -> None:
    simpatik = ApplicationFactory()
    start(olga, simpatik, departments=[dinsos])
    (outside,) = people(simpatik, 1, department=DepartmentFactory())
    (inside,) = people(simpatik, 1, department=dinsos)
    expose([outside, inside], olga, when=ORDER + HOUR)
    join_and_derive(touched(outside, inside), at=ORDER + DAY)
    assert Rotation.objects.get().account_id == inside.pk


def test_changed_and_leaked_again_is_counted(olga: User) -> None:
    simpatik = ApplicationFactory()
    (account,) = people(simpatik, 1)
    expose([account], olga)
    start(olga, simpatik)
    read(account, ORDER + HOUR, read_at=ORDER + 2 * HOUR)
    expose([account], olga, when=ORDER + DAY)
    result = join_and_derive(touched(account), at=ORDER + DAY)
    assert (result.changed, result.reexposed) == (1, 1)
    assert rotation_of(account).turn == "holder"


def test_a_report_received_before_the_order_moves_the_base(olga: User) -> None:
    simpatik = ApplicationFactory()
    (account,) = people(simpatik, 1)
    expose([account], olga)
    start(olga, simpatik)
    expose([account], olga, when=ORDER - DAY, received_at=ORDER - DAY)
    join_and_derive(touched(account), at=ORDER + DAY, received_at=ORDER - DAY)
    assert rotation_of(account).base == ORDER - DAY


def test_a_withdrawn_report_takes_its_base_along(olga: User) -> None:
    simpatik = ApplicationFactory()
    (account,) = people(simpatik, 1)
    expose([account], olga)
    newer = expose([account], olga, when=ORDER - DAY)
    start(olga, simpatik)
    newer.withdrawn_at = ORDER + HOUR
    newer.save()
    account.facts.newest_exposure = Exposure.objects.earliest("effective_at").effective_at
    account.facts.save()
    derive_after_withdrawal(touched(account), at=ORDER + HOUR)
    assert rotation_of(account).base == LEAKED


# --- the end -----------------------------------------------------------------------------------


def test_it_closes_when_all_is_done_or_written_off_and_stays_as_it_was(
    olga: User, leo: User
) -> None:
    simpatik = ApplicationFactory()
    done, gone = people(simpatik, 2)
    expose([done, gone], olga)
    campaign = start(olga, simpatik).campaign
    read(done, ORDER + HOUR, read_at=ORDER + 2 * HOUR)
    with pytest.raises(RotationRefused, match=r"1 akun masih terbuka \(1 belum ada tindakan\)"):
        close_campaign(campaign, by=olga, at=ORDER + DAY)
    write_off([rotation_of(gone)], "Pegawai wafat", by=leo, at=ORDER + DAY)
    close_campaign(campaign, by=olga, at=ORDER + DAY)
    assert Campaign.objects.get().closed_at == ORDER + DAY
    expose([done], olga, when=ORDER + 2 * DAY)
    assert join_and_derive(touched(done), at=ORDER + 3 * DAY).changed == 0
    assert rotation_of(done).state == "verified"


def test_only_the_lead_writes_off(olga: User) -> None:
    simpatik = ApplicationFactory()
    accounts = people(simpatik, 1)
    expose(accounts, olga)
    start(olga, simpatik)
    with pytest.raises(PermissionDenied):
        write_off([rotation_of(accounts[0])], "Sulit", by=olga, at=ORDER + timedelta(hours=1))
