"""The sample city through the commands, compared with what a person counts in the files."""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import call_command

from accounts.models import Department
from secops.inventory.models import Account, Exposure
from secops.rules.rotation import State

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
CITY, LEAKS = SAMPLES / "city", SAMPLES / "leaks"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text())
WIB = timezone(timedelta(hours=7))
RECEIVED = datetime(2024, 6, 20, 8, 0, tzinfo=WIB)
COUNTED = ("rows", "outside", "rejected", "duplicate", "new", "matched", "unknown_account",
           "unknown_application")  # fmt: skip


def run(command: str, *arguments: str) -> dict[str, Any]:
    """What the command says with --json."""
    said = io.StringIO()
    call_command(command, *arguments, "--json", stdout=said)
    answer = json.loads(said.getvalue())
    assert isinstance(answer, dict)
    return answer


@pytest.fixture
def city() -> None:
    """The registers, loaded by the commands."""
    for kind in ("departments", "applications", "accounts"):
        outcome = run(f"import_{kind}", str(CITY / f"{kind}.csv"))
        assert outcome["failed"] == 0, outcome["errors"]


def leak(name: str, *more: str) -> dict[str, Any]:
    return run("import_leak", str(LEAKS / name), "--received-at", RECEIVED.isoformat(), *more)


def test_the_registers_are_loaded_whole_and_a_second_time_change_nothing(city: None) -> None:
    assert Department.objects.count() == EXPECTED["departments"]
    assert Account.objects.count() == EXPECTED["accounts"]
    for kind in ("departments", "applications", "accounts"):
        again = run(f"import_{kind}", str(CITY / f"{kind}.csv"))
        assert (again["created"], again["updated"]) == (0, 0), again


@pytest.mark.parametrize("name", ["ulp.txt", "stealer.txt", "table.csv", "shadowserver.csv"])
def test_each_leak_file_counts_as_expected(city: None, name: str) -> None:
    said = leak(name)
    assert {key: said[key] for key in COUNTED} == EXPECTED[name]


@pytest.mark.parametrize("name", ["ulp.txt", "stealer.txt", "table.csv", "shadowserver.csv"])
def test_the_same_file_again_is_all_duplicates(city: None, name: str) -> None:
    first = leak(name)
    again = leak(name)
    assert again["new"] == 0
    assert again["duplicate"] == first["new"] + first["duplicate"]
    assert Exposure.objects.count() == first["new"]


def test_a_dry_run_counts_the_same_and_leaves_nothing(city: None) -> None:
    tried = leak("ulp.txt", "--dry-run")
    assert tried["report"] is None
    assert {key: tried[key] for key in COUNTED} == EXPECTED["ulp.txt"]
    assert not Exposure.objects.exists()


def test_an_xlsx_twin_of_the_table_gives_the_same_counts(city: None, tmp_path: Path) -> None:
    twin = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(str(twin)) as book:
        sheet = book.add_worksheet()
        text = (LEAKS / "table.csv").read_text(encoding="windows-1252")
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=";")):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
    said = run("import_leak", str(twin), "--received-at", RECEIVED.isoformat())
    assert {key: said[key] for key in COUNTED} == EXPECTED["table.csv"]


# ── counted by hand, without a line of the product ───────────────────────────────────────────────


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def exposed_by_hand() -> Iterator[tuple[str, str, datetime]]:
    """Application, login, and when the exposure counts, for each readable row of table.csv."""
    text = (LEAKS / "table.csv").read_text(encoding="windows-1252")
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        login = re.sub(r"(?<=\d) +(?=\d)", "", row["Nama Pengguna"].strip()).casefold()
        if "e+" in login:
            continue
        application = re.match(r"https?://([a-z-]+)\.", row["Situs"].lower())
        assert application is not None
        code = {"simpatik-lama": "simpatik", "webmail": "surel"}.get(
            application.group(1), application.group(1)
        )
        day = datetime.strptime(row["Tanggal Terpapar"], "%d/%m/%Y").replace(tzinfo=WIB)
        yield code, login, min(day + timedelta(days=1, microseconds=-1), RECEIVED)


