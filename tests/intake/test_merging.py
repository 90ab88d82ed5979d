"""Rows that repeat, move, match by other names, or belong to nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from secops.intake.devices.actions import mark_cleaned, remove_mark
from secops.intake.leaks.importing import import_leak
from secops.intake.leaks.outcome import Receipt
from secops.intake.leaks.withdrawing import WithdrawalRefused, withdraw_report
from secops.intake.models import HostRule, LoginRule
from secops.inventory.models import (
    AccountFacts,
    Alias,
    Device,
    Exposure,
    LeakReport,
    Repetition,
    Sighting,
    UnmatchedLogin,
)
from tests.factories import AccountFactory, ApplicationFactory
from tests.intake.support import RECEIVED, counts, order, take

pytestmark = pytest.mark.django_db
HOST = "https://simpatik.kotacontoh.example/login"
TABLE = "url;username;password;tanggal\n"


@pytest.fixture
def simpatik():
    application = ApplicationFactory(code="simpatik")
    application.hosts.create(name="simpatik.kotacontoh.example")
    return application


@pytest.fixture
def sari(simpatik):
    return AccountFactory(application=simpatik, username="sari", department=None)


def table(*rows: str) -> str:
    return TABLE + "\n".join(f"{HOST};{row}" for row in rows) + "\n"


def test_a_repetition_in_the_file_keeps_the_earliest_date_and_the_last_sight(sari) -> None:
    receipt = take(table("sari;Rahasia1;2024-05-02T10:00", "sari;Rahasia1;2024-05-01T10:00"))
    assert (receipt.new, receipt.duplicate, receipt.already_known) == (1, 1, 0)
    exposure = Exposure.objects.get()
    assert exposure.own_date == datetime(2024, 5, 1, 3, tzinfo=UTC)
    assert exposure.last_seen_at == datetime(2024, 5, 2, 3, tzinfo=UTC)
    assert exposure.effective_at == exposure.own_date
    facts = AccountFacts.objects.get()
    assert (facts.exposures, facts.newest_exposure) == (1, exposure.effective_at)
    assert facts.newest_received == RECEIVED
    assert facts.reseen_at is None, "no stealer log"


def test_a_date_without_time_counts_at_the_end_of_its_day(sari) -> None:
    take(table("sari;Rahasia1;01/05/2024"))
    assert Exposure.objects.get().own_date == datetime(2024, 5, 1, 16, 59, 59, 999999, tzinfo=UTC)


def test_a_later_report_moves_the_last_sight_and_is_remembered(sari) -> None:
    take(table("sari;Rahasia1;2024-05-01T10:00"))
    again = take(table("sari;Rahasia1;2024-06-01T10:00", "sari;Lain2;2024-06-01T10:00"))
    assert (again.new, again.duplicate, again.already_known) == (1, 1, 1)
    first = Exposure.objects.earliest("pk")
    assert first.last_seen_at == datetime(2024, 6, 1, 3, tzinfo=UTC)
    assert Repetition.objects.get().exposure_id == first.pk
    assert AccountFacts.objects.get().exposures == 2


def test_leaked_before_is_an_upper_bound(sari) -> None:
    before = RECEIVED - timedelta(days=20)
    take(table("sari;Rahasia1;2024-06-20", "sari;Lain2;"), leaked_before=before)
    assert set(Exposure.objects.values_list("effective_at", flat=True)) == {before}


def test_former_names_and_remembered_rules_match(sari, simpatik) -> None:
    Alias.objects.create(
        account=sari, application=simpatik, username="sari.lama", login_key="sari.lama",
        until=RECEIVED,
    )  # fmt: skip
    LoginRule.objects.create(
        application=simpatik, login_key="s@kotacontoh.example", account_id=sari.pk,
        made_by=User.objects.system(), made_at=RECEIVED,
    )  # fmt: skip
    receipt = take(table("sari.lama;a1;", "S@kotacontoh.example;b2;", "entah;c3;"))
    assert (receipt.matched, receipt.unknown_account, receipt.accounts) == (2, 1, 1)
    assert UnmatchedLogin.objects.get().login == "entah"


def test_a_citizens_login_is_counted_and_kept_only_as_a_hash(simpatik) -> None:
    simpatik.public_users = True
    simpatik.save()
    receipt = take(table("warga@contoh.test;a1;"))
    assert (receipt.new, receipt.unknown_account) == (1, 1)
    assert not UnmatchedLogin.objects.exists()
    assert Exposure.objects.get().account_id is None
    assert take(table("warga@contoh.test;a1;")).duplicate == 1


def test_a_host_said_not_to_be_ours_is_outside() -> None:
    HostRule.objects.create(
        host="tamu.kotacontoh.example", application=None, made_by=User.objects.system(),
        made_at=RECEIVED,
    )  # fmt: skip
    receipt = take("https://tamu.kotacontoh.example/:a:b\nhttps://x.kotacontoh.example/:a:b\n")
    assert counts(receipt) | {"rows": 2, "outside": 1, "new": 1} == counts(receipt)
    assert UnmatchedLogin.objects.get().host == "x.kotacontoh.example"


def test_already_rotated_counts_rows_older_than_the_known_change(sari) -> None:
    sari.register_changed_from = sari.register_changed_to = datetime(2024, 6, 1, tzinfo=UTC)
    sari.save()
    receipt = take(table("sari;a1;2024-05-01", "sari;b2;2024-06-02"))
    assert receipt.already_rotated == 1
    AccountFacts.objects.update(change_from=datetime(2024, 6, 10, tzinfo=UTC))
    assert take(table("sari;c3;2024-05-01", "sari;d4;2024-06-02")).already_rotated == 2


def test_withdrawal_takes_a_report_out_of_the_count(sari, leo, olga) -> None:
    first = take(table("sari;a1;2024-05-01", "sari;b2;2024-05-03"))
    second = take(table("sari;b2;2024-06-05"))
    report = LeakReport.objects.get(pk=first.report)
    with pytest.raises(PermissionDenied):
        withdraw_report(report, "palsu", by=olga, at=RECEIVED)
    with pytest.raises(WithdrawalRefused):
        withdraw_report(report, " ", by=leo, at=RECEIVED)
    withdraw_report(report, "Terbukti palsu", by=leo, at=RECEIVED)
    facts = AccountFacts.objects.get()
    passed_on = Exposure.objects.get(report_id=second.report)
    assert facts.exposures == 1, "what the second report told too counts on"
    assert facts.newest_exposure == passed_on.effective_at
    assert passed_on.own_date == datetime(2024, 6, 5, 16, 59, 59, 999999, tzinfo=UTC)
    assert Exposure.objects.filter(report_id=first.report).count() == 1, "rows stay"
    withdraw_report(LeakReport.objects.get(pk=second.report), "juga", by=leo, at=RECEIVED)
    assert AccountFacts.objects.get().exposures == 0
    with pytest.raises(WithdrawalRefused):
        withdraw_report(report, "lagi", by=leo, at=RECEIVED)


def test_a_stealer_folder_names_computers(sari, tmp_path) -> None:
    folder = tmp_path / "log" / "ID_1"
    folder.mkdir(parents=True)
    (folder / "Passwords.txt").write_text(f"URL: {HOST}\nUsername: sari\nPassword: a1\n\n")
    (folder / "System.txt").write_text(
        "Computer: LOKET-3\nUser Name: umum\nMachineID: AAA1\nIP: 192.0.2.7\n"
        "Log date: 2024-06-01 10:00:00\n"
    )
    receipt = import_leak(
        str(tmp_path / "log"), order("log"), by=User.objects.system(), at=RECEIVED
    )
    assert (receipt.format, receipt.matched) == ("stealer", 1)
    device = Device.objects.get()
    assert (device.name, device.machine_user) == ("LOKET-3", "umum")
    assert Exposure.objects.get().device_id == device.pk
    assert AccountFacts.objects.get().device_unclean
    again = take(f"URL: {HOST}\nUsername: sari\nPassword: a1\n\n", format="stealer")
    assert again.duplicate == 1


def test_a_login_on_two_computers_is_unclean_until_both_are(sari, tmp_path, leo) -> None:
    for n in (1, 2):
        folder = tmp_path / "log" / f"ID_{n}"
        folder.mkdir(parents=True)
        (folder / "Passwords.txt").write_text(f"URL: {HOST}\nUsername: sari\nPassword: a1\n\n")
        (folder / "System.txt").write_text(
            f"Computer: PC-{n}\nMachineID: AAA{n}\nLog date: 2024-06-01 10:00:00\n"
        )
    receipt = import_leak(
        str(tmp_path / "log"), order("log"), by=User.objects.system(), at=RECEIVED
    )
    assert (receipt.new, receipt.duplicate) == (1, 1)
    assert Sighting.objects.count() == 2
    first, second = Device.objects.order_by("name")
    mark_cleaned(first, by=leo, at=RECEIVED, no_photo_why="uji")
    assert AccountFacts.objects.get().device_unclean
    mark_cleaned(second, by=leo, at=RECEIVED, no_photo_why="uji")
    assert not AccountFacts.objects.get().device_unclean
    withdraw_report(LeakReport.objects.get(), "palsu", by=leo, at=RECEIVED)
    remove_mark(first, "keliru", by=leo, at=RECEIVED)
    assert not AccountFacts.objects.get().device_unclean, "the report counts no more"


def test_the_same_secret_seen_later_by_a_stealer_is_a_fact(sari, tmp_path) -> None:
    def log(day: int) -> Receipt:
        folder = tmp_path / f"log{day}" / "ID"
        folder.mkdir(parents=True)
        (folder / "Passwords.txt").write_text(f"URL: {HOST}\nUsername: sari\nPassword: a1\n\n")
        (folder / "System.txt").write_text(
            f"Computer: PC\nMachineID: A\nLog date: 2024-06-{day:02} 10:00:00\n"
        )
        given = str(tmp_path / f"log{day}")
        return import_leak(given, order("log"), by=User.objects.system(), at=RECEIVED)

    log(10)
    assert AccountFacts.objects.get().reseen_at is None
    assert log(5).duplicate == 1
    assert AccountFacts.objects.get().reseen_at is None, "earlier is no repetition after a change"
    assert log(20).duplicate == 1
    later = datetime(2024, 6, 20, 3, tzinfo=UTC)
    facts = AccountFacts.objects.get()
    assert (facts.exposures, facts.reseen_at) == (1, later)
    exposure = Exposure.objects.get()
    assert (exposure.last_seen_at, exposure.reseen_at) == (later, later)


def test_what_only_a_withdrawn_report_told_counts_again_when_told_anew(sari, leo) -> None:
    first = take(table("sari;a1;2024-05-01", "entah;x;2024-05-01"))
    withdraw_report(LeakReport.objects.get(pk=first.report), "palsu", by=leo, at=RECEIVED)
    assert AccountFacts.objects.get().exposures == 0
    again = take(table("sari;a1;2024-05-09", "sari;b2;2024-05-08", "entah;x;"))
    assert (again.new, again.duplicate) == (1, 2)
    facts = AccountFacts.objects.get()
    assert facts.exposures == 2
    assert facts.newest_exposure == datetime(2024, 5, 9, 16, 59, 59, 999999, tzinfo=UTC)
    assert set(Exposure.objects.values_list("report_id", flat=True)) == {again.report}
    assert UnmatchedLogin.objects.get().report_id == again.report
    assert not Repetition.objects.exists()
