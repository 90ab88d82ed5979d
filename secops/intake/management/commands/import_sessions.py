"""Import which log-ins a system sees open (CSV or XLSX)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from secops.intake.brought import Brought
from secops.intake.brought.command import BringsFile, Receipt
from secops.intake.registers.command import system_user
from secops.intake.sessions.actions import import_sessions


class Command(BringsFile):
    help = "Import open sessions: one row a session, or one row an account with their number."

    def take(self, path: Path, **given: Any) -> Receipt:
        return import_sessions(path, Brought(**given), by=system_user(), at=timezone.now())

    def line(self, told: dict[str, Any]) -> str:
        return (
            f"{told['rows']} baris: {told['applied']} disimpan, {told['repeated']} berulang, "
            f"{told['unknown']} akun tidak dikenal, {told['failed']} gagal; "
            f"{told['sessions']} sesi login terbuka, {told['old']} lebih dari 24 jam, "
            f"{told['outlived']} bertahan setelah kata sandi diganti ({told['seconds']:.1f} detik)"
        )
