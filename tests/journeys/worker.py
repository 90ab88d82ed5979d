"""Worker and scheduler of a journey in one process: the tick, every half second."""

import logging
import signal
import sys
import time

import django

django.setup()

from secops.tick import tick  # noqa: E402

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
logging.basicConfig(level=logging.WARNING)
while True:
    tick()
    time.sleep(0.5)
