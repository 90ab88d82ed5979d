"""Settings of the workers and schedulers that a test starts: its queue, and a tick each second."""

import os
from pathlib import Path

from tests.settings_worker import *  # noqa: F403
from tests.settings_worker import CELERY_BROKER_URL

CELERY_TASK_DEFAULT_QUEUE = os.environ["TEST_QUEUE"]
BROKER_DIR = Path(os.environ["TEST_BROKER_DIR"])
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
    }
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "secops.tick", "schedule": 1.0, "options": {"expires": 55}}
}
WATCH_EVERY_SECONDS = 1.0
