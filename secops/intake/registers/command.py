"""What the three register commands share."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from secops.audit.shell import shell_user
from secops.house.export import csv_cell
from secops.intake.leaks.files import digest_of
from secops.intake.registers.actions import import_register
from secops.intake.registers.problems import Problem, speaks_english
from secops.intake.tabular import FileRefused


def system_user() -> User:
    """The person *system*, named in the trail with the shell user who typed the command."""
    return User.objects.system().acting_as(shell_user())


def existing_file(name: str) -> Path:
    """The path, or one clear line."""
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"Berkas tidak ditemukan: {name}")
    return path


def refusal(refused: FileRefused) -> CommandError:
    """The sentence of a file that cannot be read, in the language of the command."""
    return CommandError(refused.sentence_en if speaks_english() else refused.sentence_id)


def write_errors(path: str, problems: list[Problem]) -> None:
    """All problems as CSV: row, column, value, problem."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["row", "column", "value", "problem"])
        for problem in problems:
            writer.writerow([csv_cell(cell) for cell in problem.as_json().values()])


class RegisterCommand(BaseCommand):
    """Imports one register in the foreground; see CONTRACT for its JSON."""

    kind = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="compare, change nothing")
        parser.add_argument("--errors", metavar="OUT.csv", help="write all problems to this file")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        path = existing_file(options["file"])
        try:
            outcome = import_register(
                self.kind,
                path,
                file_name=path.name,
                sha256=digest_of(path)[0],
                by=system_user(),
                at=timezone.now(),
                dry_run=options["dry_run"],
                shown=0,
            )
        except FileRefused as refused:
            raise refusal(refused) from refused
        if options["errors"]:
            write_errors(options["errors"], outcome.problems)
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False))
            return
        self.stdout.write(
            f"{outcome.rows} baris: {outcome.created} baru, {outcome.updated} berubah, "
            f"{outcome.unchanged} tetap, {outcome.failed} gagal ({outcome.seconds:.1f} detik)"
        )
        for warning in outcome.warnings:
            self.stdout.write(warning)
        for problem in outcome.problems[:100]:
            self.stdout.write(
                f"baris {problem.row}, {problem.column} “{problem.value}”: {problem.problem}"
            )
