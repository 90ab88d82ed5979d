"""Files of open sessions: counted once, matched, refused in words, withdrawn; no number kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from secops.audit.models import Entry
from secops.compliance.sessions.models import OpenSession, SessionReading, SessionsFile
from secops.intake.sessions.actions import take_back_sessions
from secops.inventory.models import Account, AccountFacts, Application, ReadingsFile
from secops.rules.refusal import MoveRefused
from tests.factories import AccountFactory
from tests.sessions.support import COUNTS, DAY, HOUR, LIST, NOW, bring, iso, row

pytestmark = pytest.mark.django_db


def newest(application: Application) -> SessionReading:
    return SessionReading.objects.get(application=application, is_newest=True)


def test_a_list_is_counted_by_application_with_its_old_sessions(
    olga: User, sari: Account, dodi: Account, absen: Application
) -> None:
    AccountFactory(application=absen, username="sari")
    receipt = bring(
        [
            row("simpatik", "sari", NOW - 3 * DAY),
            row("SIMPATIK", "Sari", NOW - 2 * HOUR),
            row("simpatik", "dodi", NOW - 2 * DAY),
            row("absen", "sari", NOW - 2 * HOUR),
        ],
        olga,
    )
    assert (receipt.rows, receipt.applied, receipt.failed) == (4, 4, 0)
    reading = newest(sari.application)
    assert (reading.accounts, reading.sessions, reading.old) == (2, 3, 2)
    assert newest(absen).old == 0
    assert receipt.as_json()["old"] == 2
    assert Entry.objects.filter(verb="open_sessions.imported").exists()


def test_the_same_content_again_adds_nothing(olga: User, sari: Account) -> None:
    lines = [row("simpatik", "sari", NOW - 3 * DAY)]
    first = bring(lines, olga)
    again = bring(lines, olga)
    assert again.known
    assert again.file == first.file
    assert (again.rows, again.applied) == (1, 1)
    assert SessionsFile.objects.count() == OpenSession.objects.count() == 1


def test_a_session_named_twice_is_one(olga: User, sari: Account) -> None:
    one = row("simpatik", "sari", NOW - 3 * DAY, number="abc")
    receipt = bring([one, one, row("simpatik", "sari", NOW - 3 * DAY, number="def")], olga)
    assert (receipt.applied, receipt.repeated) == (2, 1)
    assert newest(sari.application).sessions == 2


def test_counts_by_account_know_the_number_and_the_oldest(
    olga: User, sari: Account, dodi: Account
) -> None:
    read = iso(NOW - HOUR)
    receipt = bring(
        [f"simpatik,sari,4,{iso(NOW - 2 * DAY)},{read}", f"simpatik,dodi,0,,{read}"],
        olga,
        head=COUNTS,
    )
    assert receipt.file is not None
    assert receipt.file.shape == SessionsFile.Shape.COUNTS
    reading = newest(sari.application)
    assert (reading.accounts, reading.sessions, reading.old) == (1, 4, 1)
    assert OpenSession.objects.get().sessions == 4


def test_a_count_without_a_start_leaves_the_age_open(olga: User, sari: Account) -> None:
    bring([f"simpatik,sari,2,,{iso(NOW - HOUR)}"], olga, head=COUNTS)
    reading = newest(sari.application)
    assert (reading.old, reading.unsure) == (0, 1)


def test_a_session_that_began_before_the_new_password_has_outlived_it(
    olga: User, sari: Account, dodi: Account
) -> None:
    changed = NOW - 5 * HOUR
    for account in (sari, dodi):
        AccountFacts.objects.create(account=account, change_from=changed, change_to=changed)
    bring(
        [row("simpatik", "sari", changed - HOUR), row("simpatik", "dodi", changed)],
        olga,
    )
    assert newest(sari.application).outlived == 1
    assert [one.account for one in OpenSession.objects.outlived()] == [sari]


def test_numbers_of_sessions_are_kept_as_keyed_hashes_alone(
    olga: User, sari: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "s3cr3tsessionnumber"
    file = tmp_path / "sesi.csv"
    file.write_text(
        f"{LIST},ip,user_agent\n"
        f"{row('simpatik', 'sari', NOW - DAY, number=secret)},192.0.2.9,Kios\n"
        f"simpatik,sari,{secret}x,bukan tanggal,,,192.0.2.9,Kios\n"
        f"simpatik,nobody,{secret}y,{iso(NOW - DAY)},,,192.0.2.9,Kios\n"
    )
    call_command("import_sessions", str(file), "--json")
    told = capsys.readouterr().out
    assert json.loads(told)["failed"] == 1
    kept = told
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            kept += "\n".join(line for (line,) in cursor.fetchall())
    assert secret not in kept
    assert "192.0.2.9" not in kept
    assert "Kios" not in kept
    assert OpenSession.objects.get().key is not None


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("lain,sari,1,2026-11-26 08:00,,2026-11-27 08:00", "application_code", "belum terdaftar"),
        ("simpatik,sari,1,,,2026-11-27 08:00", "started_at", "isi started_at"),
        ("simpatik,sari,1,2026-11-27 09:30,,2026-11-27 08:00", "started_at", "lebih baru"),
        ("simpatik,sari,1,2026-11-26 08:00,,2026-12-24 08:00", "read_at", "belum terjadi"),
        ("simpatik,sari,1,26 Nopember,,2026-11-27 08:00", "started_at", ""),
        ("simpatik,,1,2026-11-26 08:00,,2026-11-27 08:00", "username", "wajib"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_others_are_taken(
    olga: User, sari: Account, line: str, column: str, words: str
) -> None:
    receipt = bring([line, row("simpatik", "sari", NOW - 2 * HOUR)], olga)
    assert (receipt.failed, receipt.applied) == (1, 1)
    [problem] = receipt.problems
    assert (problem.row, problem.column) == (2, column)
    assert words in problem.problem_id


def test_unknown_accounts_are_named_and_not_counted(olga: User, sari: Account) -> None:
    receipt = bring([row("simpatik", "siapa", NOW - DAY)], olga)
    assert receipt.unknown == 1
    assert receipt.unknown_names == [(2, "simpatik", "siapa")]


def test_the_newest_reading_counts_in_whatever_order_they_come(olga: User, sari: Account) -> None:
    bring([row("simpatik", "sari", NOW - 9 * DAY, read_at=NOW - HOUR)], olga)
    bring([row("simpatik", "sari", NOW - 9 * DAY, read_at=NOW - 2 * DAY)], olga)
    assert newest(sari.application).read_at == NOW - HOUR


def test_an_owner_brings_his_own_applications_only(
    owner: User, sari: Account, absen: Application
) -> None:
    AccountFactory(application=absen, username="lain")
    receipt = bring([row("simpatik", "sari", NOW - DAY), row("absen", "lain", NOW - DAY)], owner)
    assert (receipt.applied, receipt.failed) == (1, 1)
    assert "bukan milik OPD Anda" in receipt.problems[0].problem_id


def test_heads_and_agents_do_not_bring_readings(kartini: User, sari: Account) -> None:
    with pytest.raises(PermissionDenied):
        bring([row("simpatik", "sari", NOW - DAY)], kartini)


def test_the_numbers_serve_the_rotation_as_readings_of_the_accounts(
    olga: User, sari: Account, dodi: Account
) -> None:
    read = iso(NOW - HOUR)
    receipt = bring(
        [f"simpatik,sari,0,,{read}", f"simpatik,dodi,3,{iso(NOW - DAY)},{read}"], olga, head=COUNTS
    )
    facts = AccountFacts.objects.in_bulk([sari.pk, dodi.pk])
    assert (facts[sari.pk].open_sessions, facts[sari.pk].zero_sessions_at) == (0, NOW - HOUR)
    assert (facts[dodi.pk].open_sessions, facts[dodi.pk].zero_sessions_at) == (3, None)
    assert receipt.file is not None
    assert receipt.file.readings_file == ReadingsFile.objects.get()


def test_who_is_missing_in_a_list_is_not_thereby_without_sessions(
    olga: User, sari: Account, dodi: Account
) -> None:
    bring([row("simpatik", "sari", NOW - DAY)], olga)
    assert not AccountFacts.objects.filter(account=dodi).exists()


def test_a_withdrawn_file_gives_way_to_the_one_before(olga: User, leo: User, sari: Account) -> None:
    bring([row("simpatik", "sari", NOW - 2 * HOUR, read_at=NOW - 2 * HOUR)], olga)
    false = bring([row("simpatik", "sari", NOW - 9 * DAY)], olga).file
    assert false is not None
    assert newest(sari.application).old == 1
    with pytest.raises(PermissionDenied):
        take_back_sessions(false, why="salah ekspor", by=olga, at=NOW)
    take_back_sessions(false, why="salah ekspor", by=leo, at=NOW)
    assert newest(sari.application).old == 0
    assert ReadingsFile.objects.filter(withdrawn_at=NOW).count() == 1
    with pytest.raises(MoveRefused):
        take_back_sessions(false, why="lagi", by=leo, at=NOW)
    # What was withdrawn may be brought again, mended or not.
    assert not bring([row("simpatik", "sari", NOW - 9 * DAY)], olga).known


def test_the_command_says_what_it_did(
    sari: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sesi.csv"
    file.write_text(f"username;started_at\nsari;{(NOW - 3 * DAY).isoformat()}\n")
    call_command(
        "import_sessions", str(file), "--application", "simpatik", "--read-at", "2026-11-27 08:00"
    )
    told = capsys.readouterr().out
    assert "1 baris: 1 disimpan" in told
    assert "1 lebih dari 24 jam" in told


def test_the_same_export_of_another_application_or_time_is_another_file(
    olga: User, sari: Account, absen: Application
) -> None:
    AccountFactory(application=absen, username="sari")
    head, line = "username,started_at", [f"sari,{iso(NOW - 3 * DAY)}"]

    def again(code: str, ago: int) -> bool:
        read = NOW - ago * HOUR
        return bring(line, olga, head=head, application_code=code, read_at=read).known

    assert [again("simpatik", 2), again("absen", 2), again("absen", 1)] == [False, False, False]
    assert again("absen", 1)
    assert SessionReading.objects.count() == 3
