"""Readings: the newest that carries a fact, refusals, renames, origins, withdrawal."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_rotations
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.compliance.rotations.queries import stands_of
from secops.intake.brought import Brought
from secops.intake.readings import rows
from secops.intake.readings.actions import (
    ReadingsReceipt,
    import_readings,
    withdraw_readings,
)
from secops.inventory.models import (
    Account,
    AccountFacts,
    Alias,
    Reading,
    ReadingsCover,
    ReadingsFile,
)
from secops.inventory.reading_facts import COLUMNS, derive_readings
from secops.rules.intervals import WIB
from secops.rules.refusal import MoveRefused
from tests.factories import AccountFactory, ApplicationFactory, holder_of
from tests.registers.support import CITY, city

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
HEAD = "application_code,username,read_at"
DAY = timedelta(days=1)


@pytest.fixture
def sari(db: None) -> Account:
    """An account of SIMPATIK."""
    return AccountFactory(application=ApplicationFactory(code="simpatik"), username="sari")


def bring(
    text: str, by: User, *, at: datetime = NOW, origin: str = "owner", **order: Any
) -> ReadingsReceipt:
    return import_readings(
        io.BytesIO(text.encode()),
        Brought(file_name="baca.csv", sha256="0" * 64, origin=origin, **order),
        by=by,
        at=at,
    )


def facts() -> AccountFacts:
    return AccountFacts.objects.get()


def test_the_samples_and_the_same_file_again(
    olga: User, office: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    office.is_office = False
    office.save()
    city(olga)
    call_command("import_readings", str(CITY / "readings.csv"), "--json")
    first = json.loads(capsys.readouterr().out)
    counted = ("rows", "applied", "unchanged", "unknown", "failed")
    assert [first[n] for n in counted] == [767, 767, 0, 0, 0]
    assert Account.objects.count() == 1200  # renamed ones are found, none is made twice
    assert Alias.objects.count() == 23
    call_command("import_readings", str(CITY / "readings.csv"), "--json")
    again = json.loads(capsys.readouterr().out)
    assert [again[n] for n in counted] == [767, 0, 767, 0, 0]
    expected = json.loads((CITY.parent / "expected.json").read_text())["readings.csv"]
    assert AccountFacts.objects.exclude(disabled_at=None).count() == expected["disabled"]
    assert AccountFacts.objects.exclude(username_changed_at=None).count() == expected["renamed"]


def test_each_fact_is_that_of_the_newest_reading_that_carries_it(olga: User, sari: Account) -> None:
    columns = f"{HEAD},password_changed_at,sessions_revoked_at,open_sessions,last_login_at\n"
    bring(columns + "simpatik,sari,2026-11-20T09:00,2026-11-19T10:00,2026-11-19T11:00,0,\n", olga)
    bring(columns + "simpatik,sari,2026-11-21T09:00,,,2,2026-11-21T08:00\n", olga)
    now = facts()
    assert now.change_from == datetime(2026, 11, 19, 10, tzinfo=WIB)
    assert now.change_read_at == datetime(2026, 11, 20, 9, tzinfo=WIB)
    assert now.sessions_revoked_at == datetime(2026, 11, 19, 11, tzinfo=WIB)
    assert (now.open_sessions, now.read_at) == (2, datetime(2026, 11, 21, 9, tzinfo=WIB))
    assert now.zero_sessions_at == datetime(2026, 11, 20, 9, tzinfo=WIB)
    assert now.last_login_at == datetime(2026, 11, 21, 8, tzinfo=WIB)


def test_an_empty_disabled_cell_means_enabled_where_the_column_stands(
    olga: User, sari: Account
) -> None:
    bring(f"{HEAD},disabled_at\nsimpatik,sari,2026-11-20T09:00,2026-11-19\n", olga)
    assert facts().disabled_at == datetime(2026, 11, 19, 23, 59, 59, 999999, tzinfo=WIB)
    bring(f"{HEAD},open_sessions\nsimpatik,sari,2026-11-21T09:00,0\n", olga)
    assert facts().disabled_at is not None
    bring(f"{HEAD},disabled_at\nsimpatik,sari,2026-11-21T10:00,\n", olga)
    assert facts().disabled_at is None


def test_an_older_reading_that_comes_late_changes_only_what_nobody_said(
    olga: User, sari: Account
) -> None:
    columns = f"{HEAD},password_changed_at,open_sessions\n"
    bring(columns + "simpatik,sari,2026-11-21T09:00,2026-11-19T10:00,\n", olga)
    bring(columns + "simpatik,sari,2026-11-20T09:00,2026-11-18T10:00,3\n", olga)
    now = facts()
    assert now.change_from == datetime(2026, 11, 19, 10, tzinfo=WIB)
    assert (now.open_sessions, now.went_back) == (3, False)


def test_a_change_older_than_one_read_before_went_back(olga: User, sari: Account) -> None:
    columns = f"{HEAD},password_changed_at\n"
    bring(columns + "simpatik,sari,2026-11-20T09:00,2026-11-19T10:00\n", olga)
    bring(columns + "simpatik,sari,2026-11-21T09:00,2026-11-10T10:00\n", olga)
    assert facts().went_back
    bring(columns + "simpatik,sari,2026-11-22T09:00,2026-11-22T08:00\n", olga)
    assert not facts().went_back


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("simpatik,sari,2026-11-23T09:00,", "read_at", "belum terjadi"),
        ("simpatik,sari,2026-11-20T09:00,2026-11-20T09:06", "password_changed_at", "lebih baru"),
        ("entah,sari,2026-11-20T09:00,", "application_code", "belum terdaftar"),
        ("simpatik,sari,13/14/2024,", "read_at", "bulannya lebih dari 12"),
    ],
)
def test_rows_that_cannot_be_are_refused_in_words(
    olga: User, sari: Account, row: str, column: str, words: str
) -> None:
    receipt = bring(f"{HEAD},password_changed_at\n{row}\n", olga)
    assert (receipt.failed, receipt.applied) == (1, 0)
    assert receipt.problems[0].column == column
    assert words in receipt.problems[0].problem_id


def test_five_minutes_of_a_slow_clock_and_a_later_end_are_allowed(
    olga: User, sari: Account
) -> None:
    receipt = bring(
        f"{HEAD},password_changed_at,disabled_at\n"
        "simpatik,sari,2026-11-20T09:00,2026-11-20T09:05,2027-01-01\n",
        olga,
    )
    assert receipt.applied == 1


def test_an_unknown_account_is_counted_and_named(olga: User, sari: Account) -> None:
    receipt = bring(f"{HEAD}\nsimpatik,entah,2026-11-20T09:00\n", olga)
    assert (receipt.unknown, receipt.failed) == (1, 0)
    assert receipt.unknown_names == [(2, "simpatik", "entah")]


def test_active_directory_and_ldap_times(olga: User, sari: Account) -> None:
    receipt = bring(
        "sAMAccountName,pwdLastSet\nsari,133640142000000000\n",
        olga,
        application_code="simpatik",
        read_at=datetime(2024, 7, 1, tzinfo=UTC),
    )
    assert receipt.applied == 1
    assert facts().change_from == datetime(2024, 6, 28, 2, 10, tzinfo=UTC)
    assert facts().must_change is False
    bring(
        "sAMAccountName,pwdLastSet\nsari,0\n", olga, application_code="simpatik",
        read_at=datetime(2024, 7, 2, tzinfo=UTC),
    )  # fmt: skip
    assert facts().must_change is True
    assert facts().change_from == datetime(2024, 6, 28, 2, 10, tzinfo=UTC)
    bring(
        "uid,pwdChangedTime\nsari,20240703010203Z\n", olga, application_code="simpatik",
        read_at=datetime(2024, 7, 4, tzinfo=UTC),
    )  # fmt: skip
    assert facts().change_from == datetime(2024, 7, 3, 1, 2, 3, tzinfo=UTC)


def test_a_file_without_reading_time_takes_the_import_s_and_says_so(
    olga: User, sari: Account
) -> None:
    receipt = bring("application_code,username,open_sessions\nsimpatik,sari,0\n", olga)
    assert receipt.applied == 1
    assert "read_at" in receipt.warnings[0]
    assert facts().read_at == NOW


def test_a_rename_is_dated_by_the_row_else_by_its_reading(olga: User, sari: Account) -> None:
    columns = f"{HEAD},previous_username,username_changed_at\n"
    text = columns + "simpatik,sari.baru,2026-11-20T09:00,sari,\n"
    receipt = bring(text, olga)
    assert (receipt.applied, receipt.renamed) == (1, 1)
    sari.refresh_from_db()
    assert sari.username == "sari.baru"
    first = datetime(2026, 11, 20, 9, tzinfo=WIB)
    assert facts().username_changed_at == first
    assert bring(text, olga).unchanged == 1
    # The system goes on telling the old name; the change does not become younger by that.
    bring(columns + "simpatik,sari.baru,2026-11-21T09:00,sari,\n", olga)
    assert facts().username_changed_at == first
    assert Account.objects.count() == 1


def test_a_department_that_measures_itself_is_marked_until_the_owner_says_so(
    olga: User, sari: Account
) -> None:
    columns = f"{HEAD},password_changed_at\n"
    row = "simpatik,sari,2026-11-{}T09:00,2026-11-19T10:00\n"
    bring(columns + row.format(20), olga, origin="department")
    assert facts().change_origin == "department"
    bring(columns + row.format(20), olga, origin="owner")
    assert facts().change_origin == "owner"
    bring(columns + row.format(21), olga, origin="department")
    assert facts().change_origin == "owner"


def test_an_application_administrator_brings_his_own_applications_only(
    sari: Account, dinsos: Any
) -> None:
    sari.application.owner = dinsos
    sari.application.save()
    AccountFactory(application=ApplicationFactory(code="surel"), username="sari")
    wayan = holder_of(Role.APPLICATION_ADMINISTRATOR, dinsos, name="Wayan Admin")
    receipt = bring(
        f"{HEAD},open_sessions\nsimpatik,sari,2026-11-20T09:00,0\nsurel,sari,2026-11-20T09:00,0\n",
        wayan,
    )
    assert (receipt.applied, receipt.failed) == (1, 1)
    assert "bukan milik OPD Anda" in receipt.problems[0].problem_id


def test_who_may_not_bring_readings(budi: User, ira: User, sari: Account) -> None:
    for user in (budi, ira):
        with pytest.raises(PermissionDenied):
            bring(f"{HEAD}\nsimpatik,sari,2026-11-20T09:00\n", user)


def test_a_withdrawn_file_counts_no_more(olga: User, leo: User, sari: Account) -> None:
    columns = f"{HEAD},password_changed_at\n"
    bring(columns + "simpatik,sari,2026-11-20T09:00,2026-11-18T10:00\n", olga)
    bring(columns + "simpatik,sari,2026-11-21T09:00,2026-11-19T10:00\n", olga)
    newest = ReadingsFile.objects.first()
    assert newest is not None
    with pytest.raises(PermissionDenied):
        withdraw_readings(newest, why="keliru", by=olga, at=NOW)
    with pytest.raises(MoveRefused):
        withdraw_readings(newest, why=" ", by=leo, at=NOW)
    withdraw_readings(newest, why="salah berkas", by=leo, at=NOW)
    assert facts().change_from == datetime(2026, 11, 18, 10, tzinfo=WIB)
    assert Reading.objects.count() == 2
    assert Entry.objects.get(verb="readings.withdrawn").data["why"] == "salah berkas"
    with pytest.raises(MoveRefused):
        withdraw_readings(newest, why="lagi", by=leo, at=NOW)
    # Withdrawn, it can be brought again.
    assert bring(columns + "simpatik,sari,2026-11-21T09:00,2026-11-19T10:00\n", olga).applied == 1


def test_it_is_known_of_when_each_department_was_read(olga: User, leo: User, sari: Account) -> None:
    """A page says how fresh a department's numbers are; of its own accounts, not of its neighbours'
    in the same application."""
    budi = AccountFactory(application=sari.application, username="budi")
    far = AccountFactory(application=sari.application, username="jauh")
    budi.department = sari.department
    budi.save()
    bring(f"{HEAD}\nsimpatik,sari,2026-11-20T09:00\nsimpatik,jauh,2026-11-20T09:00\n", olga)
    bring(f"{HEAD}\nsimpatik,budi,2026-11-21T09:00\nsimpatik,sari,2026-11-21T08:00\n", olga)
    newer, older = ReadingsFile.objects.all()
    covered = ReadingsCover.objects.order_by("file", "department").values_list(
        "file", "department", "accounts"
    )
    assert set(covered) == {
        (older.pk, sari.department_id, 1),
        (older.pk, far.department_id, 1),
        (newer.pk, sari.department_id, 2),
    }
    campaign = Campaign.objects.create(
        code="pk", name="Penggantian", state=Campaign.State.RUNNING, ordered_at=NOW, created_at=NOW
    )
    for account in (sari, budi, far):
        Rotation.objects.create(
            campaign=campaign,
            account=account,
            application=account.application,
            department=account.department,
            joined_at=NOW,
            due_at=NOW,
            state="told",
            turn="holder",
        )
    own, other = sari.department_id, far.department_id

    def read_of(department: int | None) -> datetime | None:
        assert department is not None
        return stands_of([department], at=NOW)[department].as_of

    assert read_of(own) == datetime(2026, 11, 21, 9, tzinfo=WIB)
    assert read_of(other) == datetime(2026, 11, 20, 9, tzinfo=WIB)
    withdraw_readings(newer, why="salah berkas", by=leo, at=NOW)
    assert read_of(own) == datetime(2026, 11, 20, 9, tzinfo=WIB)


def test_the_trail_has_one_entry_for_a_file(olga: User, sari: Account) -> None:
    bring(f"{HEAD},open_sessions\nsimpatik,sari,2026-11-20T09:00,0\n", olga, source="Basis data")
    entry = Entry.objects.get(verb="readings.imported")
    assert entry.data["applied"] == 1
    assert entry.data["sha256"] == "0" * 64


MOMENTS = st.integers(min_value=1, max_value=6).map(lambda n: NOW - timedelta(days=n))
ONE_READING = st.fixed_dictionaries(
    {
        "read_at": MOMENTS,
        "origin": st.sampled_from(["owner", "office", "department"]),
        "change": st.one_of(st.none(), st.tuples(MOMENTS, st.booleans())),
        "open_sessions": st.sampled_from([None, 0, 2]),
        "disabled": st.sampled_from([None, "", "2026-11-18"]),
        "revoked": st.booleans(),
    }
)


def file_of(one: dict[str, Any]) -> str:
    """A file of one reading of sari's account."""
    columns, cells = HEAD, f"simpatik,sari,{one['read_at'].isoformat()}"
    if one["change"] and one["change"][0] <= one["read_at"]:
        moment, only_day = one["change"]
        columns += ",password_changed_at"
        cells += f",{moment.date()}" if only_day else f",{moment.isoformat()}"
    if one["open_sessions"] is not None:
        columns, cells = columns + ",open_sessions", f"{cells},{one['open_sessions']}"
    if one["disabled"] is not None:
        columns, cells = columns + ",disabled_at", f"{cells},{one['disabled']}"
    if one["revoked"]:
        columns += ",sessions_revoked_at"
        cells += f",{one['read_at'].isoformat()}"
    return f"{columns}\n{cells}\n"


