"""The dossier: one ZIP that `sha256sum -c` accepts, noted, masked; a sample anybody can repeat."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pypdf
import pytest
import python_calamine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

import secops.wiring  # noqa: F401 - fills the table of sections
from accounts.models import User
from secops.audit.models import Entry
from secops.documents.actions import approve_document
from secops.documents.models import Document
from secops.incidents.actions import (
    add_chronology,
    change_incident,
    merge_incident,
    record_incident,
)
from secops.incidents.checks.actions import Looked, record_check
from secops.incidents.dossier.packing import export_dossier
from secops.incidents.dossier.sampling import draw_sample, drawn
from secops.incidents.dossier.sections import sections_of
from secops.incidents.meetings.actions import Held, draft_minutes, record_meeting
from secops.incidents.models import Incident
from secops.incidents.notices.actions import Arrived, receive_notice
from secops.incidents.privacy import actions as privacy
from secops.incidents.requests.actions import Asked, write_request
from secops.incidents.tasks.actions import Wanted, write_task
from secops.incidents.vault.actions import Party, Terms, draft_handover
from secops.inventory.models import Account, Exposure, LeakReport
from secops.rules.intervals import WIB
from tests.documents.reading import pages_of, shown_text
from tests.duties.support import custom_duty
from tests.factories import AccountFactory, ApplicationFactory
from tests.incidents.vault.support import make_item

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
        "pemeriksaan-layanan", "rapat", "pembelajaran", "pelindungan-data", "berkas",
        "barang-bukti", "aturan", "jabatan", "sampel",
    } <= titles  # fmt: skip


def test_the_paper_and_the_sheets_say_the_same(
    incident: Incident, ira: User, tmp_path: Path
) -> None:
    folder = unpacked(incident, ira, tmp_path)
    words = " ".join(
        page.extract_text() for page in pypdf.PdfReader(folder / "berkas-I-2026-001.pdf").pages
    )
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


def test_no_login_is_whole_in_a_sample_on_any_way_out(
    incident: Incident, ira: User, signed_in, tmp_path: Path
) -> None:
    pks = Exposure.objects.values_list("account_id", flat=True)
    logins = ("sari.uji@kotacontoh.example", "sari.uji", NIP)
    for number, pk in enumerate(sorted(pks)):
        login = logins[number % 3]
        Account.objects.filter(pk=pk).update(
            username=login, application=ApplicationFactory(name=f"Aplikasi {number}")
        )
    entry = draw_sample(incident, seed=2806, by=ira, at=NOW)
    page = signed_in(ira).get(reverse("dossier-sample", args=[incident.code, entry.pk]))
    folder = unpacked(incident, ira, tmp_path)
    paper = " ".join(
        one.extract_text() for one in pypdf.PdfReader(folder / "berkas-I-2026-001.pdf").pages
    )
    with zipfile.ZipFile(folder / "berkas-I-2026-001.xlsx") as book:
        sheet = book.read("xl/sharedStrings.xml").decode()
    for words in (page.content.decode(), paper, sheet):
        assert "sari.uji" not in words
        assert NIP not in words
        for masked in ("s•••@kotacontoh.example", "s•••, akun", "1880**************"):
            assert masked in words


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


#: What the test plants: one sentence a section, told nowhere else, each begun like a formula.
PLANTED = {
    "permintaan": "=SUM(1) Mohon konfirmasi menara-hijau",
    "peringatan": "=SUM(1) Kredensial jembatan-biru",
    "tugas": "=SUM(1) Putuskan loket-kuning",
    "pemeriksaan-layanan": "=SUM(1) Masuk dengan akun uji pasar-merah",
    "rapat": "=SUM(1) Minta log masuk taman-ungu",
    "pelindungan-data": "=SUM(1) Tanda terima kolam-putih",
    "teks": "=SUM(1) Nama dan nomor gerbang-jingga",
}
HIDDEN = ("188003032005031777", "3374010101800001", "ani.rahasia@contoh.test", "sungai-hitam",
          "danau-nila", "bukit-kelabu")  # fmt: skip


def test_each_newer_section_says_its_row_in_sheet_and_paper_and_hides_persons(
    incident: Incident, olga: User, leo: User, ira: User, tmp_path: Path
) -> None:
    person = f"NIP {HIDDEN[0]}, NIK {HIDDEN[1]}, {HIDDEN[2]}"
    asked = Asked("confirmation", "agency", "BSSN", f"{PLANTED['permintaan']} {person}", incident)
    write_request(asked, by=olga, at=NOW)
    for number, tlp, indication in (
        ("PRT/1/2026", "amber", PLANTED["peringatan"]), ("PRT/2/2026", "red", HIDDEN[3]),
    ):  # fmt: skip
        given = Arrived(
            received_at=NOW, tlp=tlp, indication=indication, assets="SIMPATIK", number=number
        )
        receive_notice(given, incident=incident, by=olga, at=NOW)
    wanted = Wanted(PLANTED["tugas"], NOW + timedelta(hours=4), points=[("Kabel dicabut", True)])
    write_task(incident, wanted, by=olga, at=NOW)
    looked = Looked(
        kind="application", result="works", tested_at=NOW, tester="Olga",
        method=PLANTED["pemeriksaan-layanan"], application=ApplicationFactory(name="SIMPATIK"),
    )  # fmt: skip
    record_check(looked, incident=incident, by=olga, at=NOW)
    held = Held(
        held_at=NOW, chair="Leo", present=["Leo"], facts=["SIMPATIK dikunci"],
        decisions=[PLANTED["rapat"]],
    )  # fmt: skip
    record_meeting(incident, held, by=olga, at=NOW)
    change_incident(incident, {"personal_data_known_at": FOUND}, by=olga, at=NOW)
    told = privacy.open_notice(incident, by=olga, at=NOW)
    privacy.note_agency(told, sent_at=NOW, proof=PLANTED["pelindungan-data"], by=leo, at=NOW)
    privacy.write_text(
        told, which_data=PLANTED["teks"], when_and_how="Sejak 20 November", handling="Dikunci",
        contact="Posko", by=olga, at=NOW,
    )  # fmt: skip

    red = Held(
        held_at=NOW, chair="Leo", present=["Leo"], facts=[HIDDEN[4]], decisions=[HIDDEN[5]],
        tlp="red",
    )  # fmt: skip
    record_meeting(incident, red, by=olga, at=NOW)

    folder = unpacked(incident, ira, tmp_path)
    sheets = cells_of(folder / "berkas-I-2026-001.xlsx")
    with zipfile.ZipFile(folder / "berkas-I-2026-001.xlsx") as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
    paper = subprocess.run(
        ["pdftotext", "-layout", folder / "berkas-I-2026-001.pdf", "-"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    titles = {one["key"]: one["title"] for one in json.loads(
        (folder / "manifest.json").read_text())["sections"]}  # fmt: skip
    for key, words in PLANTED.items():
        assert any(words in cell for cell in sheets[titles[key][:31]]), key
        # A cell of the paper is broken into lines; its odd word stands in one piece.
        assert words.split()[-1] in re.sub(r"-\s+", "-", paper), key
    everything = paper + "".join(cell for cells in sheets.values() for cell in cells)
    for secret in HIDDEN:
        assert secret not in everything
    for shown in ("1880**************", "3374************", "a•••@contoh.test", "TLP:RED",
                  "TLP:AMBER"):  # fmt: skip
        assert any(shown in cell for cells in sheets.values() for cell in cells), shown


def cells_of(book: Path) -> dict[str, list[str]]:
    """The texts of each sheet, as a reader of spreadsheets sees them."""
    loaded = python_calamine.load_workbook(book)
    return {
        name: [str(cell) for row in loaded.get_sheet_by_name(name).to_python() for cell in row]
        for name in loaded.sheet_names
    }


def test_minutes_of_evidence_and_meetings_are_among_the_papers_and_red_ones_are_not_copied(
    incident: Incident, olga: User, leo: User, ira: User, tmp_path: Path
) -> None:
    item = make_item(olga, incident=incident)
    giver, police = Party("Olga", "Piket", ""), Party("Pandu", "Bripka", "0", "Polda Contoh")
    terms = Terms(held_at=NOW, place="Posko", purpose="Penyelidikan")
    handover = draft_handover([item], giver, police, terms, by=olga, at=NOW)
    for tlp in ("green", "red"):
        held = Held(held_at=NOW, chair="Leo", present=["Leo"], facts=["Fakta"], tlp=tlp)
        draft_minutes(record_meeting(incident, held, by=olga, at=NOW), by=olga, at=NOW)
    for paper in Document.objects.filter(kind="evaluation"):
        approve_document(paper, by=leo, at=NOW)
    section = next(one for one in sections_of(incident, at=NOW) if one.key == "naskah")
    subjects = [row[2] for row in section.rows]
    assert handover.document.subject in subjects
    assert "[TLP:GREEN] Rapat evaluasi I-2026-001" in subjects
    assert not any("TLP:RED] Rapat" in one for one in subjects)
    green = Document.objects.get(kind="evaluation", subject__contains="GREEN")
    assert [one.sha256 for one in section.files] == [green.sha256]
    kept = json.loads((unpacked(incident, ira, tmp_path) / "manifest.json").read_text())
    assert {"file": f"naskah/{green.code}.pdf", "kept_under": green.sha256,
            "found": green.sha256} in kept["kept_files"]  # fmt: skip


def paper_in(incident: Incident, by: User, tmp_path: Path) -> bytes:
    return (unpacked(incident, by, tmp_path) / f"berkas-{incident.code}.pdf").read_bytes()


def test_the_paper_bears_the_most_restricted_marking_of_what_it_copies(
    incident: Incident, olga: User, ira: User, tmp_path: Path
) -> None:
    for number, tlp in (("PRT/1/2026", "green"), ("PRT/2/2026", "amber_strict"),
                        ("PRT/3/2026", "red")):  # fmt: skip
        given = Arrived(received_at=NOW, tlp=tlp, indication="x", assets="y", number=number)
        receive_notice(given, incident=incident, by=olga, at=NOW)
    for page in pages_of(paper_in(incident, ira, tmp_path), tmp_path):
        lines = [line.strip() for line in page.strip().splitlines()]
        assert lines[0] == "TLP:AMBER+STRICT"
        assert lines[-1].startswith("TLP:AMBER+STRICT · I-2026-001")
    assert json.loads((tmp_path / "manifest.json").read_text())["marking"] == "TLP:AMBER+STRICT"


def test_long_texts_and_hashes_are_whole_in_the_paper(
    incident: Incident, olga: User, ira: User, tmp_path: Path
) -> None:
    long = "Mohon catatan masuk. " * 180 + "UJUNGNYA"
    for n in range(12):
        text = long if n == 11 else f"Mohon konfirmasi ke-{n}."
        write_request(Asked("help", "agency", "BSSN", text, incident), by=olga, at=NOW)
    shown = shown_text(paper_in(incident, ira, tmp_path), tmp_path)
    assert "UJUNGNYA" in shown
    assert "c" * 64 in shown
    assert "\u200b" not in shown


def test_the_paper_speaks_indonesian_of_rules_and_rungs(
    incident: Incident, ira: User, tmp_path: Path
) -> None:
    section = next(one for one in sections_of(incident, at=NOW) if one.key == "aturan")
    values = " ".join(cell for row in section.rows for cell in row)
    for words in ("24 jam", "3 hari kerja", "Peraturan BSSN 1/2024 Pasal 13", "Saat mulai: "):
        assert words in values
    for english in ("own choice", "working day", "late-1", " h ", "Art "):
        assert english not in values
