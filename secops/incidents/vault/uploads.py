"""Evidence is hashed while it arrives and never lies in memory as a whole.

The handler takes the files of fields named `evidence_file` and leaves all others to the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.utils.translation import gettext as _

from secops.house.text import angka
from secops.incidents.vault import store

FIELD: Final = "evidence_file"
HEAD: Final = 4096


class EvidenceFile(UploadedFile):  # type: ignore[type-arg]
    """Evidence that arrived. Unless it is taken in it is gone with its request.

    `refused` says in words why it was not kept.
    """

    def __init__(self, path: Path, name: str, size: int, sha256: str, refused: str = "") -> None:
        super().__init__(file=None, name=name, content_type="application/octet-stream", size=size)
        self.path = path
        self.sha256 = sha256
        self.refused = refused

    def close(self) -> None:
        self.path.unlink(missing_ok=True)


class _Unfinished:
    """What Django closes when the browser went away half-way."""

    def __init__(self, arrival: Arrival) -> None:
        self.close = arrival.drop


class Arrival:
    """Bytes on their way into the vault: written, counted and hashed as they come."""

    def __init__(self) -> None:
        self.path, self._out = store.arriving()
        self._digest = hashlib.sha256()
        self.size = 0
        self.refused = ""
        self._open = True

    def write(self, data: bytes) -> None:
        """Take some more; what is too much is counted but not kept."""
        self.size += len(data)
        self._digest.update(data)
        if self.size > settings.EVIDENCE_MAX_BYTES:
            self.refuse(too_large())
        if not self.refused:
            try:
                self._out.write(data)
            except OSError:
                self.refuse(no_room())

    def refuse(self, words: str) -> None:
        """Keep nothing of it."""
        if not self.refused:
            self.refused = words
            with contextlib.suppress(OSError):
                self._out.truncate(0)

    def finish(self, name: str) -> EvidenceFile:
        """All of it is there."""
        try:
            self._out.close()
        except OSError:
            self.refused = self.refused or no_room()
        self._open = False
        return EvidenceFile(self.path, name, self.size, self._digest.hexdigest(), self.refused)

    def drop(self) -> None:
        """Forget what arrived of a file that never ended."""
        if self._open:
            self._open = False
            with contextlib.suppress(OSError):
                self._out.close()
            self.path.unlink(missing_ok=True)


class EvidenceUploadHandler(FileUploadHandler):
    """Writes evidence straight into the vault's folder; size and SHA-256 are taken on the way."""

    _arrival: Arrival | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._arrival = None
        if self.field_name != FIELD:
            return
        self._arrival = Arrival()
        if not store.has_room(min(self.content_length or 0, settings.EVIDENCE_MAX_BYTES)):
            self._arrival.refuse(no_room())
        self.file: Any = _Unfinished(self._arrival)
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._arrival is None:
            return raw_data
        self._arrival.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> EvidenceFile | None:
        if self._arrival is None:
            return None
        arrival, self._arrival = self._arrival, None
        return arrival.finish(self.file_name or "")

    def upload_interrupted(self) -> None:
        if self._arrival is not None:
            self._arrival.drop()


def arrived(upload: File[Any] | UploadedFile[Any], name: str = "") -> EvidenceFile:
    """An upload as the vault takes it: already there, or copied and hashed a piece at a time."""
    if isinstance(upload, EvidenceFile):
        return upload
    arrival = Arrival()
    upload.seek(0)
    for piece in upload.chunks():
        arrival.write(piece)
    return arrival.finish(name or str(upload.name or ""))


def seen_type(path: Path) -> str:
    """What the first bytes look like. It is noted, and never decides how the file is served."""
    file: BinaryIO
    with path.open("rb") as file:
        head = file.read(HEAD)
    for sign, place, kind in _SIGNS:
        if head[place : place + len(sign)] == sign:
            return kind
    try:
        words = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < HEAD - 4:
            return "application/octet-stream"
        words = head[: error.start].decode("utf-8")
    if "\x00" in words:
        return "application/octet-stream"
    start = words.lstrip("\ufeff \t\r\n").lower()
    return "text/markup" if start.startswith("<") else "text/plain"


_SIGNS: Final = (
    (b"sealed1\n", 0, "application/x-sealed"),
    (b"%PDF-", 0, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"ftyp", 4, "video/mp4"),
    (b"PK\x03\x04", 0, "application/zip"),
    (b"7z\xbc\xaf'\x1c", 0, "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", 0, "application/vnd.rar"),
    (b"\x1f\x8b", 0, "application/gzip"),
    (b"SQLite format 3\x00", 0, "application/vnd.sqlite3"),
    (b"\xd4\xc3\xb2\xa1", 0, "application/vnd.tcpdump.pcap"),
    (b"\n\r\r\n", 0, "application/x-pcapng"),
    (b"MZ", 0, "application/x-msdownload"),
    (b"\x7fELF", 0, "application/x-elf"),
    (b"ElfFile\x00", 0, "application/x-windows-eventlog"),
    (b"EVF\t\r\n\xff\x00", 0, "application/x-ewf-image"),
)


def too_large() -> str:
    limit = angka(settings.EVIDENCE_MAX_BYTES // 1024**2)
    return _("Berkas lebih besar dari %(n)s MB. Pecah dulu, lalu unggah tiap bagian.") % {
        "n": limit
    }


def no_room() -> str:
    return _("Ruang disk brankas tidak cukup. Hubungi operator, lalu unggah sekali lagi.")
