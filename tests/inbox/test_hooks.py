"""The doors at which channels knock: only they get in, and no body breaks them."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from secops.inbox.hooks import telegram, whatsapp
from secops.inbox.models import Incoming
from secops.outbox.models import WhatsAppTemplate
from tests.inbox.conftest import PHONE_ID, payload_of, update_of
from tests.reminders.support import ORDERED

pytestmark = pytest.mark.django_db
WHATSAPP, TELEGRAM = "/hooks/whatsapp/", "/hooks/telegram/"


@pytest.fixture(autouse=True)
def _number(settings: Any) -> None:
    settings.WHATSAPP_PHONE_ID = PHONE_ID


def signed(body: bytes, secret: str = "rahasia-aplikasi") -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def knock(client: Client, payload: Any, signature: str | None = None) -> int:
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return client.post(
        WHATSAPP,
        body,
        content_type="application/json",
        headers={"X-Hub-Signature-256": signed(body) if signature is None else signature},
    ).status_code


def test_what_meta_signed_is_taken(client: Client) -> None:
    assert knock(client, payload_of("halo", at=timezone.now())) == 200
    heard = Incoming.objects.get()
    assert (heard.text, heard.why, heard.sender) == ("halo", "stranger", "Sari")


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "é"])
def test_a_forged_signature_gets_nothing_in(client: Client, signature: str) -> None:
    assert knock(client, payload_of("1A", at=timezone.now()), signature) == 403
    assert not Incoming.objects.exists()


def test_another_apps_secret_is_forged_too(client: Client) -> None:
    payload = payload_of("1A", at=timezone.now())
    forged = signed(json.dumps(payload).encode(), "another")
    assert knock(client, payload, forged) == 403


def test_a_changed_body_is_forged(client: Client) -> None:
    body = json.dumps(payload_of("1A", at=timezone.now())).encode()
    assert knock(client, body.replace(b"1A", b"1B"), signed(body)) == 403


def test_without_a_secret_nobody_gets_in(client: Client, settings: Any) -> None:
    settings.WHATSAPP_APP_SECRET = settings.TELEGRAM_WEBHOOK_SECRET = ""
    payload = payload_of("1A", at=timezone.now())
    assert knock(client, payload, signed(json.dumps(payload).encode(), "")) == 403
    assert client.post(TELEGRAM, b"{}", content_type="application/json").status_code == 403


def test_meta_asks_whether_the_door_is_ours(client: Client) -> None:
    asked = {
        "hub.mode": "subscribe",
        "hub.verify_token": "kata-kami",
        "hub.challenge": "1158201444",
    }
    answer = client.get(WHATSAPP, asked)
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert client.get(WHATSAPP, asked | {"hub.verify_token": "tebakan"}).status_code == 403


def test_another_number_of_the_same_app_is_passed_over(client: Client) -> None:
    payload = payload_of("1A", at=timezone.now())
    payload["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "999"
    assert knock(client, payload) == 200
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"a"', b"\xff\xfe", b'{"entry": 5}'])
def test_a_strange_body_is_answered_and_forgotten(client: Client, body: bytes) -> None:
    assert knock(client, body) == 200
    assert not Incoming.objects.exists()


def test_a_huge_body_is_refused(client: Client) -> None:
    body = b"[" + b"0," * 3_000_000 + b"0]"
    assert knock(client, body) == 403


def test_nul_signs_and_long_texts_are_kept_as_far_as_they_can_be(client: Client) -> None:
    assert knock(client, payload_of("a\x00b" + "x" * 9000, at=timezone.now())) == 200
    assert Incoming.objects.get().text.startswith("abx")
    assert len(Incoming.objects.get().text) <= 4096


@pytest.mark.parametrize(
    ("event", "state"), [("APPROVED", "approved"), ("REJECTED", "rejected"), ("PAUSED", "rejected")]
)
def test_metas_word_on_a_template_is_noted(
    client: Client, adi: User, event: str, state: str
) -> None:
    template = WhatsAppTemplate.objects.create(
        kind="", language="id", version=1, name="siaga_pesan_id_v1", body="Kabar: {{isi}} Posko.",
        written_by=adi, written_at=ORDERED,
    )  # fmt: skip
    value = {"event": event, "message_template_name": template.name, "reason": "INVALID_FORMAT"}
    payload = {
        "entry": [{"changes": [{"field": "message_template_status_update", "value": value}]}]
    }
    assert knock(client, payload) == 200
    template.refresh_from_db()
    assert template.state == state
    assert ("INVALID_FORMAT" in template.reason) is (state == "rejected")


def test_telegrams_secret_opens_the_door(client: Client) -> None:
    def post(secret: str) -> int:
        return client.post(
            TELEGRAM,
            json.dumps(update_of("halo", at=timezone.now())),
            content_type="application/json",
            headers={"X-Telegram-Bot-Api-Secret-Token": secret},
        ).status_code

    assert [post("salah"), post(""), post("rahasia-telegram")] == [403, 403, 200]
    assert Incoming.objects.get().channel == "telegram"


def test_a_pressed_button_is_answered_at_once(client: Client) -> None:
    answer = client.post(
        TELEGRAM,
        json.dumps(update_of("", at=timezone.now(), button="7:TERIMA")),
        content_type="application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": "rahasia-telegram"},
    )
    assert answer.json() == {"method": "answerCallbackQuery", "callback_query_id": "900"}


NAMES = [
    "entry",
    "changes",
    "value",
    "messages",
    "statuses",
    "metadata",
    "phone_number_id",
    "from",
    "id",
    "type",
    "text",
    "body",
    "field",
    "update_id",
    "message",
    "chat",
    "callback_query",
    "my_chat_member",
    "data",
    "date",
    "timestamp",
    "errors",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=25,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(JSON)
def test_no_shape_breaks_the_readers(payload: Any) -> None:
    whatsapp.told_by(payload, at=ORDERED)
    telegram.told_by(payload, at=ORDERED)
    telegram.answer_to(payload)
