"""Promise and send what is due to account holders."""

import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from secops.compliance.rotations.actions import end_overtaken_snoozes
from secops.outbox.delivery import Delivered, deliver
from secops.reminders.addresses import follow_addresses
from secops.reminders.engine import remind
from secops.reminders.trust import mark_untrusted_addresses
from secops.rules.intervals import WIB


class Command(BaseCommand):
    help = "Promise and send what is due to account holders (the worker does it every minute)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", help="act as if it were this moment (ISO 8601; naive = WIB)")
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        at = _moment(options["at"])
        if not options["dry_run"]:
            follow_addresses(at=at)
            mark_untrusted_addresses(at=at)
            end_overtaken_snoozes(at=at)
        done = remind(at=at, dry_run=options["dry_run"], count_skipped=True)
        sent = Delivered() if options["dry_run"] else deliver(at=at)
        skipped = done.skipped | {"capped": done.skipped["capped"] + sent.capped}
        result = {
            "due": done.due,
            "digests": done.digests,
            "starts": done.starts,
            "sent": sent.sent,
            "failed": sent.failed,
            "waiting": sent.again,
            "skipped": skipped,
            "warnings": _warnings(sent),
        }
        if options["json"]:
            self.stdout.write(json.dumps(result))
            return
        self.stdout.write(
            f"{done.due} due, {done.digests} messages made, {sent.sent} sent, {sent.failed} failed"
        )
        for why, n in skipped.items():
            if n:
                self.stdout.write(f"  {n} skipped: {why.replace('_', ' ')}")
        for warning in _warnings(sent):
            self.stdout.write(warning)


def _warnings(sent: Delivered) -> list[str]:
    return [f"{sent.again} mails wait for the mail server"] if sent.again else []


def _moment(text: str | None) -> datetime:
    if text is None:
        return timezone.now()
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"--at: not a moment: {text} (for example 2026-11-27T08:10)")
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)
