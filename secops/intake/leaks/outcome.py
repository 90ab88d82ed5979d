"""What is asked of an import and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from secops.intake.parsers import Reject
from secops.inventory.exposures import Merged


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakOrder:
    """One leak report to be imported: where it came from and how to read it.

    `mapping` is column title -> role; `leaked_before` is a moment before which all of it leaked,
    where the office knows one.
    """

    file_name: str
    sha256: str
    bytes: int
    received_at: datetime
    leaked_before: datetime | None = None
    source: str = ""
    format: str = "auto"
    mapping: Mapping[str, str] | None = None
    dry_run: bool = False
    on_reject: Callable[[Reject], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The counts of one import (CONTRACT, "Leak rows"): they always add up.

    rows = outside + rejected + duplicate + new; new = matched + unknown_account +
    unknown_application. `already_known` of the duplicates were told by an earlier report, the
    rest twice in this file.
    """

    report: int | None
    format: str
    rows: int
    outside: int
    rejected: int
    duplicate: int
    already_known: int
    new: int
    matched: int
    unknown_account: int
    unknown_application: int
    accounts: int
    already_rotated: int
    reexposed: int
    joined: int
    seconds: float
    start_rss_mb: float
    peak_rss_mb: float
    reasons: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The receipt for the command line and the job."""
        return asdict(self)


def counted(merged: Merged) -> dict[str, int]:
    """The merge's part of a receipt."""
    return asdict(merged)