@given(readings=st.lists(ONE_READING, min_size=1, max_size=7), data=st.data())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_adding_file_by_file_gives_the_facts_of_counting_anew(
    olga: User, sari: Account, readings: list[dict[str, Any]], data: st.DataObject
) -> None:
    """The quick way and the thorough way must agree, whatever the order of the files."""
    Reading.objects.all().delete()
    AccountFacts.objects.all().delete()
    ReadingsFile.objects.all().delete()
    for one in readings:
        bring(file_of(one), olga, origin=one["origin"])
    added = {name: getattr(facts(), name) for name in COLUMNS}

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS all_accounts")
        cursor.execute(
            "CREATE TEMP TABLE all_accounts AS SELECT id AS account_id FROM inventory_account"
        )
    derive_readings("all_accounts")
    assert added == {name: getattr(facts(), name) for name in COLUMNS}


@given(
    readings=st.lists(ONE_READING, min_size=1, max_size=7),
    answered=st.one_of(st.none(), MOMENTS),
    base=st.one_of(st.none(), MOMENTS),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_file_leaves_no_state_behind(
    olga: User,
    sari: Account,
    readings: list[dict[str, Any]],
    answered: datetime | None,
    base: datetime | None,
) -> None:
    """An import derives only accounts of which it tells news; deriving all must find nothing."""
    for model in (Reading, AccountFacts, ReadingsFile, Answer, Rotation, Campaign):
        model.objects.all().delete()
    AccountFacts.objects.create(
        account=sari, exposures=1, newest_exposure=NOW - 4 * DAY, newest_received=NOW - 3 * DAY
    )
    campaign = Campaign.objects.create(
        code="satu", name="Satu", state="running", ordered_at=NOW - 7 * DAY,
        created_at=NOW - 7 * DAY, due_privileged=NOW, due_exposed=NOW, due_others=NOW,
    )  # fmt: skip
    rotation = Rotation.objects.create(
        campaign=campaign, account=sari, application=sari.application, base=base,
        joined_at=NOW - 7 * DAY, due_at=NOW,
    )  # fmt: skip
    if answered:
        Answer.objects.create(
            rotation=rotation, kind="done_both", person=sari.holder, given_at=answered,
            cutoff_then=base, channel="link",
        )  # fmt: skip
    everything = scopes.whole_campaign(campaign.pk)
    derive_rotations(everything, at=NOW)
    for one in readings:
        bring(file_of(one), olga, origin=one["origin"])
        told = Rotation.objects.values().get()
        assert derive_rotations(everything, at=NOW).changed == 0, told


AWKWARD = st.sampled_from(
    [
        "sari", "SARI", " sari", "sari ", "1.98E+17", "", "sa\\ri", "1880 0101", "é", "sari\u00a0",
    ]
)  # fmt: skip
TIMES = st.sampled_from(
    [
        "", "2026-11-19T10:00:00+07:00", "2026-11-19T03:00:00Z", "2026-11-19", "19/11/2026",
        "2026-11-31T10:00:00+07:00", "2026-11-30T10:00:00+07:00", "2026-02-29T10:00:00Z",
        "13/14/2024",
        "2026-11-19T24:00:00Z", "2026-11-19T10:00", "2026-11-19T10:00:00-03:30",
    ]
)  # fmt: skip
FILE_ROW = st.tuples(
    AWKWARD, TIMES, TIMES, TIMES, st.sampled_from(["", "0", "2", "x", "-1"]), TIMES
)


@given(lines=st.lists(FILE_ROW, min_size=1, max_size=8))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_plain_rows_are_read_as_the_parser_reads_them(
    olga: User, sari: Account, lines: list[tuple[str, ...]]
) -> None:
    """What the server reads by itself must be what the parser would have made of it."""
    text = f"{HEAD},password_changed_at,disabled_at,open_sessions,last_login_at\n"
    text += "".join(f'simpatik,"{cells[0]}",{",".join(cells[1:])}\n' for cells in lines)
    found = []
    for plain in (rows.PLAIN, re.compile(r"(?!)")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rows, "PLAIN", plain)
            receipt = bring(text, olga)
        kept = Reading.objects.order_by("pk").values_list("read_at", *rows.FACTS)
        found.append((receipt.counts(), [p.as_json() for p in receipt.problems], list(kept)))
        Reading.objects.all().delete()
        AccountFacts.objects.all().delete()
    assert found[0] == found[1]
