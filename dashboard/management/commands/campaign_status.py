"""`manage.py campaign_status CODE`: who has really rotated, now or at another moment."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from secops.audit.options import moment_option
from secops.compliance.rotations.as_of import Status, status_at
from secops.compliance.rotations.models import Campaign


class Command(BaseCommand):
    help = "How a campaign stands: accounts by state, altogether and by department."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The campaign's code.")
        parser.add_argument("--at", help="Read at this moment (ISO 8601, without a zone WIB).")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        at = moment_option("--at", options["at"]) or now
        campaign = Campaign.objects.filter(code=options["code"]).first()
        if campaign is None:
            raise CommandError(f"no campaign has the code {options['code']}")
        status = status_at(campaign, at=at, now=now)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(status)))
            return
        self.stdout.write(
            f"{campaign.name}: {status.done} of {status.total} done, {status.usable} still usable"
        )
        for state, accounts in status.states.items():
            if accounts:
                self.stdout.write(f"  {accounts:>9,}  {state}")


def _as_json(status: Status) -> dict[str, Any]:
    return {
        "states": {state.value: n for state, n in status.states.items()},
        "total": status.total,
        "done": status.done,
        "usable": status.usable,
        "by_department": {
            code: {state.value: n for state, n in states.items()}
            for code, states in status.by_department.items()
        },
        "warnings": [],
    }
