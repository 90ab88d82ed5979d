"""What must follow: listed, ticked with proof, accounts closed with their application."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.retirements.actions import (
    add_follower,
    archive,
    back_to_active,
    remove_names,
    suspend,
    tick,
)
from secops.compliance.retirements.models import Follower
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account, AccountFacts, Application, Reading, ReadingsFile
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import Need, State
from tests.factories import AccountFactory
from tests.retirements.support import (
    ASKED,
    LATER,
    brought_to,
    files,
    follow_all,
    fresh,
    old_application,
)

Kind = Follower.Kind


@pytest.fixture
def lama(dinsos: Department) -> Application:
    application = old_application(dinsos)
    AccountFactory.create_batch(3, application=application, department=dinsos)
    AccountFactory(
        application=application,
        username="svc-sinkron",
        kind=Account.Kind.SERVICE,
        department=dinsos,
    )
    return application


def test_suspending_lists_what_the_inventory_knows(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    found = {(one.kind, one.words) for one in retirement.followers.all()}
    assert found == {
        (Kind.ACCOUNTS, "4 akun ditutup"),
        (Kind.SERVICE, "svc-sinkron: pemakainya di sistem lain sudah pindah"),
        (Kind.HOST, "lama.kotacontoh.example"),
        (Kind.BACKUP, "Cadangan terakhir Aplikasi Lama disimpan sesuai jadwal retensi"),
        (Kind.VENDOR, "Kontrak PT Contoh diakhiri"),
    }


def test_archiving_waits_for_all_of_them(lama: Application, olga: User, kartini: User) -> None:
    retirement = brought_to(State.DNS_REMOVED, lama, office=olga, head=kartini)
    with pytest.raises(MoveRefused, match="ikut ditutup") as refused:
        archive(retirement, files=files(), by=olga, at=LATER)
    assert refused.value.code == Need.FOLLOWED
    follow_all(retirement, olga)
    late = add_follower(retirement, kind=Kind.OTHER, name="Papan nama", by=olga, at=LATER)
    with pytest.raises(MoveRefused):
        archive(fresh(retirement), files=files(), by=olga, at=LATER)
    tick(late, note="Dicopot", files=[], by=olga, at=LATER)
    step = archive(fresh(retirement), files=files(), by=olga, at=LATER)
    assert "Papan nama" in step.facts["followers"]


def test_nothing_is_ticked_without_a_note_or_a_file(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    vendor = retirement.followers.get(kind=Kind.VENDOR)
    with pytest.raises(MoveRefused, match="keterangan"):
        tick(vendor, note=" ", files=[], by=olga, at=LATER)
    tick(vendor, note="", files=files("kontrak.pdf"), by=olga, at=LATER)
    vendor.refresh_from_db()
    assert (vendor.done_by, vendor.done_at) == (olga, LATER)
    assert vendor.proofs.get().name == "kontrak.pdf"
    with pytest.raises(MoveRefused, match="sudah dicatat"):
        tick(vendor, note="lagi", files=[], by=olga, at=LATER)


def test_the_names_that_the_proof_shows_are_ticked_with_the_step(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.DATA_BACKED_UP, lama, office=olga, head=kartini)
    hosts = list(retirement.followers.filter(kind=Kind.HOST))
    step = remove_names(retirement, files=files(), hosts=hosts, by=olga, at=LATER)
    assert retirement.followers.get(kind=Kind.HOST).note == step.number
    assert step.facts["hosts"] == ["lama.kotacontoh.example"]


def test_accounts_are_closed_with_their_application_and_campaigns_derive(
    lama: Application, dinsos: Department, olga: User, kartini: User
) -> None:
    account = lama.accounts.order_by("pk").first()
    AccountFacts.objects.create(
        account=account, exposures=1, newest_exposure=ASKED, newest_received=ASKED
    )
    campaign = Campaign.objects.create(
        code="pk", name="Penggantian", state=Campaign.State.RUNNING, ordered_at=ASKED,
        created_at=ASKED,
    )  # fmt: skip
    rotation = Rotation.objects.create(
        campaign=campaign, account=account, application=lama, department=dinsos, joined_at=ASKED,
        due_at=LATER,
    )  # fmt: skip
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    tick(
        retirement.followers.get(kind=Kind.ACCOUNTS), note="", files=files("akun.pdf"), by=olga,
        at=LATER,
    )  # fmt: skip
    rotation.refresh_from_db()
    assert rotation.state == "disabled"
    assert not rotation.usable
    assert AccountFacts.objects.filter(disabled_at=LATER).count() == 4
    file = ReadingsFile.objects.get()
    assert (file.origin, file.sha256) == ("office", retirement.proofs.last().sha256)
    assert file.source == "Penghentian Aplikasi Lama"
    assert Entry.objects.get(verb="retirement.accounts_closed").data["accounts"] == 4


def test_coming_back_opens_them_again_as_their_system_says(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    tick(retirement.followers.get(kind=Kind.ACCOUNTS), note="Ditutup", files=[], by=olga, at=LATER)
    back_to_active(fresh(retirement), reason="Dipakai lagi", by=olga, at=LATER)
    assert not AccountFacts.objects.filter(disabled_at__isnull=False).exists()
    assert ReadingsFile.objects.get().withdrawn_why == "Dipakai lagi"
    assert not retirement.followers.filter(dropped_at=None).exists()
    assert fresh(retirement).accounts_file is None
    assert Application.objects.get(pk=lama.pk).status == Application.Status.ACTIVE


def test_accounts_closed_before_are_not_counted_again(
    lama: Application, olga: User, kartini: User
) -> None:
    for account in lama.accounts.all():
        AccountFacts.objects.create(account=account, disabled_at=ASKED, read_at=ASKED)
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    assert not retirement.followers.filter(kind=Kind.ACCOUNTS).exists()


def test_a_system_that_still_finds_an_account_open_is_believed(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    tick(retirement.followers.get(kind=Kind.ACCOUNTS), note="x", files=[], by=olga, at=LATER)
    assert Reading.objects.count() == 4
    assert Reading.objects.filter(carries_disabled=True, disabled_at=LATER).count() == 4


def test_suspended_twice_the_list_is_made_anew(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    follow_all(retirement, olga)
    back_to_active(fresh(retirement), reason="Dipakai lagi", by=olga, at=LATER)
    retirement.refresh_from_db()
    retirement.state = State.AGREED
    retirement.save()
    suspend(fresh(retirement), files=files(), by=olga, at=LATER + timedelta(days=1))
    left = retirement.followers.filter(dropped_at=None)
    assert left.count() == 5
    assert not left.filter(done_at__isnull=False).exists()
