"""The other end of `worker.py`: orders to real worker processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
#: Where a worker is killed.
PLACES = ("promise", "claim", "hand_over", "commit")


@dataclass(slots=True)
class Workers:
    """The mother process."""

    mother: subprocess.Popen[str]

    def order(
        self, at: datetime, parts: str, *, workers: int = 1, die: str = "", nth: int = 1
    ) -> list[str]:
        """Have so many workers do these parts at once; how each ended."""
        order = {"at": at.isoformat(), "parts": parts, "workers": workers, "die": die, "nth": nth}
        assert self.mother.stdin is not None
        assert self.mother.stdout is not None
        self.mother.stdin.write(json.dumps(order) + "\n")
        self.mother.stdin.flush()
        said: list[str] = json.loads(self.mother.stdout.readline())
        return said


@contextmanager
def standing_by(mail_port: int) -> Iterator[Workers]:
    """Workers that send to this port, in this database."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings_worker",
        "JOURNEY_DATABASE": str(connection.settings_dict["NAME"]),
        "JOURNEY_SEALED_DIR": str(settings.SEALED_DIR),
        "JOURNEY_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PUBLIC_BASE_URL": settings.PUBLIC_BASE_URL,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
    }
    mother = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.worker"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert mother.stdout is not None
        assert mother.stdout.readline() == "ready\n"
        yield Workers(mother)
    finally:
        assert mother.stdin is not None
        mother.stdin.close()
        mother.wait(20)
        assert mother.stdout is not None
        mother.stdout.close()
