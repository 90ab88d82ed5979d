"""What may be handed in as evidence: known kinds of file by their content, within limits; and how
a kept one is handed out."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from secops.rules.filenames import safe_name

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 5
#: What may be inside a ZIP-based document before we look at it.
MAX_ENTRIES = 5_000

_SIGNS: tuple[tuple[bytes, int, str], ...] = (
    (b"%PDF-", 0, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"WEBP", 8, "image/webp"),
    (b"ftypheic", 4, "image/heic"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_DOCUMENTS = {
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
}


class FileRefused(Exception):
    """A file cannot be taken; the words are fit for the page and name the way out."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be stored."""

    upload: UploadedFile[Any]
    name: str
    content_type: str
    bytes: int
    sha256: str


def check_all(uploads: list[UploadedFile[Any]]) -> list[Checked]:
    """Check the files of one report; FileRefused names the first one that cannot be taken."""
    if len(uploads) > MAX_FILES:
        raise FileRefused(_("Paling banyak %(n)s berkas sekali kirim.") % {"n": MAX_FILES})
    return [check_one(upload) for upload in uploads]


def check_one(upload: UploadedFile[Any]) -> Checked:
    """Look at size and content, never at the name alone."""
    name = safe_name(str(upload.name or ""))
    size = upload.size or 0
    if not size:
        raise FileRefused(_("Berkas %(name)s kosong.") % {"name": name})
    if size > MAX_BYTES:
        raise FileRefused(
            _("Berkas %(name)s lebih besar dari 10 MB. Perkecil foto atau pecah dokumennya.")
            % {"name": name}
        )
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    content_type = _content_type(upload)
    upload.seek(0)
    if content_type is None:
        raise FileRefused(
            _("Berkas %(name)s bukan PDF, gambar, Word, Excel atau teks. Simpan sebagai PDF dulu.")
            % {"name": name}
        )
    return Checked(upload, name, content_type, size, digest.hexdigest())


def _content_type(upload: UploadedFile[Any]) -> str | None:
    upload.seek(0)
    head = upload.read(4096)
    for sign, place, content_type in _SIGNS:
        if head[place : place + len(sign)] == sign:
            return content_type
    if head.startswith(b"PK\x03\x04"):
        return _document_type(upload)
    upload.seek(0)
    return "text/plain" if _is_text(upload) else None


def _document_type(upload: UploadedFile[Any]) -> str | None:
    upload.seek(0)
    file: Any = upload
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return None
    if len(names) > MAX_ENTRIES or any("vbaProject" in name for name in names):
        return None
    return next((kind for part, kind in _DOCUMENTS.items() if part in names), None)


def _is_text(upload: UploadedFile[Any]) -> bool:
    try:
        words = upload.read().decode("utf-8")
    except UnicodeDecodeError:
        return False
    # Markup that a browser might run is no plain text, whatever it is called.
    return "\x00" not in words and not words.lstrip().startswith("<")


def pdf_answer(made: bytes, name: str) -> HttpResponse:
    """A document of ours as an answer to be kept as a file."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def hand_out(file: FieldFile, name: str, content_type: str) -> FileResponse:
    """A kept file as an answer: never shown inside a page, never kept on the way."""
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=safe_name(name), content_type=content_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
