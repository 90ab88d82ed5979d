"""The frame of `import_readings` and `import_sessions`."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError, CommandParser

from secops.intake.leaks.files import digest_of
from secops.intake.parsers.dates import DateProblem, read_moment
from secops.intake.registers.command import existing_file, refusal, write_errors
from secops.intake.registers.problems import Problem
from secops.intake.tabular import FileRefused
from secops.inventory.models import ReadingsFile
from secops.rules.intervals import day_end


class Receipt(Protocol):
    """What an import did."""

    @property
    def problems(self) -> list[Problem]: ...

    @property
    def warnings(self) -> list[str]: ...

    def as_json(self) -> dict[str, Any]: ...


class BringsFile(ABC, BaseCommand):
    """A command that takes one file of a system; a subclass takes it in and says it in a line."""

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

    @abstractmethod
    def take(self, path: Path, **given: Any) -> Receipt:
        """Take the file in, with what was given along: name, digest, source, origin, moment."""

    @abstractmethod
    def line(self, told: dict[str, Any]) -> str:
        """What it did, in one line."""

    def handle(self, *args: Any, **options: Any) -> None:
        path = existing_file(options["file"])
        try:
            receipt = self.take(
                path,
                file_name=path.name,
                sha256=digest_of(path)[0],
                source=options["source"],
                origin=options["origin"],
                read_at=_moment(options["read_at"]),
                application_code=options["application"],
            )
        except FileRefused as refused:
            raise refusal(refused) from refused
        if options["errors"]:
            write_errors(options["errors"], receipt.problems)
        told = receipt.as_json()
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(self.line(told))
        for warning in receipt.warnings:
            self.stdout.write(warning)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = read_moment(text)
    except DateProblem as problem:
        raise CommandError(f"--read-at: {problem.problem_id}") from None
    if moment is None:
        return None
    return day_end(moment.at.date()) if moment.is_date else moment.at
