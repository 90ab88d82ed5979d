"""A paper as others see it: its text, its structure, what a phone reads from its picture."""

import subprocess
from pathlib import Path

import zxingcpp

from secops.documents.actions import Signatory
from secops.documents.kinds import KINDS
from secops.documents.models import Document
from tests.documents.papers import CONTENT

SIGNS = Signatory("Kepala Dinas Komunikasi dan Informatika", "Rahmat Pelangi", "188001011905011901")


def paper_of(kind: str, **more: object) -> Document:
    """An unsaved document of a kind, true to life, as if it had gone out."""
    given, of = CONTENT[kind], KINDS[kind]
    values = {
        "code": "7Q4K-2MXT-9FBA",
        "kind": kind,
        "state": "approved",
        "subject": given.get("subject") or of.subject,
        "nature": of.nature.value,
        "fields": of.clean(given["fields"]),
        "addressees": given.get("addressees", []),
        "copies": given.get("copies", []),
        "attachments": given.get("attachments", []),
        "signatory_title": SIGNS.title,
        "signatory_name": SIGNS.name,
        "signatory_id": SIGNS.id,
        "number": "000.6/123/2026",
    }
    return Document(**(values | more))


def run(command: str, pdf: bytes, folder: Path, *options: str) -> bytes:
    """What one of poppler's tools says of a paper; standard output, or "-" as its last word."""
    path = folder / "surat.pdf"
    path.write_bytes(pdf)
    last = [] if command in ("pdfinfo", "pdftoppm") else ["-"]
    done = subprocess.run(
        [command, *options, str(path), *last], capture_output=True, check=True, timeout=60
    )
    return done.stdout


def text_of(pdf: bytes, folder: Path) -> str:
    """What can be selected, with blanks made one."""
    return " ".join(run("pdftotext", pdf, folder).decode().split())


def shown_text(pdf: bytes, folder: Path) -> str:
    """The text that stands on the pages, without what ran out of them; line ends taken out, as
    somebody does who copies a hash."""
    told = run("pdfinfo", pdf, folder).decode()
    width, height = (
        part.strip() for part in told.split("Page size:")[1].split("pts")[0].split("x")
    )
    box = ("-x", "0", "-y", "0", "-W", str(int(float(width))), "-H", str(int(float(height))))
    return run("pdftotext", pdf, folder, *box).decode().replace("\n", "").replace("\f", "")


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    text = run("pdftotext", pdf, folder, "-layout").decode()
    return text.removesuffix("\f").split("\f")


def qr_codes_of(pdf: bytes, folder: Path) -> list[str]:
    """What a decoder reads from the pictures of all pages."""
    rest = run("pdftoppm", pdf, folder, "-r", "150", "-gray")
    found: list[str] = []
    while rest:
        _kind, size, _depth, rest = rest.split(b"\n", 3)
        width, height = map(int, size.split())
        picture = memoryview(rest[: width * height]).cast("B", shape=[height, width])
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
        rest = rest[width * height :]
    return found
