"""The scheduler's own pulse, so that a silent scheduler and a silent worker are told apart."""

import logging
from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from secops.jobs.actions import feel_pulse
from secops.jobs.models import Pulse

log = logging.getLogger(__name__)


class FeltScheduler(PersistentScheduler):
    """Celery's scheduler; every tick it sends is noted, and the first goes out at once."""

    def setup_schedule(self) -> None:
        """Make every entry due: a restart costs no minute."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at = self.app.now() - timedelta(days=1)

    def apply_async(self, entry: Any, *args: Any, **kwargs: Any) -> Any:
        """Send the task, then note the pulse; a database that is away stops no tick."""
        sent = super().apply_async(entry, *args, **kwargs)
        try:
            feel_pulse(Pulse.Name.SCHEDULER, at=timezone.now())
        except (DatabaseError, InterfaceError):
            log.warning("the scheduler's pulse could not be noted")
            connection.close()
        return sent
