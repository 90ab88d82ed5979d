"""The ping protocol, request by request as the reference server answers (healthchecks v3.13)."""

import threading
import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import Department
from accounts.roles import Role
from secops.compliance.backups.actions import end_plan, rotate_key
from secops.compliance.backups.models import BackupPlan, Ping, PingKey
from tests.backups.support import AT, plan_of, standing
from tests.factories import DepartmentFactory, holder_of

pytestmark = pytest.mark.django_db

NO_CACHE = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.fixture
def department() -> Department:
    return DepartmentFactory(code="DINSOS")


@pytest.fixture
def plan(department: Department) -> BackupPlan:
    agent = holder_of(Role.AGENT, department)
    rotate_key(department, by=agent, at=AT)
    return plan_of(department, by=agent, slug="simpatik")


@pytest.fixture
def strict() -> Client:
    """A caller without a session, to whom the protection of forms applies."""
    return Client(enforce_csrf_checks=True)


def address(plan: BackupPlan, end: str = "") -> str:
    return f"/ping/{plan.ping_uuid}{end}"


def by_slug(plan: BackupPlan, end: str = "", slug: str = "simpatik") -> str:
    return f"/ping/{PingKey.objects.get(department=plan.department, ended_at=None).key}/{slug}{end}"


def last() -> Ping:
    return Ping.objects.order_by("-n").first()


