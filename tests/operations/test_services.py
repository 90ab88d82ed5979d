"""Real workers and schedulers over the broker, cache and database at hand.

Without `CELERY_BROKER_URL`, `CACHE_URL` and `DATABASE_URL` these are the embedded ones; `.ci/run`
runs the file a second time on RabbitMQ, Redis and the machine's PostgreSQL.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from psycopg import sql

from accounts.models import User
from secops import health
from secops.celery import app
from secops.jobs import actions
from secops.jobs.actions import start_job
from secops.jobs.models import Job, Pulse
from tests import database
from tests.jobs.worker import EFFECT, KIND
from tests.operations.conftest import wait_for
from tests.operations.work import FAILING

ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "secops"]
WORKER = [*CELERY, "worker", "-c", "3", "-I", "tests.operations.work"]
WORKER += ["--without-gossip", "--without-mingle"]

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
Start = Callable[[list[str]], Path]


@pytest.fixture
def running(settings: Any, tmp_path: Path) -> Iterator[Start]:
    """Starts parts of the product on this test's database and queue; gives where they log."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings_services",
        "JOURNEY_DATABASE": str(connection.settings_dict["NAME"]),
        "JOURNEY_SEALED_DIR": str(settings.SEALED_DIR),
        "JOURNEY_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PUBLIC_BASE_URL": "http://testserver",
        "EMAIL_URL": "dummymail://",
        "TEST_QUEUE": settings.CELERY_TASK_DEFAULT_QUEUE,
        "TEST_BROKER_DIR": str(settings.BROKER_DIR),
        "PYTHONWARNINGS": "default",
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(command: list[str]) -> Path:
        said = tmp_path / f"part-{len(started)}.log"
        with said.open("wb") as output:
            started.append(
                subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=environment,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            )
        return said

    yield start
    for process in started:
        process.terminate()
    deadline = time.monotonic() + 10
    for process in started:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module", autouse=True)
def _no_queue_left() -> Iterator[None]:
    yield
    with app.connection_for_write() as broker:
        broker.default_channel.queue_delete(configured.CELERY_TASK_DEFAULT_QUEUE)


def scheduler(folder: Path, number: int) -> list[str]:
    return [*CELERY, "beat", "--schedule", str(folder / f"beat-{number}"), "--max-interval", "1"]


def pulse(name: Pulse.Name) -> float:
    found = Pulse.objects.filter(name=name).first()
    return found.seen_at.timestamp() if found else 0.0


def state_of(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def test_a_started_job_wakes_a_worker_and_is_done_once(olga: User, running: Start) -> None:
    running(WORKER)
    job = start_job(KIND, "Impor contoh", {}, by=olga, at=timezone.now())
    wait_for(lambda: state_of(job) == Job.State.DONE, "nobody was woken")
    job.refresh_from_db()
    assert (job.attempts, job.result) == (1, {"steps": 5})
    assert Job.objects.filter(kind=EFFECT).count() == 1
    assert health._ask_broker()


def test_two_schedulers_and_two_workers_do_everything_once(
    olga: User, running: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "wake_workers", lambda _pk: None)  # every wake-up is lost
    jobs = [start_job(KIND, f"Ke-{n}", {}, by=olga, at=timezone.now()) for n in range(6)]
    for number in range(2):
        running(WORKER)
        running(scheduler(tmp_path, number))
    wait_for(lambda: all(state_of(job) == Job.State.DONE for job in jobs), "the tick found nothing")
    assert Job.objects.filter(kind=EFFECT).count() == 6
    assert set(Job.objects.filter(kind=KIND).values_list("attempts", flat=True)) == {1}
    wait_for(lambda: pulse(Pulse.Name.WORKER) and pulse(Pulse.Name.SCHEDULER), "no pulse")


def test_parts_outlive_a_database_that_is_away_for_a_while(
    olga: User, running: Start, tmp_path: Path
) -> None:
    said = running(WORKER)
    running(scheduler(tmp_path, 0))
    wait_for(lambda: pulse(Pulse.Name.WORKER), "no tick")
    name = str(connection.settings_dict["NAME"])
    connection.close()
    doors = "ALTER DATABASE {} ALLOW_CONNECTIONS {}"
    with database.maintenance() as server:
        server.execute(sql.SQL(doors).format(sql.Identifier(name), sql.SQL("false")))
        try:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            wait_for(lambda: "the database failed" in said.read_text(), said.read_text())
        finally:
            server.execute(sql.SQL(doors).format(sql.Identifier(name), sql.SQL("true")))
    back = time.time()
    wait_for(lambda: pulse(Pulse.Name.WORKER) > back, "the worker did not come back")
    wait_for(lambda: pulse(Pulse.Name.SCHEDULER) > back, "the scheduler did not come back")
    job = start_job(KIND, "Impor contoh", {}, by=olga, at=timezone.now())
    wait_for(lambda: state_of(job) == Job.State.DONE, "no work is done any more")


def test_a_workers_log_names_nobody(olga: User, running: Start) -> None:
    said = running(WORKER)
    job = start_job(FAILING, "Impor contoh", {}, by=olga, at=timezone.now())
    wait_for(lambda: state_of(job) == Job.State.FAILED, "the job was not done")
    wait_for(lambda: "ValueError" in said.read_text(), said.read_text())
    assert "1880**************" in said.read_text()
    assert "188001012005011001" not in said.read_text()
    assert "sari.uji@" not in said.read_text()


def test_the_cache_counts_and_forgets() -> None:
    cache.set("services-test", 1, timeout=30)
    assert cache.incr("services-test") == 2
    assert cache.get("services-test") == 2
    assert not cache.add("services-test", 5)
    cache.delete("services-test")
    assert cache.get("services-test") is None
