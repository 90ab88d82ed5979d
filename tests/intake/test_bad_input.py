"""Bad files: refused as a whole in words a clerk understands, or row by row; never half-applied."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command
from django.core.management.base import CommandError

from secops.inventory.models import Exposure, LeakReport, UnmatchedLogin
from tests.factories import AccountFactory, ApplicationFactory

pytestmark = pytest.mark.django_db
URL = "https://simpatik.kotacontoh.example/login"
HEAD = "url,username,password,tanggal\n"


@pytest.fixture(autouse=True)
def _simpatik(db: None) -> None:
    application = ApplicationFactory(code="simpatik")
    application.hosts.create(name="simpatik.kotacontoh.example")
    AccountFactory(application=application, username="sari")


def bomb() -> bytes:
    """A workbook that unpacks to a thousand times its size."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_string(0, 0, "x")
    book.close()
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"0" * (200 * 1024 * 1024))
    return out.getvalue()


def zip_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


REFUSED = {
    "empty": (b"", "Berkas kosong"),
    "only blanks": (b"\r\n \r\n", "Berkas kosong"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "gambar"),
    "a damaged ZIP named csv": (b"PK\x03\x04" + b"\0" * 99, "rusak"),
    "a ZIP of letters": (zip_of("surat.txt", b"halo"), "Passwords.txt"),
    "a bomb": (bomb, "melewati batas"),
    "no known column": (b"satu,dua,tiga\n1,2,3\n4,5,6\n", "kolom"),
    "a locked mail": (b"-----BEGIN PGP MESSAGE-----\nabc", "PGP"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "Excel lama"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_as_a_whole(case: str, tmp_path: Path) -> None:
    content, words = REFUSED[case]
    path = tmp_path / "laporan.csv"
    path.write_bytes(content() if callable(content) else content)
    with pytest.raises(CommandError) as refused:
        call_command("import_leak", str(path))
    sentence = str(refused.value)
    assert words in sentence
    assert "\n" not in sentence
    for model in (LeakReport, Exposure, UnmatchedLogin):
        assert not model.objects.exists()


def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes) -> dict[str, object]:
    path = tmp_path / "laporan.csv"
    path.write_bytes(content)
    call_command("import_leak", str(path), "--json")
    return json.loads(capsys.readouterr().out)


GOOD = f"{HEAD}{URL},sari,Contoh1,2024-05-01\n"
SAME = {
    "UTF-8 with a mark": GOOD.encode("utf-8-sig"),
    "UTF-16": GOOD.encode("utf-16"),
    "UTF-16 without a mark": GOOD.encode("utf-16-le"),
    "CR only": GOOD.replace("\n", "\r").encode(),
    "Windows-1252": (GOOD + f"{URL},s\u00e9,x,\n").encode("windows-1252"),
    "NUL at the end": GOOD.encode() + b"\0\0",
    "semicolons and quotes": f'url;"username";password\n"{URL}";"sari";"a""b"\n'.encode(),
    "the same column twice": f"url,username,username,password\n{URL},,sari,x\n".encode(),
    "a day that cannot be": f"{HEAD}{URL},sari,Contoh1,13/14/2024\n".encode(),
    "a formula": f'{HEAD}{URL},sari,"=cmd|x",\n'.encode(),
}


@pytest.mark.parametrize("case", SAME)
def test_read_all_the_same(case: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    receipt = run(capsys, tmp_path, SAME[case])
    assert receipt["matched"] == 1, receipt
    if case == "a day that cannot be":
        assert "tanggal" in str(receipt["warnings"])


ROWS = {
    "a line of 5 MB": (f"{URL},{'x' * 5_000_000},y,\n".encode(), "too_long"),
    "a NUL inside": (f"{URL},sa\0ri,y,\n".encode(), "unreadable"),
    "a ruined NIP": (f'{URL},"1,98E+17",y,\n'.encode(), "lost_digits"),
    "no login": (f"{URL},,y,\n".encode(), "no_login"),
    "no address": (b",sari,y,\n", "no_host"),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_bad_row_is_counted_and_the_rest_is_taken(
    case: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    row, reason = ROWS[case]
    receipt = run(capsys, tmp_path, GOOD.encode() + row)
    assert (receipt["matched"], receipt["rejected"]) == (1, 1)
    assert receipt["reasons"] == {reason: 1}
    rejects = LeakReport.objects.get().rejects
    assert rejects == [{"line": 3, "code": reason, "part": ""}]


def test_wrong_options_are_said_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{URL}:sari:x\n")
    with pytest.raises(CommandError, match="--received-at"):
        call_command("import_leak", str(path), "--received-at", "06/28/2024 x")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_leak", str(tmp_path / "nichts"))
