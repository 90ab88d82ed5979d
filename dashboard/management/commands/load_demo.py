"""`manage.py load_demo`: the made-up city with an incident half-way through its handling."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import Department
from dashboard.demo.cast import sign_ins
from dashboard.demo.city import City
from dashboard.demo.story import tell_story

SIGN_INS = "demo-sign-ins.txt"


class Command(BaseCommand):
    """Fills an empty database; never touches one that holds a city already."""

    help = "Load the demo city into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", type=int, default=15_000, metavar="N")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when not empty")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if Department.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(
                "the database holds departments already; the demo is loaded only into an empty one"
            )
        if not options["json"]:
            self.stdout.write("Loading the demo city ...")
        counts = tell_story(City(options["accounts"]), at=timezone.now())
        target = Path(settings.VAR_DIR) / SIGN_INS
        target.parent.mkdir(exist_ok=True)
        target.write_text(sign_ins())
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        self.stdout.write(", ".join(f"{n} {what}" for what, n in counts.items()))
        self.stdout.write(sign_ins())
