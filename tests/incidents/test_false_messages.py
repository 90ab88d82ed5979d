"""Messages that copy ours: reported by anybody, judged once, answered with a warning."""

import struct
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from secops.audit.models import Entry
from secops.incidents.models import FalseMessage
from tests.door.test_door import text_of
from tests.factories import DepartmentFactory, holder_of
from tests.guards.test_walk import BACKEND, close_files

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture(autouse=True)
def _nobody_reported_yet() -> None:
    cache.clear()


def told(**more: Any) -> dict[str, Any]:
    return {
        "channel": "whatsapp",
        "sender": "0812-3456-7890",
        "text": "Posko Siber: balas dengan kata sandi Anda",
        **more,
    }


def test_the_page_says_how_the_real_ones_are_known(client: Client, settings: Any) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    response = client.get("/lapor/")
    page = text_of(response)
    for words in ("(024) 000-0000", "posko@kotacontoh.example", "siaga.kotacontoh.example/k"):
        assert words in page
    assert b"<script" not in response.content
    assert not response.cookies
    assert "Log out" not in page
    assert "How to know the real ones" in text_of(client.get("/lapor/?bahasa=en"))


def test_anybody_reports_and_pressing_twice_is_one_report(client: Client) -> None:
    for _twice in range(2):
        page = text_of(client.post("/lapor/", told(reporter="Sari, Dinsos"), follow=True))
        assert "Terima kasih. Laporan Anda diterima." in page
    found = FalseMessage.objects.get()
    assert (found.sender, found.reported_by) == ("0812-3456-7890", None)
    assert Entry.objects.filter(verb="false_message.reported").count() == 1


def test_a_report_of_somebody_signed_in_carries_his_name(client: Client) -> None:
    agent = holder_of(Role.AGENT, DepartmentFactory())
    client.force_login(agent, backend=BACKEND)
    client.post("/lapor/", told())
    assert FalseMessage.objects.get().reported_by == agent


def test_links_and_codes_of_ours_are_not_kept(client: Client) -> None:
    text = "Buka https://siaga.kotacontoh.example/k/AbC_123-xyz kode 7Q4K-2MXT hub 0812-3456"
    client.post("/lapor/", told(text=text))
    kept = FalseMessage.objects.get().text
    assert "AbC_123" not in kept
    assert "7Q4K" not in kept
    assert "0812-3456" in kept


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": "", "sender": ""}, "Tempel teks pesannya atau unggah tangkapan layar."),
        ({"channel": "x"}, "Pilih saluran pesannya."),
        ({"text": "x" * 5000}, "paling panjang 4.000"),
        (
            {"screenshot": SimpleUploadedFile("a.png", b"<svg onload=alert(1)>")},
            "Unggah gambar JPEG, PNG, atau WebP.",
        ),
        (
            {"screenshot": SimpleUploadedFile("a.png", PNG + b"0" * 5 * 1024 * 1024)},
            "paling besar 5 MB",
        ),
    ],
)
def test_wrong_input_is_refused_in_words_and_nothing_is_lost(
    client: Client, form: dict[str, Any], words: str
) -> None:
    response = client.post("/lapor/", told() | form)
    assert response.status_code == 422
    assert words in text_of(response)
    assert not FalseMessage.objects.exists()
    if form.get("sender", "x"):
        assert b"0812-3456-7890" in response.content


def test_a_form_from_another_site_is_refused(client: Client) -> None:
    response = client.post("/lapor/", told(), headers={"Origin": "https://jahat.example"})
    assert response.status_code == 403
    assert not FalseMessage.objects.exists()


def test_one_network_reports_thirty_an_hour_and_others_are_not_locked_out(client: Client) -> None:
    for n in range(30):
        assert client.post("/lapor/", told(text=f"Pesan {n}")).status_code == 302
    assert client.post("/lapor/", told(text="Satu lagi")).status_code == 429
    other = client.post("/lapor/", told(text="Lain"), REMOTE_ADDR="192.0.2.77")
    assert other.status_code == 302


def test_a_screenshot_is_handed_out_as_a_file_and_never_active(client: Client) -> None:
    upload = SimpleUploadedFile("evil.html", PNG, content_type="text/html")
    client.post("/lapor/", told(text="", screenshot=upload))
    found = FalseMessage.objects.get()
    assert len(found.screenshot_sha256) == 64
    address = f"/false-messages/{found.pk}/screenshot/"
    assert client.get(address).status_code == 302
    client.force_login(holder_of(Role.DUTY_OFFICER), backend=BACKEND)
    served = client.get(address)
    assert served["Content-Type"] == "image/png"
    assert served["Content-Disposition"].startswith("attachment")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    close_files(served)


def test_the_office_judges_once_and_gets_a_warning_for_the_group(
    client: Client, settings: Any
) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    client.post("/lapor/", told(text="<script>alert(1)</script> balas sandi"))
    found = FalseMessage.objects.get()
    client.force_login(holder_of(Role.DUTY_OFFICER), backend=BACKEND)
    assert "Belum diperiksa" in text_of(client.get("/false-messages/?finding=waiting"))
    shown = client.get(found.get_absolute_url())
    assert b"<script>alert" not in shown.content
    assert client.post(found.get_absolute_url(), {}).status_code == 422
    page = client.post(found.get_absolute_url(), {"finding": "false"}, follow=True)
    warning = page.content.decode()
    assert "Beredar WhatsApp palsu atas nama Posko Siber, dari 0812-3456-7890." in warning
    assert "Yang asli: (024) 000-0000, email posko@kotacontoh.example" in warning
    # A second tab that finds otherwise changes nothing and is told.
    again = client.post(found.get_absolute_url(), {"finding": "genuine"}, follow=True)
    assert "Sudah diperiksa: Palsu." in text_of(again)
    found.refresh_from_db()
    assert found.finding == "false"


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height, from the head of the file."""
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_department_prints_its_poster_and_copies_the_card(client: Client, settings: Any) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    own, foreign = DepartmentFactory(code="DINSOS"), DepartmentFactory(code="DINKES")
    agent = holder_of(Role.AGENT, own, name="Budi Agen")
    client.force_login(agent, backend=BACKEND)
    page = text_of(client.get(f"/departments/{own.code}/poster/"))
    for words in ("Selesai?", "Keluar (log out).", "(024) 000-0000", "Budi Agen",
                  "siaga.kotacontoh.example/lapor", "*Selesai? Keluar (log out).*",
                  "Punya lembar kode? Pindai, atau ketik siaga.kotacontoh.example/k"):  # fmt: skip
        assert words in page
    assert client.get(f"/departments/{foreign.code}/poster/").status_code == 404
    # The card goes into the group as a picture, upright as phones show it whole.
    answer = client.get(f"/departments/{own.code}/card.png")
    assert answer["Content-Disposition"] == 'attachment; filename="kartu-dinsos.png"'
    assert size_of(answer.content) == (1080, 1350)
    assert client.get(f"/departments/{foreign.code}/card.png").status_code == 404


def test_a_card_keeps_to_one_picture_whatever_the_names(client: Client) -> None:
    long = "Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Anak"
    own = DepartmentFactory(code="DALDUK", name=long)
    agent = holder_of(Role.AGENT, own, name="Raden Ajeng Contoh Pertiwi Kusuma, S.Kom., M.T.")
    client.force_login(agent, backend=BACKEND)
    answer = client.get("/departments/DALDUK/card.png")
    assert size_of(answer.content) == (1080, 1350)
