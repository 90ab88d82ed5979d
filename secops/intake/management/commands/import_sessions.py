"""Import which log-ins a system sees open (CSV or XLSX)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from secops.intake.leaks.files import digest_of
from secops.intake.parsers.dates import DateProblem, read_moment
from secops.intake.registers.command import existing_file, refusal, system_user, write_errors
from secops.intake.sessions.actions import SessionsBrought, import_sessions
from secops.intake.tabular import FileRefused
from secops.inventory.models import ReadingsFile
from secops.rules.intervals import day_end


class Command(BaseCommand):
    help = "Import open sessions: one row a session, or one row an account with their number."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV or XLSX")
        parser.add_argument("--source", default="", help="which system, or who brought it")
        parser.add_argument(
            "--read-at", help="when the data was true, where the file has no column"
        )
        parser.add_argument(
            "--origin",
            choices=ReadingsFile.Origin.values,
            default=ReadingsFile.Origin.OWNER.value,
            help="by which way the file came to us",
        )
        parser.add_argument("--application", default="", help="where the file has no column")
        parser.add_argument("--errors", metavar="OUT.csv", help="write all problems to this file")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        path = existing_file(options["file"])
        brought = SessionsBrought(
            file_name=path.name,
            sha256=digest_of(path)[0],
            source=options["source"],
            origin=options["origin"],
            read_at=self._moment(options["read_at"]),
            application_code=options["application"],
        )
        try:
            receipt = import_sessions(path, brought, by=system_user(), at=timezone.now())
        except FileRefused as refused:
            raise refusal(refused) from refused
        if options["errors"]:
            write_errors(options["errors"], receipt.problems)
        if options["json"]:
            self.stdout.write(json.dumps(receipt.as_json(), ensure_ascii=False))
            return
        told = receipt.as_json()
        self.stdout.write(
            f"{receipt.rows} baris: {receipt.applied} disimpan, {receipt.repeated} berulang, "
            f"{receipt.unknown} akun tidak dikenal, {receipt.failed} gagal; "
            f"{told['sessions']} sesi login terbuka, {told['old']} lebih dari 24 jam, "
            f"{told['outlived']} bertahan setelah kata sandi diganti ({receipt.seconds:.1f} detik)"
        )
        for warning in receipt.warnings:
            self.stdout.write(warning)

    def _moment(self, text: str | None) -> datetime | None:
        if not text:
            return None
        try:
            moment = read_moment(text)
        except DateProblem as problem:
            raise CommandError(f"--read-at: {problem.problem_id}") from None
        if moment is None:
            return None
        return day_end(moment.at.date()) if moment.is_date else moment.at
