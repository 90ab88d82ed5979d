"""A city's number at Meta and a bot at Telegram, spoken to and speaking as the real ones do."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

import secops.wiring  # noqa: F401  (fills the tables of composers and questions)
from accounts.models import Contact, Person
from secops.inbox.actions import read_new, take_in
from secops.inbox.hooks import telegram as telegram_hook
from secops.inbox.hooks import whatsapp as whatsapp_hook
from secops.inbox.models import Incoming
from secops.outbox.delivery import deliver
from secops.outbox.models import ChannelRow
from tests.factories import ContactFactory
from tests.outbox.conftest import sink
from tests.outbox.web import Answer, Call, Web, serving
from tests.reminders.support import ORDERED

__all__ = ["sink"]

PHONE_ID = "1000000001"
NUMBER = "6281200000001"
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _desk(settings: Any) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    settings.WHATSAPP_APP_SECRET = "rahasia-aplikasi"
    settings.WHATSAPP_VERIFY_TOKEN = "kata-kami"
    settings.TELEGRAM_WEBHOOK_SECRET = "rahasia-telegram"


@pytest.fixture
def meta(settings: Any, db: None) -> Iterator[Web]:
    """Meta's server: every message gets a name of its own."""
    names = itertools.count(1)

    def answer(call: Call) -> Answer:
        if call.path.endswith("/media"):
            return Answer(body={"id": f"MEDIA{next(names)}"})
        to = call.json["to"]
        return Answer(
            body={
                "messaging_product": "whatsapp",
                "contacts": [{"input": to, "wa_id": to}],
                "messages": [{"id": f"wamid.OUT{next(names)}", "message_status": "accepted"}],
            }
        )

    ChannelRow.objects.create(channel="whatsapp", enabled=True, rank=0, per_minute=600)
    with serving(Web(answer)) as web:
        settings.WHATSAPP_API_URL = f"{web.url}/v23.0"
        settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE_ID = "EAAB-made-up", PHONE_ID
        yield web


@pytest.fixture
def bot(settings: Any, db: None) -> Iterator[Web]:
    """Telegram's server."""
    names = itertools.count(101)

    def answer(call: Call) -> Answer:
        chat = {"id": call.json["chat_id"], "type": "private"}
        result = {"message_id": next(names), "chat": chat, "date": 1795572000}
        return Answer(body={"ok": True, "result": result})

    ChannelRow.objects.create(channel="telegram", enabled=True, rank=0, per_minute=600)
    with serving(Web(answer)) as web:
        settings.TELEGRAM_API_URL, settings.TELEGRAM_BOT_TOKEN = web.url, "7000000001:made-up"
        yield web


def number_of(person: Person, number: str = "0812 0000 0001", **more: Any) -> Contact:
    """His number, agreed to and open for free text: he wrote within the day."""
    made: Contact = ContactFactory(
        person=person, kind=Contact.Kind.WHATSAPP, address=number, opted_in_at=ORDERED, **more
    )
    return made


_ids = itertools.count(1)


def payload_of(
    text: str = "", *, number: str = NUMBER, at: datetime, **more: Any
) -> dict[str, Any]:
    """A call of WhatsApp's webhook, in the recorded shape. `button`, `quoted`, `kind`, `id`."""
    message: dict[str, Any] = {
        "from": number,
        "id": more.get("id") or f"wamid.IN{next(_ids)}",
        "timestamp": str(int(at.timestamp())),
        "type": "text",
        "text": {"body": text},
    }
    if "button" in more:
        message |= {
            "type": "interactive",
            "interactive": {
                "type": "button_reply",
                "button_reply": {"id": more["button"], "title": text},
            },
        }
    if "kind" in more:
        message |= {"type": more["kind"], more["kind"]: {"id": "1", "caption": text}}
    if "quoted" in more:
        message["context"] = {"from": "6281100000000", "id": more["quoted"]}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "62811 0000 0000", "phone_number_id": PHONE_ID},
        "contacts": [{"profile": {"name": "Sari"}, "wa_id": number}],
        "messages": [message],
    }
    return whole(value)


def status_of(name: str, status: str, *, at: datetime, **more: Any) -> dict[str, Any]:
    """A status of a message that we sent."""
    said = {"id": name, "status": status, "timestamp": str(int(at.timestamp())), **more}
    return whole({"metadata": {"phone_number_id": PHONE_ID}, "statuses": [said]})


def whole(value: dict[str, Any]) -> dict[str, Any]:
    change = {"value": value, "field": "messages"}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "2000000002", "changes": [change]}],
    }


def hear(payload: dict[str, Any], *, at: datetime) -> None:
    """Take a call in and read it, and send what is answered."""
    take_in(whatsapp_hook.told_by(payload, at=at), at=at)
    read_new(at=at)
    deliver(at=at)


def writes(text: str, *, at: datetime, **more: Any) -> Incoming:
    """Somebody writes by WhatsApp; what became of it."""
    hear(payload_of(text, at=at, **more), at=at)
    return Incoming.objects.order_by("-pk")[0]


def update_of(text: str, *, at: datetime, chat: int = 70001, **more: Any) -> dict[str, Any]:
    """A call of Telegram's webhook."""
    where = {"id": chat, "type": more.get("type", "private"), "first_name": "Sari"}
    message: dict[str, Any] = {
        "message_id": 7, "from": {"id": chat, "first_name": "Sari"}, "chat": where,
        "date": int(at.timestamp()), "text": text,
    }  # fmt: skip
    number = more.get("update") or next(_ids)
    if "button" in more:
        pressed = {"id": "900", "from": message["from"], "message": message, "data": more["button"]}
        return {"update_id": number, "callback_query": pressed}
    return {"update_id": number, "message": message}


def telegrams(text: str, *, at: datetime, **more: Any) -> Incoming:
    """Somebody writes by Telegram; what became of it."""
    take_in(telegram_hook.told_by(update_of(text, at=at, **more), at=at), at=at)
    read_new(at=at)
    deliver(at=at)
    return Incoming.objects.order_by("-pk")[0]


def said_by(web: Web) -> list[str]:
    """What the phone shows, in order."""
    return [_body(call.json) for call in web.calls if not call.path.endswith("/media")]


def _body(sent: dict[str, Any]) -> str:
    if "interactive" in sent:
        return str(sent["interactive"]["body"]["text"])
    if isinstance(sent.get("text"), dict):
        return str(sent["text"]["body"])
    if "document" in sent:
        return str(sent["document"]["caption"])
    return str(sent.get("text", sent.get("type", "")))


def buttons_of(call: Call) -> dict[str, str]:
    """Title -> what the button brings back."""
    rows = call.json.get("interactive", {}).get("action", {}).get("buttons", [])
    return {row["reply"]["title"]: row["reply"]["id"] for row in rows}
