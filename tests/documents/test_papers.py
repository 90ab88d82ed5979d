"""The papers: text that can be selected, tags, tables that are not cut, a QR code that is read."""

from datetime import date
from pathlib import Path

import pytest

import secops.wiring  # noqa: F401 - the kinds of higher parts
from secops.documents.kinds import KINDS
from secops.documents.papers import approved_pdf, preview_pdf, sheets
from tests.documents.papers import CONTENT
from tests.documents.reading import pages_of, paper_of, qr_codes_of, run, shown_text, text_of
from tests.needs import needs_poppler

DATED = date(2026, 11, 27)
pytestmark = needs_poppler


def test_every_kind_has_a_paper_to_look_at() -> None:
    assert set(CONTENT) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(CONTENT))
def test_a_paper_is_tagged_selectable_and_read_by_a_phone(kind: str, tmp_path: Path) -> None:
    paper = paper_of(kind, dated=DATED)
    made = approved_pdf(paper)
    told = run("pdfinfo", made, tmp_path).decode()
    assert "Tagged:          yes" in told
    assert "JavaScript:      no" in told
    text = text_of(made, tmp_path)
    assert "PEMERINTAH KOTA CONTOH DINAS KOMUNIKASI DAN INFORMATIKA" in text
    assert "000.6/123/2026" in text
    assert "7Q4K-2MXT-9FBA" in text
    assert qr_codes_of(made, tmp_path) == ["http://testserver/v/7Q4K-2MXT-9FBA"]
    structure = run("pdfinfo", made, tmp_path, "-struct-text").decode(errors="replace")
    assert "H1" in structure


@pytest.mark.parametrize("kind", sorted(CONTENT))
def test_a_draft_says_so_on_every_page_and_has_no_code(kind: str, tmp_path: Path) -> None:
    made = preview_pdf(paper_of(kind, state="draft", number=""))
    pages = pages_of(made, tmp_path)
    assert all("KONSEP" in "".join(page.split()) for page in pages)
    assert qr_codes_of(made, tmp_path) == []
    assert "7Q4K" not in "".join(pages)


def test_the_rows_of_a_long_table_are_whole_and_its_header_repeats(tmp_path: Path) -> None:
    paper = paper_of("hand_over", dated=DATED)
    first = paper.fields["items"][0]
    paper.fields["items"] = [
        [f"AWAL{n:03d} uraian yang panjang sekali sampai beberapa baris di dalam selnya",
         *first[1:7], f"AKHIR{n:03d}"]
        for n in range(60)
    ]  # fmt: skip
    pages = pages_of(approved_pdf(paper), tmp_path)
    with_rows = [page for page in pages if "AWAL" in page]
    assert len(with_rows) > 3
    assert all("SHA-256" in page and "Uraian" in page for page in with_rows)
    for n in range(60):
        (page,) = [page for page in pages if f"AWAL{n:03d}" in page]
        assert f"AKHIR{n:03d}" in page


@pytest.mark.parametrize(
    ("kind", "field", "column"), [("incident_report", "chronology", 1), ("hand_over", "items", 0)]
)
def test_a_cell_longer_than_a_page_goes_on_and_its_end_is_read(
    kind: str, field: str, column: int, tmp_path: Path
) -> None:
    paper = paper_of(kind, dated=DATED)
    row = list(paper.fields[field][0])
    row[column] = "Petugas mencatat setiap temuan secara rinci. " * 150 + "UJUNGNYA"
    paper.fields[field] = [row]
    assert "UJUNGNYA" in shown_text(approved_pdf(paper), tmp_path)


def test_every_copy_and_every_witness_of_a_long_list_is_on_the_paper(tmp_path: Path) -> None:
    names = [f"Kepala Perangkat Daerah {n:02d}" for n in range(1, 69)]
    letter = shown_text(approved_pdf(paper_of("letter", dated=DATED, copies=names)), tmp_path)
    assert all(name in letter for name in names)
    minutes = paper_of("minutes", dated=DATED)
    minutes.fields["witnesses"] = [[f"Saksi Uji {n:02d}", "Warga", ""] for n in range(30)]
    shown = shown_text(approved_pdf(minutes), tmp_path)
    assert all(f"Saksi Uji {n:02d}" in shown for n in range(30))


def test_a_hash_and_a_seal_are_copied_from_the_minutes_as_they_are(tmp_path: Path) -> None:
    paper = paper_of("hand_over", dated=DATED)
    paper.fields["items"][0][7] = "SEGEL-2026-000123/ABC"
    shown = shown_text(approved_pdf(paper), tmp_path)
    for row in paper.fields["items"]:
        assert row[3] in shown
    assert "SEGEL-2026-000123/ABC" in shown
    assert "\u200b" not in shown


