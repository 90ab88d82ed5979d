"""Holds a job's lease while its work is done, and carries its numbers out of its transaction.

The work calls `progress`, which touches no database: it notes the numbers and says whether to stop.
A thread with a connection of its own writes them once a second, so that they are seen while the
work's transaction is still open, and renews the lease even where the work says nothing for long.
"""

import logging
import time
from datetime import datetime, timedelta
from threading import Event, Thread
from types import TracebackType
from typing import Self

from django.db import DatabaseError, InterfaceError, connection

from secops.jobs.models import Job
from secops.jobs.registry import Cancelled, LeaseLost

log = logging.getLogger(__name__)

#: A worker that did not say anything for this long is taken for dead.
LEASE = timedelta(seconds=90)
#: How often the numbers are written, in seconds.
STEP = 1.0


class Keeper:
    """Alive as long as the work is; its `progress` is what the work calls."""

    def __init__(self, job: Job, *, at: datetime) -> None:
        self.told: tuple[int, int | None, str] = (0, None, "")
        self._job = job
        self._at = at
        self._started = self._kept = time.monotonic()
        self._stop = Event()
        self._cancelled = False
        self._lost = False
        self._thread = Thread(target=self._keep, name=f"keeper of job {job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def now(self) -> datetime:
        """The caller's clock, carried on."""
        return self._at + timedelta(seconds=time.monotonic() - self._started)

    def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        """Note how far the work is. Raises Cancelled when asked to stop, LeaseLost when another
        worker may already be at it.
        """
        self.told = (done, total if total is not None else self.told[1], note[:300])
        if self._lost or time.monotonic() - self._kept > LEASE.total_seconds():
            raise LeaseLost
        if self._cancelled:
            raise Cancelled

    def _keep(self) -> None:
        try:
            while not self._stop.wait(STEP):
                try:
                    self._write()
                except (DatabaseError, InterfaceError):
                    log.warning("the lease of job %s could not be renewed", self._job.pk)
                    connection.close()
        finally:
            connection.close()

    def _write(self) -> None:
        moment = time.monotonic()
        done, total, note = self.told
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute(
                """
                UPDATE jobs_job
                SET done = %s, total = coalesce(%s, total), note = %s, lease_until = %s
                WHERE id = %s AND state = 'running' AND attempts = %s
                RETURNING cancel_requested_at IS NOT NULL
                """,
                [done, total, note, self.now() + LEASE, self._job.pk, self._job.attempts],
            )
            row = cursor.fetchone()
            if row is None:
                # Seen by others in another hand; a row nobody sees yet is only not committed.
                cursor.execute("SELECT 1 FROM jobs_job WHERE id = %s", [self._job.pk])
                self._lost = cursor.fetchone() is not None
                return
        self._kept = moment
        self._cancelled = self._cancelled or row[0]
