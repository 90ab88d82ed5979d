"""The product's own settings, with the database of a measurement."""

import os

from secops.settings import *  # noqa: F403
from secops.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
SECURE_SSL_REDIRECT = False
