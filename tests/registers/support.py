"""Registers as text, and the samples of the made-up city."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from accounts.models import User
from secops.intake.registers.actions import import_register
from secops.intake.registers.outcome import Outcome

CITY = Path(__file__).resolve().parent.parent / "data" / "samples" / "city"
AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def bring(kind: str, text: str | Path, by: User, at: datetime = AT, **more: Any) -> Outcome:
    """Import a register given as text or as a file."""
    given: Any = str(text) if isinstance(text, Path) else io.BytesIO(text.encode())
    return import_register(
        kind, given, file_name=f"{kind}.csv", sha256="0" * 64, by=by, at=at, **more
    )


def city(by: User) -> None:
    """The registers of the samples."""
    for kind in ("departments", "applications", "accounts"):
        outcome = bring(kind, CITY / f"{kind}.csv", by)
        assert outcome.failed == 0, outcome.problems
