"""A public claim: kept with its capture, compared by numbers alone, decided with a reason."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from secops.audit.models import Entry
from secops.incidents.actions import move_incident
from secops.incidents.claims.actions import (
    Claimed,
    ClaimRefused,
    check_sample,
    decide_claim,
    open_incident,
    record_claim,
    refute_incident,
)
from secops.incidents.claims.models import Claim, ClaimCapture, SampleCheck
from secops.incidents.queries import open_work
from secops.incidents.vault.store import chunks_of
from secops.inventory.models import Exposure, Host, LeakReport
from secops.rules.claim import Disposition, Platform
from secops.rules.incident import DetectionBasis, Phase
from secops.rules.intervals import WIB
from secops.rules.refusal import MoveRefused
from tests.factories import AccountFactory, ApplicationFactory

NOW = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CANARY = "Kenari-99-rahasia"


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def claim(olga: User) -> Claim:
    said = Claimed(Platform.FORUM, "Mengaku memiliki basis data.", NOW, actor="gudang-contoh")
    return record_claim(said, by=olga, at=NOW + timedelta(minutes=10))


@pytest.fixture
def known(olga: User) -> LeakReport:
    """Siti and Budi have accounts; Siti's was in an earlier report."""
    application = ApplicationFactory(code="simpatik", name="SIMPATIK")
    Host.objects.create(application=application, name="simpatik.kotacontoh.example")
    siti = AccountFactory(application=application, username="siti", login_key="siti")
    AccountFactory(application=application, username="budi", login_key="budi")
    report = LeakReport.objects.create(
        file_name="peringatan.csv", sha256="0" * 64, format="table", received_at=NOW,
        imported_at=NOW, imported_by=olga,
    )  # fmt: skip
    Exposure.objects.create(
        fingerprint="0" * 32, place=application.pk, report_id=report.pk,
        application_id=application.pk, account_id=siti.pk, effective_at=NOW, received_at=NOW,
    )  # fmt: skip
    return report


SAMPLE = (
    f"https://simpatik.kotacontoh.example/login:siti:{CANARY}\n"
    f"https://simpatik.kotacontoh.example/login:budi:{CANARY}\n"
    f"https://simpatik.kotacontoh.example/login:hantu:{CANARY}\n"
    f"https://toko.example/login:siti:{CANARY}\n"
)


