"""The one task of the scheduler: once a minute, every app does what is due.

Two schedulers or two workers change nothing: each part claims its rows in the database.
"""

import logging
from datetime import datetime

from celery import shared_task
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from secops.jobs.actions import drop_dead_connection, feel_pulse
from secops.jobs.models import Pulse
from secops.wiring import EVERY_MINUTE

log = logging.getLogger(__name__)


@shared_task(name="secops.tick")
def tick() -> None:
    """Run every part; one that fails does not keep the others from their work."""
    for part in (_pulse, *EVERY_MINUTE):
        try:
            part(at=timezone.now())
        except (DatabaseError, InterfaceError):
            log.exception("the database failed in %s", part.__module__)
            drop_dead_connection()
        except Exception:
            log.exception("a part of the tick failed: %s", part.__module__)


def _pulse(*, at: datetime) -> None:
    feel_pulse(Pulse.Name.WORKER, at=at)
