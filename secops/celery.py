"""The Celery application. The database is the source of truth; the broker only wakes workers."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from django.conf import settings

from secops.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings")

app = Celery("secops")
app.config_from_object("django.conf:settings", namespace="CELERY")
if settings.CELERY_BROKER_URL.startswith("filesystem"):
    for folder in ("queue", "control"):
        Path(settings.BROKER_DIR, folder).mkdir(parents=True, exist_ok=True, mode=0o700)
app.autodiscover_tasks(["secops"], related_name="tick")
app.autodiscover_tasks()


@setup_logging.connect
def leave_logs_to_django(**_: object) -> None:
    """Celery would add handlers of its own, which mask nothing."""


@worker_process_init.connect
def end_with_the_worker(**_: object) -> None:
    """The processes of a killed worker would else stay, idle and connected, for ever."""
    die_with_parent()
