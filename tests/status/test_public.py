"""The public page: what was published and nothing else, for everybody, also without the product."""

import os
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from dashboard.status.publishing import publish_static, publish_when_changed
from secops.incidents.actions import record_incident
from secops.incidents.models import FalseMessage, PublicStatement
from secops.incidents.statements.actions import (
    Fact,
    Said,
    approve_answer,
    approve_statement,
    publish_statement,
    review_statement,
    write_answer,
    write_statement,
)
from secops.rules.intervals import WIB
from secops.rules.statement import Kind

NOW = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "Kami </title><script>alert(1)</script> memeriksa \u202egnp.exe & ]]> \x0b <b>ini</b>"


def text_of(body: bytes | str) -> str:
    html = body.decode() if isinstance(body, bytes) else body
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def said(
    text: str,
    *,
    by: User,
    lead: User,
    at: datetime = NOW,
    ahead: timedelta | None = None,
    **more,
) -> PublicStatement:
    next_word = at + ahead if ahead else None
    made = write_statement(Said(Kind.FULL, text, next_word), by=by, at=at, **more)
    seen = list(made.facts.values_list("pk", flat=True))
    review_statement(made, seen=seen, by=lead, at=at)
    approve_statement(made, by=lead, at=at)
    return publish_statement(made, channel="Situs kota", by=lead, at=at)


@pytest.fixture
def two(olga: User, leo: User) -> tuple[PublicStatement, PublicStatement]:
    """The first word and the one that took its place."""
    incident = record_incident(
        title="RAHASIA judul", description="RAHASIA uraian", found_at=NOW, by=olga, at=NOW
    )
    first = said("Kami menerima laporan.", by=olga, lead=leo, incident=incident)
    second = said(
        "Laporan itu benar.", by=olga, lead=leo, at=NOW + timedelta(days=1), incident=incident,
        supersedes=first, ahead=timedelta(days=400),
        facts=(Fact("RAHASIA bukti", "RAHASIA sumber"),),
    )  # fmt: skip
    return first, second


def test_an_empty_page_promises_nothing(client: Client, db: None) -> None:
    page = client.get("/status/")
    assert "Belum ada pernyataan resmi." in text_of(page.content)
    assert "aman" not in text_of(page.content)
    for feed in ("feed.rss", "feed.atom"):
        xml.fromstring(client.get(f"/status/{feed}").content)


def test_everybody_reads_what_was_said_with_its_history(client: Client, two) -> None:
    first, second = two
    page = client.get("/status/")
    assert page.status_code == 200
    text = text_of(page.content)
    assert "Kami sedang menangani insiden siber." in text
    assert "Laporan itu benar." in text
    assert "Kabar berikutnya:" in text
    assert f"<del>{first.text}</del>" in page.content.decode()
    assert f"Diganti oleh {second.code}" in text
    assert len(page.content) + len(client.get("/status/status.css").content) <= 20_000
    old = client.get(f"/status/{first.code}/")
    assert f'href="/status/{second.code}/"' in old.content.decode()
    assert "Sudah tidak berlaku." in text_of(old.content)
    assert "We are dealing with a cyber incident." in text_of(client.get("/status/en/").content)
    assert client.get(f"/status/{first.code}/statement.pdf").content.startswith(b"%PDF")


def test_nothing_unpublished_and_no_officer_is_on_any_public_page(
    client: Client, olga: User, leo: User, two, tmp_path: Path
) -> None:
    draft = write_statement(Said(Kind.FULL, "RAHASIA rancangan"), by=olga, at=NOW)
    approved = write_statement(
        Said(Kind.HOLDING, "RAHASIA disetujui", NOW + timedelta(days=3)), by=olga, at=NOW
    )
    approve_statement(approved, by=leo, at=NOW)
    waiting = write_answer(two[1], question="RAHASIA tanya?", answer="Ya.", by=olga, at=NOW)
    asked = write_answer(two[1], question="Boleh ditanya?", answer="Boleh.", by=olga, at=NOW)
    approve_answer(asked, by=leo, at=NOW)
    FalseMessage.objects.create(
        channel="whatsapp", text="RAHASIA palsu", sender="6281200000001", digest="a" * 64,
        reported_at=timezone.now(), finding="false", handled_at=timezone.now(), handled_by=olga,
    )  # fmt: skip
    for code in (draft.code, approved.code, "PP-2026-999"):
        assert client.get(f"/status/{code}/").status_code == 404
        assert client.get(f"/status/{code}/statement.pdf").status_code == 404
    publish_static(tmp_path, at=timezone.now())
    files = {one: one.read_bytes() for one in (tmp_path / "current").rglob("*") if one.is_file()}
    assert len(files) >= 10
    everything = b"".join(files.values()).decode(errors="ignore")
    for secret in ("RAHASIA", "Olga", "Leo", waiting.question, "6281200000001", draft.code):
        assert secret not in everything, secret
    assert "Boleh ditanya?" in everything
    assert "Beredar WhatsApp palsu atas nama kami" in everything


