"""The dossier: one ZIP that `sha256sum -c` accepts, noted, masked; a sample anybody can repeat."""

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

import secops.wiring  # noqa: F401 - fills the table of sections
from accounts.models import User
from secops.audit.models import Entry
from secops.incidents.actions import (
    add_chronology,
    change_incident,
    merge_incident,
    record_incident,
)
from secops.incidents.dossier.packing import export_dossier
from secops.incidents.dossier.sampling import draw_sample, drawn
from secops.incidents.dossier.sections import sections_of
from secops.incidents.models import Incident
from secops.inventory.models import Exposure, LeakReport
from secops.rules.intervals import WIB
from tests.duties.support import custom_duty
from tests.factories import AccountFactory

FOUND = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
NOW = FOUND + timedelta(hours=1)
NIP = "188001011905011999"


@pytest.fixture
def incident(olga: User, dinsos) -> Incident:
    """An incident with a report of 30 accounts, an order, and a line like a formula."""
    made = record_incident(description="Akun ditawarkan.", found_at=FOUND, by=olga, at=NOW)
    report = LeakReport.objects.create(
        source="BSSN", file_name="bocor.csv", sha256="c" * 64, format="csv", received_at=FOUND,
        imported_at=NOW, imported_by=olga, counts={"rows": 30},
    )  # fmt: skip
    for n, account in enumerate(AccountFactory.create_batch(30)):
        Exposure.objects.create(
            fingerprint=f"00000000-0000-0000-0000-0000000000{n:02d}", place=1,
            report_id=report.pk, account_id=account.pk, effective_at=FOUND, received_at=FOUND,
        )  # fmt: skip
    directive = custom_duty(dinsos, olga).directive
    change_incident(
        made, {"leak_reports": [report], "directives": [directive], "on_iiv": True}, by=olga, at=NOW
    )
    add_chronology(made, happened_at=FOUND, event="=HYPERLINK(1)", by=olga, at=NOW)
    return made


def unpacked(incident: Incident, by: User, tmp_path: Path) -> Path:
    with export_dossier(incident, by=by, at=NOW) as made, zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def test_the_zip_holds_everything_under_its_hash(
    incident: Incident, ira: User, tmp_path: Path
) -> None:
    folder = unpacked(incident, ira, tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["incident"] == "I-2026-001"
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    titles = {one["key"] for one in manifest["sections"]}
    assert {
        "catatan", "kronologi", "hitungan-waktu", "keputusan", "pernyataan", "surat", "naskah",
        "pesan", "teks", "permintaan", "peringatan", "tugas",
        "pemeriksaan-layanan", "rapat", "pelindungan-data", "berkas",
        "barang-bukti", "aturan", "jabatan", "sampel",
    } <= titles  # fmt: skip


def test_the_paper_and_the_sheets_say_the_same(
    incident: Incident, ira: User, tmp_path: Path
) -> None:
    folder = unpacked(incident, ira, tmp_path)
    words = " ".join(
        page.extract_text() for page in pypdf.PdfReader(folder / "berkas-I-2026-001.pdf").pages
    ).replace("\u200b", "")
    for part in ("Lapor insiden pada IIV", "bocor.csv", "A-2026-001", "Olga Piket"):
        assert part in words
    with zipfile.ZipFile(folder / "berkas-I-2026-001.xlsx") as book:
        sheets = b"".join(book.read(name) for name in book.namelist() if "sheet" in name)
        assert b"c" * 64 in book.read("xl/sharedStrings.xml")
    assert b"<f>" not in sheets


def test_each_export_is_noted(incident: Incident, olga: User, leo: User, ira: User) -> None:
    for who in (olga, leo, ira):
        export_dossier(incident, by=who, at=NOW).close()
    entries = Entry.objects.filter(verb="dossier.exported").order_by("pk")
    assert [one.actor_label for one in entries] == ["Olga Piket", "Leo Ketua", "Ira Inspektur"]
    assert "manifest.json" in entries[0].data["names"]


@pytest.mark.parametrize("who", ["kartini", "budi", "adi"])
def test_nobody_else_takes_it(
    who: str, incident: Incident, olga: User, dinsos, signed_in, request: pytest.FixtureRequest
) -> None:
    change_incident(incident, {"departments": [dinsos]}, by=olga, at=NOW)
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        export_dossier(incident, by=user, at=NOW)
    with pytest.raises(PermissionDenied):
        draw_sample(incident, seed=1, by=user, at=NOW)
    browser = signed_in(user)
    assert browser.get(reverse("dossier", args=[incident.code])).status_code == 403
    assert browser.post(reverse("dossier-export", args=[incident.code])).status_code == 403


def test_the_same_seed_draws_the_same_25(incident: Incident, ira: User) -> None:
    one = draw_sample(incident, seed=2806, by=ira, at=NOW)
    two = draw_sample(incident, seed=2806, by=ira, at=NOW)
    other = draw_sample(incident, seed=2807, by=ira, at=NOW)
    assert len(one.data["accounts"]) == 25
    assert one.data["accounts"] == two.data["accounts"] != other.data["accounts"]
    assert one.data["sha256"] == other.data["sha256"]
    assert draw_sample(incident, seed=None, by=ira, at=NOW).data["seed"] >= 0


def test_a_small_population_is_drawn_whole() -> None:
    assert sorted(drawn([3, 1, 2], 7)) == [1, 2, 3]
    assert drawn([], 7) == []


def test_the_sample_is_masked_on_the_page_and_in_the_zip(
    incident: Incident, ira: User, signed_in, tmp_path: Path
) -> None:
    browser = signed_in(ira)
    answer = browser.post(reverse("dossier", args=[incident.code]), {"seed": "2806"}, follow=True)
    page = answer.content.decode()
    assert "25 dari 30 akun, benih 2806" in page
    assert "Sari Uji" not in page
    assert "188001011905" not in page
    section = next(one for one in sections_of(incident, at=NOW) if one.key == "sampel")
    assert len(section.rows) == 25
    assert not any("Sari Uji" in cell for row in section.rows for cell in row)


def test_a_merged_record_is_in_the_dossier(incident: Incident, olga: User, ira: User) -> None:
    same = record_incident(description="Aduan warga.", found_at=FOUND, by=olga, at=NOW)
    add_chronology(same, happened_at=FOUND, event="Aduan masuk", by=olga, at=NOW)
    merge_incident(same, incident, reason="Sama", by=olga, at=NOW)
    sections = {one.key: one for one in sections_of(incident, at=NOW)}
    assert any("I-2026-002" in row for row in sections["catatan"].rows)
    assert any("Aduan masuk" in row for row in sections["kronologi"].rows)


def test_the_door_hands_out_a_zip_as_an_attachment(
    incident: Incident, leo: User, signed_in
) -> None:
    answer = signed_in(leo).post(reverse("dossier-export", args=[incident.code]))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment")
    held = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert "SHA256SUMS" in held.namelist()
