"""Names of files that were made to mislead."""

import pytest

from secops.rules.filenames import LONGEST, safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("laporan.pdf", "laporan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\catatan.txt", "catatan.txt"),
        ("foto_\u202egpj.exe", "foto_gpj.exe"),
        ("a\r\nContent-Type: text/html.txt", "html.txt"),
        ("a\r\nX: y.txt", "aX_ y.txt"),
        ("\u2066\u2069.txt", "txt"),
        ("..", "berkas"),
        ("", "berkas"),
        ("...hidden", "hidden"),
        ("CON.txt", "_CON.txt"),
        ('"<svg onload=x>".svg', "__svg onload=x__.svg"),
        ("nama \u00e9 \u4e2d.log", "nama \u00e9 \u4e2d.log"),
        ("\x00\x01a.bin", "a.bin"),
    ],
)
def test_a_name_is_what_the_eye_reads(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_long_name_keeps_its_ending() -> None:
    short = safe_name("x" * 400 + ".pcapng")
    assert len(short) == LONGEST
    assert short.endswith(".pcapng")
