"""WhatsApp, by the Cloud API of Meta.

To whom did not write to us within a day only a template goes that Meta approved; in that day free
text goes, with buttons where replies are read. Both need the person's agreement.
"""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.filepost import encode_multipart_formdata

from accounts.models import Contact
from secops.outbox.composers import Attachment, Composed
from secops.outbox.filling import LONGEST, values_for
from secops.outbox.models import Heard, Message, WhatsAppTemplate
from secops.outbox.places import filled, places_of
from secops.outbox.replies import button_id, replies_to
from secops.outbox.senders.base import Parcel, Refused, Sender, Unreachable, Unsure
from secops.outbox.senders.http import HttpLine, Reply

#: So long after the person's own message free text is taken.
WINDOW = timedelta(hours=24)
#: What free text may hold, below a file, and with buttons below it; how many buttons.
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_WITH_BUTTONS, MOST_BUTTONS = 4096, 1024, 1024, 3
UNTIL_MENDED = timedelta(minutes=15)

_NUMBER = re.compile(r"\+?[0-9][0-9 .-]{7,18}")
#: Codes of Meta's errors, by what may be done next.
_DEAD = {131026}
_SLOW = {4, 80007, 130429, 131048}
_SLOW_PAIR = {131056}
_OURS = {0, 3, 10, 190, 368, 131005, 131008, 131031, 131042, 131045, 133010}
_TROUBLE = {1, 2, 131000, 131016, 133004}


class WhatsAppLine(Sender):
    """The city's business number."""

    channel = Message.Channel.WHATSAPP
    kind = Contact.Kind.WHATSAPP
    needs = ("WHATSAPP_TOKEN", "WHATSAPP_PHONE_ID")

    def __init__(self) -> None:
        self._token: str = settings.WHATSAPP_TOKEN
        self._path = f"/{settings.WHATSAPP_PHONE_ID}/messages"
        self._files = f"/{settings.WHATSAPP_PHONE_ID}/media"
        self._http = HttpLine(settings.WHATSAPP_API_URL, secrets=(self._token,))
        self._approved: dict[tuple[str, str], WhatsAppTemplate] | None = None
        self._heard: set[int] | None = None

    def close(self) -> None:
        self._http.close()

    @classmethod
    def takes(cls, contact: Contact) -> bool:
        return contact.opted_in_at is not None

    @classmethod
    def fault_of(cls, address: str) -> str:
        return "" if _NUMBER.fullmatch(address) else _("nomor WhatsApp tidak sah")

    def parcel(self, message: Message, words: Composed, at: datetime) -> Parcel:
        tried = message.payload.get("template")
        if tried is None and message.contact_id in self._heard_since(at - WINDOW):
            sent = _with_file(words) if words.attachment else _free_text(message, words)
        else:
            template = self._tried(tried) if tried else self._newest(message)
            if template is None:
                raise Refused(_("belum ada templat WhatsApp yang disetujui"), permanent=True)
            sent = _by_template(template, message, words)
        to = {"messaging_product": "whatsapp", "to": international(message.address)}
        file = words.attachment if sent["type"] == "document" else None
        return Parcel(message.address, json.dumps(to | sent).encode(), attachment=file)

    def hand_over(self, parcel: Parcel) -> str:
        head = {"Authorization": f"Bearer {self._token}"}
        content = parcel.content
        if parcel.attachment is not None:
            sent = json.loads(content)
            sent["document"]["id"] = self._hand_in(parcel.attachment, head)
            content = json.dumps(sent).encode()
        reply = self._http.post(self._path, content, head)
        said = reply.json()
        if reply.status == 200 and said.get("messages"):
            return str(said["messages"][0].get("id", ""))[:200]
        raise _failure(reply, said.get("error"))

    def _hand_in(self, file: Attachment, head: dict[str, str]) -> str:
        """Give Meta the file; until the message is sent nobody sees it, so a broken line here
        leaves nothing unsure."""
        fields: dict[str, Any] = {
            "messaging_product": "whatsapp",
            "type": file.content_type,
            "file": (file.name, file.content, file.content_type),
        }
        content, content_type = encode_multipart_formdata(fields)
        try:
            reply = self._http.post(self._files, content, head | {"Content-Type": content_type})
        except Unsure as broken:
            raise Unreachable(str(broken)) from None
        said = reply.json()
        if reply.status == 200 and said.get("id"):
            return str(said["id"])
        failure = _failure(reply, said.get("error"))
        raise Unreachable(str(failure)) if isinstance(failure, Unsure) else failure

    def _newest(self, message: Message) -> WhatsAppTemplate | None:
        if self._approved is None:
            rows = WhatsAppTemplate.objects.approved().order_by("version")
            self._approved = {(row.kind, row.language): row for row in rows}
        language = message.person.language
        own = self._approved.get((message.kind, language))
        return own or self._approved.get(("", language))

    def _tried(self, pk: int) -> WhatsAppTemplate | None:
        return WhatsAppTemplate.objects.filter(pk=pk).first()

    def _heard_since(self, moment: datetime) -> set[int]:
        if self._heard is None:
            recent = Heard.objects.filter(at__gt=moment)
            self._heard = set(recent.values_list("contact_id", flat=True))
        return self._heard


