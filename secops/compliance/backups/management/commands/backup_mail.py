"""`manage.py backup_mail`: the mailbox of backups, a process that runs for ever."""

from __future__ import annotations

import signal
import threading
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from secops.compliance.backups.doors.mail import LARGEST, PingMailbox


class Command(BaseCommand):
    help = "Listens for mail to <uuid>@BACKUP_MAIL_DOMAIN and notes it as pings of backups."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="0.0.0.0", help="Where to listen (0.0.0.0).")
        parser.add_argument("--port", type=int, default=settings.BACKUP_MAIL_PORT)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BACKUP_MAIL_DOMAIN:
            raise CommandError("BACKUP_MAIL_DOMAIN is not set: no mail has an address here.")
        controller = Controller(
            PingMailbox(),
            hostname=options["host"],
            port=options["port"],
            data_size_limit=LARGEST,
            ident="Siaga",
        )
        try:
            controller.start()
        except OSError as error:
            raise CommandError(f"cannot listen on port {options['port']}: {error}") from error
        self.stdout.write(f"mail for backups: {options['host']}:{options['port']}")
        over = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: over.set())
        over.wait()
        controller.stop()
