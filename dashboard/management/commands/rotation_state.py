"""`manage.py rotation_state APPLICATION USERNAME`: one account, its state and why."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from secops.audit.options import moment_option
from secops.compliance.rotations.as_of import verdict_at
from secops.compliance.rotations.models import Campaign, Rotation
from secops.intake.parsers.logins import login_key
from secops.inventory.models import Account
from secops.rules.rotation import Facts, Reason, State, Turn


class Command(BaseCommand):
    help = "State, reasons, turn and facts of one account in a campaign."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("application", help="The application's code.")
        parser.add_argument("username", help="Its username, a former one, or its external id.")
        parser.add_argument("--campaign", help="The campaign's code; default the newest running.")
        parser.add_argument("--at", help="Read at this moment (ISO 8601, without a zone WIB).")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        at = moment_option("--at", options["at"]) or now
        account = _account(options["application"], options["username"])
        rotation = _rotation(account, options["campaign"])
        facts, verdict = verdict_at(rotation, at=at, now=now)
        found: dict[str, Any] = {
            "state": verdict.state.value,
            "reasons": [reason.value for reason in verdict.reasons],
            "turn": verdict.turn.value,
            "usable": verdict.usable,
        }
        if rotation.campaign.state == Campaign.State.CLOSED:
            found = {
                "state": State(rotation.state).value,
                "reasons": [Reason(reason).value for reason in rotation.reasons],
                "turn": Turn(rotation.turn).value,
                "usable": rotation.usable,
            }
        found |= {
            "campaign": rotation.campaign.code,
            "facts": _facts(facts) | {"cutoff": _plain(verdict.cutoff)},
        }
        if options["json"]:
            self.stdout.write(json.dumps(found | {"warnings": []}))
            return
        why = ", ".join(found["reasons"]) or "no reasons"
        self.stdout.write(
            f"{found['state']} ({why}); turn: {found['turn']}; "
            f"{'can' if found['usable'] else 'cannot'} be used with the leaked password"
        )


def _account(application: str, username: str) -> Account:
    """By external id, else username, else a former username (CONTRACT)."""
    accounts = Account.objects.filter(application__code=application)
    key = login_key(username)
    for found in (Q(external_id=username), Q(login_key=key), Q(aliases__login_key=key)):
        if account := accounts.filter(found).first():
            return account
    raise CommandError(f"{application} has no account {username}")


def _rotation(account: Account, code: str | None) -> Rotation:
    rows = Rotation.objects.filter(account=account).select_related("campaign")
    if code is not None:
        rotation = rows.filter(campaign__code=code).first()
    else:
        running = rows.filter(campaign__state=Campaign.State.RUNNING)
        rotation = running.order_by("-campaign__ordered_at", "-campaign_id").first()
    if rotation is None:
        raise CommandError(
            f"the account is not in the campaign {code}" if code else
            "the account is in no running campaign"
        )  # fmt: skip
    return rotation


def _facts(facts: Facts) -> dict[str, Any]:
    return {field.name: _plain(getattr(facts, field.name)) for field in fields(Facts)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