def international(number: str) -> str:
    """The digits with the country's code, as WhatsApp wants them."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if digits.startswith("0"):
        return "62" + digits[1:]
    return "62" + digits if digits.startswith("8") else digits


def _by_template(template: WhatsAppTemplate, message: Message, words: Composed) -> dict[str, Any]:
    values = values_for(message, words)
    if len(filled(template.body, values)) > LONGEST:
        raise Refused(_("terlalu panjang untuk templat WhatsApp"), permanent=True)
    components: list[dict[str, Any]] = [
        {
            "type": "body",
            "parameters": [
                {"type": "text", "parameter_name": name, "text": values[name]}
                for name in places_of(template.body)
            ],
        }
    ]
    components += [
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": str(place),
            "parameters": [{"type": "payload", "payload": button_id(message, word)}],
        }
        for place, word in enumerate(template.buttons)
    ]
    return {
        "type": "template",
        "template": {
            "name": template.name,
            "language": {"code": template.language},
            "components": components,
        },
    }


def _with_file(words: Composed) -> dict[str, Any]:
    """The file with the words below it; its id at Meta is known once it is handed in."""
    assert words.attachment is not None
    text = words.text.strip()
    if len(text) > LONGEST_CAPTION:
        raise Refused(_("terlalu panjang untuk WhatsApp"), permanent=True)
    return {"type": "document", "document": {"caption": text, "filename": words.attachment.name}}


def _free_text(message: Message, words: Composed) -> dict[str, Any]:
    text = words.text.strip()
    replies = replies_to(message, words.said)
    # Some of the answers as buttons would hide the others; the text names them all.
    if 0 < len(replies) <= MOST_BUTTONS and len(text) <= LONGEST_WITH_BUTTONS:
        buttons = [
            {"type": "reply", "reply": {"id": button_id(message, word), "title": word[:20]}}
            for word in replies
        ]
        return {
            "type": "interactive",
            "interactive": {
                "type": "button",
                "body": {"text": text},
                "action": {"buttons": buttons},
            },
        }
    if len(text) > LONGEST_TEXT:
        raise Refused(_("terlalu panjang untuk WhatsApp"), permanent=True)
    return {"type": "text", "text": {"preview_url": False, "body": text}}


def _failure(reply: Reply, error: Any) -> Exception:
    said = error if isinstance(error, dict) else {}
    code = said.get("code")
    details = said.get("error_data", {})
    more = details.get("details", "") if isinstance(details, dict) else ""
    words = f"{reply.status} {code or ''} {more or said.get('message', '')}".strip()[:280]
    if code in _DEAD:
        return Refused(words, permanent=True, dead_address=True)
    if code in _SLOW_PAIR:
        return Refused(words, permanent=False, wait=reply.retry_after())
    if reply.status == 429 or code in _SLOW:
        return Unreachable(words, wait=reply.retry_after())
    if code in _OURS or reply.status in (401, 403):
        return Unreachable(words, wait=UNTIL_MENDED, hopeless=True)
    if reply.status in (200, 504):
        return Unsure(words)
    if reply.status >= 500 or code in _TROUBLE:
        return Unreachable(words)
    return Refused(words, permanent=True)
