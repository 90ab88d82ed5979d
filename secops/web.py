"""How gunicorn serves the product: `gunicorn -c python:secops.web secops.wsgi`.

`WEB_BIND` and `WEB_WORKERS` of the environment are for the launcher and for containers.
"""

import os
import sys
from typing import Any

from django.utils.module_loading import import_string

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
preload_app = True  # the code is loaded once and shared; nothing is connected while it loads
graceful_timeout = 10
max_requests = 10_000
max_requests_jitter = 1_000
# The addresses of answer pages are secrets: even gunicorn's own lines go through the mask.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "secops.logs.MaskedLines"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": ["console"], "propagate": False},
        "gunicorn.access": {"level": "CRITICAL", "handlers": ["console"], "propagate": False},
    },
}


def post_worker_init(worker: Any) -> None:
    """Each web process watches worker and scheduler. Named by words: while gunicorn reads this file
    there is no Django yet."""
    assert import_string("secops.wiring.EVERY_MINUTE")  # it may have to send mails
    import_string("secops.watch.watcher.watch_from_web")()
