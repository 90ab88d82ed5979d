"""The Celery application. The database is the source of truth; the broker only wakes workers."""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings")

app = Celery("secops")
app.config_from_object("django.conf:settings", namespace="CELERY")
if settings.CELERY_BROKER_URL.startswith("filesystem"):
    for folder in ("queue", "control"):
        Path(settings.BROKER_DIR, folder).mkdir(parents=True, exist_ok=True, mode=0o700)
app.autodiscover_tasks(["secops"], related_name="tick")
app.autodiscover_tasks()
