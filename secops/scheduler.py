"""The scheduler's own pulse, so that a silent scheduler and a silent worker are told apart.

It also watches the worker (`secops.watch.silence`): with every tick, whether that could be sent or
not.
"""

import logging
import time
from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from secops.jobs.actions import feel_pulse
from secops.jobs.models import Pulse
from secops.watch.silence import look
from secops.wiring import EVERY_MINUTE

assert EVERY_MINUTE  # the tables are filled: this process sends mails too

log = logging.getLogger(__name__)


class FeltScheduler(PersistentScheduler):
    """Celery's scheduler; every tick it sends is noted, and the first goes out at once."""

    def setup_schedule(self) -> None:
        """Make every entry due: a restart costs no minute."""
        super().setup_schedule()
        self.started = time.monotonic()
        for entry in self.schedule.values():
            entry.last_run_at = self.app.now() - timedelta(days=1)

    def apply_async(self, entry: Any, *args: Any, **kwargs: Any) -> Any:
        """Send the task, then note the pulse; a database that is away stops no tick."""
        try:
            sent = super().apply_async(entry, *args, **kwargs)
            self._note_pulse()
        finally:
            self._watch()
        return sent

    def _note_pulse(self) -> None:
        try:
            feel_pulse(Pulse.Name.SCHEDULER, at=timezone.now())
        except (DatabaseError, InterfaceError):
            log.warning("the scheduler's pulse could not be noted")
            connection.close()

    def _watch(self) -> None:
        """Not at the very start: a worker that starts with us has felt nothing yet."""
        if time.monotonic() - self.started < settings.WATCH_EVERY_SECONDS:
            return
        try:
            look(by=Pulse.Name.SCHEDULER, at=timezone.now())
        except Exception:
            log.exception("watching the worker failed")
            connection.close()