def test_only_get_and_no_cookie(client: Client, two) -> None:
    for address in ("/status/", f"/status/{two[0].code}/", "/status/feed.rss"):
        assert client.post(address).status_code == 405
        answer = client.get(address)
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert "<script" not in answer.content.decode()


def test_whoever_is_signed_in_gets_no_shared_copy(client: Client, olga: User, two) -> None:
    client.force_login(olga, backend=BACKEND)
    assert client.get("/status/").headers["Cache-Control"] == "private, max-age=60"


def test_a_missed_promise_is_admitted(client: Client, olga: User, leo: User) -> None:
    said("Kami memeriksa.", by=olga, lead=leo, ahead=timedelta(hours=1))
    assert "dan belum terbit." in text_of(client.get("/status/").content)


def test_the_feeds_are_valid_and_their_ids_stay(client: Client, two, settings) -> None:
    settings.PUBLIC_BASE_URL = "https://siaga.kotacontoh.example"
    first, second = two
    feed = xml.fromstring(client.get("/status/feed.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids == [
        f"tag:siaga.kotacontoh.example,2026-11-28:{second.code}",
        f"tag:siaga.kotacontoh.example,2026-11-27:{first.code}",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-11-28T08:10:00+07:00"
    assert entries[1].findtext(f"{ATOM}updated") == "2026-11-28T08:10:00+07:00"
    for entry in (feed, *entries):
        assert {"id", "title", "updated"} <= {child.tag.removeprefix(ATOM) for child in entry}
    channel = xml.fromstring(client.get("/status/feed.rss").content).find("channel")
    assert channel is not None
    items = channel.findall("item")
    assert [item.findtext("guid") for item in items] == ids
    assert parsedate_to_datetime(str(items[0].findtext("pubDate"))) == second.published_at


def test_hostile_words_are_text_everywhere(
    client: Client, olga: User, leo: User, tmp_path: Path
) -> None:
    made = said(HOSTILE, by=olga, lead=leo)
    asked = write_answer(made, question=HOSTILE, answer=HOSTILE, by=olga, at=NOW)
    approve_answer(asked, by=leo, at=NOW)
    publish_static(tmp_path, at=NOW + timedelta(hours=1))
    for file in (tmp_path / "current").rglob("*"):
        if file.is_file() and file.suffix in (".html", ".rss", ".atom"):
            words = file.read_text()
            assert "<script>" not in words
            assert "\u202e" not in words
            assert "\x0b" not in words
    for feed in ("feed.rss", "feed.atom"):
        found = xml.fromstring(client.get(f"/status/{feed}").content)
        assert any("<script>" in (one.text or "") for one in found.iter())
    assert client.get(f"/status/{made.code}/statement.pdf").content.startswith(b"%PDF")
    client.force_login(olga, backend=BACKEND)
    assert b"<script>alert" not in client.get(made.get_absolute_url()).content


def test_the_copy_is_turned_in_one_step_and_only_when_something_changed(
    olga: User, leo: User, two, tmp_path: Path, settings
) -> None:
    settings.STATUS_STATIC_DIR = ""
    assert publish_when_changed(at=NOW) == 0
    settings.STATUS_STATIC_DIR = str(tmp_path / "status")
    later = NOW + timedelta(days=2)
    assert publish_when_changed(at=later) == 1
    link = tmp_path / "status" / "current"
    before = os.readlink(link)
    assert publish_when_changed(at=later + timedelta(minutes=1)) == 0
    said("Kabar baru.", by=olga, lead=leo, at=later, supersedes=two[1])
    assert publish_when_changed(at=later + timedelta(minutes=2)) == 1
    assert os.readlink(link) != before
    assert "Kabar baru." in (link / "index.html").read_text()
    assert (tmp_path / "status" / before / "index.html").exists()
    for n in range(4):
        said(f"Kabar {n}.", by=olga, lead=leo, at=later + timedelta(hours=n))
        publish_when_changed(at=later + timedelta(hours=n))
    assert len(list((tmp_path / "status").glob("v-*"))) == 3


def test_the_command_writes_the_same_pages_as_the_application_serves(
    client: Client, two, tmp_path: Path
) -> None:
    call_command("publish_static", folder=str(tmp_path))
    for path in ("index.html", f"{two[0].code}/index.html", "en/index.html", "feed.rss"):
        served = client.get("/status/" + path.removesuffix("index.html"))
        assert (tmp_path / "current" / path).read_bytes() == served.content


def test_the_office_is_led_to_its_public_page(client: Client, olga: User, two) -> None:
    client.force_login(olga, backend=BACKEND)
    page = client.get(two[0].get_absolute_url()).content.decode()
    assert reverse("status-statement", args=[two[0].code]) in page
