"""A real SMTP line into a sink, and a kind of message that needs no other app."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from secops.outbox import composers
from secops.outbox.composers import (
    Attachment,
    Composed,
    Composer,
    Dropped,
    Words,
    one_by_one,
)
from secops.outbox.models import Message
from tests.outbox.sink import Sink, serve


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    sink = Sink()
    controller = serve(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield sink
    controller.stop()


def note(message: Message, at: datetime) -> Words:
    if message.payload.get("gone"):
        return Dropped("sudah tidak perlu")
    if message.payload.get("broken"):
        raise ValueError("no words")
    link = "http://testserver/k/" + "a" * 22
    return Composed("Catatan", f"Isi.\n{link}\nKode 7Q4K-2MXT\n", "<p>Isi</p>", (link, "7Q4K-2MXT"))


def paper(message: Message, at: datetime) -> Composed:
    file = Attachment("tanda-terima-P-0001.pdf", "application/pdf", b"%PDF-1.7 isi \x00\xff")
    return Composed("Surat", "Surat terlampir.\n", "<p>Surat terlampir.</p>", attachment=file)


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, Composer]:
    """`note` is never repeated, `start` once; `paper` brings a file along."""
    table = {
        "note": Composer("Catatan", one_by_one(note)),
        "start": Composer("Pesan awal", one_by_one(note), repeat_once=True),
        "paper": Composer("Surat", one_by_one(paper)),
    }
    for kind, composer in table.items():
        monkeypatch.setitem(composers.COMPOSERS, kind, composer)
    return table
