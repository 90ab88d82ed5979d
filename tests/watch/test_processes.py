"""Real processes that are killed: one of those that are left mails the officer on duty.

Nobody waits five minutes: a pulse is a row with a time, and is set back.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from secops.jobs.models import Pulse
from secops.watch.models import Outage
from tests.factories import ContactFactory
from tests.operations.conftest import wait_for
from tests.outbox.sink import Sink, free_port, serve

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "secops"]
WORKER = [*CELERY, "worker", "-c", "2", "--without-gossip", "--without-mingle"]
WEB = [sys.executable, "-m", "gunicorn", "-c", "python:secops.web", "secops.wsgi"]
Start = Callable[[list[str]], "subprocess.Popen[bytes]"]


@pytest.fixture
def mails() -> Iterator[tuple[Sink, int]]:
    """A mail server that other processes speak to."""
    sink = Sink()
    server = serve(sink)
    yield sink, server.port
    server.stop()


@pytest.fixture
def start(settings: Any, mails: tuple[Sink, int], tmp_path: Path) -> Iterator[Start]:
    """Starts a part of the product on this test's database, queue and mail server."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings_services",
        "JOURNEY_DATABASE": str(connection.settings_dict["NAME"]),
        "JOURNEY_SEALED_DIR": str(settings.SEALED_DIR),
        "JOURNEY_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PUBLIC_BASE_URL": "http://testserver",
        "EMAIL_URL": f"smtp://127.0.0.1:{mails[1]}",
        "TEST_QUEUE": settings.CELERY_TASK_DEFAULT_QUEUE,
        "TEST_BROKER_DIR": str(tmp_path / "broker"),
        "WEB_BIND": f"127.0.0.1:{free_port()}",
        "WEB_WORKERS": "2",
    }
    for folder in ("queue", "control"):
        (tmp_path / "broker" / folder).mkdir(parents=True)
    started: list[subprocess.Popen[bytes]] = []

    def begin(command: list[str]) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a part with all its processes, as a machine that loses power does."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def scheduler(folder: Path) -> list[str]:
    return [*CELERY, "beat", "--schedule", str(folder / "beat"), "--max-interval", "1"]


@pytest.fixture
def officer(olga: User) -> User:
    ContactFactory(person=olga.person, address="olga@kotacontoh.example")
    return olga


def set_back(part: Pulse.Name) -> None:
    """Six minutes have passed since the part was felt."""
    Pulse.objects.update_or_create(
        name=part, defaults={"seen_at": timezone.now() - timedelta(minutes=6)}
    )


def is_felt(part: Pulse.Name) -> bool:
    return Pulse.objects.filter(
        name=part, seen_at__gt=timezone.now() - timedelta(minutes=1)
    ).exists()


def said(sink: Sink) -> list[str]:
    return [str(mail["Subject"]) for mail in sink.mails]


def test_a_killed_worker_is_mailed_by_the_scheduler_and_its_return_too(
    start: Start, mails: tuple[Sink, int], officer: User, tmp_path: Path
) -> None:
    sink, _port = mails
    start(scheduler(tmp_path))
    worker = start(WORKER)
    wait_for(lambda: is_felt(Pulse.Name.WORKER), "the worker never ticked")
    end(worker)
    set_back(Pulse.Name.WORKER)
    wait_for(lambda: sink.mails, "nobody was told that the worker is dead")
    assert "Pekerja Siaga berhenti" in said(sink)[0]
    assert Outage.objects.get().noticed_by == Pulse.Name.SCHEDULER
    start(WORKER)
    wait_for(lambda: len(sink.mails) > 1, "nobody was told that it is back")
    assert "Pekerja Siaga berjalan lagi" in said(sink)[1]
    assert len(sink.mails) == 2


def test_a_killed_scheduler_is_mailed_by_the_worker(
    start: Start, mails: tuple[Sink, int], officer: User, tmp_path: Path
) -> None:
    sink, _port = mails
    beat = start(scheduler(tmp_path))
    start(WORKER)
    wait_for(lambda: is_felt(Pulse.Name.WORKER), "the worker never ticked")
    end(beat)
    set_back(Pulse.Name.SCHEDULER)
    wait_for(lambda: sink.mails, "nobody was told that the scheduler is dead")
    assert "Penjadwal Siaga berhenti" in said(sink)[0]
    assert Outage.objects.get().noticed_by == Pulse.Name.WORKER


def test_with_both_dead_the_web_process_mails_once(
    start: Start, mails: tuple[Sink, int], officer: User
) -> None:
    sink, _port = mails
    set_back(Pulse.Name.SCHEDULER)
    set_back(Pulse.Name.WORKER)
    start(WEB)  # two processes, and both watch
    wait_for(lambda: sink.mails, "nobody was told")
    wait_for(lambda: is_felt(Pulse.Name.WEB), "the web process left no pulse")
    assert ["Penjadwal Siaga berhenti" in one for one in said(sink)] == [True]
    assert Outage.objects.get().noticed_by == Pulse.Name.WEB
