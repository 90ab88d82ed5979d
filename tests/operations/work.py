"""Work that the workers of `test_services.py` know; loaded with `celery worker --include`."""

from typing import Any

from secops.jobs.registry import WORK
from tests.jobs.worker import KIND, write_rows

FAILING = "test.failing"


def fail(**_: Any) -> dict[str, Any]:
    """An error whose words name somebody."""
    raise ValueError("no account 188001012005011001 of sari.uji@kotacontoh.example")


WORK |= {KIND: write_rows(5), FAILING: fail}