def everything_kept() -> str:
    """All text of all tables."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_sample_gives_numbers_and_leaves_nothing_behind(
    client: Client, olga: User, claim: Claim, known: LeakReport, tmp_path, settings
) -> None:
    client.force_login(olga, backend=BACKEND)
    url = reverse("claim-sample", args=[claim.code])
    assert client.post(url, {"sample": SAMPLE}).status_code == 302
    kept = SampleCheck.objects.get()
    numbers = (kept.rows, kept.outside, kept.known, kept.accounts, kept.unknown, kept.told_before)
    assert numbers == (4, 1, 2, 2, 1, 1)
    assert kept.reports == [["peringatan.csv", 1]]
    assert (kept.with_secret, kept.same_secret) == (1, 0)

    page = client.get(claim.get_absolute_url())
    assert "memuat kata sandi yang berbeda" in words_of(page)
    kept_text = everything_kept()
    for secret in (CANARY, "hantu", "toko.example"):
        assert secret not in kept_text, secret
        assert secret not in page.content.decode()
    for file in [*tmp_path.rglob("*")]:
        assert not file.is_file() or CANARY.encode() not in file.read_bytes()


def test_an_uploaded_sample_counts_like_a_pasted_one(
    client: Client, olga: User, claim: Claim, known: LeakReport
) -> None:
    client.force_login(olga, backend=BACKEND)
    upload = SimpleUploadedFile("contoh.txt", SAMPLE.encode(), "text/plain")
    client.post(reverse("claim-sample", args=[claim.code]), {"file": upload})
    assert SampleCheck.objects.get().known == 2
    assert CANARY not in everything_kept()


def test_a_sample_without_passwords_is_read_too(olga: User, claim: Claim, known) -> None:
    pasted = b"simpatik.kotacontoh.example/siti\nhttps://simpatik.kotacontoh.example budi\n"
    kept = check_sample(claim, pasted, by=olga, at=NOW)
    assert (kept.rows, kept.known, kept.told_before, kept.with_secret) == (2, 2, 1, 0)


def test_a_refused_sample_is_not_written_back_into_the_page(
    client: Client, olga: User, claim: Claim
) -> None:
    client.force_login(olga, backend=BACKEND)
    url = reverse("claim-sample", args=[claim.code])
    page = client.post(url, {"sample": f"%PDF-1.4 {CANARY}"})
    assert page.status_code == 422
    assert CANARY not in page.content.decode()
    assert not SampleCheck.objects.exists()
    huge = SimpleUploadedFile("besar.txt", b"a:b:c\n" * 500_000, "text/plain")
    page = client.post(url, {"file": huge})
    assert page.status_code == 422
    assert "Lebih besar dari 2 MB" in words_of(page)


def test_a_claim_keeps_no_row_of_a_leak(client: Client, olga: User) -> None:
    client.force_login(olga, backend=BACKEND)
    typed = {
        "platform": "forum",
        "seen_at": "2026-11-01T10:00",
        "content": f"Contoh: siti@kotacontoh.example:{CANARY} dan kata sandi: {CANARY}",
        "actor": f"penjual:{CANARY}",
        "address": "https://forum.example/basis-data",
        "reliability": "E",
        "credibility": "3",
    }
    assert client.post(reverse("claim-new"), typed).status_code == 302
    assert CANARY not in everything_kept()
    page = client.get(Claim.objects.get().get_absolute_url()).content.decode()
    assert "https://forum.example/basis-data" in page
    assert 'href="https://forum.example' not in page


def test_a_capture_goes_into_the_vault_and_is_looked_up_there(
    client: Client, olga: User, claim: Claim
) -> None:
    client.force_login(olga, backend=BACKEND)
    url = reverse("claim-captures", args=[claim.code])
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 64
    client.post(url, {"captures": SimpleUploadedFile("layar.png", picture, "image/png")})
    client.post(url, {"captures": SimpleUploadedFile("layar2.png", picture, "image/png")})
    kept = claim.captures.get()
    assert len(kept.sha256) == 64
    assert kept.item.content.sha256 == kept.sha256
    assert b"".join(chunks_of(kept.sha256)) == picture
    assert [link.kind for link in kept.item.custody.all()] == ["taken_in"]
    assert kept.item.get_absolute_url() in client.get(claim.get_absolute_url()).content.decode()
    assert client.get(kept.get_absolute_url()).url == kept.item.get_absolute_url()
    svg = SimpleUploadedFile("a.svg", b"<svg onload=alert(1)>", "image/svg+xml")
    assert client.post(url, {"captures": svg}).status_code == 422
    incident = open_incident(claim, by=olga, at=NOW)
    kept.item.refresh_from_db()
    assert kept.item.incident == incident


def test_a_capture_of_before_the_vault_is_still_handed_out(
    client: Client, olga: User, claim: Claim
) -> None:
    old = ClaimCapture.objects.create(
        claim=claim, file=ContentFile(b"dulu", "dulu.txt"), name="dulu.txt",
        content_type="text/plain", bytes=4, sha256="d" * 64, added_by=olga, added_at=NOW,
    )  # fmt: skip
    client.force_login(olga, backend=BACKEND)
    answer = client.get(old.get_absolute_url())
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == b"dulu"
    assert Entry.objects.filter(verb="claim.capture_handed_out").count() == 1


def test_a_decision_needs_a_reason_and_can_be_made_anew(olga: User, claim: Claim) -> None:
    with pytest.raises(MoveRefused):
        decide_claim(claim, Disposition.FALSE, " ", by=olga, at=NOW)
    decide_claim(claim, Disposition.PARTLY, "Sebagian cocok.", by=olga, at=NOW)
    decide_claim(claim, Disposition.CONFIRMED, "Semua cocok.", by=olga, at=NOW)
    assert Entry.objects.filter(verb="claim.decided").count() == 2
    claim.refresh_from_db()
    assert claim.disposition == "confirmed"


def test_a_claim_becomes_an_incident_that_waits_for_the_decision(olga: User, claim: Claim) -> None:
    incident = open_incident(claim, by=olga, at=NOW + timedelta(hours=1))
    assert incident.detection_basis == DetectionBasis.COMPLAINT_ANALYSIS
    assert incident.chronology.get().by_system
    assert f"klaim {claim.code} belum diputuskan" in open_work(incident, at=NOW)
    with pytest.raises(ClaimRefused):
        open_incident(claim, by=olga, at=NOW + timedelta(hours=2))


def test_the_incident_of_a_false_claim_is_refuted_with_its_reason(olga: User, claim: Claim) -> None:
    incident = open_incident(claim, by=olga, at=NOW + timedelta(hours=1))
    claim.refresh_from_db()
    with pytest.raises(ClaimRefused):
        refute_incident(claim, by=olga, at=NOW)
    move_incident(incident, Phase.TRIAGE, by=olga, at=NOW + timedelta(hours=1))
    decide_claim(claim, Disposition.NOT_OURS, "Semua baris milik kota lain.", by=olga, at=NOW)
    refute_incident(claim, by=olga, at=NOW + timedelta(hours=2))
    incident.refresh_from_db()
    assert incident.phase == Phase.REFUTED
    assert incident.refuted_why == "K-2026-001: Bukan milik kami. Semua baris milik kota lain."


def test_a_department_reads_the_claim_of_its_incident_without_its_source(
    client: Client, olga: User, claim: Claim, kartini: User, dinsos
) -> None:
    client.force_login(kartini, backend=BACKEND)
    assert client.get(claim.get_absolute_url()).status_code == 404
    incident = open_incident(claim, by=olga, at=NOW + timedelta(hours=1))
    incident.departments.add(dinsos)
    page = client.get(claim.get_absolute_url())
    assert "Mengaku memiliki basis data." in words_of(page)
    assert "gudang-contoh" not in words_of(page)
    assert "gudang-contoh" not in words_of(client.get(reverse("claims")))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '=HYPERLINK("http://x")',
        "abc\u202egnp.exe",
        "'; DROP TABLE claims_claim; --",
    ],
)
def test_hostile_words_are_shown_and_never_run(client: Client, olga: User, hostile: str) -> None:
    said = Claimed(Platform.CHAT, hostile, NOW, address=hostile, actor=hostile)
    made = record_claim(said, by=olga, at=NOW)
    client.force_login(olga, backend=BACKEND)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "\u202e" not in page
    export = client.get(reverse("claims") + "?export=csv")
    rows = b"".join(export.streaming_content) if export.streaming else export.content
    assert b"\n=HYPERLINK" not in rows
    assert b",=HYPERLINK" not in rows


def test_ten_megabytes_of_words_are_refused(client: Client, olga: User) -> None:
    client.force_login(olga, backend=BACKEND)
    typed = {"platform": "forum", "seen_at": "2026-11-01T10:00", "content": "a" * 4_000_000}
    assert client.post(reverse("claim-new"), typed).status_code == 422
    typed["content"] = "a" * 10_000_000
    assert client.post(reverse("claim-new"), typed).status_code in (400, 413, 422)
    assert not Claim.objects.exists()
