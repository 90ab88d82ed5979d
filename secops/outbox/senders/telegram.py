"""Telegram, by the Bot API: only people who began a chat with the city's bot can be written to."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.filepost import encode_multipart_formdata

from accounts.models import Contact
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.outbox.replies import button_id, replies_to
from secops.outbox.senders.base import Parcel, Refused, Sender, Unreachable, Unsure
from secops.outbox.senders.http import LONGEST_REST, HttpLine, Reply

#: What one message of Telegram holds, and what stands below a file.
LONGEST, LONGEST_CAPTION = 4096, 1024
#: So long nothing is tried with a token that Telegram does not know.
UNTIL_MENDED = timedelta(minutes=15)

_CHAT = re.compile(r"[1-9][0-9]{4,15}")
#: Telegram says by its words alone that nobody can be written to in this chat.
_DEAD = ("chat not found", "user is deactivated", "user_is_blocked", "peer_id_invalid")


class TelegramLine(Sender):
    """The city's bot."""

    channel = Message.Channel.TELEGRAM
    kind = Contact.Kind.TELEGRAM
    needs = ("TELEGRAM_BOT_TOKEN",)

    def __init__(self) -> None:
        self._token: str = settings.TELEGRAM_BOT_TOKEN
        self._http = HttpLine(settings.TELEGRAM_API_URL, secrets=(self._token,))

    def close(self) -> None:
        self._http.close()

    @classmethod
    def fault_of(cls, address: str) -> str:
        return "" if _CHAT.fullmatch(address) else _("nomor obrolan Telegram tidak sah")

    def parcel(self, message: Message, words: Composed, at: datetime) -> Parcel:
        text = words.text.strip()
        file = words.attachment
        if len(text) > (LONGEST_CAPTION if file else LONGEST):
            raise Refused(_("terlalu panjang untuk Telegram"), permanent=True)
        sent: dict[str, Any] = {
            "chat_id": int(message.address),
            "text": text,
            "link_preview_options": {"is_disabled": True},
        }
        replies = replies_to(message, words.said)
        if replies:
            keys = [{"text": word, "callback_data": button_id(message, word)} for word in replies]
            # One below the other: two long words do not fit beside each other on a phone.
            sent["reply_markup"] = {"inline_keyboard": [[key] for key in keys]}
        if file is None:
            return Parcel(message.address, json.dumps(sent).encode())
        fields: dict[str, Any] = {
            "chat_id": message.address,
            "caption": text,
            "document": (file.name, file.content, file.content_type),
        }
        if replies:
            fields["reply_markup"] = json.dumps(sent["reply_markup"])
        content, content_type = encode_multipart_formdata(fields)
        return Parcel(message.address, content, headers=(("Content-Type", content_type),))

    def hand_over(self, parcel: Parcel) -> str:
        method = "sendDocument" if parcel.headers else "sendMessage"
        path = f"/bot{self._token}/{method}"
        reply = self._http.post(path, parcel.content, dict(parcel.headers))
        said = reply.json()
        if reply.status == 200 and said.get("ok") is True:
            return f"{parcel.address}:{said.get('result', {}).get('message_id', '')}"
        raise _failure(reply, str(said.get("description", ""))[:200])


def _failure(reply: Reply, words: str) -> Exception:
    detail = f"{reply.status} {words}".strip()
    match reply.status:
        case 200 | 504:  # an answer that says nothing; a gateway that lost sight of it
            return Unsure(detail)
        case 429:
            asked = reply.json().get("parameters", {}).get("retry_after")
            wait = timedelta(seconds=asked) if isinstance(asked, int) else reply.retry_after()
            return Unreachable(detail, wait=min(wait, LONGEST_REST))
        case 401 | 404:
            return Unreachable(
                _("Telegram tidak mengenal token bot"), wait=UNTIL_MENDED, hopeless=True
            )
        case 403:
            return Refused(detail, permanent=True, dead_address=True)
        case status if status >= 500:
            return Unreachable(detail)
        case _:
            dead = any(sign in words.lower() for sign in _DEAD)
            return Refused(detail, permanent=True, dead_address=dead)
