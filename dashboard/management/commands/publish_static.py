"""Write the public page as plain files, for a proxy to serve when the application is gone."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dashboard.status.publishing import CURRENT, publish_static


class Command(BaseCommand):
    help = "Writes the public status page, statements, PDFs and feeds as plain files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", default="", help="instead of STATUS_STATIC_DIR")
        parser.add_argument("--force", action="store_true", help="also where nothing changed")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or settings.STATUS_STATIC_DIR
        if not folder:
            raise CommandError("Name a folder: STATUS_STATIC_DIR in .env, or --folder.")
        written = publish_static(Path(folder), at=timezone.now(), force=options["force"])
        self.stdout.write(f"{'written' if written else 'unchanged'}: {Path(folder) / CURRENT}")
