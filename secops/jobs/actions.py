"""Starting, claiming and ending long work."""

import logging
import os
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.jobs.keeper import LEASE, Keeper
from secops.jobs.models import Job, Pulse
from secops.jobs.registry import WORK, Cancelled, JobRefused, LeaseLost
from secops.jobs.wake import wake_workers

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
#: Jobs that one worker does side by side; its other processes stay free for the tick.
AT_ONCE = 2
_CLAIM_LOCK = 0x51A6B  # with a hash of the place; any number no other advisory lock uses

STOPPED_TOO_OFTEN = gettext_noop(
    "Pekerjaan terhenti tiga kali. Hubungi admin; tidak ada data yang berubah."
)
FAILED = gettext_noop(
    "Terjadi kesalahan pada sistem. Tidak ada data yang berubah. Coba lagi atau hubungi admin."
)


def start_job(kind: str, title: str, payload: dict[str, Any], *, by: User, at: datetime) -> Job:
    """Queue work of a known kind; a worker is woken when the transaction commits."""
    if kind not in WORK:
        raise KeyError(f"no work is wired for the job kind {kind!r}")
    job = Job.objects.create(
        kind=kind, title=title[:200], payload=payload, started_by=by, created_at=at
    )
    transaction.on_commit(partial(wake_workers, job.pk))
    return job


@transaction.atomic
def cancel_job(job: Job, *, by: User, at: datetime) -> bool:
    """Ask the worker to stop; a job nobody has taken yet ends at once. False: it was over.

    Everybody may stop what he started, the office what anybody started.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.started_by_id != by.pk:
        check(by, Permission.IMPORT)
    if job.state not in (Job.State.QUEUED, Job.State.RUNNING) or job.cancel_requested_at:
        return False
    job.cancel_requested_at = at
    if job.state == Job.State.QUEUED:
        job.state, job.finished_at = Job.State.CANCELLED, at
    job.save(update_fields=["cancel_requested_at", "state", "finished_at"])
    record("job.cancelled", job, by=by, at=at, kind=job.kind)
    return True


def work_off(*, at: datetime) -> int:
    """Take and do waiting jobs, oldest first, until none is left; return how many were done.

    Called by the tick and when a job was just started. Free jobs are those queued and those whose
    worker's lease ran out.
    """
    done = 0
    started = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)

    while job := _claim(now()):
        _do(job, at=now())
        done += 1
    return done


def feel_pulse(name: Pulse.Name, *, at: datetime) -> None:
    """Note that a part of the product is alive."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO jobs_pulse (name, seen_at) VALUES (%s, %s)
            ON CONFLICT (name)
            DO UPDATE SET seen_at = greatest(jobs_pulse.seen_at, excluded.seen_at)
            """,
            [name, at],
        )


def drop_dead_connection() -> None:
    """Close a connection that the database left; the next query opens a new one."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def place() -> str:
    """Which worker this process belongs to: its machine and its parent process."""
    return f"{socket.gethostname()[:40]}:{os.getppid()}:"


def _claim(at: datetime) -> Job | None:
    """The oldest free job, now ours; those that are beyond help are ended on the way."""
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=at)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_CLAIM_LOCK, place()])
        busy = Job.objects.filter(
            state=Job.State.RUNNING, lease_until__gte=at, worker__startswith=place()
        )
        if busy.count() >= AT_ONCE:
            return None
        waiting = Job.objects.select_for_update(skip_locked=True, of=("self",)).filter(free)
        while job := waiting.order_by("pk").first():
            if job.cancel_requested_at:
                _end(job, Job.State.CANCELLED, at)
            elif job.attempts >= MAX_ATTEMPTS:
                _end(job, Job.State.FAILED, at, problem=STOPPED_TOO_OFTEN)
            else:
                job.attempts += 1
                job.state, job.lease_until = Job.State.RUNNING, at + LEASE
                job.worker = f"{place()}{os.getpid()}"
                job.started_at = job.started_at or at
                job.done, job.note = 0, ""
                job.save()
                return job
        return None


def _do(job: Job, *, at: datetime) -> None:
    """Do one claimed job; its end is written in the words of the page."""
    keeper = Keeper(job, at=at)
    try:
        result, ended = _worked(job, keeper, at)
    except LeaseLost:
        log.warning("job %s was taken over by another worker", job.pk)
        return
    except (OperationalError, InterfaceError):
        # The database went away, or two works were in each other's way: up to three times anew.
        log.exception("job %s (%s) goes back to the queue", job.pk, job.kind)
        drop_dead_connection()
        _give_back(job)
        return
    ended(job, keeper, result)


Ending = Callable[[Job, Keeper, dict[str, Any]], None]


def _worked(job: Job, keeper: Keeper, at: datetime) -> tuple[dict[str, Any], Ending]:
    by = job.started_by or User.objects.system()
    with keeper:
        try:
            work = WORK[job.kind]
            result = work(payload=job.payload, by=by, at=at, progress=keeper.progress)
        except (LeaseLost, OperationalError, InterfaceError):
            raise
        except Cancelled:
            return {}, partial(_finish, state=Job.State.CANCELLED)
        except JobRefused as refused:
            said = {"problem_en": refused.english} if refused.english else {}
            return said, partial(_finish, state=Job.State.FAILED, problem=str(refused))
        except Exception:
            log.exception("job %s (%s) failed", job.pk, job.kind)
            return {}, partial(_finish, state=Job.State.FAILED, problem=FAILED)
    return result, partial(_finish, state=Job.State.DONE)


def _finish(
    job: Job, keeper: Keeper, result: dict[str, Any], *, state: Job.State, problem: str = ""
) -> None:
    done, total, _note = keeper.told
    changes: dict[str, Any] = {
        "state": state,
        "result": result,
        "problem": problem,
        "done": done,
        "finished_at": keeper.now(),
        "lease_until": None,
    }
    if total is not None:
        changes["total"] = total
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
    if not mine.update(**changes):
        log.warning("job %s ended in another hand", job.pk)


def _end(job: Job, state: Job.State, at: datetime, *, problem: str = "") -> None:
    job.state, job.finished_at, job.lease_until, job.problem = state, at, None, problem
    job.save(update_fields=["state", "finished_at", "lease_until", "problem"])


def _give_back(job: Job) -> None:
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
    mine.update(state=Job.State.QUEUED, lease_until=None)
