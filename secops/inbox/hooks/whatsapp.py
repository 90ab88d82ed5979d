"""The webhook of WhatsApp's Cloud API: signature, messages, statuses."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Any

from django.conf import settings

from secops.inbox.hooks import Arrival, Decided, Told, Word, moment_of, part_of, rows_of, text_of
from secops.inbox.models import Incoming
from secops.outbox.models import Message

#: Meta's error for a number that has no WhatsApp.
_NO_WHATSAPP = 131026
#: What we read; anything else (files, a poll, a reaction, a changed number) is for the office.
_READ = ("text", "button", "interactive")


def is_signed(body: bytes, signature: str) -> bool:
    """Whether Meta signed this very body with the secret of our app."""
    secret = settings.WHATSAPP_APP_SECRET
    wanted = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(wanted.encode(), signature.encode())


def told_by(payload: Any, *, at: datetime) -> Told:
    """What one call says about our number; what is about anything else is passed over."""
    told = Told()
    for entry in rows_of(payload, "entry"):
        for change in rows_of(entry, "changes"):
            value = part_of(change, "value")
            if change.get("field") == "message_template_status_update":
                told.decided += _decided(value)
            number = text_of(part_of(value, "metadata"), "phone_number_id")
            if change.get("field") != "messages" or number != settings.WHATSAPP_PHONE_ID:
                continue
            names = {
                text_of(one, "wa_id"): text_of(part_of(one, "profile"), "name", 120)
                for one in rows_of(value, "contacts")
            }
            for message in rows_of(value, "messages"):
                told.arrivals += _arrival(message, names, at)
            for status in rows_of(value, "statuses"):
                told.words += _word(status, at)
    return told


def _decided(value: dict[str, Any]) -> list[Decided]:
    """A template was approved, or will not be sent any more (rejected, paused, disabled)."""
    name, event = text_of(value, "message_template_name", 120), text_of(value, "event")
    if not name or event not in ("APPROVED", "REJECTED", "PAUSED", "DISABLED"):
        return []
    reason = text_of(value, "reason", 200)
    more = "" if reason in ("", "NONE") else f": {reason}"
    return [Decided(name, event == "APPROVED", f"{event}{more}")]


def _arrival(message: dict[str, Any], names: dict[str, str], at: datetime) -> list[Arrival]:
    sender, name = text_of(message, "from", 64), text_of(message, "id", 200)
    kind = text_of(message, "type")
    if not sender or not name:
        return []
    text, button = _said(message, kind)
    return [
        Arrival(
            Incoming.Channel.WHATSAPP,
            name,
            sender,
            moment_of(message.get("timestamp"), at=at),
            text,
            names.get(sender, ""),
            button,
            text_of(part_of(message, "context"), "id", 200),
            "" if kind in _READ else (kind[:20] or "unknown"),
        )
    ]


def _said(message: dict[str, Any], kind: str) -> tuple[str, str]:
    """The words, and what a button of ours brought back."""
    if kind == "text":
        return text_of(part_of(message, "text"), "body"), ""
    if kind == "button":
        button = part_of(message, "button")
        return text_of(button, "text"), text_of(button, "payload", 120)
    if kind == "interactive":
        reply = part_of(part_of(message, "interactive"), "button_reply")
        return text_of(reply, "title"), text_of(reply, "id", 120)
    return text_of(part_of(message, kind), "caption"), ""


def _word(status: dict[str, Any], at: datetime) -> list[Word]:
    name, said = text_of(status, "id", 200), text_of(status, "status")
    if not name or said not in ("delivered", "read", "failed"):
        return []
    error = next(iter(rows_of(status, "errors")), {})
    code = error.get("code")
    details = text_of(part_of(error, "error_data"), "details") or text_of(error, "title")
    return [
        Word(
            Message.Channel.WHATSAPP,
            name,
            moment_of(status.get("timestamp"), at=at),
            said != "failed",
            f"{code or ''} {details}".strip()[:280] if said == "failed" else "",
            code == _NO_WHATSAPP,
        )
    ]
