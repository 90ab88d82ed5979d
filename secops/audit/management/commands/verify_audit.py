"""`manage.py verify_audit`: is the trail whole?"""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from secops.audit.chain import seal_all, verify


class Command(BaseCommand):
    """Seals what is new, then checks every digest of the chain."""

    help = "Check that no entry of the audit trail was changed, removed or slipped in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        seal_all(at=timezone.now())
        verdict = verify()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(verdict)))
        elif verdict.ok:
            self.stdout.write(f"Catatan audit utuh: {verdict.entries} baris, {verdict.head[:16]}")
        if not verdict.ok:
            raise CommandError(f"the trail does not fit from here on: {verdict.first_bad}")
