"""Import what a system says about its accounts (CSV or XLSX)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from secops.intake.brought import Brought
from secops.intake.brought.command import BringsFile, Receipt
from secops.intake.readings.actions import import_readings
from secops.intake.registers.command import system_user


class Command(BringsFile):
    help = "Import readings: password changes, ended sessions, disabled accounts."

    def take(self, path: Path, **given: Any) -> Receipt:
        return import_readings(path, Brought(**given), by=system_user(), at=timezone.now())

    def line(self, told: dict[str, Any]) -> str:
        return (
            f"{told['rows']} baris: {told['applied']} disimpan, {told['unchanged']} sudah ada, "
            f"{told['unknown']} akun tidak dikenal, {told['failed']} gagal "
            f"({told['seconds']:.1f} detik)"
        )
