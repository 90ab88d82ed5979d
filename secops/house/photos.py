"""Pictures that are handed in: known by their content, within limits, with their SHA-256."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

MEGABYTE: Final = 1024 * 1024
#: A photo from a telephone of today fits.
PHOTO_MEGABYTES: Final = 8


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of picture: signs and where they stand in the file, and what it is called."""

    signs: tuple[tuple[bytes, int], ...]
    type: str
    suffix: str


#: A sound file begins with RIFF as well; so WebP is known by two signs.
_KINDS: Final = (
    _Kind(((b"\xff\xd8\xff", 0),), "image/jpeg", ".jpg"),
    _Kind(((b"\x89PNG\r\n\x1a\n", 0),), "image/png", ".png"),
    _Kind(((b"RIFF", 0), (b"WEBP", 8)), "image/webp", ".webp"),
)
#: Content type -> suffix of the pictures that are taken.
SUFFIXES: Final = {kind.type: kind.suffix for kind in _KINDS}
_TYPES: Final = {kind.suffix: kind.type for kind in _KINDS}


class PhotoRefused(Exception):
    """The picture cannot be taken; the sentence is fit for the page."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that may be stored, under a name of ours."""

    content: bytes
    type: str
    suffix: str
    sha256: str

    def file(self, stem: str) -> ContentFile[bytes]:
        """The picture as a file to keep; its name says nothing of what a stranger called it."""
        return ContentFile(self.content, name=f"{stem}{self.suffix}")


def check_photo(upload: UploadedFile[Any], *, megabytes: int = PHOTO_MEGABYTES) -> Photo:
    """Look at size and content, never at the name; PhotoRefused says what to hand in instead."""
    if (upload.size or 0) > megabytes * MEGABYTE:
        raise PhotoRefused(_("Foto lebih besar dari %(n)s MB. Perkecil dulu.") % {"n": megabytes})
    content = upload.read()
    upload.seek(0)
    for kind in _KINDS:
        if all(content[place : place + len(sign)] == sign for sign, place in kind.signs):
            digest = hashlib.sha256(content).hexdigest()
            return Photo(content, kind.type, kind.suffix, digest)
    raise PhotoRefused(_("Berkas ini bukan foto. Unggah gambar JPEG, PNG, atau WebP."))


def type_of(name: str) -> str:
    """The content type of a picture that was kept under this name."""
    return _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
