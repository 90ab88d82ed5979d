"""The office's own sentences in messages: written, refused, seen, tried, said, kept on record."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

import secops.wiring  # noqa: F401  (fills the tables)
from accounts.models import Person, User
from secops.audit.models import Entry
from secops.outbox.actions import TextRefused, write_text
from secops.outbox.delivery import deliver
from secops.outbox.delivery.taking import _compose
from secops.outbox.models import Message, MessageText
from secops.outbox.passage_check import fault_of
from secops.outbox.passages import PASSAGES
from secops.outbox.samples import SAMPLES, shown
from secops.reminders.engine import remind
from tests.factories import ContactFactory
from tests.reminders.support import ORDERED, campaign, person, rotation

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
HOW = "Silakan buka {{aplikasi}} dari menu pegawai, jangan lewat tautan."
HOUR = timedelta(hours=1)


def write(key: str, body: str, by: User, language: str = "id") -> MessageText:
    return write_text(PASSAGES[key], language, body, by=by, at=ORDERED)


# ── What may be written ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_text_of_the_product_would_be_allowed(language: str) -> None:
    with translation.override(language):
        faults = {key: fault_of(one, str(one.default)) for key, one in PASSAGES.items()}
    assert not {key: fault for key, fault in faults.items() if fault}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "Tuliskan teksnya"),
        ("Buka aplikasi seperti biasa.", "{{aplikasi}}"),
        ("Buka {{aplikasi}} hari ini, {{posko}}.", "{{posko}}"),
        ("Buka {{aplikasi} seperti biasa.", "Kurung kurawal"),
        ("Buka {{aplikasi}} di https://contoh.test sekarang.", "tautan"),
        ("Buka {{aplikasi}} di simpatik.go.id sekarang.", "tautan"),
        ("Buka {{aplikasi}}, tulis ke bantuan@kota.example.", "tautan"),
        ("Buka {{aplikasi}} dan kirimkan kata sandi baru ke posko.", "kata sandi"),
        ("Open {{aplikasi}} and tell us your password.", "kata sandi"),
        ("Buka {{aplikasi}}, lalu sebutkan OTP.", "OTP"),
        ("Buka {{aplikasi}} " + "pelan " * 60, "huruf"),
    ],
)
def test_what_may_not_be_said_is_refused_in_words(
    signed_in: Enter, adi: User, body: str, why: str
) -> None:
    answer = signed_in(adi).post("/message-texts/how/", {"language": "id", "body": body})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not MessageText.objects.exists()


def test_a_word_that_must_stay_stays(adi: User) -> None:
    with pytest.raises(TextRefused, match="TERIMA"):
        write("order-enough-mail", "Dari Ibu/Bapak cukup satu balasan.", adi)


# ── Versions ─────────────────────────────────────────────────────────────────────────────────────
def test_versions_are_kept_compared_and_given_up(signed_in: Enter, adi: User) -> None:
    client = signed_in(adi)
    url = "/message-texts/how/"
    assert client.post(url, {"language": "id", "body": HOW}).status_code == 302
    assert client.post(url, {"language": "id", "body": HOW}).status_code == 422  # the same
    client.post(url, {"language": "id", "body": HOW.replace("Silakan buka", "Buka")})
    page = client.get(url).content.decode()
    assert "<del>Silakan buka</del> <ins>Buka</ins>" in page
    assert "Adi Admin" in page
    assert "versi 2" in client.get("/message-texts/").content.decode()
    client.post(f"{url}restore/", {"language": "id"})
    assert MessageText.objects.in_force() == {}
    assert list(MessageText.objects.values_list("version", flat=True)) == [3, 2, 1]
    assert "Kembali ke teks Siaga" in client.get(url).content.decode()
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.startswith("text.")] == [
        "text.written", "text.written", "text.restored",
    ]  # fmt: skip


def test_others_may_not(signed_in: Enter, olga: User) -> None:
    for address in ("", "how/", "examples/start/", "examples/start/letter/"):
        assert signed_in(olga).get(f"/message-texts/{address}").status_code == 403


# ── Said ─────────────────────────────────────────────────────────────────────────────────────────
def test_messages_say_it_and_keep_which_version(signed_in: Enter, adi: User, olga: User) -> None:
    write("how", HOW, adi)
    write("how", "Please open {{aplikasi}} from the staff menu.", adi, "en")
    write("greeting", "Salam sehat, {{nama}}:", adi)
    running = campaign()
    rotation(person(), running)
    rotation(person("John Uji", "john@kotacontoh.example", language="en"), running)
    remind(at=ORDERED + HOUR)
    assert deliver(at=ORDERED + HOUR).sent == 2
    said = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "Silakan buka SIMPATIK dari menu pegawai" in said["sari@kotacontoh.example"]
    assert "Salam sehat, Sari Uji: kata sandi" in said["sari@kotacontoh.example"]
    assert "Please open SIMPATIK from the staff menu." in said["john@kotacontoh.example"]
    assert "Dear John Uji," in said["john@kotacontoh.example"]
    message = Message.objects.get(person__name="Sari Uji")
    assert message.payload["texts"] == {"greeting": 1, "how": 1}
    client = signed_in(olga)
    for page in (f"/messages/{message.pk}/", f"/told/{message.pk}/"):
        assert (
            "Salam (versi 1), Caranya, satu aplikasi (versi 1)" in client.get(page).content.decode()
        )
    assert "Silakan buka" in client.get("/campaigns/c1/messages/").content.decode()


def test_texts_are_read_once_for_many_messages(adi: User) -> None:
    write("how", HOW, adi)
    running = campaign()
    for n in range(30):
        rotation(person(f"Uji {n}", f"uji{n}@kotacontoh.example"), running)
    remind(at=ORDERED + HOUR)
    waiting = list(Message.objects.select_related("person", "contact"))
    with CaptureQueriesContext(connection) as queries:
        words = _compose(waiting, ORDERED + HOUR)
    assert all("Silakan buka" in one.text for _message, one in words)
    assert sum("outbox_messagetext" in str(one["sql"]) for one in queries) == 1


def test_a_text_given_up_before_a_second_try_is_not_noted(adi: User) -> None:
    running = campaign()
    rotation(person(), running)
    remind(at=ORDERED + HOUR)
    Message.objects.update(payload={"campaign": running.pk, "texts": {"how": 7}})
    deliver(at=ORDERED + HOUR)
    assert "texts" not in Message.objects.get().payload


# ── Seen before it is said ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("key", sorted(SAMPLES))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_example_is_whole(signed_in: Enter, adi: User, key: str, language: str) -> None:
    client = signed_in(adi)
    answer = client.get(f"/message-texts/examples/{key}/?language={language}")
    assert answer.status_code == 200
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    letter = client.get(f"/message-texts/examples/{key}/letter/?language={language}")
    assert f'<html lang="{language}">' in letter.content.decode()
    assert "sandbox" in letter["Content-Security-Policy"]
    assert letter["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("key", sorted(PASSAGES))
def test_a_draft_is_seen_where_it_will_stand(adi: User, key: str) -> None:
    """Each passage names the examples that show it."""
    passage = PASSAGES[key]
    places = " ".join("{{" + name + "}}" for name in passage.required)
    draft = " ".join(["Kalimat yang baru", places, *passage.keep])
    assert passage.shown_in
    for sample in passage.shown_in:
        words = [
            shown(
                sample, "id", person=Person(name="Olga"), chat=chat, at=ORDERED, draft={key: draft}
            )
            for chat in (False, True)
        ]
        assert any("Kalimat yang baru" in one.text for one in words), sample


def test_looking_keeps_nothing(signed_in: Enter, adi: User) -> None:
    client = signed_in(adi)
    answer = client.post("/message-texts/how/", {"language": "id", "body": HOW, "look": ""})
    page = answer.content.decode()
    assert "Silakan buka SIMPATIK dari menu pegawai" in page
    frame = page.split('<iframe class="ps-letter" src="')[1].split('"')[0].replace("&amp;", "&")
    assert "Silakan buka SIMPATIK" in client.get(frame).content.decode()
    assert not MessageText.objects.exists()
    harmful = client.get(
        "/message-texts/examples/start/letter/",
        {"passage": "how", "draft": "Buka {{aplikasi}} di https://jahat.test"},
    )
    assert "jahat" not in harmful.content.decode()


def test_a_draft_is_tried_on_oneself(signed_in: Enter, adi: User) -> None:
    client = signed_in(adi)
    form = {"language": "id", "body": HOW, "send": ""}
    assert "Belum ada alamat" in client.post("/message-texts/how/", form).content.decode()
    ContactFactory(person=adi.person, address="adi@kotacontoh.example")
    page = client.post("/message-texts/how/", form).content.decode()
    assert "Contoh dikirim ke adi@kotacontoh.example" in page
    client.post("/message-texts/examples/receipt/send/", {"language": "en"})
    assert deliver(at=timezone.now() + timedelta(minutes=1)).sent == 2
    assert "Silakan buka SIMPATIK dari menu pegawai" in mail.outbox[0].body
    subjects = [letter.subject.partition(":")[0] for letter in mail.outbox]
    assert subjects == ["Contoh", "Sample"]
    assert not MessageText.objects.exists()
