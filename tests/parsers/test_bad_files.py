"""Files that are not what they seem: refused in words, or rejected line by line; never a crash."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secops.intake.parsers import FileRefused, Fingerprinter, guess_mapping, read_leak
from secops.intake.parsers.refusals import SENTENCES
from secops.intake.parsers.row import REASONS

from .support import FINGERPRINTER, RECEIVED, city, read

LINE = "https://simpatik.kotacontoh.example/login:{}:Contoh\n"


def workbook(*rows: list[str], extra: dict[str, bytes] | None = None) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return target.getvalue()


def bomb(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * (40 << 20))
    return target.getvalue()


def encrypted() -> bytes:
    content = bytearray()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("Passwords.txt", "x")
    content += target.getvalue()
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


FAR_CELL = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    b"</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe\r\x00\n\x00", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        (b"\xff\xd8\xff\xe0abc", "picture"),
        (b"%PDF-1.7\n", "pdf"),
        (b"-----BEGIN PGP MESSAGE-----\n\nabc", "pgp"),
        (b"\x85\x01\x0c" + bytes(range(256)) * 4, "pgp"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"Rar!\x1a\x07", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (bytes(range(256)) * 40, "binary"),
        (b"<!DOCTYPE html><html></html>", "web_page"),
        (b'{"a": 1}', "web_page"),
        (b"sekadar kalimat biasa\n", "unknown_format"),
        (b"PK\x03\x04rusak", "zip_broken"),
        (bomb("Passwords.txt"), "zip_too_big"),
        (bomb("laporan.csv"), "zip_too_big"),
        (workbook(["URL", "NIP"], extra={"xl/media/a.bin": b"0" * (40 << 20)}), "zip_too_big"),
        (workbook(["URL", "NIP"], extra={"xl/worksheets/sheet9.xml": FAR_CELL}), "zip_too_big"),
        (encrypted(), "zip_locked"),
    ],
)
def test_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(content)
    assert refusal.value.code == code
    assert refusal.value.sentence_id != refusal.value.sentence_en
    assert "{" not in refusal.value.sentence_id + refusal.value.sentence_en


def test_sentences_are_there_in_both_languages() -> None:
    assert all(len(pair) == 2 and all(pair) for pair in SENTENCES.values())
    assert all(len(words) == 4 and all(words) for words in REASONS.values())


def test_mixed_encodings_line_by_line() -> None:
    content = LINE.format("süß").encode() + LINE.format("café").encode("cp1252")
    reading, rows = read(content + LINE.format("x").encode()[:-8] + b"\x81\n")
    assert [row.login for row in rows] == ["süß", "café"]
    assert [(reject.line, reject.code) for reject in reading.rejects] == [(3, "unreadable")]
    assert reading.encoding == "windows-1252"


def test_utf_16_broken_pair() -> None:
    content = (
        LINE.format("a").encode("utf-16") + b"\x00\xd8\n\x00" + LINE.format("b").encode("utf-16-le")
    )
    reading, rows = read(content)
    assert [row.login for row in rows] == ["a", "b"]
    assert [reject.code for reject in reading.rejects] == ["unreadable"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_across_chunks(end: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secops.intake.parsers.decode.CHUNK", 7)
    monkeypatch.setattr("secops.intake.parsers.decode.HEAD", 11)
    content = end.join(LINE.format(f"u{n}").strip().encode() for n in range(50)) + end + end
    reading, rows = read(content, format="ulp")
    assert [row.line for row in rows] == list(range(1, 51))
    assert reading.rejected == 0


@pytest.mark.parametrize("form", ["ulp", "stealer", "table"])
def test_a_line_of_5_mb_takes_no_memory(form: str) -> None:
    good = {
        "ulp": LINE.format("a") + "{}\n" + LINE.format("b"),
        "stealer": "URL: https://simpatik.kotacontoh.example/\nUSER: a\nPASS: {}\n\n"
        "URL: https://simpatik.kotacontoh.example/\nUSER: b\nPASS: x\n",
        "table": "Situs;Akun;Sandi\nhttps://simpatik.kotacontoh.example/;a;x\n{}\n"
        "https://simpatik.kotacontoh.example/;b;x\n",
    }[form]
    content = io.BytesIO(good.format("x" * (5 << 20)).encode())
    ours = city()
    tracemalloc.start()
    reading = read_leak(
        content, format=form, ours=ours, fingerprinter=FINGERPRINTER, received_at=RECEIVED
    )
    rows = [row for batch in reading for row in batch]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [reject.code for reject in reading.rejects] == ["too_long"]
    assert [row.login for row in rows][-1] == "b"
    assert peak < 3 << 20


def test_exactly_64_kib_is_a_line_and_one_more_is_not() -> None:
    line = LINE.format("a").strip()
    reading, rows = read(line + "x" * (65_536 - len(line)), format="ulp")
    assert len(rows) == 1
    reading, rows = read(line + "é" * ((65_536 - len(line)) // 2) + "xx", format="ulp")
    assert [reject.code for reject in reading.rejects] == ["too_long"]


def test_padding_of_nul_bytes_is_dropped() -> None:
    reading, rows = read(LINE.format("a").encode() + b"\0" * 512, format="ulp")
    assert (reading.rows, len(rows)) == (1, 1)


def test_rejects_are_capped_but_all_are_told() -> None:
    told: list[object] = []
    reading, _ = read("x\n" * 1500, format="ulp", on_reject=told.append)
    assert (reading.rejected, len(reading.rejects), len(told)) == (1500, 1000, 1500)
    assert reading.reasons == {"no_host": 1500}


def test_path_is_closed_and_pipe_like_files_are_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "a.txt"
    file.write_text(LINE.format("a") * 10)
    reading = read_leak(file, ours=city(), fingerprinter=FINGERPRINTER, received_at=RECEIVED)
    assert [len(batch) for batch in reading] == [10]

    class Pipe(io.RawIOBase):
        """Gives three bytes at a time and cannot seek."""

        def __init__(self, data: bytes) -> None:
            self._data = io.BytesIO(data)

        def read(self, size: int = -1) -> bytes:
            return self._data.read(min(3, size))

    reading = read_leak(
        Pipe(LINE.format("b").encode() * 3),  # type: ignore[arg-type]
        ours=city(),
        fingerprinter=FINGERPRINTER,
        received_at=RECEIVED,
        batch_size=2,
    )
    assert [len(batch) for batch in reading] == [2, 1]


def test_arguments() -> None:
    with pytest.raises(ValueError, match="unknown format"):
        read("x", format="exe")
    with pytest.raises(ValueError, match="time zone"):
        read_leak(
            io.BytesIO(b"x"),
            ours=city(),
            fingerprinter=FINGERPRINTER,
            received_at=datetime(2024, 6, 1),  # noqa: DTZ001
        )
    with pytest.raises(ValueError, match="16 signs"):
        Fingerprinter("pendek")


CITY = city()
PIECES = st.sampled_from(
    ["https://", "simpatik.kotacontoh.example", "/login", ":", ";", "|", "\t", " ", "\n", "\r", '"',
     "\0", "budi", "1,98E+17", "android://", "@", "URL: ", "User: ", "Pass: ", "=====", "x" * 99,
     "[::1]", ":8443", "é", "\ufeff", "13/14/2024", "Situs", "Akun", "Sandi", ","]
)  # fmt: skip


def _never_crashes(content: bytes, form: str) -> None:
    try:
        reading, rows = read(content, format=form, ours=CITY)  # read() checks that rows add up
    except FileRefused:
        return
    assert all(row.login and row.host and len(row.fingerprint) == 32 for row in rows)
    assert all(reject.code in REASONS for reject in reading.rejects)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=400), st.sampled_from(["auto", "ulp", "stealer", "table", "shadowserver"])
)
def test_any_bytes(content: bytes, form: str) -> None:
    _never_crashes(content, form)
    _never_crashes(b"PK\x03\x04" + content, form)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(PIECES, max_size=40),
    st.sampled_from(["auto", "ulp", "stealer", "table", "shadowserver"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_pieces(pieces: list[str], form: str, encoding: str) -> None:
    _never_crashes("".join(pieces).encode(encoding, "ignore"), form)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=40), st.integers(0, 5000))
def test_damaged_spreadsheets(noise: bytes, at: int) -> None:
    content = bytearray(workbook(["Situs", "Akun"], ["https://simpatik.kotacontoh.example/", "a"]))
    content[at : at + len(noise)] = noise
    _never_crashes(bytes(content), "auto")
    with contextlib.suppress(FileRefused):
        guess_mapping(io.BytesIO(bytes(content)))
