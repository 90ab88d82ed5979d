"""`manage.py import_leak FILE`: a leak report, in the foreground, with its receipt."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.models import User
from secops.audit.shell import shell_user
from secops.intake.leaks.files import digest_of
from secops.intake.leaks.importing import import_leak
from secops.intake.leaks.outcome import LeakOrder, Receipt
from secops.intake.parsers import FORMATS, FileRefused, Reject
from secops.intake.parsers.dates import DateProblem, read_moment
from secops.rules.intervals import day_end


class Command(BaseCommand):
    """Import a leak report; see docs/guides for what is counted how."""

    help = (
        "Imports a leak report: URL-login-password list, stealer log (text, ZIP or folder), "
        "table (CSV, XLSX) or Shadowserver's Compromised-Account report. Passwords are never kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="The file, or a folder of stealer logs.")
        parser.add_argument("--format", choices=FORMATS, default="auto")
        parser.add_argument("--source", default="", help="Who sent it.")
        parser.add_argument("--received-at", help="ISO 8601, without a zone WIB; default now.")
        parser.add_argument("--leaked-before", help="All of it leaked before this moment.")
        parser.add_argument("--dry-run", action="store_true", help="Count, then change nothing.")
        parser.add_argument("--rejects", help="CSV of the rejected rows: line and reason only.")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        path = Path(options["file"])
        try:
            sha256, size = digest_of(path)
            with ExitStack() as stack:
                on_reject = None
                if options["rejects"]:
                    out = stack.enter_context(
                        Path(options["rejects"]).open("w", encoding="utf-8-sig", newline="")
                    )
                    writer = csv.writer(out)
                    writer.writerow(["line", "reason", "explanation", "part"])

                    def on_reject(reject: Reject) -> None:
                        writer.writerow([reject.line, reject.code, reject.sentence_id, reject.part])

                order = LeakOrder(
                    file_name=path.name,
                    sha256=sha256,
                    bytes=size,
                    received_at=self._received(options["received_at"], now),
                    leaked_before=self._moment(options["leaked_before"], "--leaked-before"),
                    source=options["source"],
                    format=options["format"],
                    dry_run=options["dry_run"],
                    on_reject=on_reject,
                )
                by = User.objects.system().acting_as(shell_user())
                receipt = import_leak(str(path), order, by=by, at=now)
        except FileRefused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{error.filename or path}: {error.strerror}") from None
        self._answer(receipt, as_json=options["json"])

    def _moment(self, text: str | None, option: str) -> datetime | None:
        try:
            moment = read_moment(text or "")
        except DateProblem as problem:
            raise CommandError(f"{option}: {problem.problem_en}") from None
        if moment is None:
            return None
        return day_end(moment.at.date()) if moment.is_date else moment.at

    def _received(self, text: str | None, now: datetime) -> datetime:
        received = self._moment(text, "--received-at")
        if received is None or (received > now and received.date() == localdate(now)):
            return now  # "today" is not later than now
        return received

    def _answer(self, receipt: Receipt, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(receipt.as_json(), ensure_ascii=False))
            return
        it = receipt
        self.stdout.write(
            f"{it.rows} baris ({it.format}) = {it.outside} di luar kota + {it.rejected} ditolak + "
            f"{it.duplicate} ganda + {it.new} baru.\n"
            f"{it.new} baru = {it.matched} cocok ({it.accounts} akun) + {it.unknown_account} akun "
            f"belum dikenal + {it.unknown_application} aplikasi belum dikenal.\n"
            f"{it.already_rotated} sudah diganti sebelumnya, {it.reexposed} bocor lagi."
        )
        for warning in it.warnings:
            self.stdout.write(f"! {warning}")
        self.stdout.write(
            "Uji coba: tidak ada yang disimpan."
            if it.report is None
            else f"Laporan {it.report}, {it.seconds} detik."
        )
