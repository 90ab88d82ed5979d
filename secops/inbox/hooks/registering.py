"""Telling Telegram where to knock. Meta is told in its own pages."""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.outbox.channels import all_channels, hook_of
from secops.outbox.models import Message
from secops.outbox.senders.base import Unreachable, Unsure
from secops.outbox.senders.http import HttpLine

TELEGRAM = Message.Channel.TELEGRAM


class RegisterRefused(Exception):
    """Telegram did not take it; the sentence is fit for the page."""


@transaction.atomic
def register_at_telegram(*, by: User, at: datetime) -> None:
    """Ask the bot's server to hand replies in at our door, with our secret."""
    check(by, Permission.MANAGE_PEOPLE)
    token, hook = settings.TELEGRAM_BOT_TOKEN, hook_of(TELEGRAM)
    if not token or hook is None or hook.missing:
        raise RegisterRefused(_("Telegram belum diatur."))
    asked = {
        "url": hook.address,
        "secret_token": settings.TELEGRAM_WEBHOOK_SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }
    line = HttpLine(settings.TELEGRAM_API_URL, secrets=(token,))
    try:
        reply = line.post(f"/bot{token}/setWebhook", json.dumps(asked).encode(), {})
    except (Unreachable, Unsure) as failure:
        raise RegisterRefused(_("Telegram tidak menjawab: %(why)s") % {"why": failure}) from None
    finally:
        line.close()
    if reply.json().get("ok") is not True:
        words = str(reply.json().get("description", reply.status))[:200]
        raise RegisterRefused(_("Telegram menolak: %(why)s") % {"why": words})
    row = all_channels().of(TELEGRAM)
    if row.pk:
        record("channel.hook_registered", row, by=by, at=at)
