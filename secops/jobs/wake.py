"""Waking a worker. A lost wake-up costs a minute at most: the tick looks for waiting jobs too."""

import logging

from kombu.exceptions import OperationalError

from secops.celery import app

log = logging.getLogger(__name__)

_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}


def wake_workers(job_id: int) -> None:
    """Tell a worker that a job waits; a silent broker is only logged."""
    try:
        # One more try: a connection of the pool may be older than the broker's last restart.
        app.send_task("secops.jobs.work", args=[job_id], retry=True, retry_policy=_POLICY)
    except (OperationalError, OSError):
        log.warning("the broker did not answer; job %s waits for the tick", job_id)
