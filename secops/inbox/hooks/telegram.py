"""The webhook of Telegram's bot: messages, pressed buttons, who blocked the bot."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from django.conf import settings

from secops.inbox.hooks import Arrival, Told, moment_of, part_of, text_of
from secops.inbox.models import Incoming

_FILES = ("photo", "video", "audio", "voice", "document", "sticker", "location", "contact")


def is_ours(secret: str) -> bool:
    """Whether the call brings the secret that the webhook was registered with."""
    wanted = settings.TELEGRAM_WEBHOOK_SECRET
    return bool(wanted) and hmac.compare_digest(wanted.encode(), secret.encode())


def told_by(payload: Any, *, at: datetime) -> Told:
    """What one update says; groups and channels are passed over, the bot speaks to people."""
    told = Told()
    pressed, blocked = part_of(payload, "callback_query"), part_of(payload, "my_chat_member")
    written = part_of(payload, "message") or part_of(payload, "edited_message")
    message = written or part_of(pressed, "message")
    chat = part_of(message or blocked, "chat")
    number = payload.get("update_id") if isinstance(payload, dict) else None
    if not isinstance(number, int) or chat.get("type") != "private":
        return told
    address = str(chat.get("id", ""))[:64]
    if blocked:
        if text_of(part_of(blocked, "new_chat_member"), "status") == "kicked":
            told.closed.append(address)
        return told
    if pressed:
        # Only the message below which the button stood is dated; that of the press is now.
        quoted = f"{address}:{message.get('message_id', '')}"
        sent_at, button, text = at, text_of(pressed, "data", 120), ""
    else:
        before = part_of(message, "reply_to_message").get("message_id")
        quoted = f"{address}:{before}" if before else ""
        sent_at, button = moment_of(message.get("date"), at=at), ""
        text = text_of(message, "text") or text_of(message, "caption")
    told.arrivals.append(
        Arrival(
            Incoming.Channel.TELEGRAM,
            f"update:{number}",
            address,
            sent_at,
            text,
            text_of(part_of(pressed or message, "from"), "first_name", 120),
            button,
            quoted,
            "" if pressed else next((kind for kind in _FILES if kind in message), ""),
        )
    )
    return told


def answer_to(payload: Any) -> dict[str, str]:
    """What is sent back at once: that a pressed button was heard, so that it stops turning."""
    pressed = text_of(part_of(payload, "callback_query"), "id", 120)
    return {"method": "answerCallbackQuery", "callback_query_id": pressed} if pressed else {}
