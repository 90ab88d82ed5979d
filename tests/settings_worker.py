"""Settings of the worker process of a journey: the test's database, folders and mailbox."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["JOURNEY_DATABASE"]
SEALED_DIR = Path(os.environ["JOURNEY_SEALED_DIR"])
MEDIA_ROOT = Path(os.environ["JOURNEY_MEDIA_ROOT"])
PUBLIC_BASE_URL = os.environ["PUBLIC_BASE_URL"]
