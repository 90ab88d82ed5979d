"""A thread that looks once a minute whether the other processes are alive (see `silence`).

A door: it reads the clock and decides nothing. It holds no connection between two looks, so that a
process which forks meanwhile shares none.
"""

import logging
import threading

from django.conf import settings
from django.db import connection
from django.utils import timezone

from secops.jobs.actions import feel_pulse
from secops.jobs.models import Pulse
from secops.watch.silence import look

log = logging.getLogger(__name__)


class Watcher(threading.Thread):
    """Watches on behalf of one process; ends with it."""

    def __init__(self, name: Pulse.Name, *, is_felt: bool = False) -> None:
        super().__init__(name=f"watch-{name.value}", daemon=True)
        self.part = name
        self.is_felt = is_felt
        self.over = threading.Event()

    def run(self) -> None:
        # The first look comes after a wait: whoever starts everything starts it in some order.
        while not self.over.wait(settings.WATCH_EVERY_SECONDS):
            self.watch()

    def watch(self) -> None:
        """Leave our own pulse where that is this thread's business, and look; never fail."""
        try:
            at = timezone.now()
            if self.is_felt:
                feel_pulse(self.part, at=at)
            look(by=self.part, at=at)
        except Exception:
            log.exception("watching the other parts failed")
        finally:
            connection.close()


def watch_from_web() -> None:
    """Start watching in this web process, whose own pulse is the thread's."""
    Watcher(Pulse.Name.WEB, is_felt=True).start()
