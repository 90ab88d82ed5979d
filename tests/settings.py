"""The product's settings, with folders, broker and database of the tests' own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from secops.settings import *  # noqa: F403
from secops.settings import CELERY_BROKER_URL, DATABASES, INSTALLED_APPS, STORAGES

_FOLDER = Path(tempfile.mkdtemp(prefix="siaga-tests-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

#: Two runs on one server keep out of each other's database.
_NAME = os.environ.get("TEST_NAME", "siaga")
DATABASES["default"]["TEST"] = {"NAME": f"test_{_NAME}{_WORKER}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A test database that a power cut damages is made anew: nobody waits for the disk.
_OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
_OPTIONS["options"] = f"{_OPTIONS.get('options', '')} -c synchronous_commit=off"

INSTALLED_APPS = [*INSTALLED_APPS, "tests.flushing"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT = _FOLDER / "static"
STATIC_ROOT.mkdir()
MEDIA_ROOT = _FOLDER / "media"
SEALED_DIR = _FOLDER / "sealed"
EVIDENCE_DIR = _FOLDER / "evidence"
BROKER_DIR = _FOLDER / "broker"
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
    }
#: Two runs on one broker keep out of each other's queue; worker processes are told which it is.
CELERY_TASK_DEFAULT_QUEUE = f"test-{_NAME}{_WORKER}-{os.getpid()}"
# Tests speak plain HTTP to loopback, whatever the .env at hand says.
HTTPS_ONLY = SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
PUBLIC_BASE_URL = "http://testserver"
HELP_DESK_PHONE = "(024) 000-0000"
DEMO = False
