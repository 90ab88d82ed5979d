"""A worker process of the tests: does what waits, once, and ends.

`python -m tests.jobs.worker ROWS`: work of the kind `test.rows` writes one row, then goes through
ROWS steps of a hundredth of a second before its transaction ends.
"""

import sys
import time
from datetime import datetime
from typing import Any

import django
from django.db import transaction

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from secops.jobs import keeper  # noqa: E402
from secops.jobs.actions import work_off  # noqa: E402
from secops.jobs.models import Job  # noqa: E402
from secops.jobs.registry import WORK, Progress  # noqa: E402

KIND, EFFECT = "test.rows", "test.effect"


def write_rows(steps: int) -> Any:
    """Work that leaves one row, if it comes to its end."""

    def work(
        *, payload: dict[str, Any], by: User, at: datetime, progress: Progress
    ) -> dict[str, Any]:
        with transaction.atomic():
            Job.objects.create(kind=EFFECT, title="effect", created_at=at, state=Job.State.DONE)
            for step in range(steps):
                progress(step + 1, steps)
                Job.objects.filter(pk=0).exists()
                time.sleep(0.01)
        return {"steps": steps}

    return work


if __name__ == "__main__":
    keeper.STEP = 0.05
    WORK[KIND] = write_rows(int(sys.argv[1]))
    work_off(at=timezone.now())
