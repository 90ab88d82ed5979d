"""`manage.py start_campaign NAME`: order that accounts change their passwords."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from secops.audit.options import moment_option
from secops.audit.shell import shell_user
from secops.compliance.duties.actions import OrderRefused, start_campaign_with_duties
from secops.compliance.rotations.actions import (
    DueDates,
    Plan,
    RotationRefused,
    Started,
    draft_campaign,
)
from secops.inventory.models import Application
from secops.outbox.voices import city_calendar


class Command(BaseCommand):
    help = "Starts a rotation campaign: its accounts are frozen, the departments get their duty."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="What people read.")
        parser.add_argument("--applications", required=True, help="Codes, separated by commas.")
        parser.add_argument("--exposed-only", action="store_true", help="Only leaked accounts.")
        parser.add_argument("--cutoff", help="A change must be later than this (ISO 8601).")
        parser.add_argument("--due", help="One due date for all classes (ISO 8601).")
        parser.add_argument("--ask-username", action="store_true")
        parser.add_argument("--overlap", action="store_true", help="Another may run over them.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        plan = Plan(
            name=options["name"],
            applications=_applications(options["applications"]),
            exposed_only=options["exposed_only"],
            cutoff=moment_option("--cutoff", options["cutoff"]),
            due=DueDates.all_at(moment_option("--due", options["due"])),
            ask_username=options["ask_username"],
            # No wizard asks from here when holders may be told: from the start (`remind`).
            messages_from=at,
        )
        by = User.objects.system().acting_as(shell_user())
        try:
            started = _start(plan, overlap=options["overlap"], by=by, at=at)
        except (RotationRefused, OrderRefused) as refused:
            raise CommandError(str(refused)) from None
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "campaign": started.campaign.code,
                        "rotations": started.rotations,
                        "departments": started.departments,
                        "warnings": list(started.warnings),
                    }
                )
            )
            return
        self.stdout.write(
            f"{started.campaign.code}: {started.rotations} accounts of {started.departments} "
            "departments"
        )
        for warning in started.warnings:
            self.stderr.write(warning)


@transaction.atomic
def _start(plan: Plan, *, overlap: bool, by: User, at: datetime) -> Started:
    """Draft and start in one transaction: what is refused leaves no draft behind."""
    campaign = draft_campaign(plan, by=by, at=at)
    return start_campaign_with_duties(
        campaign, calendar=city_calendar(), overlap=overlap, by=by, at=at
    ).started


def _applications(text: str) -> list[Application]:
    codes = [code.strip() for code in text.split(",") if code.strip()]
    found = {one.code: one for one in Application.objects.filter(code__in=codes)}
    missing = [code for code in codes if code not in found]
    if missing:
        raise CommandError(f"no application has the code {', '.join(missing)}")
    return list(found.values())
