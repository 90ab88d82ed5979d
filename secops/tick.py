"""The one task of the scheduler: once a minute, every app does what is due.

Two schedulers or two workers change nothing: each part claims its rows in the database.
"""

import logging

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from secops.wiring import EVERY_MINUTE

log = logging.getLogger(__name__)


@shared_task(name="secops.tick")
def tick() -> None:
    """Run every part; one that fails does not keep the others from their work."""
    for part in EVERY_MINUTE:
        try:
            part(at=timezone.now())
        except OperationalError:
            log.exception("the database did not answer in %s", part.__module__)
        except Exception:
            log.exception("a part of the tick failed: %s", part.__module__)
