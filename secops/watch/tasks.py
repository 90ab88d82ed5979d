"""The worker's main process watches too: it lives when there is no scheduler to send it a tick."""

from celery.signals import worker_ready

from secops.jobs.models import Pulse
from secops.watch.watcher import Watcher


@worker_ready.connect
def watch_from_worker(**_: object) -> None:
    """The pulse of a worker is that of its ticks: a main process whose pool hangs is silent."""
    Watcher(Pulse.Name.WORKER).start()