def test_a_paper_that_is_not_for_everybody_is_marked_at_head_and_foot_of_each_page(
    tmp_path: Path,
) -> None:
    report = paper_of("incident_report", dated=DATED)
    report.fields["tlp"] = "TLP:AMBER+STRICT"
    for paper, mark in (
        (report, "TERBATAS · TLP:AMBER+STRICT"),
        (paper_of("hand_over", dated=DATED), "RAHASIA"),
        (paper_of("evaluation", dated=DATED, subject="[TLP:GREEN] Rapat"), "TERBATAS · TLP:GREEN"),
    ):
        for page in pages_of(approved_pdf(paper), tmp_path):
            lines = [line.strip() for line in page.strip().splitlines()]
            assert lines[0] == mark
            assert lines[-1] == mark
    for page in pages_of(approved_pdf(paper_of("letter", dated=DATED)), tmp_path):
        assert "TERBATAS" not in page


def test_signature_places_are_never_parted_from_their_names(tmp_path: Path) -> None:
    for rows in range(4, 22, 3):
        paper = paper_of("hand_over", dated=DATED)
        paper.fields["items"] = paper.fields["items"][:1] * rows
        pages = pages_of(approved_pdf(paper), tmp_path)
        (page,) = [page for page in pages if "NIP 188001011905011901" in page]
        assert "PIHAK KEDUA" in page
        assert "NRP 00000000" in page


def test_many_addressees_stand_on_a_page_of_their_own(tmp_path: Path) -> None:
    names = [f"Kepala Perangkat Daerah {n}" for n in range(1, 69)]
    pages = pages_of(approved_pdf(paper_of("letter", dated=DATED, addressees=names)), tmp_path)
    assert "Daftar penerima terlampir" in pages[0]
    assert "Kepala Perangkat Daerah 68" not in pages[0]
    assert "Kepala Perangkat Daerah 68" in "".join(pages[1:])


def test_minutes_spell_the_day_as_official_papers_do(tmp_path: Path) -> None:
    text = text_of(approved_pdf(paper_of("minutes", dated=DATED)), tmp_path)
    assert (
        "Pada hari ini, Jumat, tanggal dua puluh tujuh bulan November tahun dua ribu dua puluh "
        "enam (27-11-2026), pukul 14.05 WIB, bertempat di Kantor Kecamatan Contoh Timur"
    ) in text.replace("–", "-")


def test_the_paper_speaks_indonesian_whoever_makes_it(tmp_path: Path) -> None:
    from django.utils.translation import override  # noqa: PLC0415

    paper = paper_of("incident_report", dated=DATED)
    with override("en"):
        english = approved_pdf(paper)
    assert english == approved_pdf(paper)
    assert "Terbatas" in text_of(english, tmp_path)


def test_the_same_document_is_the_same_file_to_the_byte() -> None:
    paper = paper_of("letter", dated=DATED)
    assert approved_pdf(paper) == approved_pdf(paper)
    assert all(page.startswith(b"\x89PNG") for page in sheets(paper))


HOSTILE = [
    '#read("/etc/passwd") #import "parts.typ": * #panic("x")',
    "*tebal* _miring_ $x^2$ = Judul @label <label> `kode` \\ \" ' #",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "日本語 😀 עברית 𝔘 \u0301\u0301\u0301",
    "x" * 3000,
    "a " * 20_000,
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["letter", "hand_over", "rotation_circular"])
def test_hostile_words_in_every_field_are_printed_and_never_run(
    kind: str, words: str, tmp_path: Path
) -> None:
    paper = paper_of(kind, dated=DATED, subject=words[:300], copies=[words[:300]],
                     addressees=[words[:300]], attachments=[words[:300]],
                     signatory_title=words[:200], signatory_name=words[:200])  # fmt: skip
    for one in KINDS[kind].fields:
        if isinstance(paper.fields[one.name], list):
            paper.fields[one.name] = [[words[:500]] * len(one.columns)] * 3
        elif one.input in ("line", "text"):
            paper.fields[one.name] = words
    text = text_of(approved_pdf(paper), tmp_path)
    assert "root:" not in text
    if words.startswith(("#read", "<script")):
        assert words[:20] in text
    if "😀" in words:
        assert "[U+1F600]" in text  # nothing silently disappears
