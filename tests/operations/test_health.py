"""What the proxy and the monitor ask."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from secops import health
from secops.jobs.actions import feel_pulse
from secops.jobs.models import Job, Pulse
from secops.jobs.queries import BEHIND_THE_PAGES, pulses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _broker_folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path)}
    monkeypatch.setattr(health, "_broker", (float("-inf"), False))


def all_alive(age: timedelta = timedelta(0)) -> None:
    for name in Pulse.Name:
        feel_pulse(name, at=timezone.now() - age)


def test_alive_needs_no_sign_in_and_no_database(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(health, "connection", None)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_when_every_part_answers(client: Client) -> None:
    all_alive()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True, "database": True, "broker": True, "worker": True, "scheduler": True,
        "auditor": False, "oldest_due_seconds": 0, "heartbeat_at": None,
    }  # fmt: skip


@pytest.mark.parametrize("part", BEHIND_THE_PAGES)
def test_a_part_that_is_silent_for_three_minutes_is_named(client: Client, part: Pulse.Name) -> None:
    all_alive()
    Pulse.objects.filter(name=part).update(seen_at=timezone.now() - timedelta(seconds=181))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    parts = ("ready", "database", "broker", "worker", "scheduler")
    assert [name for name in parts if not answer.json()[name]] == ["ready", part]


def test_the_silence_that_alarms_is_a_setting(client: Client, settings: Any) -> None:
    all_alive(timedelta(seconds=20))
    settings.SILENT_AFTER_SECONDS = 10
    assert client.get("/readyz").status_code == 503


def test_never_felt_is_silent() -> None:
    assert [(part.name, part.seen_at, part.silent) for part in pulses(timezone.now())] == [
        ("worker", None, True),
        ("scheduler", None, True),
    ]


def test_a_late_pulse_does_not_turn_the_clock_back() -> None:
    now = timezone.now()
    feel_pulse(Pulse.Name.WORKER, at=now)
    feel_pulse(Pulse.Name.WORKER, at=now - timedelta(minutes=5))
    assert Pulse.objects.get(name="worker").seen_at == now


def test_a_broker_folder_that_is_gone_is_named(client: Client, settings: Any) -> None:
    all_alive()
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": "/nowhere/at/all"}
    assert client.get("/readyz").json()["broker"] is False


def test_a_broker_that_refuses_is_named_within_seconds(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_alive()
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(health, "app", Celery(broker="redis://127.0.0.1:1/0"))
    assert client.get("/readyz").json()["broker"] is False


def test_a_database_that_is_away_is_a_503_and_not_an_error_page(
    client: Client, monkeypatch
) -> None:
    class Away:
        def cursor(self) -> None:
            raise DatabaseError("away")

    monkeypatch.setattr(health, "connection", Away())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.mark.parametrize("token", ["", "Bearer wrong", "Bearer "])
def test_the_numbers_are_not_there_without_the_token(
    client: Client, settings: Any, token: str
) -> None:
    for wanted in ("", "a-long-token-for-the-monitor"):
        settings.METRICS_TOKEN = wanted
        assert client.get("/metrics", headers={"Authorization": token}).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [("192.0.2.7", 200), ("198.51.100.9", 200), ("198.51.100.8", 404), ("", 404)],
)
def test_a_listed_address_reads_the_numbers_without_a_token(
    client: Client, settings: Any, address: str, status: int
) -> None:
    settings.METRICS_NETWORKS = ["192.0.2.0/24", "198.51.100.9"]
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == status


def test_behind_a_proxy_the_caller_is_who_the_proxy_names(client: Client, settings: Any) -> None:
    settings.METRICS_NETWORKS, settings.TRUSTED_PROXY_COUNT = ["192.0.2.7"], 1
    for said, status in (("192.0.2.7", 200), ("192.0.2.7, 198.51.100.8", 404)):
        answer = client.get("/metrics", headers={"X-Forwarded-For": said}, REMOTE_ADDR="192.0.2.7")
        assert answer.status_code == status, said


def test_the_numbers_of_queues_pulses_and_imports(
    client: Client, settings: Any, olga: User
) -> None:
    settings.METRICS_TOKEN = "a-long-token-for-the-monitor"
    all_alive()
    Job.objects.create(
        kind="test", title="x", started_by=olga, created_at=timezone.now() - timedelta(seconds=90)
    )
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    assert 'siaga_jobs{state="queued"} 1' in lines
    oldest = next(line for line in lines if line.startswith("siaga_jobs_oldest_seconds{"))
    assert 90 <= float(oldest.split()[-1]) < 120
    assert sum(line.startswith("siaga_pulse_timestamp_seconds{") for line in lines) == 2
    for line in lines:
        assert line.startswith("# ") or float(line.split()[-1]) >= 0


def test_neither_asks_for_a_sign_in_nor_writes_a_session(client: Client) -> None:
    for address in ("/healthz", "/readyz", "/metrics"):
        answer = client.get(address)
        assert answer.status_code in (200, 404, 503)
        assert not answer.cookies
        assert client.post(address).status_code == 405