@pytest.mark.parametrize("of", [address, by_slug])
@pytest.mark.parametrize(
    ("end", "kind", "exit_status"),
    [
        ("", "success", None),
        ("/", "success", None),
        ("/start", "start", None),
        ("/fail", "fail", None),
        ("/log", "log", None),
        ("/0", "success", 0),
        ("/3", "fail", 3),
        ("/255", "fail", 255),
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_a_ping_is_answered_and_noted_as_by_the_reference(
    strict: Client, plan: BackupPlan, of: Any, end: str, kind: str, exit_status: Any, method: str
) -> None:
    answer = getattr(strict, method)(of(plan, end))
    assert answer.status_code == 200
    assert answer.content == (b"" if method == "head" else b"OK")
    assert answer.headers["Ping-Body-Limit"] == "10000"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == NO_CACHE
    assert not answer.cookies
    assert (last().kind, last().exit_status, last().method) == (kind, exit_status, method.upper())


@pytest.mark.parametrize("of", [address, by_slug])
@pytest.mark.parametrize(
    ("end", "status", "words"),
    [
        ("/256", 400, b"invalid url format"),
        ("/99999999999999999999", 400, b"invalid url format"),
        ("?rid=12345", 400, b"invalid uuid format"),
        ("/start?rid=684e2e73-017e-465f-8149-d70b7c5aaa490", 400, b"invalid uuid format"),
        ("?rid=", 400, b"invalid uuid format"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_reference(
    strict: Client, plan: BackupPlan, of: Any, end: str, status: int, words: bytes
) -> None:
    answer = strict.get(of(plan, end))
    assert (answer.status_code, answer.content) == (status, words)
    assert not Ping.objects.exists()


def test_an_unknown_plan_is_not_found(strict: Client, plan: BackupPlan) -> None:
    for end in ("", "/start", "/fail", "/256", "?rid=1"):
        answer = strict.get(f"/ping/{uuid.uuid4()}{end}")
        assert (answer.status_code, answer.content) == (404, b"not found")
    answer = strict.get(by_slug(plan, slug="lain"))
    assert (answer.status_code, answer.content) == (404, b"not found")
    answer = strict.post(f"/ping/{uuid.uuid4()}", b"isi", content_type="text/plain")
    assert (answer.status_code, answer.content) == (404, b"not found")
    answer = strict.get("/ping/tidak-ada/simpatik?create=1")
    assert (answer.status_code, answer.content) == (404, b"not found")


def test_an_address_without_hyphens_is_no_uuid(strict: Client, plan: BackupPlan) -> None:
    assert strict.get(f"/ping/{plan.ping_uuid.hex}").status_code == 404


def test_a_plan_that_ended_is_not_found(strict: Client, plan: BackupPlan) -> None:
    end_plan(plan, reason="aplikasi dihentikan", by=plan.created_by, at=AT)
    assert strict.get(address(plan)).status_code == 404
    assert strict.get(by_slug(plan)).status_code == 404


def test_a_slug_that_fits_two_plans_is_ambiguous(strict: Client, plan: BackupPlan) -> None:
    other = plan_of(plan.department, by=plan.created_by, slug="lain")
    BackupPlan.objects.filter(pk=other.pk).update(slug="simpatik")
    answer = strict.get(by_slug(plan))
    assert (answer.status_code, answer.content) == (409, b"ambiguous slug")
    assert not Ping.objects.exists()


def test_a_first_ping_makes_its_plan_where_it_asks_for_it(strict: Client, plan: BackupPlan) -> None:
    answer = strict.get(by_slug(plan, "?create=1", slug="new1"))
    assert (answer.status_code, answer.content) == (201, b"Created")
    assert answer.headers["Ping-Body-Limit"] == "10000"
    made = BackupPlan.objects.get(slug="new1")
    assert (made.department, made.every_minutes, made.grace_minutes) == (plan.department, 1440, 60)
    assert made.copies is None
    assert standing(made).state == "unproven"
    again = strict.get(by_slug(plan, "?create=1", slug="new1"))
    assert (again.status_code, again.content) == (200, b"OK")


@pytest.mark.parametrize("slug", ["Simpatik", "S" * 10, "a" * 101])
def test_a_slug_is_small_letters(strict: Client, plan: BackupPlan, slug: str) -> None:
    answer = strict.get(by_slug(plan, "?create=1", slug=slug))
    assert (answer.status_code, answer.content) == (400, b"invalid url format")
    assert BackupPlan.objects.count() == 1


def test_pings_alone_make_no_flood_of_plans(
    strict: Client, plan: BackupPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secops.compliance.backups.actions.pinging.MADE_BY_PINGS", 1)
    assert strict.get(by_slug(plan, "?create=1", slug="satu")).status_code == 201
    assert strict.get(by_slug(plan, "?create=1", slug="dua")).status_code == 404


def test_an_old_key_reports_nothing_any_more(strict: Client, plan: BackupPlan) -> None:
    old = by_slug(plan)
    rotate_key(plan.department, by=plan.created_by, at=AT)
    assert strict.get(old).status_code == 404
    assert strict.get(by_slug(plan)).status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_is_refused_and_counts_as_no_run(
    strict: Client, plan: BackupPlan, method: str
) -> None:
    answer = getattr(strict, method)(address(plan))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert not Ping.objects.exists()


def test_the_question_of_a_browser_is_answered_and_counts_as_no_run(
    strict: Client, plan: BackupPlan
) -> None:
    answer = strict.options(address(plan))
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST"
    assert not Ping.objects.exists()


def test_of_a_long_body_the_first_ten_thousand_bytes_are_kept(
    strict: Client, plan: BackupPlan
) -> None:
    body = ("baris log yang biasa\n" * 5000).encode()[:100_000]
    answer = strict.post(address(plan), body, content_type="text/plain")
    assert (answer.status_code, answer.content) == (200, b"OK")
    assert last().body == body[:10_000].decode().rstrip("\n")
    assert last().bytes == 100_000


def test_a_body_that_is_no_text_harms_nothing(strict: Client, plan: BackupPlan) -> None:
    strict.post(address(plan), b"Hello \xe9 \x00 World", content_type="text/plain")
    assert last().body == "Hello � World".replace(" W", "  W")


@pytest.mark.parametrize(
    "line",
    [
        "RESTIC_PASSWORD=R4hasia!besar",
        "password: R4hasia!besar",
        "export AWS_SECRET_ACCESS_KEY='R4hasiabesar'",
        "mysqldump -u root -pR4hasia simpatik",
        "pg_dump --password R4hasia simpatik",
        "rclone copy https://admin:R4hasia@nas.kotacontoh.example/x",
        "token R4hasia123",
    ],
)
def test_no_password_in_a_body_is_kept(strict: Client, plan: BackupPlan, line: str) -> None:
    body = f"repository ok\n{line}\nselesai"
    strict.post(address(plan), body, content_type="text/plain")
    assert "R4hasia" not in last().body
    assert last().body.startswith("repository ok\n")
    assert last().body.endswith("\nselesai")


def test_an_ordinary_log_stays_as_it_is(strict: Client, plan: BackupPlan) -> None:
    body = "2026-11-24 02:00 mulai\nFiles: 12 new, 3 changed\nAdded to the repository: 1.2 GiB"
    strict.post(address(plan), body, content_type="text/plain")
    assert last().body == body


def test_an_evil_body_is_looked_through_quickly(strict: Client, plan: BackupPlan) -> None:
    import time  # noqa: PLC0415

    started = time.perf_counter()
    for body in ("a-" * 5000, "kode " * 2000, "password " * 1100, "1" * 10_000):
        assert strict.post(address(plan), body, content_type="text/plain").status_code == 200
    assert time.perf_counter() - started < 2


def test_in_one_minute_no_more_than_twenty_bodies_are_kept(
    strict: Client, plan: BackupPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secops.compliance.backups.doors.pings.timezone.now", lambda: AT)
    for _n in range(25):
        strict.post(address(plan), "isi", content_type="text/plain")
    assert Ping.objects.filter(body="isi").count() == 20
    assert Ping.objects.filter(body="", body_gone=True, bytes=3).count() == 5


def test_a_form_and_a_long_name_of_the_caller_are_taken(strict: Client, plan: BackupPlan) -> None:
    strict.post(address(plan), {"a": "b"}, headers={"user-agent": "x" * 500})
    assert len(last().user_agent) == 200


def test_the_time_of_a_run_is_counted_from_its_own_start(
    strict: Client, plan: BackupPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [AT]
    monkeypatch.setattr("secops.compliance.backups.doors.pings.timezone.now", lambda: now[0])
    first, second = uuid.uuid4(), uuid.uuid4()

    def at(seconds: int, end: str) -> float | None:
        now[0] = AT.replace(minute=seconds // 60, second=seconds % 60)
        assert strict.get(address(plan, end)).status_code == 200
        return last().seconds

    at(0, "/start")
    assert at(10, "") == 10
    assert at(20, "") is None, "it did not say that it began"
    at(30, f"/start?rid={first}")
    at(40, f"/start?rid={second}")
    assert at(100, f"?rid={first}") == 70
    assert standing(plan).started_at is not None, "the second run goes on"
    assert at(105, f"/fail?rid={second}") == 65
    assert standing(plan).started_at is None


@pytest.mark.django_db(transaction=True)
def test_many_pings_at_once_are_all_noted() -> None:
    department = DepartmentFactory(code="DINSOS")
    plan = plan_of(department, by=holder_of(Role.AGENT, department))
    statuses: list[int] = []

    def knock() -> None:
        from django.db import connection  # noqa: PLC0415

        client = Client()
        statuses.extend(client.get(address(plan)).status_code for _n in range(25))
        connection.close()

    threads = [threading.Thread(target=knock) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 200
    assert sorted(Ping.objects.values_list("n", flat=True)) == list(range(1, 201))
