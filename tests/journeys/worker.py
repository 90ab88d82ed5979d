"""Worker and scheduler of a journey in one process: the tick, every half second.

Journeys are walked at any hour, but messages go out in working time: at night and on Sundays this
process lives at ten o'clock of the next working day.
"""

import logging
import signal
import sys
import time
from datetime import datetime, timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from secops.intake.receiving import tidy_uploads  # noqa: E402
from secops.intake.registers.uploading import forget_previews  # noqa: E402
from secops.outbox.voices import city_calendar  # noqa: E402
from secops.rules.intervals import WIB  # noqa: E402
from secops.rules.working_time import Voice, next_moment  # noqa: E402
from secops.wiring import EVERY_MINUTE  # noqa: E402

TIDYING = (tidy_uploads, forget_previews)


def shift(now: datetime) -> timedelta:
    """How far ahead of the clock on the wall this process lives."""
    opened = next_moment(Voice.ORDINARY, city_calendar(), at=now)
    if opened <= now:
        return timedelta(0)
    return opened.astimezone(WIB).replace(hour=10, minute=0) - now


def main() -> None:
    """Tick until told to end."""
    logging.basicConfig(level=logging.WARNING)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ahead = shift(timezone.now())
    # Uploads wait a day for their answer; who lives days ahead must not throw them away.
    parts = [part for part in EVERY_MINUTE if not ahead or part not in TIDYING]
    while True:
        for part in parts:
            part(at=timezone.now() + ahead)
        time.sleep(0.5)


main()
