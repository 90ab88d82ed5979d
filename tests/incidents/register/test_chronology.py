"""Lines typed, pasted, taken from the system; hostile texts; the law's table on paper."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.incidents.actions import (
    IncidentRefused,
    add_chronology,
    change_incident,
    hide_line,
    move_incident,
    record_incident,
    show_line,
    stop_clock,
    take_lines,
    write_phase,
)
from secops.incidents.models import ChronologyRow, Incident
from secops.incidents.papers import chronology_paper
from secops.incidents.queries import chronology_of
from secops.incidents.system_lines import lines_of
from secops.inventory.models import LeakReport
from secops.rules.clocks import ClockCode
from secops.rules.incident import Phase
from tests.documents.reading import shown_text
from tests.incidents.register.conftest import FOUND, NOW
from tests.needs import needs_poppler

HOSTILE = "<script>alert(1)</script> =2+2 \u202egnp.exe"
CHAT = """27/11/26 08.05 - Sari Uji: server masih menyala
ini lanjutannya
27/11/26 08.09 - Budi Uji: password: rahasia123!
baris tanpa waktu di tengah"""


def test_the_system_tells_what_it_did_without_doubling(incident: Incident, olga: User) -> None:
    report = LeakReport.objects.create(
        source="BSSN", file_name="bocor.csv", sha256="a" * 64, format="csv", received_at=FOUND,
        imported_at=NOW, imported_by=olga, counts={"rows": 96},
    )  # fmt: skip
    change_incident(incident, {"leak_reports": [report], "on_iiv": True}, by=olga, at=NOW)
    move_incident(incident, Phase.TRIAGE, by=olga, at=NOW)
    stop_clock(incident, ClockCode.IIV_INCIDENT, stopped_at=NOW, proof="Surat 3", by=olga, at=NOW)
    incident = Incident.objects.get()
    events = [line.event for line in lines_of(incident)]
    assert "Laporan kebocoran bocor.csv dimuat (96 baris)" in events
    assert any("dari tahap Deteksi ke Triase" in event for event in events)
    assert "Lapor insiden pada IIV: terkirim" in events
    assert lines_of(incident) == lines_of(incident)
    key = next(line.key for line in lines_of(incident) if "bocor.csv" in line.event)
    take_lines(incident, [key], by=olga, at=NOW)
    row = chronology_of(incident).get()
    assert (row.by_system, row.happened_at) == (True, NOW)
    assert "a" * 64 in row.source
    assert key not in [line.key for line in lines_of(incident)]
    with pytest.raises(IncidentRefused, match="sudah ada"):
        take_lines(incident, [key], by=olga, at=NOW)
    take_lines(incident, None, by=olga, at=NOW)
    assert lines_of(incident) == []


def test_what_the_system_did_is_read_in_the_language_of_its_reader(
    incident: Incident, olga: User, signed_in, settings
) -> None:
    report = LeakReport.objects.create(
        source="", file_name="bocor.csv", sha256="a" * 64, format="csv", received_at=FOUND,
        imported_at=NOW, imported_by=olga, counts={"rows": 1940},
    )  # fmt: skip
    change_incident(incident, {"leak_reports": [report], "on_iiv": True}, by=olga, at=NOW)
    stop_clock(incident, ClockCode.IIV_INCIDENT, stopped_at=NOW, proof="Surat 3", by=olga, at=NOW)
    with override("en"):  # whoever takes them reads English; the law's table is Indonesian
        take_lines(Incident.objects.get(), None, by=olga, at=NOW)
    old = ChronologyRow.objects.create(
        incident=incident, happened_at=NOW, event="Baris lama dari sistem", by_system=True,
        added_by=olga, added_at=NOW,
    )  # fmt: skip
    kept = {row.event for row in chronology_of(incident)}
    assert "Laporan kebocoran bocor.csv dimuat (1.940 baris)" in kept
    browser = signed_in(olga)
    page = browser.get(incident.get_absolute_url()).content.decode()
    assert "Laporan kebocoran bocor.csv dimuat (1.940 baris)" in page
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = browser.get(incident.get_absolute_url()).content.decode()
    assert "Leak report bocor.csv loaded (1,940 rows)" in page
    assert "dimuat" not in page
    assert "sender not recorded" in page
    assert old.event in page  # from before facts were kept: as it was written


def test_a_hidden_line_is_shown_again(incident: Incident, olga: User) -> None:
    (line,) = lines_of(incident)
    hide_line(incident, line.key, by=olga, at=NOW)
    assert [one.hidden for one in lines_of(incident)] == [True]
    with pytest.raises(IncidentRefused):
        take_lines(incident, None, by=olga, at=NOW)
    show_line(incident, line.key, by=olga, at=NOW)
    assert [one.hidden for one in lines_of(incident)] == [False]


def test_a_department_does_not_read_what_the_system_noted(
    incident: Incident, olga: User, kartini: User, dinsos: Department, signed_in
) -> None:
    change_incident(incident, {"departments": [dinsos]}, by=olga, at=NOW)
    page = signed_in(kartini).get(incident.get_absolute_url() + "?system=1").content.decode()
    assert "catatan audit" not in page
    assert "Dari catatan sistem" not in page


def test_pasted_lines_are_looked_at_first_and_hold_no_password(
    incident: Incident, olga: User, signed_in, now_is
) -> None:
    now_is(NOW)
    browser = signed_in(olga)
    address = reverse("chronology-paste", args=[incident.code])
    page = browser.post(address, {"text": CHAT, "source": "Grup posko"}).content.decode()
    assert "rahasia123" not in page
    assert "Dihapus sebelum disimpan: kata sandi (password), baris 3." in page
    assert ChronologyRow.objects.count() == 0
    browser.post(address, {"text": CHAT, "source": "Grup posko", "keep": "1"})
    browser.post(address, {"text": CHAT, "source": "Grup posko", "keep": "1"})
    rows = list(chronology_of(incident))
    assert [(row.person, row.source) for row in rows] == [
        ("Sari Uji", "Grup posko"), ("Budi Uji", "Grup posko"),
    ]  # fmt: skip
    assert rows[0].event == "server masih menyala\nini lanjutannya"
    assert not any("rahasia" in row.event for row in rows)
    assert Entry.objects.get(verb="chronology.pasted").data["rows"] == 2


def test_unreadable_lines_are_named_and_kept_if_wanted(
    incident: Incident, olga: User, signed_in, now_is
) -> None:
    text = "27/11 08.00 satu\nbaris aneh\n31/02 08.00 dua"
    now_is(NOW)
    browser = signed_in(olga)
    address = reverse("chronology-paste", args=[incident.code])
    page = re.sub(r"\s+", " ", browser.post(address, {"text": text}).content.decode())
    assert "Baris 2, tidak ada waktu di awal baris" in page
    assert "Baris 3, tanggal atau jam itu tidak ada" in page
    browser.post(address, {"text": text, "keep_unread": "on", "keep": "1"})
    rows = list(chronology_of(incident))
    assert [row.event for row in rows] == ["satu", "baris aneh", "31/02 08.00 dua"]
    assert [row.certainty for row in rows] == ["exact", "unknown_order", "unknown_order"]


def test_hostile_words_are_shown_and_never_run(incident: Incident, olga: User, signed_in) -> None:
    add_chronology(
        incident, happened_at=FOUND, event=HOSTILE, source=HOSTILE, person=HOSTILE,
        by=olga, at=NOW,
    )  # fmt: skip
    write_phase(incident, Phase.CONTAINMENT, HOSTILE, by=olga, at=NOW)
    change_incident(
        incident, {"title": HOSTILE, "impact_data": HOSTILE, "next_step": HOSTILE}, by=olga, at=NOW
    )
    browser = signed_in(olga)
    for address in (incident.get_absolute_url(), reverse("incidents")):
        page = browser.get(address).content.decode()
        assert "<script>alert" not in page
    exported = b"".join(browser.get(reverse("incidents") + "?export=csv").streaming_content)
    assert b"\n=2" not in exported
    assert browser.get(reverse("chronology-pdf", args=[incident.code])).status_code == 200


@pytest.mark.parametrize("name", ["chronology-add", "chronology-paste"])
def test_ten_megabytes_are_refused(name: str, incident: Incident, olga: User, signed_in) -> None:
    given = {"text": "x" * 10_000_000, "event": "x" * 10_000_000, "happened_at": "2026-11-27T08:00"}
    answer = signed_in(olga).post(reverse(name, args=[incident.code]), given)
    assert answer.status_code in (400, 413, 422)
    assert ChronologyRow.objects.count() == 0


def test_nothing_happens_in_the_future(incident: Incident, olga: User) -> None:
    with pytest.raises(IncidentRefused, match="belum terjadi"):
        add_chronology(incident, happened_at=NOW + timedelta(hours=1), event="x", by=olga, at=NOW)


def test_the_laws_table_on_paper_cuts_no_row(incident: Incident, olga: User, signed_in) -> None:
    for n in range(60):
        add_chronology(
            incident, happened_at=FOUND - timedelta(minutes=n), event=f"Kejadian ke-{n:02d}. " * 6,
            source=f"Bukti {n}", certainty=("approximate", "date_only")[n % 2], by=olga, at=NOW,
        )  # fmt: skip
    answer = signed_in(olga).get(reverse("chronology-pdf", args=[incident.code]))
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) > 1
    for page in pages:
        words = " ".join(page.extract_text().split())
        for head in ("Waktu (WIB)", "Peristiwa", "Sumber bukti", "Petugas"):
            assert head in words
        for n in range(60):
            assert words.count(f"Kejadian ke-{n:02d}.") in (0, 6)


@needs_poppler
def test_a_line_longer_than_a_page_and_a_long_address_are_printed_whole(
    incident: Incident, olga: User, tmp_path: Path
) -> None:
    address = "https://contoh.example/" + "sebuahalamattanpaspasi/" * 6
    event = "Petugas mencatat setiap temuan. " * 90 + "UJUNGNYA"
    add_chronology(incident, happened_at=FOUND, event=event, source=address, by=olga, at=NOW)
    shown = shown_text(chronology_paper(incident, at=NOW), tmp_path)
    assert "UJUNGNYA" in shown
    assert address in shown


def test_what_was_done_keeps_what_was_written_before(
    incident: Incident, olga: User, signed_in
) -> None:
    browser = signed_in(olga)
    address = reverse("incident-phase", args=[incident.code, "containment"])
    assert "Pisahkan sistem yang terkena" in browser.get(address).content.decode()
    browser.post(address, {"text": "Server diputus."})
    browser.post(address, {"text": "Server diputus, log disalin."})
    page = browser.get(incident.get_absolute_url()).content.decode()
    assert "Server diputus, log disalin." in page
    assert "Server diputus." in page
    assert incident.phase_records.count() == 2


def test_no_sign_that_turns_the_direction_is_kept(
    incident: Incident, olga: User, signed_in
) -> None:
    turned = "foto \u202egpj.exe\u2066 \u200b"
    browser = signed_in(olga)
    made = record_incident(description=turned, title=turned, found_at=FOUND, by=olga, at=NOW)
    change_incident(
        made, {"title": turned, "reporter_name": turned, "impact": turned}, by=olga, at=NOW
    )
    moment = {"happened_at": "2026-11-27T08:00", "certainty": "exact"}
    line = moment | {"event": turned, "source": turned, "person": turned}
    assert browser.post(reverse("chronology-add", args=[made.code]), line).status_code == 302
    pasted = {"text": f"27/11/26 08.05 - Sari{turned}: {turned}", "source": turned, "keep": "1"}
    assert browser.post(reverse("chronology-paste", args=[made.code]), pasted).status_code == 302
    for row in ChronologyRow.objects.filter(incident=made):
        assert "foto gpj.exe" in row.event
        for kept in (row.event, row.source, row.person):
            assert not set(kept) & set("\u202e\u2066\u200b")
    made = Incident.objects.get(pk=made.pk)
    assert (made.title, made.reporter_name, made.impact) == ("foto gpj.exe",) * 3
    assert "\u202e" not in browser.get(made.get_absolute_url()).content.decode()