def states_by_hand(ask_username: bool) -> tuple[Counter[str], dict[str, Counter[str]], int]:
    """States, states by department, and usable accounts, as a person would count them."""
    applications = {row["code"]: row for row in rows_of(CITY / "applications.csv")}
    accounts = {
        (row["application_code"], row["username"].casefold()): row
        for row in rows_of(CITY / "accounts.csv")
    }
    readings = {
        (row["application_code"], (row["previous_username"] or row["username"]).casefold()): row
        for row in rows_of(CITY / "readings.csv")
    }
    cutoffs: dict[tuple[str, str], datetime] = {}
    for code, login, effective in exposed_by_hand():
        if (code, login) in accounts:
            key = (code, login)
            cutoffs[key] = max(cutoffs.get(key, effective), effective)
    states: Counter[str] = Counter()
    by_department: dict[str, Counter[str]] = defaultdict(Counter)
    usable = 0
    for key, cutoff in cutoffs.items():
        account, reading = accounts[key], readings.get(key)
        joined_with = moment(account["password_changed_at"])
        change = joined_with
        state = State.OPEN
        if reading is not None:
            change = moment(reading["password_changed_at"]) or change
            revoked = moment(reading["sessions_revoked_at"])
            read_at = moment(reading["read_at"])
            assert read_at is not None
            ends = applications[key[0]]["kills_sessions_on_password_change"] == "yes"
            tells = applications[key[0]]["reports_sessions"] != "no"
        else:
            revoked, read_at, ends, tells = None, None, False, True
        if change is not None and change > cutoff:
            gone = (
                ends
                or (revoked is not None and revoked >= change)
                or (
                    reading is not None
                    and read_at is not None
                    and reading["open_sessions"] == "0"
                    and read_at > change
                )
            )
            renamed = reading is not None and moment(reading["username_changed_at"] or "")
            named = not ask_username or (bool(renamed) and renamed > cutoff)
            state = State.VERIFIED if (gone or not tells) and named else State.PARTIAL
        if reading is not None and reading["disabled_at"]:
            state = State.DISABLED
        states[state] += 1
        by_department[account["department_code"]][state] += 1
        live = joined_with is None or not cutoff < joined_with
        usable += live and state not in (State.DISABLED, State.VERIFIED)
    return states, dict(by_department), usable


@pytest.mark.parametrize("ask_username", [False, True])
def test_the_campaign_says_what_a_person_counts(city: None, ask_username: bool) -> None:
    leak("table.csv")
    codes = ",".join(sorted({code for code, _login, _effective in exposed_by_hand()}))
    started = run(
        "start_campaign",
        "Contoh",
        "--applications",
        codes,
        "--exposed-only",
        *(["--ask-username"] if ask_username else []),
    )
    before = Account.objects.count()
    read = run("import_readings", str(CITY / "readings.csv"))
    assert (read["failed"], read["unknown"]) == (0, 0)
    assert Account.objects.count() == before, "a renamed account was made a second time"
    status = run("campaign_status", started["campaign"])
    states, by_department, usable = states_by_hand(ask_username)
    assert {state: n for state, n in status["states"].items() if n} == dict(states)
    assert status["total"] == started["rotations"] == sum(states.values())
    assert status["usable"] == usable
    assert {
        code: {state: n for state, n in counts.items() if n}
        for code, counts in status["by_department"].items()
    } == {code: dict(counts) for code, counts in by_department.items()}
    assert status["done"] == states[State.VERIFIED] + states[State.DISABLED]


def test_renamed_accounts_are_found_under_both_names(city: None) -> None:
    leak("table.csv")
    run("start_campaign", "Contoh", "--applications", "simpatik,absen,surel", "--cutoff",
        datetime(2024, 6, 20, tzinfo=UTC).isoformat())  # fmt: skip
    run("import_readings", str(CITY / "readings.csv"))
    renamed = [row for row in rows_of(CITY / "readings.csv") if row["previous_username"]]
    assert len(renamed) == EXPECTED["readings.csv"]["renamed"]
    for row in renamed[:5]:
        now = run("rotation_state", row["application_code"], row["username"])
        then = run("rotation_state", row["application_code"], row["previous_username"])
        assert now == then
