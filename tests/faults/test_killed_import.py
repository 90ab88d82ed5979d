"""A worker killed in mid-import: nothing is half-applied, and the next one does the job whole."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings as configured
from django.db import connection
from django.utils import timezone

from accounts.models import User
from secops.intake.leaks.uploading import receive_leak
from secops.intake.sealed import Sealer, public_key
from secops.intake.uploads import SealedFile
from secops.inventory.models import AccountFacts, Exposure, LeakReport
from secops.jobs.actions import work_off
from secops.jobs.models import Job
from tests.factories import AccountFactory, ApplicationFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]

ROWS = 400
#: A worker that stops for ever at the given step of the import and says so.
WORKER = """
import sys, time
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {database!r}
django.setup()
settings.SEALED_DIR = {folder!r}
settings.INTAKE_PRIVATE_KEY = {key!r}
from django.utils import timezone
import secops.wiring
from secops.intake.leaks import importing
from secops.jobs.actions import work_off
step = getattr(importing, {step!r})
def stuck(*args, **kwargs):
    step(*args, **kwargs)
    print("here", flush=True)
    time.sleep(120)
setattr(importing, {step!r}, stuck)
work_off(at=timezone.now())
"""


@pytest.fixture
def key(settings: Any) -> str:
    private = X25519PrivateKey.generate()
    settings.INTAKE_PRIVATE_KEY = base64.b64encode(private.private_bytes_raw()).decode()
    settings.INTAKE_PUBLIC_KEY = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    return str(settings.INTAKE_PRIVATE_KEY)


@pytest.fixture
def waiting(key: str, olga: User, tmp_path: Path, settings: Any) -> Path:
    """An upload that waits for a worker."""
    settings.SEALED_DIR = tmp_path / "sealed"
    settings.SEALED_DIR.mkdir()
    application = ApplicationFactory(code="simpatik")
    application.hosts.create(name="simpatik.kotacontoh.example")
    for n in range(ROWS):
        AccountFactory(application=application, username=f"u{n}")
    lines = "".join(f"https://simpatik.kotacontoh.example/:u{n}:Contoh{n}\n" for n in range(ROWS))
    path = settings.SEALED_DIR / "laporan"
    with path.open("wb") as out:
        sealer = Sealer(out, public_key())
        sealer.write(lines.encode())
        sealer.finish()
    now = timezone.now()
    receive_leak(
        SealedFile(path, "laporan.txt", len(lines), "0" * 64),
        source="uji", received_at=now, leaked_before=None, format="ulp", by=olga, at=now,
    )  # fmt: skip
    return path


def kill_at(step: str, key: str, folder: Path) -> None:
    code = WORKER.format(
        database=connection.settings_dict["NAME"], folder=str(folder), key=key, step=step
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    worker = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=configured.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    try:
        assert worker.stdout.readline().strip() == "here"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        worker.stdout.close()


@pytest.mark.parametrize("step", ["stage", "merge", "join_and_derive"])
def test_a_killed_import_is_done_anew(step: str, key: str, waiting: Path) -> None:
    kill_at(step, key, waiting.parent)
    _until_let_go()
    assert waiting.exists(), "the sealed upload is there"
    assert not LeakReport.objects.exists()
    assert not Exposure.objects.exists()
    assert not AccountFacts.objects.exists()
    job = Job.objects.get(kind="leak.import")
    assert job.state == Job.State.RUNNING, "its lease still runs"
    assert work_off(at=timezone.now()) == 0
    work_off(at=timezone.now() + timedelta(minutes=5))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    report = LeakReport.objects.get()
    assert (report.counts["new"], report.counts["duplicate"]) == (ROWS, 0)
    assert AccountFacts.objects.filter(exposures=1).count() == ROWS
    assert not waiting.exists(), "the upload is gone after the receipt"


def _until_let_go() -> None:
    """The server notices the dead worker's connection and rolls its transaction back."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%%'"
            )
            row = cursor.fetchone()
        if row == (0,):
            return
        time.sleep(0.2)
    raise AssertionError("the killed worker's transaction is still open")


def test_a_job_whose_end_was_lost_is_not_imported_twice(waiting: Path, olga: User) -> None:
    work_off(at=timezone.now())
    Job.objects.filter(kind="leak.import").update(
        state=Job.State.RUNNING, lease_until=timezone.now() - timedelta(minutes=5)
    )
    work_off(at=timezone.now())
    assert LeakReport.objects.count() == 1
    assert Job.objects.get(kind="leak.import").state == Job.State.DONE
