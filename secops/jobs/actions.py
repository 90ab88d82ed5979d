"""Starting, claiming and ending long work."""

import logging
import os
import socket
import time
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models import User
from secops.jobs.models import Job
from secops.jobs.registry import WORK, Cancelled, JobRefused
from secops.jobs.wake import wake_workers

log = logging.getLogger(__name__)

#: A worker that did not say anything for this long is taken for dead.
LEASE = timedelta(seconds=90)
#: Progress is written at most this often, in seconds.
PROGRESS_STEP = 1.0
MAX_ATTEMPTS = 3


def start_job(kind: str, title: str, payload: dict[str, Any], *, by: User, at: datetime) -> Job:
    """Queue work of a known kind; a worker is woken when the transaction commits."""
    if kind not in WORK:
        raise KeyError(f"no work is wired for the job kind {kind!r}")
    job = Job.objects.create(kind=kind, title=title, payload=payload, started_by=by, created_at=at)
    transaction.on_commit(partial(wake_workers, job.pk))
    return job


def cancel_job(job: Job, *, by: User, at: datetime) -> None:
    """Ask the worker to stop; a job nobody has taken yet ends at once."""
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
        if not waiting.update(state=Job.State.CANCELLED, cancel_requested_at=at, finished_at=at):
            Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested_at=at)


def work_off(*, at: datetime, only: int | None = None) -> int:
    """Take and do waiting jobs until none is left; return how many were done.

    Called by the tick and when a job was just started. Free jobs are those queued and those whose
    worker's lease ran out.
    """
    done = 0
    started = time.monotonic()
    while job := _claim(at + timedelta(seconds=time.monotonic() - started), only):
        _do(job, at + timedelta(seconds=time.monotonic() - started))
        done += 1
    return done


def _claim(at: datetime, only: int | None) -> Job | None:
    with transaction.atomic():
        free = Job.objects.select_for_update(skip_locked=True).filter(
            Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=at)
        )
        job = (free.filter(pk=only) if only else free).order_by("pk").first()
        if job is None:
            return None
        job.attempts += 1
        if job.attempts > MAX_ATTEMPTS:
            job.state, job.finished_at = Job.State.FAILED, at
            job.problem = (
                "Pekerjaan terhenti tiga kali. Hubungi admin; tidak ada data yang berubah."
            )
            job.save()
            return None
        job.state, job.lease_until = Job.State.RUNNING, at + LEASE
        job.worker = f"{socket.gethostname()}:{os.getpid()}"
        job.started_at = job.started_at or at
        job.done, job.note = 0, ""
        job.save()
        return job


def _do(job: Job, at: datetime) -> None:
    started = time.monotonic()
    last = 0.0
    by = job.started_by or User.objects.system()

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        nonlocal last
        passed = time.monotonic() - started
        if passed - last < PROGRESS_STEP and last:
            return
        last = passed
        if _report(job, done, total, note, at + timedelta(seconds=passed)):
            raise Cancelled

    try:
        result = WORK[job.kind](payload=job.payload, by=by, at=at, progress=progress)
    except Cancelled:
        _finish(job, Job.State.CANCELLED, at, started)
    except JobRefused as refused:
        _finish(job, Job.State.FAILED, at, started, problem=str(refused))
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        _finish(
            job,
            Job.State.FAILED,
            at,
            started,
            problem="Terjadi kesalahan pada sistem. Tidak ada data yang berubah. Coba lagi atau "
            "hubungi admin.",
        )
    else:
        _finish(job, Job.State.DONE, at, started, result=result)


def _report(job: Job, done: int, total: int | None, note: str, at: datetime) -> bool:
    """Write how far the job is, outside the work's own transaction; say whether to stop."""
    changes: dict[str, Any] = {"done": done, "note": note, "lease_until": at + LEASE}
    if total is not None:
        changes["total"] = total
    with side_connection() as cursor:
        names = ", ".join(f"{name} = %s" for name in changes)
        cursor.execute(
            f"UPDATE jobs_job SET {names} WHERE id = %s RETURNING cancel_requested_at",
            [*changes.values(), job.pk],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def _finish(
    job: Job,
    state: str,
    at: datetime,
    started: float,
    *,
    result: dict[str, Any] | None = None,
    problem: str = "",
) -> None:
    finished = at + timedelta(seconds=time.monotonic() - started)
    changes: dict[str, Any] = {"state": state, "finished_at": finished, "lease_until": None}
    if result is not None:
        changes["result"] = result
        changes["done"] = Coalesce("total", "done")
    if problem:
        changes["problem"] = problem
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(**changes)


def side_connection() -> Any:
    """A short-lived second connection: what it writes is seen while the work is still open."""
    return _Side()


class _Side:
    def __enter__(self) -> Any:
        self.connection = connection.copy()
        return self.connection.cursor()

    def __exit__(self, *_failure: object) -> None:
        self.connection.close()
