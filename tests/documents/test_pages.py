"""The pages where letters are written, approved, signed; what is typed wrong is said in words."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Department, User
from accounts.roles import Role
from secops.documents.models import Document
from tests.conftest import Enter
from tests.documents.letters import NOON, approved, draft
from tests.factories import holder_of

LETTER = {
    "subject": "Undangan rapat evaluasi",
    "nature": "biasa",
    "classification": "000.6",
    "of_kind_text": "Mohon hadir.\n\nTerima kasih.",
    "addressees": "Kepala Dinas Sosial\n\n  Kepala Dinas Kesehatan ",
    "copies": "Wali Kota",
}
REPORT = LETTER | {
    "of_kind_found_at": "2026-11-27T08:10",
    "of_kind_assets": "SIMPATIK",
    "of_kind_contact": "Posko",
    "of_kind_description": "Akun pegawai beredar.",
    "of_kind_impact": "Belum diketahui.",
    "of_kind_chronology": "27 Nov, 08.10 | Laporan masuk⏎dari warga | Email | Olga\n"
    "27 Nov, 09.00\tDikunci | di sumber\tData sistem\tAdmin",
}


def test_a_letter_is_written_looked_at_and_approved_by_the_lead(
    signed_in: Enter, olga: User, leo: User
) -> None:
    answer = signed_in(olga).post("/documents/new/letter/", LETTER)
    made = Document.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert made.addressees == ["Kepala Dinas Sosial", "Kepala Dinas Kesehatan"]
    own = signed_in(olga).get(made.get_absolute_url()).content.decode()
    assert "Konsep" in own
    assert "Setujui…" not in own  # the duty officer does not approve
    picture = signed_in(olga).get(f"/documents/{made.pk}/page/1/")
    assert picture.content.startswith(b"\x89PNG")
    answer = signed_in(leo).post(f"/documents/{made.pk}/approve/", {"number": "", "dated": ""})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.state == "approved"
    page = signed_in(leo).get(made.get_absolute_url()).content.decode()
    assert made.sha256 in page
    assert f"/v/{made.code}" in page


def test_after_a_new_letterhead_the_page_points_to_the_file_that_was_approved(
    signed_in: Enter, olga: User, leo: User, settings: Any
) -> None:
    made = approved(olga, leo)
    browser = signed_in(leo)
    assert f"/documents/{made.pk}/page/1/" in browser.get(made.get_absolute_url()).content.decode()
    settings.OFFICE_ADDRESS = "Jalan Baru Nomor 2"
    page = browser.get(made.get_absolute_url()).content.decode()
    assert f"/documents/{made.pk}/page/1/" not in page
    assert "Yang berlaku adalah berkas yang disimpan" in page
    kept = b"".join(browser.get(f"/documents/{made.pk}/pdf/").streaming_content)
    assert hashlib.sha256(kept).hexdigest() == made.sha256


def test_rows_are_typed_with_bars_or_pasted_from_a_spreadsheet_and_come_back(
    signed_in: Enter, olga: User
) -> None:
    signed_in(olga).post("/documents/new/incident_report/", REPORT)
    made = Document.objects.get()
    first, second = made.fields["chronology"]
    assert first == ["27 Nov, 08.10", "Laporan masuk\ndari warga", "Email", "Olga"]
    assert second[1] == "Dikunci | di sumber"
    form = signed_in(olga).get(f"/documents/{made.pk}/edit/").context["form"]
    again = REPORT | {"of_kind_chronology": form["of_kind_chronology"].value()}
    signed_in(olga).post(f"/documents/{made.pk}/edit/", again)
    made.refresh_from_db()
    assert made.fields["chronology"] == [first, second]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"subject": ""}, "Hal"),
        ({"of_kind_text": ""}, "Isi surat"),
        ({"classification": "kode rahasia"}, "Hanya huruf, angka"),
        ({"addressees": "x" * 301}, "Paling banyak 300 baris"),
        ({"of_kind_text": "kata sandi: Rahasia123!"}, "Tampaknya ada kata sandi"),
    ],
)
def test_what_is_typed_wrong_is_said_in_words(
    signed_in: Enter, olga: User, wrong: dict[str, str], words: str
) -> None:
    answer = signed_in(olga).post("/documents/new/letter/", LETTER | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Document.objects.exists()


def test_what_only_looks_like_a_password_passes_with_a_tick(signed_in: Enter, olga: User) -> None:
    given = LETTER | {"of_kind_text": "Kata sandi: diganti pegawai sendiri.", "no_secret": "on"}
    assert signed_in(olga).post("/documents/new/letter/", given).status_code == 302
    assert Document.objects.get().fields["text"] == "Kata sandi: diganti pegawai sendiri."


def test_departments_are_added_by_tick_and_the_mayor_may_sign(
    signed_in: Enter, olga: User, dinsos: Department
) -> None:
    mayor = holder_of(Role.LEADERSHIP, name="Wali Kota Uji")
    position = mayor.held_positions[0]
    given: dict[str, Any] = LETTER | {
        "departments": [f"Kepala {dinsos.name}"], "signatory": str(position.pk),
    }  # fmt: skip
    signed_in(olga).post("/documents/new/letter/", given)
    made = Document.objects.get()
    assert f"Kepala {dinsos.name}" in made.addressees
    assert made.signatory_name == "Wali Kota Uji"


def test_a_number_of_the_register_that_is_taken_is_said_at_its_field(
    signed_in: Enter, olga: User, leo: User
) -> None:
    approved(olga, leo)
    second = draft(olga)
    answer = signed_in(leo).post(
        f"/documents/{second.pk}/approve/", {"number": "000.6/1/2026", "dated": ""}
    )
    assert answer.status_code == 422
    assert "sudah dipakai dokumen lain" in answer.content.decode()


def test_the_signed_paper_is_uploaded_and_handed_out_as_a_file(
    signed_in: Enter, olga: User, leo: User
) -> None:
    made = approved(olga, leo)
    for name, words in (("ttd.html", b"<script>1</script>"), ("ttd.pdf", b"bukan pdf")):
        wrong = SimpleUploadedFile(name, words)
        assert (
            signed_in(olga).post(f"/documents/{made.pk}/sign/", {"file": wrong}).status_code == 422
        )
    signed = SimpleUploadedFile("ttd.pdf", b"%PDF-1.7 ttd")
    assert signed_in(olga).post(f"/documents/{made.pk}/sign/", {"file": signed}).status_code == 302
    copy = made.signed_copies.get()
    answer = signed_in(olga).get(f"/documents/{made.pk}/signed/{copy.pk}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 ttd"
    file = signed_in(olga).get(f"/documents/{made.pk}/pdf/")
    assert "000.6-1-2026.pdf" in file.headers["Content-Disposition"]
    file.close()


def test_the_list_finds_by_number_subject_and_addressee(
    signed_in: Enter, olga: User, leo: User, ira: User
) -> None:
    approved(olga, leo, subject="Edaran SIMPATIK", addressees=["Kepala Dinas Pariwisata"])
    draft(olga, subject="Undangan")
    client = signed_in(ira)
    for words in ("simpatik", "000.6/1", "pariwisata"):
        html = client.get("/documents/", {"q": words}).content.decode()
        assert "Edaran SIMPATIK" in html
        assert "Undangan" not in html
    table = client.get("/documents/", {"export": "csv", "waiting": "yes"})
    exported = b"".join(table.streaming_content).decode() if table.streaming else (
        table.content.decode()
    )  # fmt: skip
    assert "Undangan" in exported


def test_hostile_words_are_shown_as_words(signed_in: Enter, olga: User) -> None:
    words = '<script>alert(1)</script> #read("/etc/passwd")'
    made = draft(olga, subject=words, addressees=[words], fields={"text": words}, at=NOON)
    for address in (made.get_absolute_url(), "/documents/", f"/documents/{made.pk}/edit/"):
        html = signed_in(olga).get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_a_head_finds_no_letters(signed_in: Enter, olga: User, kartini: User) -> None:
    made = draft(olga)
    assert signed_in(kartini).get("/documents/").status_code == 403
    assert signed_in(kartini).get(made.get_absolute_url()).status_code == 403
