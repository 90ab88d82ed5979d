"""Workers that are killed or frozen in the middle of a job."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from secops.jobs.actions import start_job, work_off
from secops.jobs.models import Job
from secops.jobs.registry import WORK
from tests.jobs.worker import EFFECT, KIND, write_rows

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def job(olga: User, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job that waits; this process would do it in a few steps."""
    monkeypatch.setitem(WORK, KIND, write_rows(3))
    monkeypatch.setattr("secops.jobs.actions.wake_workers", lambda _pk: None)
    return start_job(KIND, "Impor contoh", {}, by=olga, at=timezone.now())


@pytest.fixture
def other_worker(settings: Any) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Starts a real worker process that needs half a minute for the job."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings_worker",
            "JOURNEY_DATABASE": str(connection.settings_dict["NAME"]),
            "JOURNEY_SEALED_DIR": str(settings.SEALED_DIR),
            "JOURNEY_MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "PUBLIC_BASE_URL": "http://testserver",
        }
        command = [sys.executable, "-m", "tests.jobs.worker", "3000"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()


def wait_until_half_way(job: Job, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while Job.objects.get(pk=job.pk).done < 5:
        assert process.poll() is None, "the worker ended too early"
        assert time.monotonic() < deadline, "the worker did not begin"
        time.sleep(0.05)


def effects() -> int:
    return Job.objects.filter(kind=EFFECT).count()


def test_a_killed_workers_job_is_cleanly_redone_by_another(job: Job, other_worker) -> None:
    process = other_worker()
    wait_until_half_way(job, process)
    process.kill()
    process.wait()
    assert work_off(at=timezone.now()) == 0, "its lease still runs"
    assert effects() == 0
    assert work_off(at=timezone.now() + timedelta(minutes=2)) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (Job.State.DONE, 2, {"steps": 3})
    assert effects() == 1


def test_a_frozen_worker_that_wakes_up_again_writes_nothing(job: Job, other_worker) -> None:
    process = other_worker()
    wait_until_half_way(job, process)
    process.send_signal(signal.SIGSTOP)
    assert work_off(at=timezone.now() + timedelta(minutes=2)) == 1
    process.send_signal(signal.SIGCONT)
    assert process.wait(30) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (Job.State.DONE, 2, {"steps": 3})
    assert effects() == 1


def test_a_database_that_throws_everybody_out_only_costs_an_attempt(job: Job, other_worker) -> None:
    process = other_worker()
    wait_until_half_way(job, process)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    deadline = time.monotonic() + 30
    while Job.objects.get(pk=job.pk).attempts < 2:
        assert time.monotonic() < deadline, "the worker did not come back"
        time.sleep(0.05)
    assert process.poll() is None
    assert effects() == 0
