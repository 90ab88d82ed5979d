"""`manage.py describe_api`: write docs/reference/openapi.json from the doors of the API."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from secops.api.described import described


class Command(BaseCommand):
    """Programs of others are written by this file: whoever changes it sees the difference."""

    help = "Write docs/reference/openapi.json, or with --check say whether it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        target = settings.BASE_DIR / "docs" / "reference" / "openapi.json"
        if not options["check"]:
            target.write_text(described())
            self.stdout.write(f"{target.relative_to(settings.BASE_DIR)} written")
        elif not target.exists() or target.read_text() != described():
            raise CommandError(
                "docs/reference/openapi.json does not describe the API as it is; if the change is "
                "meant: make describe"
            )
